public import Base
public import Store

extension Account: Record {
    public static let columns: SQL = """
        id, person, sign_in_name, name, state, password_hash, must_change, code_secret, code_step, created_at, signed_in_at
        """

    public init(_ row: borrowing Row) throws {
        id = try row.read("id")
        person = try row.read("person")
        signInName = try row.read("sign_in_name")
        name = try row.read("name")
        state = try row.read("state")
        passwordHash = try row.read("password_hash")
        mustChange = try row.read("must_change")
        codeSecret = try row.read("code_secret")
        codeStep = try row.read("code_step")
        createdAt = try row.read("created_at")
        signedInAt = try row.read("signed_in_at")
    }

    /// The account of a sign-in name, open or closed.
    public static func first(signingInAs name: String, in tx: Transaction) throws -> Account? {
        try tx.first("SELECT \(columns) FROM account WHERE sign_in_name = \(normalized(name))")
    }

    /// The account of a person, if they have one. Who may look is the caller's business.
    public static func first(of person: ID<Person>, in tx: Transaction) throws -> Account? {
        try tx.first("SELECT \(columns) FROM account WHERE person = \(person)")
    }

    /// Which of these sign-in names are given. They must be as names are kept.
    public static func taken(_ names: [String], in tx: Transaction) throws -> Set<String> {
        Set(try tx.values("SELECT sign_in_name FROM account WHERE sign_in_name \(anyOf: names)") as [String])
    }

    /// The account of a number that a session or an officer's list gave.
    public static func find(_ id: ID<Account>, in tx: Transaction) throws -> Account {
        let account: Account? = try tx.first("SELECT \(columns) FROM account WHERE id = \(id)")
        guard let account else { throw Refusal.missing }
        return account
    }

    /// The account behind a session.
    public static func find(_ session: Session, in tx: Transaction) throws -> Account {
        let account: Account? = try tx.first("SELECT \(columns) FROM account WHERE id = \(session.account)")
        guard let account else { throw Refusal.missing }
        return account
    }

    /// Opens an account without a password: its person sets one through a set-up link. Fails when the name is taken.
    public static func insert(
        for person: ID<Person>, signInName: String, name: String, in tx: Transaction
    ) throws -> ID<Account> {
        let id: ID<Account> = tx.newID()
        try tx.run(
            """
            INSERT INTO account (id, person, sign_in_name, name, state, must_change, created_at)
            VALUES (\(id), \(person), \(normalized(signInName)), \(name), 'open', FALSE, \(tx.now))
            """)
        return id
    }

    /// Takes a new hash and ends every session but one.
    public func setPassword(hash: String, mustChange: Bool = false, keeping session: String = "", in tx: Transaction)
        throws
    {
        try tx.run(
            "UPDATE account SET password_hash = \(hash), must_change = \(mustChange) WHERE id = \(id)")
        try Session.revokeAll(of: id, but: session, in: tx)
    }

    /// A better hash of the same password; sessions stay.
    public func rehash(_ hash: String, in tx: Transaction) throws {
        try tx.run("UPDATE account SET password_hash = \(hash) WHERE id = \(id) AND password_hash = \(passwordHash)")
    }

    /// Sets up the codes of a phone, or takes them away.
    public func setCodeSecret(_ sealed: [UInt8]?, in tx: Transaction) throws {
        try tx.run("UPDATE account SET code_secret = \(sealed), code_step = NULL WHERE id = \(id)")
    }

    /// Marks a time step as used. False when it, or a later one, was used before: the code is a replay.
    public func useCode(step: Int64, in tx: Transaction) throws -> Bool {
        try tx.run(
            """
            UPDATE account SET code_step = \(step)
             WHERE id = \(id) AND (code_step IS NULL OR code_step < \(step))
            """) == 1
    }

    /// Remembers that the person came in.
    public func noteSignIn(in tx: Transaction) throws {
        try tx.run("UPDATE account SET signed_in_at = \(tx.now) WHERE id = \(id)")
    }

    /// Opens or closes the account; closing ends its sessions.
    public static func setState(_ state: State, of person: ID<Person>, in tx: Transaction) throws {
        try tx.run("UPDATE account SET state = \(state) WHERE person = \(person)")
        guard state == .closed else { return }
        try tx.run("DELETE FROM session WHERE account_id IN (SELECT id FROM account WHERE person = \(person))")
    }

    /// Follows a change of name in the register.
    public static func rename(_ person: ID<Person>, to name: String, in tx: Transaction) throws {
        try tx.run("UPDATE account SET name = \(name) WHERE person = \(person)")
    }
}
