import Web

/// What stands on an import and was done after it: whom an undo leaves alone, why, what was done since and by whom.
struct LaterChange: Sendable {
    /// Why a person cannot be put back as they were.
    enum Reason: String, CaseIterable, Sendable {
        case gone, revised, moved, post, account

        var words: String {
            switch self {
            case .gone: "已不在名册"
            case .revised: "资料改过"
            case .moved: "会籍变动过"
            case .post: "担任了职务"
            case .account: "开通了账号"
            }
        }
    }

    /// One act since.
    struct Since: Sendable {
        let words: String
        let at: Instant
        let by: String?
    }

    let line: Int
    let person: ID<Person>?
    let name: String
    let reasons: [Reason]
    let since: [Since]

    /// The rows on which something stands, of some batch: the first so many.
    static func all(on batch: ImportBatch, limit: Int, in tx: Transaction) throws -> [LaterChange] {
        var found: [(line: Int, person: ID<Person>?, name: String, reasons: [Reason])] = []
        try tx.each(
            """
            SELECT r.line, p.id AS person, p.name, \(flags) FROM import_row r LEFT JOIN person p ON p.id = r.person
             WHERE r.batch_id = \(batch.id) AND r.done = \(true) AND \(stands) ORDER BY r.line LIMIT \(limit)
            """
        ) { row in
            let flags: [(Reason, Int)] = [
                (.gone, try row.read("is_gone")), (.revised, try row.read("is_revised")),
                (.moved, try row.read("is_moved")),
                (.post, try row.read("has_post")), (.account, try row.read("has_account")),
            ]
            let reasons = flags.filter { $0.1 == 1 }.map(\.0)
            let name: String? = try row.read("name")
            found.append(
                (try row.read("line"), try row.read("person"), name ?? "—", reasons.contains(.gone) ? [.gone] : reasons)
            )
        }
        return try found.map { one in
            let since = try one.person.map { try acts(on: $0, since: batch.finishedAt ?? batch.madeAt, in: tx) } ?? []
            return LaterChange(
                line: one.line, person: one.person, name: one.name, reasons: one.reasons, since: since)
        }
    }

    /// How many rows have something standing on them.
    static func count(on batch: ImportBatch, in tx: Transaction) throws -> Int {
        try tx.value(
            """
            SELECT count(*) FROM import_row r LEFT JOIN person p ON p.id = r.person
             WHERE r.batch_id = \(batch.id) AND r.done = \(true) AND \(stands)
            """) ?? 0
    }

    private static let gone: SQL = "p.id IS NULL"
    private static let revised: SQL = "p.version <> r.person_version"
    private static let moved: SQL =
        "NOT EXISTS (SELECT 1 FROM membership m WHERE m.id = r.spell AND m.until_day IS NULL)"
    private static let post: SQL =
        "r.kind = 'new' AND EXISTS (SELECT 1 FROM post o WHERE o.person_id = p.id)"
    private static let account: SQL = "r.kind = 'new' AND EXISTS (SELECT 1 FROM account a WHERE a.person = p.id)"

    private static var stands: SQL {
        "(\(gone) OR \(revised) OR \(moved) OR (\(post)) OR (\(account)))"
    }

    private static var flags: SQL {
        """
        CAST(CASE WHEN \(gone) THEN 1 ELSE 0 END AS bigint) AS is_gone,
        CAST(CASE WHEN \(revised) THEN 1 ELSE 0 END AS bigint) AS is_revised,
        CAST(CASE WHEN \(moved) THEN 1 ELSE 0 END AS bigint) AS is_moved,
        CAST(CASE WHEN \(post) THEN 1 ELSE 0 END AS bigint) AS has_post,
        CAST(CASE WHEN \(account) THEN 1 ELSE 0 END AS bigint) AS has_account
        """
    }

    /// The last few acts that concern a person, after a moment.
    private static func acts(on person: ID<Person>, since: Instant, in tx: Transaction) throws -> [Since] {
        let entries = try AuditEntry.concerning(person, limit: 5, in: tx).filter { $0.at > since }
        let names = try PersonEntry.names(of: entries.compactMap(\.actor), in: tx)
        return entries.prefix(3).map { entry in
            Since(words: entry.words, at: entry.at, by: entry.actor.flatMap { names[$0] })
        }
    }
}
