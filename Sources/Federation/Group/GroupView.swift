import Web

/// A group as its page shows it: whom it means on a day so far as the officer may see, and why.
struct GroupView: Sendable {
    let group: UnitGroup
    let keeper: UnitEntry
    /// Whether the officer may change it.
    let mayKeep: Bool
    let spellings: [String]
    let clauses: [UnitGroup.Clause]
    let exceptions: [UnitGroup.Exception]
    let meaning: GroupMeaning
    /// The meaning of another day, to compare; nil when none was asked for.
    let earlier: GroupMeaning?
    let today: Day
    /// The units of it that lie where the officer's permission holds, by number; they are shown, the others only counted.
    private let seen: Set<ID<Unit>>

    init(
        _ id: ID<UnitGroup>, on day: Day, comparedTo earlier: Day? = nil, as officer: Officer, in tx: Transaction
    ) throws {
        group = try UnitGroup.find(id, as: officer, in: tx)
        let keeper: UnitEntry? = try tx.first("SELECT \(UnitEntry.columns) FROM unit WHERE id = \(group.unit)")
        guard let keeper else { throw Refusal.missing }
        self.keeper = keeper
        mayKeep = officer.may(.unitKeep, at: keeper.path)
        today = tx.today
        spellings = try tx.values("SELECT words FROM unit_group_spelling WHERE group_id = \(id) ORDER BY id")
        let book = try GroupBook([group], in: tx)
        clauses = book.clauses(of: id)
        exceptions = book.exceptions(of: id)
        meaning = try book.meaning(of: id, on: day, in: tx)
        self.earlier = try earlier.map { try book.meaning(of: id, on: $0, in: tx) }
        let before = self.earlier?.units.map(\.unit.id) ?? []
        let all = before + meaning.units.map(\.unit.id) + meaning.left.map(\.unit.id) + exceptions.map(\.unit)
        if officer.reaches.contains(where: { $0.hasDescent && $0.contains(keeper.path) }) {
            seen = Set(all)
        } else {
            seen = Set(try tx.values("SELECT id FROM unit WHERE id \(anyOf: all) AND \(officer.sees("path"))"))
        }
    }

    /// The units that the officer may see, in the order of the tree.
    var units: [GroupMeaning.Found] { meaning.units.filter { seen.contains($0.unit.id) } }
    var left: [GroupMeaning.Left] { meaning.left.filter { seen.contains($0.unit.id) } }
    /// How many more there are.
    var hidden: Int { meaning.units.count - units.count }

    /// Whether a unit may be named to the officer.
    func shows(_ found: GroupMeaning.Found) -> Bool { seen.contains(found.unit.id) }

    var crumbs: [Crumb] {
        mayKeep ? [("单位分组", Places.unitGroups(keeper.id)), (group.name, nil)] : [("单位分组", nil), (group.name, nil)]
    }

    var onFile: [String: String] {
        [
            "name": group.name, "note": group.note ?? "", "version": String(group.version),
            "spellings": spellings.filter { $0 != group.name }.joined(separator: "\n"),
        ]
    }

    var json: JSON {
        [
            "id": JSON(group.id), "name": JSON(group.name), "day": JSON(meaning.day),
            "spellings": .array(spellings.map { JSON($0) }), "units": .array(units.map(\.json)), "hidden": JSON(hidden),
            "left_out": .array(
                left.map { ["unit": JSON($0.unit.id), "name": JSON($0.unit.name), "why": JSON($0.exception.words)] }),
        ]
    }
}

extension GroupMeaning.Found {
    var json: JSON { ["unit": JSON(unit.id), "name": JSON(unit.name), "why": JSON(reason.words)] }
}

/// The groups that concern a unit, with how many units each means today; and a line of addressees, read.
struct GroupList: Sendable {
    let unit: UnitEntry
    let mayKeep: Bool
    let groups: [UnitGroup]
    let counts: [ID<UnitGroup>: Int]
    let spellings: [ID<UnitGroup>: [String]]
    let words: String
    let addressees: [Addressee]

    init(_ unit: UnitEntry, read words: String, as officer: Officer, in tx: Transaction) throws {
        self.unit = unit
        self.words = words
        mayKeep = officer.may(.unitKeep, at: unit.path)
        let groups = try UnitGroup.all(for: unit, as: officer, in: tx)
        self.groups = groups
        let current = groups.filter { $0.endedOn == nil }
        let meanings = try GroupBook(current, in: tx).meanings(of: current.map(\.id), on: tx.today, in: tx)
        counts = meanings.mapValues(\.units.count)
        var spellings: [ID<UnitGroup>: [String]] = [:]
        try tx.each(
            "SELECT group_id, words FROM unit_group_spelling WHERE group_id \(anyOf: groups.map(\.id)) ORDER BY id"
        ) { row in spellings[try row.read("group_id"), default: []].append(try row.read("words")) }
        self.spellings = spellings
        addressees = words.isEmpty ? [] : try UnitGroup.addressees(String(words.prefix(400)), on: tx.today, in: tx)
    }

    var json: JSON {
        .array(
            groups.map { group in
                [
                    "id": JSON(group.id), "name": JSON(group.name), "units": JSON(counts[group.id] ?? 0),
                    "ended_on": JSON(group.endedOn),
                    "spellings": .array((spellings[group.id] ?? []).map { JSON($0) }),
                ]
            })
    }
}
