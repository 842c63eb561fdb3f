public import Web

/// What a unit was from a day to a day: its name, its place in the tree, its level and kind. A change ends one spell and begins
/// the next, so that any past day can be looked at.
///
/// A path of the tree is never given twice, so on any day two units never share one. A unit that was dissolved has no spell
/// from that day on.
public struct UnitSpell: Equatable, Sendable, Record {
    public let unit: ID<Unit>
    public let from: Day
    /// The last day; nil while it is so.
    public let until: Day?
    public let parent: ID<Unit>?
    /// Where it stood in the tree of that time.
    public let path: String
    public let name: String
    public let shortName: String
    public let level: UnitLevel
    public let kind: UnitKind
    public let state: UnitState

    /// 1900-01-01, where the books begin for a unit whose founding day nobody entered.
    public static let dawn = Day(number: -25_567)

    public static let columns: SQL = """
        s.unit_id, s.from_day, s.until_day, s.parent_id, s.path, s.name, s.short_name, s.level, s.kind, s.state
        """

    public init(_ row: borrowing Row) throws {
        unit = try row.read("unit_id")
        from = try row.read("from_day")
        until = try row.read("until_day")
        parent = try row.read("parent_id")
        path = try row.read("path")
        name = try row.read("name")
        shortName = try row.read("short_name")
        level = try row.read("level")
        kind = try row.read("kind")
        state = try row.read("state")
    }

    /// True of the spells, written `s`, that hold on a day.
    public static func holds(on day: Day) -> SQL {
        "(s.from_day <= \(day) AND (s.until_day IS NULL OR s.until_day >= \(day)))"
    }

    /// What one unit was on a day; nil when it was not there. The caller has found the unit for its officer.
    public static func first(of unit: ID<Unit>, on day: Day, in tx: Transaction) throws -> UnitSpell? {
        try tx.first("SELECT \(columns) FROM unit_spell s WHERE s.unit_id = \(unit) AND \(holds(on: day))")
    }

    /// What one unit ever was, in the order of days. The caller has found the unit for its officer.
    package static func all(of unit: ID<Unit>, in tx: Transaction) throws -> [UnitSpell] {
        try tx.all("SELECT \(columns) FROM unit_spell s WHERE s.unit_id = \(unit) ORDER BY s.from_day")
    }

    /// The units of a day at and below a path of that day, or all there were, in the order of the tree. The caller has asked
    /// what its officer may see.
    public static func all(on day: Day, below path: String? = nil, in tx: Transaction) throws -> [UnitSpell] {
        try all(on: day, within: path.map { [Reach(unitPath: $0, hasDescent: true)] } ?? [], in: tx)
    }

    /// The same for several parts of the tree; all of it when none is named.
    static func all(on day: Day, within parts: [Reach], in tx: Transaction) throws -> [UnitSpell] {
        try tx.all(
            "SELECT \(columns) FROM unit_spell s WHERE \(holds(on: day))\(inside(parts)) ORDER BY s.path, s.unit_id")
    }

    static func inside(_ parts: [Reach]) -> SQL {
        guard !parts.isEmpty else { return .nothing }
        return " AND (\(SQL.joined(parts.map { $0.holds("s.path") }, by: " OR ")))"
    }
}
