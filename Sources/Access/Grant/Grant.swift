public import Base
public import Store

/// A permission that a person holds in a unit from a day to a day, with or without the units below.
///
/// Access knows nothing of posts: Federation writes a post's grants in the transaction that changes the post.
public struct Grant: Equatable, Sendable {
    public let person: ID<Person>
    public let permission: String
    /// The path of the unit, which ends in `/`.
    public let unitPath: String
    public let hasDescent: Bool
    public let from: Day
    /// The last day; nil for no end.
    public let until: Day?

    public init(
        person: ID<Person>, permission: Permission, unitPath: String, hasDescent: Bool, from: Day, until: Day?
    ) {
        self.init(
            person: person, permission: permission.name, unitPath: unitPath, hasDescent: hasDescent, from: from,
            until: until)
    }

    init(person: ID<Person>, permission: String, unitPath: String, hasDescent: Bool, from: Day, until: Day?) {
        self.person = person
        self.permission = permission
        self.unitPath = unitPath
        self.hasDescent = hasDescent
        self.from = from
        self.until = until
    }

    /// Where the grant reaches.
    public var reach: Reach { Reach(unitPath: unitPath, hasDescent: hasDescent) }
}

/// A part of the tree: one unit, or one unit and all below it.
public struct Reach: Hashable, Sendable {
    public let unitPath: String
    public let hasDescent: Bool

    public init(unitPath: String, hasDescent: Bool) {
        self.unitPath = unitPath
        self.hasDescent = hasDescent
    }

    /// Whether a unit lies in it.
    public func contains(_ path: String) -> Bool {
        hasDescent ? path.hasPrefix(unitPath) : path == unitPath
    }

    /// The same as SQL about a column. A path ends in `/`, and `0` follows `/`, so a subtree is one range of an index.
    public func holds(_ column: SQL) -> SQL {
        guard hasDescent else { return "\(column) = \(unitPath)" }
        return "(\(column) >= \(unitPath) AND \(column) < \(Self.end(of: unitPath)))"
    }

    /// The first path after everything below this one.
    public static func end(of path: String) -> String { path.dropLast() + "0" }

    /// Whether all of another part lies in this one.
    public func covers(_ other: Reach) -> Bool {
        contains(other.unitPath) && (hasDescent || !other.hasDescent)
    }

    /// The parts that no other part covers, so that a range is asked once.
    public static func widest(_ all: [Reach]) -> [Reach] {
        let distinct = Set(all).sorted { ($0.unitPath, $0.hasDescent ? 0 : 1) < ($1.unitPath, $1.hasDescent ? 0 : 1) }
        var kept: [Reach] = []
        for reach in distinct where !kept.contains(where: { $0.contains(reach.unitPath) }) { kept.append(reach) }
        return kept
    }
}
