import Web

/// All that the register holds of one person and one viewer may see, read for one page: the entry, spells, posts, timeline.
struct PersonFile: Sendable {
    let entry: PersonEntry
    /// Every spell; those beyond the viewer's reach are told of as such.
    let spells: [SpellLine]
    let posts: [HeldPost]
    /// The names of the units from the top down to the person's own.
    let chain: [String]
    let timeline: Timeline
    let photograph: Photograph?
    /// The latest merge into this entry that stands.
    let merge: PersonMerge?
    let viewer: TimelineViewer

    /// The file of a person whom the caller has found for the viewer.
    init(of entry: PersonEntry, for viewer: TimelineViewer, _ site: SiteFacts, in tx: Transaction) throws {
        self.entry = entry
        self.viewer = viewer
        spells = try SpellLine.all(of: entry.id, in: tx)
        posts = try HeldPost.all(of: entry.id, in: tx).filter { viewer.seesOrStandsBelow($0.unitPath) }
        photograph = try Photograph.first(of: entry.id, in: tx)
        let path = spells.first { $0.spell.until == nil }?.spell.unitPath
        chain = try path.map { try UnitEntry.names(along: $0, in: tx) } ?? []
        let selves = try PersonMerge.selves(of: entry.id, in: tx)
        merge = selves.count > 1 ? try PersonMerge.last(into: entry.id, in: tx) : nil
        let question = TimelineQuestion(entry.id, selves: selves, path: path, viewer: viewer, ring: site.ring)
        timeline = try Timeline(question, spells, posts, site.joined, in: tx)
    }

    /// The spell that is current.
    var current: SpellLine? { spells.first { $0.spell.until == nil } }
}

/// A spell of membership with the name of its unit.
struct SpellLine: Sendable, Record {
    let spell: Membership
    let unitName: String

    static let columns: SQL = """
        m.id, m.person_id, m.unit_id, m.unit_path, m.number, m.employment, m.state, m.retained_for, m.joined_on,
        m.from_day, m.until_day, u.name AS unit_name
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
    let unitPath: String

    static let columns: SQL = """
        o.id, o.unit_id, o.person_id, o.kind, o.from_day, o.until_day, o.paper, u.short_name AS unit_name,
        u.path AS unit_path
        """

    init(_ row: borrowing Row) throws {
        post = try Post(row)
        unitName = try row.read("unit_name")
        unitPath = try row.read("unit_path")
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
