import Federation
import Rulebook
import Web

/// Every base union below a unit at the end of a month, or at and below a base union the unit and its branches, as the tree was
/// on that day.
struct MonthShares: Sendable {
    let unit: UnitEntry
    let month: Month
    let place: MonthPlace
    /// Above the base: its base unions. At the base and below: the unit itself.
    let shares: [UnitShare]
    /// At the base and below: the units directly below.
    let parts: [UnitShare]
    /// Above the base: the units directly below, among the base unions.
    let below: [CoveredUnit]
    /// Whether the month was counted.
    let isClosed: Bool

    var sum: CoverageSum { CoverageSum(shares) }

    init(_ unit: UnitEntry, _ month: Month, rules: Rules, as officer: Officer, in tx: Transaction) throws {
        self.unit = unit
        self.month = month
        place = try MonthPlace(unit, month, as: officer, in: tx)
        let place = place
        let reports = try StaffReport.all(of: month, place, in: tx)
        func share(_ line: CoveredUnit, _ members: [Employment: Int]) -> UnitShare {
            let report = reports[line.id]
            return UnitShare(
                unit: line, members: members, staff: report?.staff, isLate: report?.isLate(by: rules) ?? false)
        }
        let members = try Self.baseMembers(place, month, in: tx)
        guard unit.level.depth >= UnitLevel.base.depth else {
            let units = try CoveredUnit.all(place, "(s.level = 'base' OR \(place.parts))", in: tx)
            shares = units.filter { $0.level == .base }.map { share($0, members[$0.id] ?? [:]) }
            parts = []
            below = units
            isClosed = try !members.isEmpty || Self.isCounted(month, in: tx)
            return
        }
        let lengths = place.paths.map { $0.utf8.count }
        let near = try CoveredUnit.all(
            place, "length(s.path) \(anyOf: lengths + lengths.map { $0 + 5 })", in: tx)
        let spells = try Self.spellMembers(place, in: tx)
        func counted(_ line: CoveredUnit) -> [Employment: Int] {
            var sum: [Employment: Int] = [:]
            for (path, counts) in spells where path.hasPrefix(line.path) {
                for (employment, count) in counts { sum[employment, default: 0] += count }
            }
            return sum
        }
        let tops = Set(place.paths)
        shares = near.filter { tops.contains($0.path) }.map { share($0, members[$0.id] ?? counted($0)) }
        parts = near.filter { !tops.contains($0.path) }.map { share($0, counted($0)) }
        below = []
        isClosed = true
    }

    /// From the closed month.
    private static func baseMembers(
        _ place: MonthPlace, _ month: Month, in tx: Transaction
    ) throws -> [ID<Unit>: [Employment: Int]] {
        var found: [ID<Unit>: [Employment: Int]] = [:]
        try tx.each(
            """
            SELECT m.base_id, m.employment, m.members
              FROM unit_spell s JOIN member_month m ON m.base_id = s.unit_id AND m.month = \(month)
             WHERE \(place.holds)
            """
        ) { row in found[try row.read("base_id"), default: [:]][try row.read("employment")] = try row.read("members") }
        return found
    }

    private static func isCounted(_ month: Month, in tx: Transaction) throws -> Bool {
        let found: Int? = try tx.value("SELECT 1 FROM month_closing WHERE month = \(month)")
        return found != nil
    }

    /// From the spells of one base union or less, by path of that day: members on the day.
    private static func spellMembers(
        _ place: MonthPlace, in tx: Transaction
    ) throws -> [String: [Employment: Int]] {
        var found: [String: [Employment: Int]] = [:]
        try tx.each(
            """
            SELECT s.path AS path, m.employment AS employment, count(*) AS members
              FROM unit_spell s JOIN membership m ON m.unit_id = s.unit_id
             WHERE \(place.holds)
               AND m.state = \(MembershipState.active) AND m.from_day <= \(place.day)
               AND (m.until_day IS NULL OR m.until_day >= \(place.day))
             GROUP BY s.path, m.employment
            """
        ) { row in found[try row.read("path"), default: [:]][try row.read("employment")] = try row.read("members") }
        return found
    }
}
