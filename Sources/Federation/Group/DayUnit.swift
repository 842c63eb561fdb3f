public import Web

/// A unit as it was on a day: what the rule of a group looks at.
public struct DayUnit: Record, Equatable, Sendable {
    public let id: ID<Unit>
    public let path: String
    public let parent: ID<Unit>?
    public let name: String
    public let shortName: String
    public let level: UnitLevel
    public let kind: UnitKind
    public let state: UnitState

    public static let columns: SQL = "u.id, u.path, u.parent_id, u.name, u.short_name, u.level, u.kind, u.state"

    public init(_ row: borrowing Row) throws {
        id = try row.read("id")
        path = try row.read("path")
        parent = try row.read("parent_id")
        name = try row.read("name")
        shortName = try row.read("short_name")
        level = try row.read("level")
        kind = try row.read("kind")
        state = try row.read("state")
    }

    public init(
        id: ID<Unit>, path: String, parent: ID<Unit>?, name: String, shortName: String, level: UnitLevel,
        kind: UnitKind, state: UnitState
    ) {
        self.id = id
        self.path = path
        self.parent = parent
        self.name = name
        self.shortName = shortName
        self.level = level
        self.kind = kind
        self.state = state
    }

    /// The units that were there on a day, as a relation with the columns above.
    static func relation(on day: Day) -> SQL {
        """
        (SELECT s.unit_id AS id, s.path, s.parent_id, s.name, s.short_name, s.level, s.kind, s.state
           FROM unit_spell s WHERE \(UnitSpell.holds(on: day)))
        """
    }
}
