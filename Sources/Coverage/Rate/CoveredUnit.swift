import Federation
import Web

/// A unit as the figures need it: what it was at the end of a month.
struct CoveredUnit: Equatable, Sendable {
    let id: ID<Unit>
    /// Its place on that day.
    let path: String
    let name: String
    let code: String?
    let level: UnitLevel
    let kind: UnitKind
    /// The level of the unit above it; nil for the root.
    let parentLevel: UnitLevel?
    /// Its place today, or its last.
    let pathNow: String
}

extension CoveredUnit: Record {
    static let columns: SQL = """
        s.unit_id, s.path, s.short_name, u.code, s.level, s.kind, p.level AS parent_level, u.path AS path_now
        """

    init(_ row: borrowing Row) throws {
        id = try row.read("unit_id")
        path = try row.read("path")
        name = try row.read("short_name")
        code = try row.read("code")
        level = try row.read("level")
        kind = try row.read("kind")
        parentLevel = try row.read("parent_level")
        pathNow = try row.read("path_now")
    }

    /// The units of the end of a month that were no longer being prepared, in the order of the tree.
    static func all(_ place: MonthPlace, _ which: SQL, in tx: Transaction) throws -> [CoveredUnit] {
        try tx.all(
            """
            SELECT \(columns) FROM unit_spell s JOIN unit u ON u.id = s.unit_id LEFT JOIN unit p ON p.id = s.parent_id
             WHERE \(place.holds) AND u.state <> 'preparing' AND \(which)
             ORDER BY s.path
            """)
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
