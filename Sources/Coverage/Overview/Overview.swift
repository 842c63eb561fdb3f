import Federation
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
        _ unit: UnitEntry, _ month: Month, length: Int, place: String, as officer: Officer, in tx: Transaction
    ) throws {
        shares = try MonthShares(unit, month, place: place, as: officer, in: tx)
        above = try UnitEntry.above(unit, as: officer, in: tx)
        let children = try UnitEntry.children(of: unit, as: officer, in: tx)
        base = above.first { $0.level == .base }?.path ?? unit.path
        rows = CoverageRow.all(shares, children: children, base: base, officer)
        trend = try TrendPoint.all(shares, length: length, as: officer, in: tx)
        workplaces = try WorkplaceSums(below: unit, bases: shares.shares.count, place: place, as: officer, in: tx)
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

/// A line of the figures: a unit below, with everything in it.
struct CoverageRow: Sendable {
    let name: String
    /// Nil for units that stand nowhere any more.
    let unit: ID<Unit>?
    let sum: CoverageSum
    /// Where there is one unit and no more.
    let share: UnitShare?
    let hidesTypes: Bool

    static func all(_ shares: MonthShares, children: [UnitEntry], base: String, _ officer: Officer)
        -> [CoverageRow]
    {
        guard shares.parts.isEmpty else {
            return shares.parts.map { share in
                CoverageRow(
                    name: share.unit.name, unit: share.unit.id, sum: CoverageSum([share]), share: share,
                    hidesTypes: hides(share, of: base, from: officer))
            }
        }
        guard shares.unit.level.depth < UnitLevel.base.depth else { return [] }
        var rest = shares.shares
        var rows = children.map { child -> CoverageRow in
            let inside = rest.filter { $0.unit.path.hasPrefix(child.path) }
            rest.removeAll { $0.unit.path.hasPrefix(child.path) }
            let share = child.level == .base ? inside.first : nil
            return CoverageRow(
                name: child.shortName, unit: child.id, sum: CoverageSum(inside), share: share, hidesTypes: false)
        }
        if !rest.isEmpty {
            rows.append(
                CoverageRow(
                    name: "已撤销或并出的单位", unit: nil, sum: CoverageSum(rest), share: nil, hidesTypes: false))
        }
        return rows.filter { $0.sum.units > 0 }
    }

    var json: JSON {
        [
            "unit": JSON(unit), "name": JSON(name), "units": JSON(sum.units), "reported": JSON(sum.reported),
            "members": sum.rate.map { JSON($0.members) } ?? nil, "staff": sum.rate.map { JSON($0.staff) } ?? nil,
        ]
    }
}
