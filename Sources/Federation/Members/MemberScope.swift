package import Web

/// The part of the register that a list shows: a unit and all below it, where the officer's permission holds.
///
/// The usual case, a reach that covers the whole unit, adds nothing to the statement: then the list is one range of the index
/// `membership_list`, and no second bound leads the planner astray.
package struct MemberScope: Sendable {
    package let path: String
    /// Whether the officer's permission holds in the whole of it.
    let isCovered: Bool
    /// What else must hold of `unit_path`, behind an `AND`; nothing when the reach covers the unit.
    private let wall: SQL

    package init(_ unit: UnitEntry, as officer: Officer) {
        self.init(unit, within: officer.reaches)
    }

    /// A unit and all below it, as far as these parts of the tree go, none of them inside another.
    init(_ unit: UnitEntry, within reaches: [Reach]) {
        path = unit.path
        isCovered = reaches.contains { $0.hasDescent && $0.contains(unit.path) }
        let parts = SQL.joined(reaches.map { $0.holds("unit_path") }, by: " OR ")
        wall = isCovered ? .nothing : " AND (\(parts))"
    }

    /// The whole of a unit whoever asks. For commands and tests.
    init(unscoped unit: UnitEntry) {
        path = unit.path
        isCovered = true
        wall = .nothing
    }

    /// One part of the tree where an officer's permission holds.
    init(_ reach: Reach) {
        path = reach.unitPath
        isCovered = reach.hasDescent
        wall = .nothing
    }

    /// The rows of this scope from the beginning, or after a key.
    package func holds(hasBelow: Bool = true, after key: MemberKey? = nil) -> SQL {
        guard hasBelow else {
            let rest: SQL = key.map { " AND (name_key, id) > (\($0.nameKey), \($0.id))" } ?? .nothing
            return "unit_path = \(path)" + rest + wall
        }
        let end: SQL = "unit_path < \(Reach.end(of: path))"
        // With the key as its lower bound, page one thousand costs what page one does.
        guard let key else { return "unit_path >= \(path) AND " + end + wall }
        return "(unit_path, name_key, id) > (\(key.unitPath), \(key.nameKey), \(key.id)) AND " + end + wall
    }

    /// Whether a key lies in this scope; others come from an address that was made up or is old.
    package func contains(_ key: MemberKey) -> Bool { key.unitPath.hasPrefix(path) }

    /// The same in a list of some order; only the usual one has paths in its keys.
    func contains(_ key: MemberKey, in order: ListOrder) -> Bool {
        order == .unit ? contains(key) : key.unitPath.isEmpty
    }
}

/// Where a page of the register ends: unit by unit, then by name.
package struct MemberKey: Equatable, Sendable {
    package let unitPath: String
    package let nameKey: String
    package let id: ID<Membership>

    /// From `after=` of an address.
    package init?(_ text: String) {
        let parts = text.split(separator: "~", omittingEmptySubsequences: false)
        guard parts.count == 3, text.utf8.count < 1000, let id = ID<Membership>(parts[2]) else { return nil }
        unitPath = String(parts[0])
        nameKey = String(parts[1])
        self.id = id
    }

    package init(unitPath: String, nameKey: String, id: ID<Membership>) {
        self.unitPath = unitPath
        self.nameKey = nameKey
        self.id = id
    }

    package var text: String { "\(unitPath)~\(nameKey)~\(id)" }
}
