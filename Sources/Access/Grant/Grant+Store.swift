public import Base
public import Store

extension Grant: Record {
    public static let columns: SQL = "person, permission, unit_path, has_descent, from_day, until_day"

    public init(_ row: borrowing Row) throws {
        person = try row.read("person")
        permission = try row.read("permission")
        unitPath = try row.read("unit_path")
        hasDescent = try row.read("has_descent")
        from = try row.read("from_day")
        until = try row.read("until_day")
    }

    /// What a person holds on a day.
    public static func held(by person: ID<Person>, on day: Day, in tx: Transaction) throws -> [Grant] {
        try tx.all(
            """
            SELECT \(columns) FROM permission_grant
             WHERE person = \(person) AND from_day <= \(day) AND (until_day IS NULL OR until_day >= \(day))
             ORDER BY unit_path, permission
            """)
    }

    /// What each of these people holds on a day or will hold later, by person; nobody who holds nothing.
    public static func standing(
        of people: [ID<Person>], from day: Day, in tx: Transaction
    ) throws -> [ID<Person>: [Grant]] {
        let all: [Grant] = try tx.all(
            """
            SELECT \(columns) FROM permission_grant
             WHERE person \(anyOf: people) AND (until_day IS NULL OR until_day >= \(day))
             ORDER BY unit_path, permission
            """)
        return Dictionary(grouping: all, by: \.person)
    }

    /// Puts these grants in place of all that came from the same source: a post, or a link between units.
    public static func replace(
        from source: GrantSource, with grants: [Grant], in tx: Transaction
    ) throws {
        try tx.run("DELETE FROM permission_grant WHERE source_kind = \(source.kind) AND source = \(source.id)")
        for grant in grants { try grant.insert(from: source, in: tx) }
    }

    private func insert(from source: GrantSource, in tx: Transaction) throws {
        let id: ID<Grant> = tx.newID()
        try tx.run(
            """
            INSERT INTO permission_grant
                (id, person, permission, unit_path, has_descent, from_day, until_day, source_kind, source)
            VALUES (\(id), \(person), \(permission), \(unitPath), \(hasDescent), \(from), \(until),
                \(source.kind), \(source.id))
            """)
    }

    /// Follows a unit that moved, with all below it; tokens follow too.
    public static func follow(from old: String, to new: String, in tx: Transaction) throws {
        try Token.follow(from: old, to: new, in: tx)
        try tx.run(
            """
            UPDATE permission_grant SET unit_path = \(new) || substr(unit_path, \(old.utf8.count + 1))
             WHERE unit_path >= \(old) AND unit_path < \(Reach.end(of: old))
            """)
    }
}

/// What a grant comes from, named without a key because it stands above.
public struct GrantSource: Sendable {
    public let kind: String
    public let id: Int64

    public init<Tag>(_ kind: StaticString, _ id: ID<Tag>) {
        self.kind = kind.description
        self.id = id.raw
    }
}
