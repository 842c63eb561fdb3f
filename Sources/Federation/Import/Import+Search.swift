import Web

extension ImportRow {
    /// Notes on rows that people were entered by them. PostgreSQL takes all in one statement, for each costs a way to the server
    /// and back; SQLite runs a prepared one for each.
    static func note(_ entered: [RosterEntering.Entered], of batch: ID<ImportBatch>, in tx: Transaction) throws {
        guard tx.engine == .postgres else {
            for one in entered {
                try tx.run(
                    """
                    UPDATE import_row SET person = \(one.person), before = CAST(NULL AS bytea), done = \(true),
                        person_version = 1, spell = \(one.spell)
                     WHERE batch_id = \(batch) AND line = \(one.line)
                    """)
            }
            return
        }
        func list(_ numbers: [String]) -> SQL {
            "CAST(string_to_array(CAST(\(numbers.joined(separator: " ")) AS text), ' ') AS bigint[])"
        }
        try tx.run(
            """
            UPDATE import_row r SET person = e.person, before = NULL, done = \(true), person_version = 1, spell = e.spell
              FROM unnest(\(list(entered.map { String($0.line) })), \(list(entered.map { String($0.person.raw) })),
                \(list(entered.map { String($0.spell.raw) }))) AS e (line, person, spell)
             WHERE r.batch_id = \(batch) AND r.line = e.line
            """)
    }
}

extension MemberCount {
    /// Adds to many counters, each named once; the sums have been told. PostgreSQL takes those that grow in one statement.
    static func add(_ changes: [(key: CountChange.Counter, value: Int)], in tx: Transaction) throws {
        let growing = tx.engine == .postgres ? changes.filter { $0.value > 0 } : []
        for (counter, change) in changes where change < 0 || growing.isEmpty { try put(change, counter, in: tx) }
        guard !growing.isEmpty else { return }
        func list(_ words: [String]) -> SQL { "string_to_array(CAST(\(words.joined(separator: " ")) AS text), ' ')" }
        try tx.run(
            """
            INSERT INTO member_count (unit_id, unit_path, state, employment, members)
            SELECT e.unit_id, e.unit_path, e.state, e.employment, e.members
              FROM unnest(CAST(\(list(growing.map { $0.key.unit.description })) AS bigint[]),
                \(list(growing.map(\.key.path))), \(list(growing.map(\.key.state.rawValue))),
                \(list(growing.map(\.key.employment.rawValue))), CAST(\(list(growing.map { String($0.value) })) AS bigint[]))
                AS e (unit_id, unit_path, state, employment, members)
            ON CONFLICT (unit_id, state, employment) DO UPDATE SET members = member_count.members + excluded.members
            """)
    }
}

extension MemberSearch {
    /// A spell and the tokens to find it by.
    struct Entry: Sendable {
        let id: ID<Membership>
        let tokens: String
    }

    /// Puts many spells into the index at once.
    static func learn(all entries: [Entry], in tx: Transaction) throws {
        let rows: [[Value]] = entries.map { [$0.id.sqlValue, .text($0.tokens)] }
        var rest = rows[...]
        try tx.load("member_token", ["id", "tokens"]) { rest.popFirst() }
        guard tx.engine == .sqlite else { return }
        rest = rows[...]
        try tx.load("member_search", ["rowid", "tokens"]) { rest.popFirst() }
    }

    /// Takes many spells out of the index at once.
    static func forget(all ids: [ID<Membership>], in tx: Transaction) throws {
        if tx.engine == .sqlite {
            try tx.run(
                """
                INSERT INTO member_search (member_search, rowid, tokens)
                SELECT 'delete', id, tokens FROM member_token WHERE id \(anyOf: ids)
                """)
        }
        try tx.run("DELETE FROM member_token WHERE id \(anyOf: ids)")
    }
}
