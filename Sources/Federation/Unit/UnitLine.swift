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
    /// The name a search found it by, when that is not one of those above.
    var naming: UnitNaming?

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
            "level": JSON(level.rawValue), "state": JSON(state.rawValue), "found_by": JSON(naming?.words),
        ]
    }

    /// How many hits a search shows.
    static let hits = 20

    /// How many units a search by pinyin reads at most.
    static let mostRead = 20_000

    /// Units whose code or any name they ever had holds these words or reads like them, where the permission holds.
    static func search(_ words: String, as officer: Officer, in tx: Transaction) throws -> [UnitLine] {
        let words = normalized(words)
        guard words.utf8.count < 2 || !words.utf8.allSatisfy({ UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 | 32 })
        else {
            return try read(like: words.lowercased(), as: officer, in: tx)
        }
        // LIKE tells capitals apart on PostgreSQL and not on SQLite, so both sides are small.
        let pattern = containing(words.lowercased())
        let found: [UnitLine] = try tx.all(
            """
            SELECT \(columns) FROM unit u
             WHERE \(officer.sees("u.path"))
               AND (lower(u.name) LIKE \(pattern) ESCAPE '\\' OR lower(u.short_name) LIKE \(pattern) ESCAPE '\\'
                    OR lower(u.code) LIKE \(pattern) ESCAPE '\\' OR \(UnitNaming.everCalled(pattern)))
             ORDER BY u.path LIMIT \(hits)
            """)
        let others = try UnitNaming.others(of: found.map(\.id), in: tx)
        return found.map { $0.told(by: words.lowercased(), among: others[$0.id] ?? []) }
    }

    /// Says by which name it was found, unless by one that is on show.
    private func told(by words: String, among others: [UnitNaming]) -> UnitLine {
        guard ![name, shortName, code ?? ""].contains(where: { $0.lowercased().contains(words) }) else { return self }
        var line = self
        line.naming = others.first { $0.name.lowercased().contains(words) }
        return line
    }

    /// Units that are read like these letters, whole or by initials. Units are few and read here: the store knows only how
    /// their names sort.
    private static func read(like letters: String, as officer: Officer, in tx: Transaction) throws -> [UnitLine] {
        let all: [UnitLine] = try tx.all(
            "SELECT \(columns) FROM unit u WHERE \(officer.sees("u.path")) ORDER BY u.path LIMIT \(mostRead)")
        let others = try UnitNaming.others(of: all.map(\.id), in: tx)
        return Array(all.lazy.compactMap { $0.read(like: letters, among: others[$0.id] ?? []) }.prefix(hits))
    }

    private func read(like letters: String, among others: [UnitNaming]) -> UnitLine? {
        if code?.lowercased().contains(letters) ?? false { return self }
        if [name, shortName].contains(where: { Self.isRead($0, like: letters) }) { return self }
        guard let naming = others.first(where: { Self.isRead($0.name, like: letters) }) else { return nil }
        var line = self
        line.naming = naming
        return line
    }

    private static func isRead(_ name: String, like letters: String) -> Bool {
        if name.lowercased().contains(letters) { return true }
        let pinyin = Pinyin.likeliest(of: name)
        return pinyin.full.contains(letters) || pinyin.initials.contains(letters)
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
