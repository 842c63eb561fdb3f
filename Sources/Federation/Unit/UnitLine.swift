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
            "id": JSON(id), "parent": JSON(parent), "name": JSON(name), "short_name": JSON(shortName),
            "code": JSON(code),
            "level": JSON(level.rawValue), "state": JSON(state.rawValue),
        ]
    }

    /// How many hits a search shows.
    static let hits = 20

    /// How many units a search by pinyin reads at most.
    static let mostRead = 20_000

    /// Units whose name, short name or code holds these words, or whose name reads like them, where the permission holds.
    static func search(_ words: String, as officer: Officer, in tx: Transaction) throws -> [UnitLine] {
        let words = normalized(words)
        guard words.utf8.count < 2 || !words.utf8.allSatisfy({ UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 | 32 })
        else {
            return try read(like: words.lowercased(), as: officer, in: tx)
        }
        // LIKE tells capitals apart on PostgreSQL and not on SQLite, so both sides are small.
        let pattern = containing(words.lowercased())
        return try tx.all(
            """
            SELECT \(columns) FROM unit u
             WHERE \(officer.sees("u.path"))
               AND (lower(u.name) LIKE \(pattern) ESCAPE '\\' OR lower(u.short_name) LIKE \(pattern) ESCAPE '\\'
                    OR lower(u.code) LIKE \(pattern) ESCAPE '\\')
             ORDER BY u.path LIMIT \(hits)
            """)
    }

    /// Units that are read like these letters, whole or by initials. Units are few and read here: the store knows only how
    /// their names sort.
    private static func read(like letters: String, as officer: Officer, in tx: Transaction) throws -> [UnitLine] {
        let all: [UnitLine] = try tx.all(
            "SELECT \(columns) FROM unit u WHERE \(officer.sees("u.path")) ORDER BY u.path LIMIT \(mostRead)")
        return Array(all.lazy.filter { $0.isRead(like: letters) }.prefix(hits))
    }

    private func isRead(like letters: String) -> Bool {
        [name, shortName, code ?? ""].contains { $0.lowercased().contains(letters) }
            || [name, shortName].contains { name in
                let pinyin = Pinyin.likeliest(of: name)
                return pinyin.full.contains(letters) || pinyin.initials.contains(letters)
            }
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
