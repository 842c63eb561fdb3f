import Web
import Words

/// The search index of current members: tokens of name and number, made in `Words` and the same on both engines.
///
/// SQLite keeps them in FTS5 over `member_token`; PostgreSQL in a `tsvector` with a GIN index.
enum MemberSearch {
    /// How many spells a list takes from the index. What finds more (王 alone) is so common that a walk through the list in its
    /// order meets it soon; neither planner can be trusted to see which way is short.
    static let most = 4_000

    /// Puts a spell into the index.
    static func learn(_ id: ID<Membership>, name: String, number: String?, in tx: Transaction) throws {
        let tokens = SearchTokens(name: name, numbers: number.map { [$0] } ?? []).text
        switch tx.engine {
        case .sqlite:
            try tx.run("INSERT INTO member_token (id, tokens) VALUES (\(id), \(tokens))")
            try tx.run("INSERT INTO member_search (rowid, tokens) VALUES (\(id), \(tokens))")
        case .postgres:
            try tx.run(
                """
                INSERT INTO member_token (id, tokens)
                VALUES (\(id), array_to_tsvector(string_to_array(CAST(\(tokens) AS text), ' ')))
                """)
        }
    }

    /// Takes a spell out of the index.
    static func forget(_ id: ID<Membership>, in tx: Transaction) throws {
        if tx.engine == .sqlite {
            try tx.run(
                """
                INSERT INTO member_search (member_search, rowid, tokens)
                SELECT 'delete', id, tokens FROM member_token WHERE id = \(id)
                """)
        }
        try tx.run("DELETE FROM member_token WHERE id = \(id)")
    }

    /// The spells that a search finds, as a fragment after `membership.id`.
    static func found(_ query: SearchQuery, _ engine: Engine) -> SQL {
        "IN (\(all(query, engine)))"
    }

    /// The numbers of the spells that a search finds in the whole federation; nil when they are more than `most`.
    static func spells(_ query: SearchQuery, in tx: Transaction) throws -> [ID<Membership>]? {
        let found: [ID<Membership>] = try tx.values("\(all(query, tx.engine)) LIMIT \(most + 1)")
        return found.count > most ? nil : found
    }

    private static func all(_ query: SearchQuery, _ engine: Engine) -> SQL {
        switch engine {
        case .sqlite: "SELECT rowid FROM member_search WHERE member_search MATCH \(query.fts5)"
        case .postgres: "SELECT id FROM member_token WHERE tokens @@ CAST(\(query.tsquery) AS tsquery)"
        }
    }

    /// Whether the row of `membership` at hand is found, asked of its own tokens. In brackets of its own, so that no planner
    /// turns it into a search of the index again.
    static func holds(_ query: SearchQuery, _ engine: Engine) -> SQL {
        let isHeld: SQL =
            switch engine {
            case .sqlite:
                SQL.joined(
                    query.terms.map { term in
                        let sought = " \(term.token)" + (term.isPrefix ? "" : " ")
                        return "instr(' ' || t.tokens || ' ', \(sought)) > 0"
                    }, by: " AND ")
            case .postgres: "t.tokens @@ CAST(\(query.tsquery) AS tsquery)"
            }
        return "(SELECT \(isHeld) FROM member_token t WHERE t.id = membership.id)"
    }
}
