import Web
import Words

/// The search index of current members: tokens of name and number, made in `Words` and the same on both engines.
///
/// SQLite keeps them in FTS5 over `member_token`; PostgreSQL in a `tsvector` with a GIN index.
enum MemberSearch {
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
        switch engine {
        case .sqlite: "IN (SELECT rowid FROM member_search WHERE member_search MATCH \(query.fts5))"
        case .postgres: "IN (SELECT id FROM member_token WHERE tokens @@ CAST(\(query.tsquery) AS tsquery))"
        }
    }
}
