import Web
import Words

/// A unit as the picture of the tree shows it.
struct TreeLine: Record, Equatable, Sendable {
    let id: ID<Unit>
    let path: String
    let parent: ID<Unit>?
    let name: String
    let shortName: String
    let code: String?
    let level: UnitLevel
    let kind: UnitKind
    let state: UnitState
    /// How many standing units lie directly below it.
    let below: Int

    static let columns: SQL = """
        u.id, u.path, u.parent_id, u.name, u.short_name, u.code, u.level, u.kind, u.state,
        (SELECT count(*) FROM unit c WHERE c.parent_id = u.id AND c.state <> 'dissolved') AS below
        """

    init(_ row: borrowing Row) throws {
        id = try row.read("id")
        path = try row.read("path")
        parent = try row.read("parent_id")
        name = try row.read("name")
        shortName = try row.read("short_name")
        code = try row.read("code")
        level = try row.read("level")
        kind = try row.read("kind")
        state = try row.read("state")
        below = try row.read("below")
    }

    /// How many units a picture shows at most.
    static let most = 1_500

    /// The units of some paths and the units directly below others, in the order of the tree.
    static func all(
        at paths: [String], below opened: [String], as officer: Officer, in tx: Transaction
    ) throws -> [TreeLine] {
        try tx.all(
            """
            SELECT \(columns) FROM unit u
             WHERE u.state <> 'dissolved' AND \(officer.sees("u.path"))
               AND (u.path \(anyOf: paths) OR u.parent_id IN (SELECT o.id FROM unit o WHERE o.path \(anyOf: opened)))
             ORDER BY u.path LIMIT \(most + 1)
            """)
    }

    /// A unit with all below it, as deep as asked.
    static func all(
        from unit: UnitEntry, levels: Int, most: Int, as officer: Officer, in tx: Transaction
    ) throws -> [TreeLine] {
        try tx.all(
            """
            SELECT \(columns) FROM unit u
             WHERE u.state <> 'dissolved' AND u.path >= \(unit.path) AND u.path < \(Reach.end(of: unit.path))
               AND length(u.path) <= \(unit.path.utf8.count + 5 * levels) AND \(officer.sees("u.path"))
             ORDER BY u.path LIMIT \(most)
            """)
    }

    /// What a person may type to come here: the initials of its name, then its name.
    var keys: String { Pinyin.likeliest(of: shortName).initials + " " + shortName.lowercased() }

    var json: JSON {
        [
            "id": JSON(id), "parent": JSON(parent), "name": JSON(name), "short_name": JSON(shortName),
            "code": JSON(code), "level": JSON(level.rawValue), "kind": JSON(kind.rawValue),
            "state": JSON(state.rawValue), "below": JSON(below),
        ]
    }
}
