public import Base
public import Store
public import Vault

extension AuditEntry: Record {
    public static let columns: SQL = """
        id, chain, number, at, actor, act, subject_kind, subject, concerns, words, detail, hash
        """

    public init(_ row: borrowing Row) throws {
        id = try row.read("id")
        chain = try row.read("chain")
        number = try row.read("number")
        at = try row.read("at")
        actor = try row.read("actor")
        act = try row.read("act")
        subjectKind = try row.read("subject_kind")
        subject = try row.read("subject")
        concerns = try row.read("concerns")
        words = try row.read("words")
        detail = try row.read("detail")
        hash = try row.read("hash")
    }

    /// Appends an act to a unit's chain. Call it last in a visit: it holds the chain's head until the commit.
    public static func write(
        _ act: Act, by actor: ID<Person>?, in unit: ID<Unit>?, ring: KeyRing, _ tx: Transaction
    ) throws {
        let id: ID<AuditEntry> = tx.newID()
        let chain = unit?.raw ?? 0
        let detail = try sealed(act, id, ring: ring, tx)
        let head = try Head.held(of: chain, in: tx)
        let number = head.number + 1
        let hash = digest(
            after: head.hash, chain: chain, number: number, at: tx.now, actor: actor?.raw ?? 0, act: act,
            detail: detail)
        try tx.run(
            """
            INSERT INTO audit_entry (\(columns), fields)
            VALUES (\(id), \(chain), \(number), \(tx.now), \(actor), \(act.name), \(act.subjectKind), \(act.subject),
                \(act.concerns), \(act.words), \(detail), \(hash), \(act.fields.joined(separator: " ")))
            """)
        try tx.run("UPDATE audit_head SET number = \(number), hash = \(hash) WHERE chain = \(chain)")
    }

    private static func sealed(_ act: Act, _ id: ID<AuditEntry>, ring: KeyRing, _ tx: Transaction) throws -> [UInt8] {
        guard !act.detail.isEmpty else { return [] }
        let context = SealContext(table: "audit_entry", column: "detail", row: id)
        guard let person = act.concerns else { return ring.seal(act.detail, for: context).bytes }
        return try PersonalKey.held(by: person, ring: ring, in: tx).seal(act.detail, for: context).bytes
    }

    /// The detail, for those who may read it; nil when its key was destroyed.
    public func openDetail(ring: KeyRing, in tx: Transaction) throws -> String? {
        guard !detail.isEmpty else { return "" }
        let context = SealContext(table: "audit_entry", column: "detail", row: id)
        guard let person = concerns else { return try ring.openText(Sealed(detail), for: context) }
        guard let key = try PersonalKey.first(of: person, ring: ring, in: tx) else { return nil }
        return try key.openText(Sealed(detail), for: context)
    }

    /// The acts that concern a person, the latest first: what they may see themselves.
    public static func concerning(_ person: ID<Person>, limit: Int, in tx: Transaction) throws -> [AuditEntry] {
        try tx.all(
            "SELECT \(columns) FROM audit_entry WHERE concerns = \(person) ORDER BY id DESC LIMIT \(limit)")
    }

    /// Walks every chain and gives what does not hold, in words for whoever runs `unionhome check`.
    public static func flaws(in tx: Transaction) throws -> [String] {
        var flaws: [String] = []
        var last: (chain: Int64, number: Int, hash: [UInt8])?
        var heads: [Int64: Head] = [:]
        try tx.each("SELECT chain, number, hash FROM audit_head") { row in
            heads[try row.read("chain")] = try Head(row)
        }
        func close() {
            guard let last else { return }
            let head = heads.removeValue(forKey: last.chain)
            if head?.number != last.number || head?.hash != last.hash {
                flaws.append("审计链 \(last.chain)：链头与最后一条（第 \(last.number) 条）不符")
            }
        }
        try tx.each("SELECT \(columns) FROM audit_entry ORDER BY chain, number") { row in
            let entry = try AuditEntry(row)
            if last?.chain != entry.chain {
                close()
                last = nil
            }
            if entry.number != (last?.number ?? 0) + 1 { flaws.append("审计链 \(entry.chain)：第 \(entry.number) 条之前有缺失") }
            if entry.hash != entry.recomputed(after: last?.hash ?? []) {
                flaws.append("审计链 \(entry.chain)：第 \(entry.number) 条被改动过")
            }
            last = (entry.chain, entry.number, entry.hash)
        }
        close()
        flaws += heads.keys.sorted().map { "审计链 \($0)：有链头而没有记录" }
        return flaws
    }

    /// The hash that this entry should have after the one before it.
    func recomputed(after previous: [UInt8]) -> [UInt8] {
        let act = Act(name: act, words: words, subjectKind: subjectKind, subject: subject, concerns: concerns)
        return Self.digest(
            after: previous, chain: chain, number: number, at: at, actor: actor?.raw ?? 0, act: act, detail: detail)
    }
}

extension Act {
    /// An act as it was written, for computing its hash again.
    init(name: String, words: String, subjectKind: String, subject: Int64, concerns: ID<Person>?) {
        self.name = name
        self.words = words
        self.subjectKind = subjectKind
        self.subject = subject
        self.concerns = concerns
        detail = ""
        fields = []
    }
}

/// The end of a chain.
private struct Head: Record {
    let number: Int
    let hash: [UInt8]

    static let columns: SQL = "number, hash"

    init(_ row: borrowing Row) throws {
        number = try row.read("number")
        hash = try row.read("hash")
    }

    /// The end of a chain, locked until the commit; that of a new chain is made by one of those who come at once.
    static func held(of chain: Int64, in tx: Transaction) throws -> Head {
        if let head = try first(of: chain, in: tx) { return head }
        let nothing: [UInt8] = []
        try tx.run(
            """
            INSERT INTO audit_head (chain, number, hash) VALUES (\(chain), 0, \(nothing)) ON CONFLICT (chain) DO NOTHING
            """)
        guard let head = try first(of: chain, in: tx) else { throw StoreProblem.conflict }
        return head
    }

    private static func first(of chain: Int64, in tx: Transaction) throws -> Head? {
        try tx.first("SELECT \(columns) FROM audit_head WHERE chain = \(chain)\(.lockingRow)")
    }
}

extension PersonalKey {
    /// The person's key, if it has not been destroyed.
    static func first(of person: ID<Person>, ring: KeyRing, in tx: Transaction) throws -> PersonalKey? {
        let sealed: [UInt8]? = try tx.value("SELECT sealed FROM personal_key WHERE person = \(person)")
        guard let sealed else { return nil }
        return try PersonalKey.open(Sealed(sealed), under: ring, of: person)
    }

    /// The person's key, made now if there is none.
    static func held(by person: ID<Person>, ring: KeyRing, in tx: Transaction) throws -> PersonalKey {
        if let key = try first(of: person, ring: ring, in: tx) { return key }
        let key = PersonalKey.fresh()
        let isMade = try tx.run(
            """
            INSERT INTO personal_key (person, sealed) VALUES (\(person), \(key.sealed(under: ring, of: person).bytes))
            ON CONFLICT (person) DO NOTHING
            """)
        if isMade == 1 { return key }
        // Somebody made it at the same moment.
        guard let other = try first(of: person, ring: ring, in: tx) else { throw StoreProblem.conflict }
        return other
    }

    /// Destroys the key: what was sealed under it can never be read again, and the chain still holds.
    public static func destroy(of person: ID<Person>, in tx: Transaction) throws {
        try tx.run("DELETE FROM personal_key WHERE person = \(person)")
    }
}
