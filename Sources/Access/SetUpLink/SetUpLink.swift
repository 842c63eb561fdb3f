public import Base
public import Store
import Vault

/// A one-time link by which a person sets their own password: printed on a paper slip or sent, good for a while, used once.
public struct SetUpLink: Equatable, Sendable {
    public let account: ID<Account>
    public let person: ID<Person>
    public let signInName: String
    public let name: String
    public let expiresAt: Instant

    /// How long a printed slip is good for.
    public static let days = 14
}

extension SetUpLink: Record {
    public static let columns: SQL = "l.account_id, a.person, a.sign_in_name, a.name, l.expires_at"

    public init(_ row: borrowing Row) throws {
        account = try row.read("account_id")
        person = try row.read("person")
        signInName = try row.read("sign_in_name")
        name = try row.read("name")
        expiresAt = try row.read("expires_at")
    }

    /// Makes a link for an account and takes back any earlier one. The token is told once and kept only as a digest.
    public static func make(for account: ID<Account>, by officer: ID<Person>?, in tx: Transaction) throws -> String {
        let token = Secret.token(bytes: 16)
        try tx.run("DELETE FROM set_up_link WHERE account_id = \(account)")
        try tx.run(
            """
            INSERT INTO set_up_link (digest, account_id, made_by, made_at, expires_at)
            VALUES (\(Digest.of(token).hex), \(account), \(officer), \(tx.now), \(tx.now.adding(days: days)))
            """)
        return token
    }

    /// Takes back what was printed for a person: a paper that was meant for a member must not open an officer's account.
    public static func takeBack(from person: ID<Person>, in tx: Transaction) throws {
        try tx.run("DELETE FROM set_up_link WHERE account_id IN (SELECT id FROM account WHERE person = \(person))")
    }

    /// The people for whom one officer made links in one act, as far as the links still live.
    public static func people(
        madeBy officer: ID<Person>, at instant: Instant, in tx: Transaction
    ) throws -> [ID<Person>] {
        try tx.values(
            """
            SELECT a.person FROM set_up_link l JOIN account a ON a.id = l.account_id
             WHERE l.made_by = \(officer) AND l.made_at = \(instant) AND l.expires_at > \(tx.now) ORDER BY a.person
            """)
    }

    /// The living link of a token, if there is one.
    public static func first(token: String, in tx: Transaction) throws -> SetUpLink? {
        try tx.first(
            """
            SELECT \(columns) FROM set_up_link l JOIN account a ON a.id = l.account_id
             WHERE l.digest = \(Digest.of(token).hex) AND l.expires_at > \(tx.now) AND a.state = 'open'
            """)
    }

    /// Uses the link up. Fails as missing when it was used meanwhile.
    public static func use(token: String, in tx: Transaction) throws -> Account {
        let account: ID<Account>? = try tx.value(
            """
            DELETE FROM set_up_link WHERE digest = \(Digest.of(token).hex) AND expires_at > \(tx.now)
            RETURNING account_id
            """)
        guard let account else { throw Refusal.missing }
        let found: Account? = try tx.first(
            "SELECT \(Account.columns) FROM account WHERE id = \(account) AND state = 'open'")
        guard let found else { throw Refusal.missing }
        return found
    }
}
