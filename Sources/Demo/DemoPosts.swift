import Federation
import Web

/// Fills most of the posts that units should have, with members of theirs, so that a tree shows people and a few vacancies.
struct DemoPosts {
    private var dice: Dice
    private let from = Day(year: 2023, month: 9, day: 1)

    init(_ plan: DemoPlan) {
        dice = Dice(seed: plan.seed &+ 2)
    }

    mutating func fill(_ tree: DemoTree, in tx: Transaction) throws {
        for district in tree.districts { try fill(district, [.chair, .auditChair, .womenChair], spared: 12, in: tx) }
        for base in tree.bases {
            try fill(base.unit, [.chair, .auditChair, .womenChair], spared: 10, in: tx)
            for seat in base.seats where seat.id != base.unit.id {
                try fill(seat, seat.level == .group ? [.groupLeader] : [.chair], spared: 14, in: tx)
            }
        }
    }

    /// Gives the posts of a unit that nobody holds, but for a few in a hundred.
    private mutating func fill(_ unit: UnitEntry, _ kinds: [PostKind], spared: Int, in tx: Transaction) throws {
        guard let from else { return }
        let held: [PostKind] = try tx.values("SELECT kind FROM post WHERE unit_id = \(unit.id)")
        let members: [ID<Person>] = try tx.values(
            """
            SELECT person_id FROM membership
             WHERE unit_path >= \(unit.path) AND unit_path < \(Reach.end(of: unit.path)) AND until_day IS NULL
               AND state = 'active' AND person_id NOT IN (SELECT person_id FROM post)
               AND person_id NOT IN (SELECT person FROM account)
             ORDER BY unit_path, name_key, id LIMIT \(kinds.count)
            """)
        for (kind, person) in zip(kinds.filter { !held.contains($0) }, members) {
            guard Int.random(in: 0..<100, using: &dice) >= spared else { continue }
            _ = try Post.insert(PostDraft(person: person, kind: kind, from: from), in: unit, tx)
        }
    }
}
