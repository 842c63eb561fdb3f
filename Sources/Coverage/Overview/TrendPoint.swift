import Federation
import Web

/// One closed month of a trend: the rate over the units that reported that month, of the tree of its last day.
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
        let unit = shares.unit, first = shares.month.adding(1 - length)
        guard unit.level.depth <= UnitLevel.base.depth else { return [] }
        let months = (0..<length).map { first.adding($0) }
        let places = try shares.place.all(unit, months, as: officer, in: tx)
        var points: [TrendPoint] = []
        while points.count < length {
            // Months through which the unit stood in one place are asked for together; it is seldom more than one stretch.
            let start = points.count
            let end = places[start...].firstIndex { $0.paths != places[start].paths } ?? length
            points += try stretch(Array(months[start..<end]), places[start], in: tx)
        }
        return points
    }

    private static func stretch(
        _ months: [Month], _ place: MonthPlace, in tx: Transaction
    ) throws -> [TrendPoint] {
        guard let first = months.first, let last = months.last else { return [] }
        let ends = months.map(\.last)
        // A unit counts in a month when it stands on its last day.
        let stands: SQL = """
            \(place.inside) AND s.level = 'base' AND substr(s.from_day, 1, 7) <= r.month
               AND (s.until_day IS NULL OR substr(s.until_day, 1, 7) > r.month
                    OR (substr(s.until_day, 1, 7) = r.month AND s.until_day \(anyOf: ends)))
            """
        let reports: SQL = "r.unit_id = s.unit_id AND r.month >= \(first) AND r.month <= \(last)"
        let lines: [Line] = try tx.all(
            """
            SELECT t.month AS month, CAST(sum(t.reported) AS bigint) AS reported, CAST(sum(t.members) AS bigint) AS members,
                CAST(sum(t.staff) AS bigint) AS staff
              FROM (SELECT r.month AS month, count(DISTINCT r.id) AS reported, 0 AS members, sum(c.staff) AS staff
                      FROM unit_spell s JOIN staff_report r ON \(reports) JOIN staff_count c ON c.report_id = r.id
                     WHERE \(stands) GROUP BY r.month
                    UNION ALL
                    SELECT m.month AS month, 0 AS reported, sum(m.members) AS members, 0 AS staff
                      FROM unit_spell s JOIN staff_report r ON \(reports)
                      JOIN member_month m ON m.base_id = s.unit_id AND m.month = r.month
                     WHERE \(stands) GROUP BY m.month) t
             GROUP BY t.month ORDER BY t.month
            """)
        let found = Dictionary(lines.map { ($0.month, $0) }) { one, _ in one }
        let spans = try Span.all(place, in: tx)
        return months.map { month in
            let units = spans.filter { $0.holds(on: month.last) }.map(\.units).reduce(0, +)
            guard let line = found[month], line.reported > 0 else {
                return TrendPoint(month: month, units: units, reported: 0, rate: nil)
            }
            return TrendPoint(
                month: month, units: units, reported: line.reported,
                rate: CoverageRate(members: line.members, staff: line.staff))
        }
    }

    /// How many base unions stood in a place from a day to a day.
    private struct Span: Record {
        let from: Day
        let until: Day?
        let units: Int

        static let columns: SQL = "s.from_day, s.until_day"

        init(_ row: borrowing Row) throws {
            from = try row.read("from_day")
            until = try row.read("until_day")
            units = try row.read("units")
        }

        func holds(on day: Day) -> Bool { from <= day && until.map { $0 >= day } ?? true }

        static func all(_ place: MonthPlace, in tx: Transaction) throws -> [Span] {
            try tx.all(
                """
                SELECT \(columns), count(*) AS units FROM unit_spell s JOIN unit u ON u.id = s.unit_id
                 WHERE \(place.inside) AND s.level = 'base' AND u.state <> 'preparing'
                 GROUP BY s.from_day, s.until_day
                """)
        }
    }

    var json: JSON {
        [
            "month": JSON(month.description), "units": JSON(units), "reported": JSON(reported),
            "members": rate.map { JSON($0.members) } ?? nil, "staff": rate.map { JSON($0.staff) } ?? nil,
        ]
    }
}
