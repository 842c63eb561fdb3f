import Web

/// What a page of the audit asks for: a unit, with or without those below, some acts, and where the page before ended.
struct AuditQuestion: Sendable {
    let unit: UnitEntry
    let hasBelow: Bool
    /// The first word of the acts: `unit`, `post`; empty for all.
    let noun: String
    let before: ID<AuditEntry>?

    /// How many a page shows.
    static let most = 50

    /// The nouns that acts begin with, and how a reader calls them.
    static let nouns: [(noun: String, words: String)] = [
        ("unit", "单位"), ("post", "职务"), ("person", "人员"), ("membership", "会籍"), ("member", "名册"),
        ("viewing", "查看敏感信息"), ("import", "导入"), ("account", "账号"), ("photograph", "照片"),
    ]

    /// One page, the latest first, and whether there are more. The chain of the whole federation is read at the root alone.
    func entries(as officer: Officer, in tx: Transaction) throws -> (found: [AuditEntry], hasMore: Bool) {
        let word = Self.nouns.first { $0.noun == noun }?.noun
        let acts: SQL = word.map { " AND act >= \($0 + ".") AND act < \($0 + "/")" } ?? .nothing
        let rest: SQL = before.map { " AND e.id < \($0)" } ?? .nothing
        let found: [AuditEntry] = try tx.all(
            """
            SELECT \(AuditEntry.columns) FROM audit_entry
             WHERE id IN (SELECT e.id FROM \(chains(officer))\(acts)\(rest) ORDER BY e.id DESC LIMIT \(Self.most + 1))
             ORDER BY id DESC
            """)
        return (Array(found.prefix(Self.most)), found.count > Self.most)
    }

    /// Where the entries are looked for. Whoever sees the whole federation reads back from its end; everybody else reads
    /// the chains of their units, never the whole table.
    private func chains(_ officer: Officer) -> SQL {
        let isRoot = unit.parent == nil
        guard hasBelow else {
            return "audit_entry e WHERE (e.chain = \(unit.id)\(isRoot ? " OR e.chain = 0" : SQL.nothing))"
        }
        let seesAll = isRoot && officer.reaches.contains { $0.hasDescent && $0.contains(unit.path) }
        guard !seesAll else { return "audit_entry e WHERE e.id > 0" }
        return """
            unit u JOIN audit_entry e ON e.chain = u.id
             WHERE u.path >= \(unit.path) AND u.path < \(Reach.end(of: unit.path)) AND \(officer.sees("u.path"))
            """
    }

    /// The same page with another choice.
    func path(below: Bool, noun: String, before: ID<AuditEntry>? = nil) -> Path {
        Places.audit(unit.id).with([
            ("below", below ? "yes" : ""), ("act", noun), ("before", before?.description ?? ""),
        ])
    }
}

/// An entry with the names that it does not hold itself.
struct AuditLine: Sendable {
    let entry: AuditEntry
    /// Nil for the house itself.
    let actorName: String?
    /// Nil for the federation as a whole.
    let unitName: String?
    /// Where its subject is kept, if the reader may go there.
    let subject: Path?

    /// Entries with names, in two statements for a page.
    static func all(_ entries: [AuditEntry], as officer: Officer, in tx: Transaction) throws -> [AuditLine] {
        let people = try names("person", entries.compactMap(\.actor?.raw), in: tx)
        let units = try names("unit", entries.map(\.chain), in: tx)
        return entries.map { entry in
            AuditLine(
                entry: entry, actorName: entry.actor.map { people[$0.raw] ?? "已删除的人员" }, unitName: units[entry.chain],
                subject: subject(of: entry, officer))
        }
    }

    private static func names(_ table: String, _ ids: [Int64], in tx: Transaction) throws -> [Int64: String] {
        let wanted = Array(Set(ids)).sorted()
        let sql: SQL =
            table == "unit"
            ? "SELECT id, short_name AS name FROM unit WHERE id \(anyOf: wanted)"
            : "SELECT id, name FROM person WHERE id \(anyOf: wanted)"
        var names: [Int64: String] = [:]
        try tx.each(sql) { row in names[try row.read("id")] = try row.read("name") }
        return names
    }

    private static func subject(of entry: AuditEntry, _ officer: Officer) -> Path? {
        switch entry.subjectKind {
        case "unit": Places.unit(ID(entry.subject))
        case "person": officer.also(.memberSee).map { _ in Places.person(ID(entry.subject)) }
        case "import": officer.also(.memberImport).map { _ in Places.importBatch(ID(entry.subject)) }
        default: nil
        }
    }

    /// Without the sealed detail, which is opened for nobody but the person concerned.
    var json: JSON {
        [
            "id": JSON(entry.id), "number": JSON(entry.number), "unit": .string(String(entry.chain)),
            "at": JSON(entry.at),
            "actor": JSON(entry.actor), "act": JSON(entry.act), "subject_kind": JSON(entry.subjectKind),
            "subject": .string(String(entry.subject)), "words": JSON(entry.words),
            "has_detail": .bool(!entry.detail.isEmpty),
        ]
    }
}
