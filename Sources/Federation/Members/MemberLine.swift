import Web

/// A line of the register.
struct MemberLine: Equatable, Sendable, Record {
    let id: ID<Membership>
    let person: ID<Person>
    let name: String
    let sex: PersonEntry.Sex
    let bornOn: Day?
    let number: String?
    let unit: ID<Unit>
    let unitName: String
    let employment: Employment
    let state: MembershipState
    let joinedOn: Day?
    let unitPath: String
    let nameKey: String

    static let columns: SQL = """
        m.id, m.person_id, p.name, m.sex, p.born_on, m.number, m.unit_id, u.short_name, m.employment, m.state, m.joined_on,
        m.unit_path, m.name_key
        """

    init(_ row: borrowing Row) throws {
        id = try row.read("id")
        person = try row.read("person_id")
        name = try row.read("name")
        sex = try row.read("sex")
        bornOn = try row.read("born_on")
        number = try row.read("number")
        unit = try row.read("unit_id")
        unitName = try row.read("short_name")
        employment = try row.read("employment")
        state = try row.read("state")
        joinedOn = try row.read("joined_on")
        unitPath = try row.read("unit_path")
        nameKey = try row.read("name_key")
    }

    var key: MemberKey { MemberKey(unitPath: unitPath, nameKey: nameKey, id: id) }

    /// The next lines of a scope, unit by unit and then by name. The ids of the page come from the covering index, and only
    /// the lines of the page from the tables.
    static func page(
        _ scope: MemberScope, _ filter: MemberFilter, after key: MemberKey?, limit: Int, in tx: Transaction
    ) throws -> [MemberLine] {
        try tx.all(statement(scope, filter, after: key, limit: limit, tx.engine))
    }

    /// The statement of a page, by itself so that a test may ask for its plan.
    static func statement(
        _ scope: MemberScope, _ filter: MemberFilter, after key: MemberKey?, limit: Int, _ engine: Engine
    ) -> SQL {
        statement(scope, filter.conditions(engine), hasBelow: filter.hasBelow, after: key, limit: limit)
    }

    /// The same with any conditions on the row of `membership`.
    static func statement(
        _ scope: MemberScope, _ conditions: SQL, hasBelow: Bool, after key: MemberKey?, limit: Int
    ) -> SQL {
        """
        SELECT \(columns)
          FROM (SELECT id FROM membership
                 WHERE until_day IS NULL AND \(scope.holds(hasBelow: hasBelow, after: key))\(conditions)
                 ORDER BY unit_path, name_key, id LIMIT \(limit)) s
          JOIN membership m ON m.id = s.id JOIN person p ON p.id = m.person_id JOIN unit u ON u.id = m.unit_id
         ORDER BY m.unit_path, m.name_key, m.id
        """
    }

    /// How many there are, counted over the index: only for filters that no counter knows.
    static func count(_ scope: MemberScope, _ filter: MemberFilter, in tx: Transaction) throws -> Int {
        try tx.value(
            """
            SELECT count(*) FROM membership
             WHERE until_day IS NULL AND \(scope.holds(hasBelow: filter.hasBelow))\(filter.conditions(tx.engine))
            """) ?? 0
    }
}
