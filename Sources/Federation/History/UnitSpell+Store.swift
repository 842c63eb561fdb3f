import Web

extension UnitSpell {
    /// Begins the first spell of a unit.
    static func begin(_ unit: UnitEntry, from day: Day, in tx: Transaction) throws {
        try tx.run(
            """
            INSERT INTO unit_spell (unit_id, from_day, parent_id, path, name, short_name, level, kind, state)
            VALUES (\(unit.id), \(day), \(unit.parent), \(unit.path), \(unit.name), \(unit.shortName), \(unit.level),
                \(unit.kind), \(unit.state))
            """)
    }

    /// Cuts in two every spell, among those named, that holds on a day and on the day before it: one ends, one begins.
    private static func cut(_ spells: SQL, at day: Day, in tx: Transaction) throws {
        let straddling: SQL = "\(spells) AND from_day < \(day) AND (until_day IS NULL OR until_day >= \(day))"
        try tx.run(
            """
            INSERT INTO unit_spell
                (unit_id, from_day, until_day, parent_id, path, name, short_name, level, kind, state)
            SELECT unit_id, CAST(\(day) AS text), until_day, parent_id, path, name, short_name, level, kind, state
              FROM unit_spell WHERE \(straddling)
            """)
        try tx.run("UPDATE unit_spell SET until_day = \(day.adding(days: -1)) WHERE \(straddling)")
    }

    /// A unit stands under another parent from a day on, and all below it with it.
    static func move(_ unit: UnitEntry, to path: String, under parent: ID<Unit>, on day: Day, in tx: Transaction) throws
    {
        let range: SQL = "path >= \(unit.path) AND path < \(Reach.end(of: unit.path))"
        try cut(range, at: day, in: tx)
        try tx.run("UPDATE unit_spell SET parent_id = \(parent) WHERE unit_id = \(unit.id) AND from_day >= \(day)")
        try tx.run(
            """
            UPDATE unit_spell SET path = \(path) || substr(path, \(unit.path.utf8.count + 1))
             WHERE \(range) AND from_day >= \(day)
            """)
    }

    /// A unit has another name from a day on.
    static func rename(_ unit: ID<Unit>, _ name: String, _ shortName: String, on day: Day, in tx: Transaction) throws {
        try cut("unit_id = \(unit)", at: day, in: tx)
        try tx.run(
            """
            UPDATE unit_spell SET name = \(name), short_name = \(shortName)
             WHERE unit_id = \(unit) AND from_day >= \(day)
            """)
    }

    /// A unit is no more from a day on.
    static func end(_ unit: ID<Unit>, on day: Day, in tx: Transaction) throws {
        try tx.run("DELETE FROM unit_spell WHERE unit_id = \(unit) AND from_day >= \(day)")
        try tx.run(
            """
            UPDATE unit_spell SET until_day = \(day.adding(days: -1))
             WHERE unit_id = \(unit) AND (until_day IS NULL OR until_day >= \(day))
            """)
    }

    /// What was entered wrong is put right in the spells since it was entered so; names of before stay.
    static func correct(_ unit: UnitEntry, _ draft: UnitDraft, in tx: Transaction) throws {
        let since = try nameSince(unit, in: tx)
        try tx.run(
            """
            UPDATE unit_spell SET name = \(draft.name), short_name = \(draft.shortName), kind = \(draft.kind)
             WHERE unit_id = \(unit.id) AND from_day >= \(since)
            """)
        guard draft.foundedOn != unit.foundedOn else { return }
        let first: Day? = try tx.value("SELECT min(from_day) FROM unit_spell WHERE unit_id = \(unit.id)")
        let end: Day?? = try tx.value(
            "SELECT until_day FROM unit_spell WHERE unit_id = \(unit.id) ORDER BY from_day LIMIT 1")
        let from = draft.foundedOn ?? dawn
        guard let first else { return }
        if let end = end ?? nil, from > end { throw UnitEntry.Problem.foundedTooLate(end) }
        try tx.run("UPDATE unit_spell SET from_day = \(from) WHERE unit_id = \(unit.id) AND from_day = \(first)")
    }

    /// Since when a unit stands where it stands. Paths are never given twice, so this is one stretch.
    static func placeSince(_ unit: UnitEntry, in tx: Transaction) throws -> Day {
        let since: Day?? = try tx.value(
            "SELECT min(from_day) FROM unit_spell WHERE unit_id = \(unit.id) AND path = \(unit.path)")
        return (since ?? nil) ?? dawn
    }

    /// Since when a unit is called what it is called.
    static func nameSince(_ unit: UnitEntry, in tx: Transaction) throws -> Day {
        let other: Day?? = try tx.value(
            """
            SELECT max(until_day) FROM unit_spell
             WHERE unit_id = \(unit.id) AND (name <> \(unit.name) OR short_name <> \(unit.shortName))
            """)
        if let last = other ?? nil { return last.adding(days: 1) }
        return try since(unit, in: tx)
    }

    /// Since when a unit is in the books.
    static func since(_ unit: UnitEntry, in tx: Transaction) throws -> Day {
        let first: Day?? = try tx.value("SELECT min(from_day) FROM unit_spell WHERE unit_id = \(unit.id)")
        return (first ?? nil) ?? dawn
    }

    /// What does not agree between units and their spells: nothing when all is well.
    static func flaws(in tx: Transaction) throws -> [String] {
        let wrong: [String] = try tx.values(
            """
            SELECT u.name FROM unit u
             WHERE u.state <> 'dissolved' AND NOT EXISTS (SELECT 1 FROM unit_spell s
                WHERE s.unit_id = u.id AND s.until_day IS NULL AND s.path = u.path AND s.name = u.name
                  AND s.short_name = u.short_name AND s.level = u.level AND s.kind = u.kind
                  AND coalesce(s.parent_id, 0) = coalesce(u.parent_id, 0))
            UNION ALL
            SELECT u.name FROM unit u JOIN unit_spell s ON s.unit_id = u.id
             WHERE u.state = 'dissolved' AND s.until_day IS NULL
            UNION ALL
            SELECT a.name FROM unit_spell a JOIN unit_spell b ON b.unit_id = a.unit_id AND b.from_day > a.from_day
             WHERE a.until_day IS NULL OR a.until_day >= b.from_day
            """)
        return wrong.map { "单位的历史与现状不符：\($0)" }
    }
}
