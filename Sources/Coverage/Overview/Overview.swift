import Federation
import Rulebook
import Web

/// The figures of one unit: the rate of a month by the units below, by kind, by whose they are and by employment type, and its
/// trend.
struct Overview: Sendable {
    let shares: MonthShares
    let above: [UnitEntry]
    let rows: [CoverageRow]
    let trend: [TrendPoint]
    let workplaces: WorkplaceSums
    let closing: MonthClosing?
    /// 在籍 members of today, to compare with the closed month.
    let membersToday: Int
    let today: Day
    let officer: Officer
    /// The path of the base union that the unit belongs to, as far as the officer sees; its own above the base.
    private let base: String

    var unit: UnitEntry { shares.unit }
    var month: Month { shares.month }
    var sum: CoverageSum { shares.sum }

    /// Months that a trend may show.
    static let lengths = [12, 24]

    init(
        _ unit: UnitEntry, _ month: Month, length: Int, rules: Rules, as officer: Officer, in tx: Transaction
    ) throws {
        shares = try MonthShares(unit, month, rules: rules, as: officer, in: tx)
        above = try UnitEntry.above(unit, as: officer, in: tx)
        base = above.first { $0.level == .base }?.path ?? unit.path
        rows = CoverageRow.all(shares, base: base, officer)
        trend = try TrendPoint.all(shares, length: length, as: officer, in: tx)
        workplaces = try WorkplaceSums(below: unit, bases: shares.shares.count, rules: rules, as: officer, in: tx)
        closing = try tx.first("SELECT \(MonthClosing.columns) FROM month_closing WHERE month = \(month)")
        membersToday =
            try MemberCount.totals(below: unit.path, as: officer, in: tx)
            .filter { $0.state == .active }.map(\.members).reduce(0, +)
        today = tx.today
        self.officer = officer
    }

    /// By kind of base union, where there are several.
    var kinds: [(words: String, kind: UnitKind, sum: CoverageSum)] {
        UnitKind.allCases.compactMap { kind in
            let of = shares.shares.filter { $0.unit.kind == kind }
            return of.isEmpty ? nil : (kind.words, kind, CoverageSum(of))
        }
    }

    /// By the level of the union they stand under (A01): 市级直属 or 区级所属.
    var levels: [(words: String, sum: CoverageSum)] {
        UnitLevel.allCases.compactMap { level in
            let of = shares.shares.filter { $0.unit.parentLevel == level }
            return of.isEmpty ? nil : ("\(level.words)教育工会所属", CoverageSum(of))
        }
    }

    /// Whether a breakdown by type would show single people of a branch to those outside its base union.
    var hidesTypes: Bool { shares.shares.first.map { hides($0, of: base, from: officer) } ?? false }

    var json: JSON {
        [
            "unit": JSON(unit.id), "month": JSON(month.description), "units": JSON(sum.units),
            "reported": JSON(sum.reported), "members": sum.rate.map { JSON($0.members) } ?? nil,
            "staff": sum.rate.map { JSON($0.staff) } ?? nil, "members_of_unreported": JSON(sum.membersApart),
            "gap": JSON(sum.gap), "excess": JSON(sum.excess),
            "below": .array(rows.map(\.json)), "trend": .array(trend.map(\.json)),
        ]
    }
}

/// Fewer than five in a branch: whose type is whose could be told, so nobody outside the base union at `base` sees it by type.
func hides(_ share: UnitShare, of base: String, from officer: Officer) -> Bool {
    guard share.unit.level.depth > UnitLevel.base.depth, share.allMembers < 5 else { return false }
    return officer.isOutside(base)
}

/// A line of the figures: a unit below on that day, with everything in it.
struct CoverageRow: Sendable {
    let name: String
    /// Nil for units that the officer reaches no longer.
    let unit: ID<Unit>?
    let sum: CoverageSum
    /// Where there is one unit and no more.
    let share: UnitShare?
    let hidesTypes: Bool

    static func all(_ shares: MonthShares, base: String, _ officer: Officer) -> [CoverageRow] {
        func row(_ unit: CoveredUnit, _ inside: [UnitShare], _ share: UnitShare?) -> CoverageRow {
            CoverageRow(
                name: unit.name, unit: officer.reaches(unit.pathNow) ? unit.id : nil, sum: CoverageSum(inside),
                share: share, hidesTypes: share.map { hides($0, of: base, from: officer) } ?? false)
        }
        guard shares.parts.isEmpty else { return shares.parts.map { row($0.unit, [$0], $0) } }
        guard shares.unit.level.depth < UnitLevel.base.depth else {
            // Of a union that was not there yet: those it came from.
            return shares.shares.count > 1 ? shares.shares.map { row($0.unit, [$0], $0) } : []
        }
        let inside = Dictionary(grouping: shares.shares) { shares.place.part(of: $0.unit.path) ?? "" }
        return shares.below.compactMap { unit in
            inside[unit.path].map { row(unit, $0, unit.level == .base ? $0.first : nil) }
        }
    }

    var json: JSON {
        [
            "unit": JSON(unit), "name": JSON(name), "units": JSON(sum.units), "reported": JSON(sum.reported),
            "members": sum.rate.map { JSON($0.members) } ?? nil, "staff": sum.rate.map { JSON($0.staff) } ?? nil,
        ]
    }
}
