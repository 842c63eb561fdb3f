import Federation
import Web

/// A unit as the figures need it.
struct CoveredUnit: Equatable, Sendable {
    let id: ID<Unit>
    let path: String
    let name: String
    let code: String?
    let level: UnitLevel
    let kind: UnitKind
    let state: UnitState
    let foundedOn: Day?
    let dissolvedOn: Day?
    /// The level of the unit above it; nil for the root.
    let parentLevel: UnitLevel?

    /// Whether it was a union on a day: founded by then, not yet dissolved, and no longer preparing.
    func stands(on day: Day) -> Bool {
        guard state != .preparing, foundedOn.map({ $0 <= day }) ?? true else { return false }
        return dissolvedOn.map { $0 > day } ?? (state != .dissolved)
    }
}

extension CoveredUnit: Record {
    static let columns: SQL = """
        u.id, u.path, u.short_name, u.code, u.level, u.kind, u.state, u.founded_on, u.dissolved_on, p.level AS parent_level
        """

    init(_ row: borrowing Row) throws {
        id = try row.read("id")
        path = try row.read("path")
        name = try row.read("short_name")
        code = try row.read("code")
        level = try row.read("level")
        kind = try row.read("kind")
        state = try row.read("state")
        foundedOn = try row.read("founded_on")
        dissolvedOn = try row.read("dissolved_on")
        parentLevel = try row.read("parent_level")
    }
}

extension UnitLevel {
    /// Whether staff numbers are reported there: by base unions, and by branches for their base's own eyes.
    var reportsStaff: Bool { depth >= UnitLevel.base.depth }
}

extension Officer {
    /// Whether a permission of theirs holds at a path, whatever brought them to the page.
    func holds(_ permission: Permission, at path: String) -> Bool { also(permission)?.reaches(path) ?? false }

    /// Whether they look at a unit from outside: all that they reach begins above it.
    func isOutside(_ path: String) -> Bool { !reaches.contains { $0.unitPath.hasPrefix(path) } }
}
