import Federation
import Web

/// A member as programs read them: the person with their current spell. Of sealed fields only whether they are on file.
struct MemberReading: Record, Sendable {
    let person: ID<Person>
    let name: String
    let sex: PersonEntry.Sex
    let bornOn: Day?
    let hasIdentity: Bool
    let hasPhone: Bool
    let version: Int
    let spell: Membership
    let nameKey: String
    /// The caller's own key of the person.
    let key: String?

    static let columns: SQL = """
        p.id AS person, p.name, p.sex, p.born_on, p.identity_index, p.phone_index, p.version, m.id, m.person_id, m.unit_id,
        m.unit_path, m.number, m.employment, m.state, m.retained_for, m.joined_on, m.from_day, m.until_day, m.name_key, k.caller_key
        """

    init(_ row: borrowing Row) throws {
        person = try row.read("person")
        name = try row.read("name")
        sex = try row.read("sex")
        bornOn = try row.read("born_on")
        let identity: String? = try row.read("identity_index")
        let phone: String? = try row.read("phone_index")
        hasIdentity = identity != nil
        hasPhone = phone != nil
        version = try row.read("version")
        spell = try Membership(row)
        nameKey = try row.read("name_key")
        key = try row.read("caller_key")
    }

    /// Those of a scope after a key, unit by unit and then by name: the order of the register's own lists and index.
    static func page(
        _ scope: MemberScope, _ filter: MemberFilter, after key: MemberKey?, limit: Int, of client: Client,
        in tx: Transaction
    ) throws -> [MemberReading] {
        try tx.all(
            """
            SELECT \(columns)
              FROM (SELECT id FROM membership
                     WHERE until_day IS NULL AND \(scope.holds(after: key))\(filter.conditions(tx.engine))
                     ORDER BY unit_path, name_key, id LIMIT \(limit)) s
              JOIN membership m ON m.id = s.id JOIN person p ON p.id = m.person_id
              LEFT JOIN caller_key k ON k.person_id = p.id AND k.family = \(client.token.family)
             ORDER BY m.unit_path, m.name_key, m.id
            """)
    }

    /// Those of these people, or of these keys of the caller, whom the client sees.
    static func all(_ people: [ID<Person>], keys: [String], of client: Client, in tx: Transaction) throws
        -> [MemberReading]
    {
        let family = client.token.family
        return try tx.all(
            """
            SELECT \(columns) FROM person p JOIN membership m ON m.person_id = p.id AND m.until_day IS NULL
              LEFT JOIN caller_key k ON k.person_id = p.id AND k.family = \(family)
             WHERE (p.id \(anyOf: people) OR p.id IN (
                    SELECT o.person_id FROM caller_key o WHERE o.family = \(family) AND o.caller_key \(anyOf: keys)))
               AND \(client.officer.sees("m.unit_path"))
             ORDER BY p.id LIMIT 200
            """)
    }

    var pageKey: MemberKey { MemberKey(unitPath: spell.unitPath, nameKey: nameKey, id: spell.id) }

    var json: JSON {
        [
            "id": JSON(person), "key": JSON(key), "version": JSON(version), "name": JSON(name),
            "sex": JSON(sex.rawValue), "born_on": JSON(bornOn), "has_identity": .bool(hasIdentity),
            "has_phone": .bool(hasPhone), "unit": JSON(spell.unit), "number": JSON(spell.number),
            "employment": JSON(spell.employment.rawValue), "state": JSON(spell.state.rawValue),
            "retained_for": JSON(spell.retention?.rawValue),
            "joined_on": JSON(spell.joinedOn), "from": JSON(spell.from),
        ]
    }
}

/// A post as programs read it.
struct PostReading: Record, Sendable {
    let post: Post
    let personName: String

    static let columns: SQL = "o.id, o.unit_id, o.person_id, o.kind, o.from_day, o.until_day, o.paper, p.name"

    init(_ row: borrowing Row) throws {
        post = try Post(row)
        personName = try row.read("name")
    }

    /// Those within reach after an id.
    static func page(
        as officer: Officer, in unit: UnitEntry, after id: ID<Post>?, limit: Int, _ tx: Transaction
    ) throws -> [PostReading] {
        try tx.all(
            """
            SELECT \(columns) FROM post o JOIN person p ON p.id = o.person_id JOIN unit u ON u.id = o.unit_id
             WHERE o.id > \(id?.raw ?? 0) AND u.path >= \(unit.path) AND u.path < \(Reach.end(of: unit.path))
               AND \(officer.sees("u.path")) ORDER BY o.id LIMIT \(limit)
            """)
    }

    var json: JSON {
        [
            "id": JSON(post.id), "unit": JSON(post.unit), "person": JSON(post.person), "name": JSON(personName),
            "post": JSON(post.kind.rawValue), "from": JSON(post.from), "until": JSON(post.until),
        ]
    }
}

extension UnitEntry {
    /// Units within reach after an id, dissolved ones too: who follows must know that they ended.
    static func page(
        as officer: Officer, in unit: UnitEntry, after id: ID<Unit>?, limit: Int, _ tx: Transaction
    ) throws -> [UnitEntry] {
        try tx.all(
            """
            SELECT \(columns) FROM unit
             WHERE id > \(id?.raw ?? 0) AND path >= \(unit.path) AND path < \(Reach.end(of: unit.path))
               AND \(officer.sees("path")) ORDER BY id LIMIT \(limit)
            """)
    }

    var apiJSON: JSON {
        [
            "id": JSON(id), "version": JSON(version), "parent": JSON(parent), "name": JSON(name),
            "short_name": JSON(shortName), "code": JSON(code), "level": JSON(level.rawValue),
            "kind": JSON(kind.rawValue), "state": JSON(state.rawValue), "founded_on": JSON(foundedOn),
            "dissolved_on": JSON(dissolvedOn),
        ]
    }
}
