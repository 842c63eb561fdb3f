public import Web

extension Post: Record {
    public static let columns: SQL = "id, unit_id, person_id, kind, from_day, until_day, paper"

    public init(_ row: borrowing Row) throws {
        id = try row.read("id")
        unit = try row.read("unit_id")
        person = try row.read("person_id")
        kind = try row.read("kind")
        from = try row.read("from_day")
        until = try row.read("until_day")
        paper = try row.read("paper")
    }

    /// A post in a unit where the officer's permission holds.
    public static func find(_ id: ID<Post>, as officer: Officer, in tx: Transaction) throws -> Post {
        let post: Post? = try tx.first(
            """
            SELECT \(columns) FROM post
             WHERE id = \(id) AND unit_id IN (SELECT id FROM unit WHERE \(officer.sees("path")))
            """)
        guard let post else { throw Refusal.missing }
        return post
    }

    /// Gives a post to a person and the rights that hang on it. A set-up slip printed before no longer opens their account.
    public static func insert(_ draft: PostDraft, in unit: UnitEntry, _ tx: Transaction) throws -> ID<Post> {
        let held: Int =
            try tx.value(
                """
                SELECT count(*) FROM post WHERE unit_id = \(unit.id) AND person_id = \(draft.person) AND kind = \(draft.kind)
                   AND (until_day IS NULL OR until_day >= \(draft.from))
                """) ?? 0
        guard held == 0 else { throw Problem.heldAlready }
        let id: ID<Post> = tx.newID()
        try tx.run(
            """
            INSERT INTO post (id, unit_id, person_id, kind, from_day, until_day, paper)
            VALUES (\(id), \(unit.id), \(draft.person), \(draft.kind), \(draft.from), \(draft.until), \(draft.paper))
            """)
        let post = Post(
            id: id, unit: unit.id, person: draft.person, kind: draft.kind, from: draft.from, until: draft.until,
            paper: draft.paper)
        try post.regrant(at: unit.path, in: tx)
        try SetUpLink.takeBack(from: draft.person, in: tx)
        return id
    }

    /// Ends the post on a day, its last; the rights end with it.
    public func end(on day: Day, in tx: Transaction) throws {
        guard day >= from else { throw Problem.endsBeforeItBegins }
        try tx.run("UPDATE post SET until_day = \(day) WHERE id = \(id)")
        let path: String? = try tx.value("SELECT path FROM unit WHERE id = \(unit)")
        let ended = Post(id: id, unit: unit, person: person, kind: kind, from: from, until: day, paper: paper)
        if let path { try ended.regrant(at: path, in: tx) }
    }

    /// Writes the rights of this post anew: at its unit, and at units that a second parent ties to it.
    private func regrant(at path: String, in tx: Transaction) throws {
        let paths = [path] + (try UnitLink.paths(into: path, on: tx.today, in: tx))
        let grants = paths.flatMap { path in
            kind.permissions.map {
                Grant(
                    person: person, permission: $0, unitPath: path, hasDescent: kind.hasDescent, from: from,
                    until: until)
            }
        }
        try Grant.replace(from: GrantSource("post", id), with: grants, in: tx)
    }

    /// Writes anew the rights of all posts at a unit and above, after a link there began or ended.
    static func regrant(from path: String, in tx: Transaction) throws {
        let paths = UnitEntry.paths(above: path) + [path]
        let posts: [Placed] = try tx.all(
            """
            SELECT p.id, p.unit_id, p.person_id, p.kind, p.from_day, p.until_day, p.paper, u.path
              FROM post p JOIN unit u ON u.id = p.unit_id
             WHERE u.path \(anyOf: paths) AND (p.until_day IS NULL OR p.until_day >= \(tx.today))
            """)
        for placed in posts { try placed.post.regrant(at: placed.path, in: tx) }
    }

    /// The desks of a person today: one for each unit in which they hold a post that opens a workbench.
    static func desks(of person: ID<Person>, in tx: Transaction) throws -> [Desk] {
        let lines: [DeskLine] = try tx.all(
            """
            SELECT u.id, u.path, u.short_name, u.level, p.kind FROM post p JOIN unit u ON u.id = p.unit_id
             WHERE p.person_id = \(person) AND p.from_day <= \(tx.today)
               AND (p.until_day IS NULL OR p.until_day >= \(tx.today)) AND u.state <> 'dissolved'
             ORDER BY u.path, p.from_day, p.id
            """)
        return DeskLine.desks(lines)
    }
}

/// A post with the path of its unit.
private struct Placed: Record {
    let post: Post
    let path: String

    static let columns: SQL = Post.columns + ", path"

    init(_ row: borrowing Row) throws {
        post = try Post(row)
        path = try row.read("path")
    }
}

/// A post as the switcher needs it.
private struct DeskLine: Record {
    let unit: ID<Unit>
    let path: String
    let name: String
    let level: UnitLevel
    let kind: PostKind

    static let columns: SQL = "id, path, short_name, level, kind"

    init(_ row: borrowing Row) throws {
        unit = try row.read("id")
        path = try row.read("path")
        name = try row.read("short_name")
        level = try row.read("level")
        kind = try row.read("kind")
    }

    /// One desk a unit, naming every post in it.
    static func desks(_ lines: [DeskLine]) -> [Desk] {
        var desks: [(line: DeskLine, words: [String])] = []
        for line in lines {
            if desks.last?.line.unit == line.unit {
                desks[desks.count - 1].words.append(line.kind.words)
            } else {
                desks.append((line, [line.kind.words]))
            }
        }
        return desks.map { line, words in
            Desk(
                unit: line.unit, unitPath: line.path, unitName: line.name,
                role: "\(line.level.words) · \(words.joined(separator: "、"))")
        }
    }
}
