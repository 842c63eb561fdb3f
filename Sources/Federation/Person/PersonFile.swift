import Web

/// All that the register holds of one person, read for one page: the entry, every spell, every post.
struct PersonFile: Sendable {
    let entry: PersonEntry
    let spells: [SpellLine]
    let posts: [HeldPost]
    /// The names of the units from the top down to the person's own.
    let chain: [String]
    let events: [TimelineEvent]

    /// The file of a person whom the caller has found for whoever asks; `officer` is nil for one's own.
    init(of entry: PersonEntry, for officer: Officer?, _ joined: Joined, in tx: Transaction) throws {
        self.entry = entry
        spells = try SpellLine.all(of: entry.id, in: tx)
        posts = try HeldPost.all(of: entry.id, in: tx)
        chain = try spells.first.map { try UnitEntry.names(along: $0.spell.unitPath, in: tx) } ?? []
        events = try joined.timelines.flatMap { try $0.events(entry.id, officer, tx) }.sorted { $0.day > $1.day }
    }

    /// The spell that is current.
    var current: SpellLine? { spells.first { $0.spell.until == nil } }
}

/// A spell of membership with the name of its unit.
struct SpellLine: Sendable, Record {
    let spell: Membership
    let unitName: String

    static let columns: SQL = """
        m.id, m.person_id, m.unit_id, m.unit_path, m.number, m.employment, m.state, m.joined_on, m.from_day, m.until_day,
        u.name AS unit_name
        """

    init(_ row: borrowing Row) throws {
        spell = try Membership(row)
        unitName = try row.read("unit_name")
    }

    /// All spells of a person, the latest first.
    static func all(of person: ID<Person>, in tx: Transaction) throws -> [SpellLine] {
        try tx.all(
            """
            SELECT \(columns) FROM membership m JOIN unit u ON u.id = m.unit_id
             WHERE m.person_id = \(person) ORDER BY m.from_day DESC, m.id DESC
            """)
    }
}

/// A post with the name of its unit.
struct HeldPost: Sendable, Record {
    let post: Post
    let unitName: String

    static let columns: SQL = """
        o.id, o.unit_id, o.person_id, o.kind, o.from_day, o.until_day, o.paper, u.short_name AS unit_name
        """

    init(_ row: borrowing Row) throws {
        post = try Post(row)
        unitName = try row.read("unit_name")
    }

    /// All posts of a person, the latest first.
    static func all(of person: ID<Person>, in tx: Transaction) throws -> [HeldPost] {
        try tx.all(
            """
            SELECT \(columns) FROM post o JOIN unit u ON u.id = o.unit_id
             WHERE o.person_id = \(person) ORDER BY o.from_day DESC, o.id DESC
            """)
    }

    var words: String { "\(unitName)\(post.kind.words)" }
}

extension UnitEntry {
    /// The short names of the units along a path, highest first. A name alone tells nothing that needs a permission.
    static func names(along path: String, in tx: Transaction) throws -> [String] {
        try tx.values("SELECT short_name FROM unit WHERE path \(anyOf: paths(above: path) + [path]) ORDER BY path")
    }
}
