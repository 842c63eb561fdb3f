import Federation
import Rulebook
import Web

/// Where the units of a demo lie, and rules that its unions set themselves: a district's that holds, another of it that begins next
/// month, and a university's that waits for a second person.
struct DemoRules {
    let tree: DemoTree
    let cast: [String: ID<Person>]
    let today: Day

    func build(in tx: Transaction) throws {
        try UnitPlace.set(Jurisdiction.named(in: tree.root.name), of: tree.root.id, in: tx)
        for district in tree.districts {
            // A name that is no administrative district, such as 燕山, goes by the place above it.
            guard let place = Jurisdiction.named(in: district.name), place.depth > 1 else { continue }
            try UnitPlace.set(place, of: district.id, in: tx)
        }
        let next = today.adding(days: 1 - today.day).adding(months: 1)
        let city = cast["liwen"]
        if let unit = desk(of: "sunyue"), let first = cast["sunyue"], let second = city {
            for (key, text, from, citation) in [
                ("visit.per_week", "2", today.adding(years: -1), "区教育工会 2025 年工作要点（演示）"),
                ("event.birthday_cap", "350", next, "区教育工会委员会会议决定（演示）"),
            ] {
                let change = try propose(key, text, from: from, citation, at: unit, by: first, in: tx)
                if let change { try ProposedRule.decide(change, .confirmed, by: second, in: tx) }
            }
        }
        if let unit = desk(of: "zhaoqian"), let first = cast["zhaoqian"] {
            _ = try propose("publicity.days", "7工作日", from: next, "本校工会关于评选公示的规定（演示）", at: unit, by: first, in: tx)
        }
    }

    /// The unit where somebody of the cast holds their post.
    private func desk(of name: String) -> UnitEntry? { Part.all.first { $0.signInName == name }?.desk(tree) }

    private func propose(
        _ key: String, _ text: String, from: Day, _ citation: String, at unit: UnitEntry, by person: ID<Person>,
        in tx: Transaction
    ) throws -> ID<RuleValue>? {
        guard let parameter = AnyParameter.find(key), let settled = parameter.settled(text) else { return nil }
        return try RuleChangeDraft(parameter, settled, from: from, citation: citation)
            .propose(for: unit.id, by: person, owner: unit.shortName, in: tx)
    }
}
