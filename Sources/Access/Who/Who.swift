public import Base
public import Store

/// Anybody at the door, signed in or not.
public struct Visitor: Sendable {
    /// Their session, when they have one.
    public let session: Session?
    /// What they hold today.
    public let grants: [Grant]
    /// The token of a program; a person has none.
    public let token: Token?

    /// Only `Web` makes visitors, from the wire.
    public init(session: Session?, grants: [Grant], token: Token? = nil) {
        self.session = session
        self.grants = grants
        self.token = token
    }

    public static let stranger = Visitor(session: nil, grants: [])

    /// Whether they hold a permission anywhere today; for menus, never for decisions.
    public func holds(_ permission: Permission) -> Bool {
        grants.contains { $0.permission == permission.name }
    }
}

/// A person who is signed in in full: they see what is theirs. Only `Access` makes one.
public struct Member: Sendable {
    public let person: ID<Person>
    public let account: ID<Account>
    public let name: String
    public let visitor: Visitor

    init?(_ visitor: Visitor) {
        guard let session = visitor.session, session.stage == .full else { return nil }
        person = session.person
        account = session.account
        name = session.name
        self.visitor = visitor
    }

    /// The officer for whom a program acts.
    init(_ token: Token, _ visitor: Visitor) {
        person = token.maker
        account = token.makerAccount
        name = token.makerName
        self.visitor = visitor
    }
}

/// A person who holds a permission somewhere today. Only `Access` makes one; the finder narrows to the units where it holds.
public struct Officer: Sendable {
    public let member: Member
    public let permission: Permission
    /// The parts of the tree where the permission holds, none inside another.
    public let reaches: [Reach]

    init?(_ member: Member, _ permission: Permission) {
        let held = member.visitor.grants.filter { $0.permission == permission.name }
        guard !held.isEmpty else { return nil }
        self.member = member
        self.permission = permission
        reaches = Reach.widest(held.map(\.reach))
    }

    public var person: ID<Person> { member.person }

    /// Whether the permission holds in a unit.
    public func reaches(_ path: String) -> Bool { reaches.contains { $0.contains(path) } }

    /// True of the rows whose unit lies where the permission holds.
    public func sees(_ column: SQL) -> SQL {
        "(\(SQL.joined(reaches.map { $0.holds(column) }, by: " OR ")))"
    }

    /// The same person at another permission they hold, for a page that shows several things.
    public func also(_ permission: Permission) -> Officer? { Officer(member, permission) }
}

/// A person whose password was right but who has one more step to do: a new password, or the code of their phone.
public struct Newcomer: Sendable {
    public let session: Session

    init?(_ visitor: Visitor) {
        guard let session = visitor.session, session.stage != .full else { return nil }
        self.session = session
    }
}

/// Who may come in, and as whom: the only way to make a `Member` or an `Officer`.
public struct Access<Who: Sendable>: Sendable {
    /// As the golden file of routes names it.
    public let name: String
    /// The permission asked for, if one is.
    public let permission: Permission?
    /// Asks at the door. Fails with a `Refusal`.
    public let admit: @Sendable (Visitor) throws(Refusal) -> Who
}

extension Access where Who == Visitor {
    /// Everybody. A word that must be typed, and that a reviewer will see.
    public static var anyone: Access {
        Access(name: "anyone", permission: nil) { (visitor) throws(Refusal) in visitor }
    }
}

extension Access where Who == Newcomer {
    /// Only those on their way in.
    public static var newcomer: Access {
        Access(name: "newcomer", permission: nil) { (visitor) throws(Refusal) in
            guard let newcomer = Newcomer(visitor) else { throw .signIn }
            return newcomer
        }
    }
}

extension Access where Who == Member {
    /// Every person who is signed in.
    public static var member: Access {
        Access(name: "member", permission: nil) { (visitor) throws(Refusal) in
            guard let member = Member(visitor) else { throw .signIn }
            return member
        }
    }
}

extension Access where Who == Officer {
    /// Those who hold this permission in any unit today.
    public static func officer(_ permission: Permission) -> Access {
        Access(name: "officer(\(permission.name))", permission: permission) { (visitor) throws(Refusal) in
            guard let member = Member(visitor) else { throw .signIn }
            guard let officer = Officer(member, permission) else { throw .forbidden }
            return officer
        }
    }
}
