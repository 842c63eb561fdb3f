public import Base
public import Store
import Vault

extension Session: Record {
    public static let columns: SQL = """
        s.digest, s.account_id, a.person, a.name, s.stage, s.created_at, s.seen_at, s.expires_at, s.desk, s.address, s.agent
        """

    public init(_ row: borrowing Row) throws {
        digest = try row.read("digest")
        account = try row.read("account_id")
        person = try row.read("person")
        name = try row.read("name")
        stage = try row.read("stage")
        createdAt = try row.read("created_at")
        seenAt = try row.read("seen_at")
        expiresAt = try row.read("expires_at")
        desk = try row.read("desk")
        address = try row.read("address")
        agent = try row.read("agent")
    }

    /// The living session of a token, if there is one and its account is open.
    public static func first(token: String, in tx: Transaction) throws -> Session? {
        try tx.first(
            """
            SELECT \(columns) FROM session s JOIN account a ON a.id = s.account_id
             WHERE s.digest = \(digest(of: token)) AND s.expires_at > \(tx.now) AND a.state = 'open'
            """)
    }

    /// Opens a session and gives its token, which is told once.
    public static func open(
        for account: Account, stage: Stage, address: String, agent: String, in tx: Transaction
    ) throws -> String {
        let token = Secret.token()
        let expires = tx.now.adding(days: stage == .full ? idleDays : 1)
        try tx.run(
            """
            INSERT INTO session (digest, account_id, stage, created_at, seen_at, expires_at, address, agent)
            VALUES (\(digest(of: token)), \(account.id), \(stage), \(tx.now), \(tx.now), \(expires),
                \(String(address.prefix(64))), \(String(agent.prefix(200))))
            """)
        return token
    }

    /// All living sessions of an account, the latest first.
    public static func all(of account: ID<Account>, in tx: Transaction) throws -> [Session] {
        try tx.all(
            """
            SELECT \(columns) FROM session s JOIN account a ON a.id = s.account_id
             WHERE s.account_id = \(account) AND s.expires_at > \(tx.now)
             ORDER BY s.seen_at DESC, s.digest
            """)
    }

    /// Ends the session of a token, whatever its stage; nothing happens when there is none.
    public static func end(token: String, in tx: Transaction) throws {
        try tx.run("DELETE FROM session WHERE digest = \(digest(of: token))")
    }

    /// Ends one session of an account.
    public static func revoke(_ digest: String, of account: ID<Account>, in tx: Transaction) throws {
        let gone = try tx.run("DELETE FROM session WHERE digest = \(digest) AND account_id = \(account)")
        guard gone == 1 else { throw Refusal.missing }
    }

    /// Ends all sessions of an account but one, which may be none of them.
    public static func revokeAll(of account: ID<Account>, but kept: String = "", in tx: Transaction) throws {
        try tx.run("DELETE FROM session WHERE account_id = \(account) AND digest <> \(kept)")
    }

    /// Writes down that the session was used.
    public func touch(in tx: Transaction) throws {
        try tx.run(
            """
            UPDATE session SET seen_at = \(tx.now), expires_at = \(tx.now.adding(days: Self.idleDays))
             WHERE digest = \(digest) AND stage = 'full'
            """)
    }

    /// Opens the desk of a unit in this session.
    public func sit(at unit: ID<Unit>?, in tx: Transaction) throws {
        try tx.run("UPDATE session SET desk = \(unit) WHERE digest = \(digest)")
    }

    /// Removes what has expired; a duty of the night.
    public static func sweep(in tx: Transaction) throws {
        try tx.run("DELETE FROM session WHERE expires_at <= \(tx.now)")
    }
}
