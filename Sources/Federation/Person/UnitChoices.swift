import Web
import Words

/// The units that may keep members, among which an officer chooses: a list when there are few, a field to type into when
/// there are many.
struct UnitChoices: Sendable {
    /// A unit as a choice: its name, set in by its depth.
    struct Line: Record, Sendable {
        let id: ID<Unit>
        let path: String
        let name: String

        static let columns: SQL = "id, path, short_name"

        init(_ row: borrowing Row) throws {
            id = try row.read("id")
            path = try row.read("path")
            name = try row.read("short_name")
        }
    }

    /// How many a list may have.
    static let most = 200

    private let lines: [Line]
    /// Whether there are more than a list may have.
    let isMany: Bool

    /// The units of a part of the tree, or of all that the permission reaches.
    init(below unit: UnitEntry? = nil, as officer: Officer, in tx: Transaction) throws {
        let found: [Line] = try tx.all(
            """
            SELECT \(Line.columns) FROM unit WHERE \(Self.open(below: unit, officer)) ORDER BY path LIMIT \(Self.most + 1)
            """)
        isMany = found.count > Self.most
        lines = isMany ? [] : found
    }

    /// Units that keep members, stand, and lie where the permission holds.
    private static func open(below unit: UnitEntry?, _ officer: Officer) -> SQL {
        let part: SQL = unit.map { " AND path >= \($0.path) AND path < \(Reach.end(of: $0.path))" } ?? .nothing
        return "level IN ('base', 'branch', 'group') AND state <> 'dissolved' AND \(officer.sees("path"))\(part)"
    }

    /// The field of a form. `unit` holds a number from the list, or what was typed.
    func drawn(_ filled: Filled) -> HTML {
        guard !isMany else {
            return field(
                Field("unit", "所在单位", isRequired: true, hint: "填写单位的全称、简称或单位代码。", isWide: true), filled)
        }
        let top = lines.map(\.path.utf8.count).min() ?? 0
        let choices = lines.map { line in
            (
                value: line.id.description,
                words: String(repeating: "　", count: (line.path.utf8.count - top) / 5) + line.name
            )
        }
        return select(Field("unit", "所在单位", isRequired: true, isWide: true), choices, empty: "请选择", filled)
    }

    /// The name of a unit of the list, by the number that a form sends.
    func name(of value: String) -> String? { lines.first { $0.id.description == value }?.name }

    /// The unit that was chosen or typed, if it is one that the officer may choose. Fails beside the field, with the units
    /// that were perhaps meant.
    static func found(
        _ typed: String, below unit: UnitEntry? = nil, as officer: Officer, in tx: Transaction
    ) throws -> UnitEntry {
        let words = normalized(typed)
        guard !words.isEmpty else { throw Flaws("unit", "请选择所在单位。") }
        if let id = ID<Unit>(words) {
            let chosen: UnitEntry? = try tx.first(
                "SELECT \(UnitEntry.columns) FROM unit WHERE id = \(id) AND \(open(below: unit, officer))")
            if let chosen { return chosen }
        }
        let named: [UnitEntry] = try tx.all(
            """
            SELECT \(UnitEntry.columns) FROM unit
             WHERE (code = \(words) OR name = \(words) OR short_name = \(words)) AND \(open(below: unit, officer))
             ORDER BY path LIMIT 2
            """)
        if named.count == 1 { return named[0] }
        guard named.isEmpty else { throw Flaws("unit", "有几个单位都叫“\(words)”，请填写单位代码或全称。") }
        let once: [UnitEntry] = try tx.all(
            """
            SELECT \(UnitEntry.columns) FROM unit u
             WHERE \(UnitNaming.everExactly(words)) AND \(open(below: unit, officer)) ORDER BY path LIMIT 2
            """)
        if once.count == 1 { return once[0] }
        let near: [String] = try tx.values(
            """
            SELECT name FROM unit WHERE name LIKE \(containing(words)) ESCAPE '\\' AND \(open(below: unit, officer))
             ORDER BY path LIMIT 5
            """)
        guard !near.isEmpty else { throw Flaws("unit", "没有找到“\(words)”这个单位，请核对名称或代码。") }
        throw Flaws("unit", "没有叫“\(words)”的单位。您要找的可能是：\(near.joined(separator: "、"))。")
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
