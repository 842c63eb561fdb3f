import Federation
import Vault
import Web

extension Webhook: Record {
    static let columns: SQL = """
        w.id, w.unit_id, u.path AS unit_path, a.person, a.name, w.purpose, w.address, w.kinds, w.secret_sealed, w.state,
        w.failures, w.failing_since, w.sent_at, w.made_at, w.former_until
        """

    static let source: SQL = "webhook w JOIN unit u ON u.id = w.unit_id JOIN account a ON a.id = w.account_id"

    init(_ row: borrowing Row) throws {
        id = try row.read("id")
        unit = try row.read("unit_id")
        unitPath = try row.read("unit_path")
        maker = try row.read("person")
        makerName = try row.read("name")
        purpose = try row.read("purpose")
        address = try row.read("address")
        let kinds: String = try row.read("kinds")
        self.kinds = kinds.split(separator: " ").compactMap { Change.Kind(rawValue: String($0)) }
        secret = Sealed(try row.read("secret_sealed"))
        state = try row.read("state")
        failures = try row.read("failures")
        failingSince = try row.read("failing_since")
        sentAt = try row.read("sent_at")
        madeAt = try row.read("made_at")
        formerUntil = try row.read("former_until")
    }

    /// Those of a unit and below, the newest first; the caller has found the unit for its officer.
    static func all(below unit: UnitEntry, as officer: Officer, in tx: Transaction) throws -> [Webhook] {
        try tx.all(
            """
            SELECT \(columns) FROM \(source)
             WHERE u.path >= \(unit.path) AND u.path < \(Reach.end(of: unit.path)) AND \(officer.sees("u.path"))
             ORDER BY w.id DESC LIMIT 200
            """)
    }

    /// Those that are open, with what their makers hold today.
    static func open(in tx: Transaction) throws -> [Webhook] {
        try tx.all("SELECT \(columns) FROM \(source) WHERE w.state = 'open' AND a.state = 'open' ORDER BY w.id")
    }

    /// One whose unit lies where the officer's permission holds.
    static func find(_ id: ID<Webhook>, as officer: Officer, in tx: Transaction) throws -> Webhook {
        let webhook: Webhook? = try tx.first(
            "SELECT \(columns) FROM \(source) WHERE w.id = \(id) AND \(officer.sees("u.path"))")
        guard let webhook else { throw Refusal.missing }
        return webhook
    }

    /// Registers an address and gives its secret, which is told once.
    static func insert(
        _ draft: WebhookDraft, in unit: UnitEntry, by officer: Officer, ring: KeyRing, _ tx: Transaction
    ) throws -> (id: ID<Webhook>, secret: String) {
        let id: ID<Webhook> = tx.newID()
        let secret = freshSecret()
        try tx.run(
            """
            INSERT INTO webhook (id, unit_id, account_id, purpose, address, kinds, secret_sealed, state, failures,
                wait_until, made_at)
            VALUES (\(id), \(unit.id), \(officer.member.account), \(draft.purpose), \(draft.address),
                \(draft.kinds.map(\.rawValue).joined(separator: " ")), \(ring.seal(secret, for: secretPlace(id)).bytes),
                'open', 0, 0, \(tx.now))
            """)
        return (id, secret)
    }

    /// Puts a new secret in place of the one there is, which signs beside it for a day; one that was former already dies.
    /// Gives the new one, which is told once.
    func rotate(_ ring: KeyRing, in tx: Transaction) throws -> String {
        let (old, new) = (try ring.openText(secret, for: Self.secretPlace(id)), Self.freshSecret())
        try tx.run(
            """
            UPDATE webhook SET secret_sealed = \(ring.seal(new, for: Self.secretPlace(id)).bytes),
                former_sealed = \(ring.seal(old, for: Self.formerPlace(id)).bytes),
                former_until = \(tx.now.adding(seconds: Self.overlapHours * 3600))
             WHERE id = \(id)
            """)
        return new
    }

    /// The former secret signs no more, and is destroyed.
    func endFormer(in tx: Transaction) throws {
        try tx.run(
            """
            UPDATE webhook SET former_sealed = CAST(NULL AS bytea), former_until = CAST(NULL AS bigint) WHERE id = \(id)
            """)
    }

    /// Destroys former secrets whose day is over.
    static func sweep(in tx: Transaction) throws {
        try tx.run(
            """
            UPDATE webhook SET former_sealed = CAST(NULL AS bytea), former_until = CAST(NULL AS bigint)
             WHERE former_until <= \(tx.now)
            """)
    }

    /// Pauses it or opens it again; opened again it begins without its failures.
    func set(_ state: State, in tx: Transaction) throws {
        try tx.run(
            """
            UPDATE webhook SET state = \(state), failures = 0, failing_since = CAST(NULL AS bigint), wait_until = 0
             WHERE id = \(id)
            """)
    }

    /// Whether its maker may still be told of a kind at its unit.
    func mayTell(_ kind: Change.Kind, _ held: [Grant]) -> Bool {
        let holds = { (permission: Permission) in
            held.contains { $0.permission == permission.name && $0.reach.contains(unitPath) }
        }
        return kinds.contains(kind) && holds(.exchangeKeep) && holds(Self.needs(kind))
    }

    /// What waits at a unit's desk: addresses that stopped by themselves.
    static func tasks(_ unit: ID<Unit>, _ path: String, _ officer: Officer, _ tx: Transaction) throws -> [DeskTask] {
        guard let keeper = officer.also(.exchangeKeep), keeper.reaches(path) else { return [] }
        let stopped: [Webhook] = try tx.all(
            """
            SELECT \(columns) FROM \(source)
             WHERE w.state = 'stopped' AND u.path >= \(path) AND u.path < \(Reach.end(of: path)) ORDER BY w.id LIMIT 5
            """)
        return stopped.map { webhook in
            DeskTask(
                words: "“\(webhook.purpose)”的变更通知已停用", detail: "连续 \(patienceDays) 天没有送达，请与对方核对后重新启用",
                sign: icon("plug"), tone: "yin", path: Places.webhook(webhook.id))
        }
    }
}
