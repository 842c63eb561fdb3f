public import Web

extension UnitGroup: Record {
    public static let columns: SQL = "g.id, g.unit_id, g.name, g.note, g.ended_on, g.version"

    public init(_ row: borrowing Row) throws {
        id = try row.read("id")
        unit = try row.read("unit_id")
        name = try row.read("name")
        note = try row.read("note")
        endedOn = try row.read("ended_on")
        version = try row.read("version")
    }

    /// The groups kept in a unit and above it, so far as they concern the officer: in the order of names.
    public static func all(for unit: UnitEntry, as officer: Officer, in tx: Transaction) throws -> [UnitGroup] {
        try tx.all(
            """
            SELECT \(columns) FROM unit_group g JOIN unit k ON k.id = g.unit_id
             WHERE k.path \(anyOf: UnitEntry.paths(above: unit.path) + [unit.path]) AND \(officer.isConcerned(by: "k.path"))
             ORDER BY k.path, g.id
            """)
    }

    /// A group that is kept within the officer's reach or above it; otherwise it is missing.
    public static func find(_ id: ID<UnitGroup>, as officer: Officer, in tx: Transaction) throws -> UnitGroup {
        let group: UnitGroup? = try tx.first(
            """
            SELECT \(columns) FROM unit_group g JOIN unit k ON k.id = g.unit_id
             WHERE g.id = \(id) AND \(officer.isConcerned(by: "k.path"))
            """)
        guard let group else { throw Refusal.missing }
        return group
    }

    /// One that the officer may change: kept where their permission holds. Its row is locked until the commit.
    static func claim(_ id: ID<UnitGroup>, as officer: Officer, in tx: Transaction) throws -> UnitGroup {
        let group: UnitGroup? = try tx.first(
            """
            SELECT \(columns) FROM unit_group g
             WHERE g.id = \(id) AND g.unit_id IN (SELECT k.id FROM unit k WHERE \(officer.sees("k.path")))\(.lockingRow)
            """)
        guard let group else { throw Refusal.missing }
        return group
    }

    /// Whom the group means on a day, in the order of the tree. For other modules, which ask as the house.
    public func units(on day: Day, in tx: Transaction) throws -> [DayUnit] {
        try meaning(on: day, in: tx).units.map(\.unit)
    }

    /// The same with the reason of each, and with those that were taken out.
    public func meaning(on day: Day, in tx: Transaction) throws -> GroupMeaning {
        try GroupBook([self], in: tx).meaning(of: id, on: day, in: tx)
    }

    /// Makes a group with its first spelling, its own name.
    package static func insert(
        _ name: String, note: String? = nil, spellings: [String] = [], in unit: ID<Unit>, _ tx: Transaction
    ) throws -> ID<UnitGroup> {
        let id: ID<UnitGroup> = tx.newID()
        try tx.run(
            """
            INSERT INTO unit_group (id, unit_id, name, note, version) VALUES (\(id), \(unit), \(name), \(note), 1)
            """)
        try keep([name] + spellings, of: id, in: tx)
        return id
    }

    /// Takes name, note and spellings over, unless somebody else changed the group since `version`.
    func update(_ draft: GroupDraft, version: Int, in tx: Transaction) throws {
        let changed = try tx.run(
            """
            UPDATE unit_group SET name = \(draft.name), note = \(draft.note), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """)
        guard changed == 1 else { throw Problem.changedMeanwhile }
        try tx.run("DELETE FROM unit_group_spelling WHERE group_id = \(id)")
        try Self.keep([draft.name] + draft.spellings, of: id, in: tx)
    }

    /// Ends its use from a day on; what it meant before can still be asked.
    func end(on day: Day, in tx: Transaction) throws {
        try tx.run("UPDATE unit_group SET ended_on = \(day), version = version + 1 WHERE id = \(id)")
    }

    /// Writes spellings that no other group has; of spellings that read the same the first is kept.
    private static func keep(_ spellings: [String], of group: ID<UnitGroup>, in tx: Transaction) throws {
        var seen: Set<String> = []
        for words in spellings {
            let key = Spelling(words).key
            guard !key.isEmpty, seen.insert(key).inserted else { continue }
            let other: String? = try tx.value(
                """
                SELECT g.name FROM unit_group_spelling s JOIN unit_group g ON g.id = s.group_id WHERE s.words_key = \(key)
                """)
            if let other { throw Problem.spellingTaken(words, by: other) }
            let id: ID<Spelling> = tx.newID()
            try tx.run(
                """
                INSERT INTO unit_group_spelling (id, group_id, words, words_key) VALUES (\(id), \(group), \(words), \(key))
                """)
        }
    }
}

extension Officer {
    /// True of units within reach and of those above: what is kept there concerns whoever works below.
    func isConcerned(by column: SQL) -> SQL {
        "(\(sees(column)) OR \(column) \(anyOf: reaches.flatMap { UnitEntry.paths(above: $0.unitPath) }))"
    }
}
