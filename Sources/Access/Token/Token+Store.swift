public import Base
public import Store
import Vault

extension Token: Record {
    public static let columns: SQL = """
        t.id, t.family, t.account_id, a.person, a.name, t.unit, t.unit_path, t.purpose, t.hint, t.scopes, t.addresses,
        t.made_at, t.expires_at, t.revoked_at, t.used_at, t.used_from, t.calls
        """

    public init(_ row: borrowing Row) throws {
        id = try row.read("id")
        family = try row.read("family")
        maker = try row.read("person")
        makerAccount = try row.read("account_id")
        makerName = try row.read("name")
        unit = try row.read("unit")
        unitPath = try row.read("unit_path")
        purpose = try row.read("purpose")
        hint = try row.read("hint")
        let scopes: String = try row.read("scopes")
        self.scopes = scopes.split(separator: " ").map(String.init)
        let addresses: String = try row.read("addresses")
        self.addresses = addresses.split(separator: " ").compactMap { AddressRange(String($0)) }
        madeAt = try row.read("made_at")
        expiresAt = try row.read("expires_at")
        revokedAt = try row.read("revoked_at")
        usedAt = try row.read("used_at")
        usedFrom = try row.read("used_from")
        calls = try row.read("calls")
    }

    /// The token of a secret that came over the wire from an address; fails with the reason when it is not let in.
    public static func admitted(_ secret: String, from address: String, in tx: Transaction) throws -> Token {
        guard secret.hasPrefix(prefix) else { throw Problem.unknown }
        let found: Presented? = try tx.first(
            """
            SELECT \(columns), a.state FROM api_token t JOIN account a ON a.id = t.account_id
             WHERE t.digest = \(digest(of: secret))
            """)
        guard let found else { throw Problem.unknown }
        let token = found.token
        if token.revokedAt != nil { throw Problem.revoked }
        if token.expiresAt <= tx.now { throw Problem.expired }
        if !found.isOpen { throw Problem.closed }
        guard token.addresses.isEmpty || token.addresses.contains(where: { $0.contains(address) }) else {
            throw Problem.elsewhere(address)
        }
        return token
    }

    /// Those of a part of the tree, the newest first; who may look is decided where the unit is found.
    public static func all(in reach: Reach, in tx: Transaction) throws -> [Token] {
        try tx.all(
            """
            SELECT \(columns) FROM api_token t JOIN account a ON a.id = t.account_id
             WHERE \(reach.holds("t.unit_path")) ORDER BY t.id DESC LIMIT 500
            """)
    }

    /// One whose unit lies where the officer's permission holds.
    public static func find(_ id: ID<Token>, as officer: Officer, in tx: Transaction) throws -> Token {
        let token: Token? = try tx.first(
            """
            SELECT \(columns) FROM api_token t JOIN account a ON a.id = t.account_id
             WHERE t.id = \(id) AND \(officer.sees("t.unit_path"))
            """)
        guard let token else { throw Refusal.missing }
        return token
    }

    /// Makes a token and gives its secret, which is told once.
    public static func insert(
        _ draft: TokenDraft, by officer: Officer, following old: Token? = nil, in tx: Transaction
    ) throws -> (id: ID<Token>, secret: String) {
        let id: ID<Token> = tx.newID()
        let secret = prefix + Secret.token()
        try tx.run(
            """
            INSERT INTO api_token (id, digest, family, account_id, unit, unit_path, purpose, hint, scopes, addresses, made_at,
                expires_at, used_from, calls)
            VALUES (\(id), \(digest(of: secret)), \(old?.family ?? id), \(officer.member.account), \(draft.unit),
                \(draft.unitPath), \(draft.purpose), \(String(secret.prefix(9))), \(draft.scopes.joined(separator: " ")),
                \(draft.addresses.map(\.text).joined(separator: " ")), \(tx.now),
                \(Instant(draft.lastDay.adding(days: 1))), '', 0)
            """)
        return (id, secret)
    }

    /// Ends it at once. Nothing happens to one that is over.
    public func revoke(in tx: Transaction) throws {
        try tx.run("UPDATE api_token SET revoked_at = \(tx.now) WHERE id = \(id) AND revoked_at IS NULL")
    }

    /// Lets it live a while beside the one that replaces it, never longer than it would have.
    public func shorten(to instant: Instant, in tx: Transaction) throws {
        try tx.run("UPDATE api_token SET expires_at = \(instant) WHERE id = \(id) AND expires_at > \(instant)")
    }

    /// Writes down uses that were counted beside the visits.
    public static func note(_ uses: [TokenUse], in tx: Transaction) throws {
        for use in uses {
            try tx.run(
                """
                UPDATE api_token SET calls = calls + \(use.calls), used_at = \(use.at), used_from = \(use.address)
                 WHERE digest = \(use.digest)
                """)
        }
    }

    /// Follows a unit that moved, with all below it.
    static func follow(from old: String, to new: String, in tx: Transaction) throws {
        try tx.run(
            """
            UPDATE api_token SET unit_path = \(new) || substr(unit_path, \(old.utf8.count + 1))
             WHERE unit_path >= \(old) AND unit_path < \(Reach.end(of: old))
            """)
    }
}

/// Uses of one token since they were last written down.
public struct TokenUse: Sendable {
    public let digest: String
    public var calls: Int
    public var at: Instant
    public var address: String

    public init(digest: String, calls: Int, at: Instant, address: String) {
        self.digest = digest
        self.calls = calls
        self.at = at
        self.address = address
    }
}

/// A token with whether its maker's account is open.
private struct Presented: Record {
    let token: Token
    let isOpen: Bool

    static let columns: SQL = Token.columns + ", a.state"

    init(_ row: borrowing Row) throws {
        token = try Token(row)
        let state: String = try row.read("state")
        isOpen = state == "open"
    }
}
