import Web
import Words

/// A unit as a list or a tree shows it.
struct UnitLine: Record, Equatable, Sendable {
    let id: ID<Unit>
    let path: String
    let parent: ID<Unit>?
    let name: String
    let shortName: String
    let code: String?
    let level: UnitLevel
    let state: UnitState
    /// Whether standing units lie below it.
    let hasBelow: Bool

    static let columns: SQL = """
        u.id, u.path, u.parent_id, u.name, u.short_name, u.code, u.level, u.state,
        EXISTS (SELECT 1 FROM unit c WHERE c.parent_id = u.id AND c.state <> 'dissolved') AS has_below
        """

    init(_ row: borrowing Row) throws {
        id = try row.read("id")
        path = try row.read("path")
        parent = try row.read("parent_id")
        name = try row.read("name")
        shortName = try row.read("short_name")
        code = try row.read("code")
        level = try row.read("level")
        state = try row.read("state")
        hasBelow = try row.read("has_below")
    }

    var json: JSON {
        [
            "id": JSON(id), "parent": JSON(parent), "name": JSON(name), "short_name": JSON(shortName), "code": JSON(code),
            "level": JSON(level.rawValue), "state": JSON(state.rawValue),
        ]
    }

    /// How many hits a search shows.
    static let hits = 20

    /// Units whose name, short name or code holds these words, where the permission holds.
    static func search(_ words: String, as officer: Officer, in tx: Transaction) throws -> [UnitLine] {
        let pattern = containing(normalized(words))
        return try tx.all(
            """
            SELECT \(columns) FROM unit u
             WHERE \(officer.sees("u.path"))
               AND (u.name LIKE \(pattern) ESCAPE '\\' OR u.short_name LIKE \(pattern) ESCAPE '\\'
                    OR u.code LIKE \(pattern) ESCAPE '\\')
             ORDER BY u.path LIMIT \(hits)
            """)
    }

    /// A pattern for LIKE that finds these words anywhere.
    static func containing(_ words: String) -> String {
        var pattern = "%"
        for character in words {
            if "%_\\".contains(character) { pattern.append("\\") }
            pattern.append(character)
        }
        return pattern + "%"
    }
}
