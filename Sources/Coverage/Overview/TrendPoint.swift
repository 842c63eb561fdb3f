import Federation
import Web

/// One closed month of a trend: the rate over the units that reported that month, by today's place in the tree.
struct TrendPoint: Sendable {
    let month: Month
    /// Base unions that stood at the end of the month, and how many of them reported.
    let units: Int
    let reported: Int
    let rate: CoverageRate?

    private struct Line: Record {
        let month: Month
        let reported: Int
        let members: Int
        let staff: Int

        static let columns: SQL = "month, reported, members, staff"

        init(_ row: borrowing Row) throws {
            month = try row.read("month")
            reported = try row.read("reported")
            members = try row.read("members")
            staff = try row.read("staff")
        }
    }

    /// The last months up to the one shown. A branch has none: month ends are kept by base union.
    static func all(
        _ shares: MonthShares, length: Int, as officer: Officer, in tx: Transaction
    ) throws -> [TrendPoint] {
        let unit = shares.unit, last = shares.month, first = last.adding(1 - length)
        guard unit.level.depth <= UnitLevel.base.depth else { return [] }
        let range: SQL = """
            u.path >= \(unit.path) AND u.path < \(Reach.end(of: unit.path)) AND u.level = 'base' AND \(officer.sees("u.path"))
            """
        let lines: [Line] = try tx.all(
            """
            SELECT t.month AS month, CAST(sum(t.reported) AS bigint) AS reported, CAST(sum(t.members) AS bigint) AS members,
                CAST(sum(t.staff) AS bigint) AS staff
              FROM (SELECT r.month AS month, count(DISTINCT r.id) AS reported, 0 AS members, sum(s.staff) AS staff
                      FROM unit u JOIN staff_report r ON r.unit_id = u.id AND r.month >= \(first) AND r.month <= \(last)
                      JOIN staff_count s ON s.report_id = r.id
                     WHERE \(range) GROUP BY r.month
                    UNION ALL
                    SELECT m.month AS month, 0 AS reported, sum(m.members) AS members, 0 AS staff
                      FROM unit u JOIN staff_report r ON r.unit_id = u.id AND r.month >= \(first) AND r.month <= \(last)
                      JOIN member_month m ON m.base_id = u.id AND m.month = r.month
                     WHERE \(range) GROUP BY m.month) t
             GROUP BY t.month ORDER BY t.month
            """)
        let found = Dictionary(lines.map { ($0.month, $0) }) { one, _ in one }
        return (0..<length).map { place in
            let month = first.adding(place)
            let units = shares.bases.count { $0.stands(on: month.last) }
            guard let line = found[month], line.reported > 0 else {
                return TrendPoint(month: month, units: units, reported: 0, rate: nil)
            }
            return TrendPoint(
                month: month, units: units, reported: line.reported,
                rate: CoverageRate(members: line.members, staff: line.staff))
        }
    }

    var json: JSON {
        [
            "month": JSON(month.description), "units": JSON(units), "reported": JSON(reported),
            "members": rate.map { JSON($0.members) } ?? nil, "staff": rate.map { JSON($0.staff) } ?? nil,
        ]
    }
}
