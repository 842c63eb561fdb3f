import Base

/// A program that calls with a token. It acts for the officer who made the token, within what both of them may do today.
/// Only `Access` makes one.
public struct Client: Sendable {
    public let token: Token
    /// The maker, at the permission that the scope needs, narrowed to the token's part of the tree.
    public let officer: Officer

    init?(_ visitor: Visitor, _ scope: Scope) {
        guard let token = visitor.token, token.scopes.contains(scope.name) else { return nil }
        guard let officer = Officer(Member(token, visitor), scope.needs) else { return nil }
        self.token = token
        self.officer = officer
    }

    /// The same program at another scope of its token.
    public func also(_ scope: Scope) -> Officer? { Client(officer.member.visitor, scope)?.officer }
}

extension Access where Who == Client {
    /// Programs whose token has this scope, as long as its maker holds the permission for it.
    public static func client(_ scope: Scope) -> Access {
        Access(name: "client(\(scope.name))", permission: scope.needs) { (visitor) throws(Refusal) in
            guard visitor.token != nil else { throw .signIn }
            guard let client = Client(visitor, scope) else { throw .forbidden }
            return client
        }
    }
}

extension Visitor {
    /// A program at the door: what its maker holds today, narrowed to the token's part of the tree.
    public init(token: Token, makerHolding grants: [Grant]) {
        let part = Reach(unitPath: token.unitPath, hasDescent: true)
        let narrowed = grants.compactMap { grant in grant.narrowed(to: part) }
        self.init(session: nil, grants: narrowed, token: token)
    }
}

extension Grant {
    /// What of it lies in a part of the tree; nil when nothing does.
    func narrowed(to part: Reach) -> Grant? {
        if part.covers(reach) { return self }
        guard reach.covers(part) else { return nil }
        return Grant(
            person: person, permission: permission, unitPath: part.unitPath, hasDescent: part.hasDescent,
            from: from, until: until)
    }
}
