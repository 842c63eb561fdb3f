public import Web

/// A second, industrial parent of a unit (双重领导, A01), from a day to a day. It widens what posts at that parent see; the tree
/// itself follows the leading parent.
public struct UnitLink: Equatable, Sendable, Record {
    public let id: ID<UnitLink>
    public let unit: ID<Unit>
    public let parent: ID<Unit>
    public let from: Day
    public let until: Day?
    public let parentName: String

    public static let columns: SQL = "l.id, l.unit_id, l.parent_id, l.from_day, l.until_day, p.name AS parent_name"

    public init(_ row: borrowing Row) throws {
        id = try row.read("id")
        unit = try row.read("unit_id")
        parent = try row.read("parent_id")
        from = try row.read("from_day")
        until = try row.read("until_day")
        parentName = try row.read("parent_name")
    }

    /// The second parents of a unit, past ones too, the latest first.
    public static func all(of unit: UnitEntry, in tx: Transaction) throws -> [UnitLink] {
        try tx.all(
            """
            SELECT \(columns) FROM unit_link l JOIN unit p ON p.id = l.parent_id
             WHERE l.unit_id = \(unit.id) ORDER BY l.from_day DESC, l.id
            """)
    }

    /// Links a unit to a second parent from a day, and widens the posts there.
    public static func insert(_ unit: UnitEntry, to parent: UnitEntry, from day: Day, in tx: Transaction) throws {
        guard !parent.path.hasPrefix(unit.path), !unit.path.hasPrefix(parent.path) else {
            throw UnitEntry.Problem.belowItself
        }
        let id: ID<UnitLink> = tx.newID()
        try tx.run(
            """
            INSERT INTO unit_link (id, unit_id, parent_id, from_day) VALUES (\(id), \(unit.id), \(parent.id), \(day))
            """)
        try Post.regrant(from: parent.path, in: tx)
    }

    /// Ends the link on a day; the rights that hang on it end at once when that day is today or earlier.
    public func end(on day: Day, in tx: Transaction) throws {
        try tx.run("UPDATE unit_link SET until_day = \(day) WHERE id = \(id) AND until_day IS NULL")
        try Post.regrant(from: UnitEntry.unscoped(parent, in: tx).path, in: tx)
    }

    /// The paths of units that reach a part of the tree by link alone, on a day.
    static func paths(into path: String, on day: Day, in tx: Transaction) throws -> [String] {
        try tx.values(
            """
            SELECT u.path FROM unit_link l JOIN unit p ON p.id = l.parent_id JOIN unit u ON u.id = l.unit_id
             WHERE p.path >= \(path) AND p.path < \(Reach.end(of: path))
               AND NOT (u.path >= \(path) AND u.path < \(Reach.end(of: path)))
               AND l.from_day <= \(day) AND (l.until_day IS NULL OR l.until_day > \(day))
             ORDER BY u.path
            """)
    }
}
