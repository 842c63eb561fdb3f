import Federation
import Web

/// Every base union below a unit at the end of a month, or at and below a base union the unit and its branches.
struct MonthShares: Sendable {
    let unit: UnitEntry
    let month: Month
    /// Above the base: its base unions. At the base and below: the unit itself.
    let shares: [UnitShare]
    /// At the base and below: the units directly below.
    let parts: [UnitShare]
    /// All base unions that stand or stood there, at the base and below the unit itself: what other months are counted by.
    let bases: [CoveredUnit]
    /// Whether the month was counted.
    let isClosed: Bool

    var sum: CoverageSum { CoverageSum(shares) }

    init(_ unit: UnitEntry, _ month: Month, place: String, as officer: Officer, in tx: Transaction) throws {
        self.unit = unit
        self.month = month
        let reports = try StaffReport.all(of: month, below: unit.path, as: officer, in: tx)
        func share(_ line: CoveredUnit, _ members: [Employment: Int]) -> UnitShare {
            let report = reports[line.id]
            return UnitShare(
                unit: line, members: members, staff: report?.staff, isLate: report?.isLate(in: place) ?? false)
        }
        let members = try Self.baseMembers(below: unit, month, as: officer, in: tx)
        guard unit.level.depth >= UnitLevel.base.depth else {
            bases = try Self.units(below: unit, "u.level = 'base'", as: officer, in: tx)
            shares = bases.filter { $0.stands(on: month.last) }.map { share($0, members[$0.id] ?? [:]) }
            parts = []
            isClosed = try !members.isEmpty || Self.isCounted(month, in: tx)
            return
        }
        let near = try Self.units(below: unit, "(u.id = \(unit.id) OR u.parent_id = \(unit.id))", as: officer, in: tx)
        let spells = try Self.spellMembers(below: unit, on: month.last, as: officer, in: tx)
        func counted(_ line: CoveredUnit) -> [Employment: Int] {
            var sum: [Employment: Int] = [:]
            for (path, counts) in spells where path.hasPrefix(line.path) {
                for (employment, count) in counts { sum[employment, default: 0] += count }
            }
            return sum
        }
        bases = near.filter { $0.id == unit.id }
        shares = bases.map { share($0, members[$0.id] ?? counted($0)) }
        parts = near.filter { $0.id != unit.id && $0.stands(on: month.last) }.map { share($0, counted($0)) }
        isClosed = true
    }

    private static func units(
        below unit: UnitEntry, _ which: SQL, as officer: Officer, in tx: Transaction
    ) throws -> [CoveredUnit] {
        try tx.all(
            """
            SELECT \(CoveredUnit.columns) FROM unit u LEFT JOIN unit p ON p.id = u.parent_id
             WHERE u.path >= \(unit.path) AND u.path < \(Reach.end(of: unit.path)) AND \(which)
               AND \(officer.sees("u.path"))
             ORDER BY u.path
            """)
    }

    /// From the closed month.
    private static func baseMembers(
        below unit: UnitEntry, _ month: Month, as officer: Officer, in tx: Transaction
    ) throws -> [ID<Unit>: [Employment: Int]] {
        var found: [ID<Unit>: [Employment: Int]] = [:]
        try tx.each(
            """
            SELECT m.base_id, m.employment, m.members
              FROM unit u JOIN member_month m ON m.base_id = u.id AND m.month = \(month)
             WHERE u.path >= \(unit.path) AND u.path < \(Reach.end(of: unit.path)) AND \(officer.sees("u.path"))
            """
        ) { row in found[try row.read("base_id"), default: [:]][try row.read("employment")] = try row.read("members") }
        return found
    }

    private static func isCounted(_ month: Month, in tx: Transaction) throws -> Bool {
        let found: Int? = try tx.value("SELECT 1 FROM month_closing WHERE month = \(month)")
        return found != nil
    }

    /// From the spells of one base union or less, by path: members on a day.
    private static func spellMembers(
        below unit: UnitEntry, on day: Day, as officer: Officer, in tx: Transaction
    ) throws -> [String: [Employment: Int]] {
        var found: [String: [Employment: Int]] = [:]
        try tx.each(
            """
            SELECT u.path AS path, m.employment AS employment, count(*) AS members
              FROM unit u JOIN membership m ON m.unit_id = u.id
             WHERE u.path >= \(unit.path) AND u.path < \(Reach.end(of: unit.path)) AND \(officer.sees("u.path"))
               AND m.state = \(MembershipState.active) AND m.from_day <= \(day)
               AND (m.until_day IS NULL OR m.until_day >= \(day))
             GROUP BY u.path, m.employment
            """
        ) { row in found[try row.read("path"), default: [:]][try row.read("employment")] = try row.read("members") }
        return found
    }
}

/// Where the federation is, for values that differ by place: the beginning of its root's name.
func place(of site: SiteFacts) -> String { site.title }
