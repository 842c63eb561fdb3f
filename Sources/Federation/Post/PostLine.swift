import Web

/// A post with the name of who holds it, as a list shows it.
struct PostLine: Record, Equatable, Sendable {
    let post: Post
    let personName: String

    static let columns: SQL = "p.id, p.unit_id, p.person_id, p.kind, p.from_day, p.until_day, p.paper, n.name"

    init(_ row: borrowing Row) throws {
        post = try Post(row)
        personName = try row.read("name")
    }

    /// All posts of a unit that the caller has found for its officer: present ones first, the latest before the earlier.
    static func all(in unit: UnitEntry, _ tx: Transaction) throws -> [PostLine] {
        let lines: [PostLine] = try tx.all(
            """
            SELECT \(columns) FROM post p JOIN person n ON n.id = p.person_id
             WHERE p.unit_id = \(unit.id) ORDER BY p.from_day DESC, p.id DESC
            """)
        return lines.filter { $0.post.until == nil } + lines.filter { $0.post.until != nil }
    }

    var json: JSON {
        [
            "id": JSON(post.id), "person": JSON(post.person), "name": JSON(personName),
            "kind": JSON(post.kind.rawValue),
            "from": JSON(post.from), "until": JSON(post.until), "paper": JSON(post.paper),
        ]
    }
}

/// A member who may be given a post: found by name, number or reading.
struct Candidate: Record, Equatable, Sendable {
    let person: ID<Person>
    let name: String
    let number: String?
    let unitName: String
    let state: MembershipState

    static let columns: SQL = "m.person_id, n.name, m.number, u.short_name, m.state"

    init(_ row: borrowing Row) throws {
        person = try row.read("person_id")
        name = try row.read("name")
        number = try row.read("number")
        unitName = try row.read("short_name")
        state = try row.read("state")
    }

    /// Where they are a member, and their number.
    var place: String { unitName + (number.map { "，工号 \($0)" } ?? "，没有工号") }
}
