import Federation
import Web

/// A unit's page of a quota, read in one go.
struct QuotaView {
    let quota: Quota
    let unit: UnitEntry
    /// The unit's own, category by category.
    let shares: [QuotaShare]
    /// Those of the units below it, unit by unit.
    let below: [QuotaShare]
    let holds: [QuotaHold]
    let moves: [QuotaMove]
    let children: [UnitEntry]
    /// Members with all below, by the child's path.
    let heads: [String: Int]
    let mayKeep: Bool
    let today: Day

    init(_ quota: Quota, _ unit: UnitEntry, as officer: Officer, in tx: Transaction) throws {
        self.quota = quota
        self.unit = unit
        shares = try QuotaShare.all(of: quota.id, at: unit.id, in: tx)
        guard !shares.isEmpty else { throw Refusal.missing }
        below = try QuotaShare.below(shares, in: tx)
        holds = try QuotaHold.all(of: shares, in: tx)
        moves = try QuotaMove.all(of: shares, limit: 40, in: tx)
        children = try UnitEntry.children(of: unit, as: officer, in: tx)
        heads = try MemberCount.members(ofChildrenOf: unit, in: tx)
        mayKeep = (officer.also(.quotaKeep)?.reaches(unit.path) ?? false) && quota.state == .open
        today = tx.today
    }

    /// A line of the table of units below: what it has by category, in the order of the unit's own shares.
    struct Line {
        let unit: UnitEntry
        let heads: Int
        let shares: [QuotaShare?]
        var granted: Int { shares.compactMap { $0?.granted }.reduce(0, +) }
        var left: Int { shares.compactMap { $0?.left }.reduce(0, +) }
        var used: Int { shares.compactMap { $0?.used }.reduce(0, +) }
    }

    var lines: [Line] {
        let held = Dictionary(below.map { (QuotaKey(unit: $0.unit, category: $0.category), $0) }) { first, _ in first }
        return children.map { child in
            Line(
                unit: child, heads: heads[child.path] ?? 0,
                shares: shares.map { held[QuotaKey(unit: child.id, category: $0.category)] })
        }
    }

    func hold(_ hold: QuotaHold) -> String { shares.first { $0.id == hold.share }?.categoryName ?? "" }

    var isOver: Bool { quota.returnBy.map { $0 < today } ?? false }

    var json: JSON {
        [
            "id": JSON(quota.id), "name": JSON(quota.name), "unit": JSON(unit.id), "state": JSON(quota.state.rawValue),
            "return_by": JSON(quota.returnBy?.description),
            "shares": .array(shares.map(\.json)), "below": .array(below.map(\.json)),
        ]
    }
}

/// A unit and a category.
struct QuotaKey: Hashable, Sendable {
    let unit: ID<Unit>
    let category: ID<QuotaCategory>
}

extension QuotaShare {
    var json: JSON {
        [
            "unit": JSON(unit), "name": JSON(unitName), "category": JSON(categoryName), "granted": JSON(granted),
            "handed": JSON(handed), "reserved": JSON(reserved), "used": JSON(used), "left": JSON(left),
        ]
    }
}
