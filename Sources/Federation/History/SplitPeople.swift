import Web

/// Who of the unit's own members goes to a new unit, by name, and what a list named that was not found.
struct SplitPeople: Sendable {
    let unit: String
    let count: Int
    /// The first of them.
    let names: [String]
    /// The list it was taken from, in a sentence; nil without one.
    let list: String?
    let lost: [String]

    /// How many names and lines a page tells.
    static let most = 60

    static func all(_ split: Split, _ change: UnitChange, in tx: Transaction) throws -> [SplitPeople] {
        let form = Form(fields: change.typed)
        let slots = (1...SplitForm.most).filter { slot in
            split.shares.contains { $0.draft.name == form["name-\(slot)"] }
        }
        return try zip(slots, split.shares).compactMap { slot, share in
            let listed = SplitListed(slot) { form[$0] }
            guard !share.people.isEmpty || listed != nil else { return nil }
            let names: [String] = try tx.values(
                "SELECT name FROM person WHERE id \(anyOf: share.people) ORDER BY name_key, id LIMIT \(most)")
            return SplitPeople(
                unit: share.draft.name, count: share.people.count, names: names, list: listed?.words,
                lost: listed?.lost ?? [])
        }
    }
}

/// Names before the act is done: an officer looks whether these are the people.
func splitPeopleCard(_ shares: [SplitPeople]) -> HTML {
    func one(_ share: SplitPeople) -> HTML {
        let names = share.names.joined(separator: "、")
        let rest = share.count > share.names.count ? "，等 \(grouped(share.count)) 人" : ""
        let more =
            share.lost.count > SplitPeople.most
            ? "<li>另有 \(grouped(share.lost.count - SplitPeople.most)) 行</li>" : HTML.none
        let lost: HTML = """
            <p>\(some: share.list, { "\($0)" })\(if: !share.lost.isEmpty, "，这些人不会分过去：")</p>\
            <ul>\(each: Array(share.lost.prefix(SplitPeople.most)), { "<li>\($0)</li>" })\(more)</ul>
            """
        return """
            <div class="stack-s"><p><b>\(share.unit)</b>：\(grouped(share.count)) 人\(if: !names.isEmpty, "（\(names)\(rest)）")</p>\
            \(if: !share.lost.isEmpty, note(lost, .due))\
            \(if: share.lost.isEmpty && share.list != nil, "<p class=\"hint\">\(share.list ?? "")。</p>")</div>
            """
    }
    return card("分过去的会员", id: "h-people", "<div class=\"stack\">\(each: shares, one)</div>")
}
