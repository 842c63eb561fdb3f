import Web
import Words

extension MemberSearch {
    /// A spell to be found by its person's name and its number.
    struct Entry: Sendable {
        let id: ID<Membership>
        let name: String
        let number: String?
    }

    /// Puts many spells into the index at once.
    static func learn(all entries: [Entry], in tx: Transaction) throws {
        let rows = entries.map { entry -> [Value] in
            let tokens = SearchTokens(name: entry.name, numbers: entry.number.map { [$0] } ?? []).text
            return [entry.id.sqlValue, .text(tokens)]
        }
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
