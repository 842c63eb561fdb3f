import Vault
public import Web

extension Notice: Record {
    public static let columns: SQL = """
        n.id, n.unit_id, u.name AS unit_name, u.path AS unit_path, n.purpose, n.title, n.body, n.link, n.happens_on,
        n.is_urgent, n.audience, n.state, n.made_by, n.made_at, n.people, n.total
        """

    static let source: SQL = "notice n JOIN unit u ON u.id = n.unit_id"

    public init(_ row: borrowing Row) throws {
        id = try row.read("id")
        unit = try row.read("unit_id")
        unitName = try row.read("unit_name")
        unitPath = try row.read("unit_path")
        purpose = try row.read("purpose")
        title = try row.read("title")
        body = try row.read("body")
        let link: String? = try row.read("link")
        self.link = link.flatMap { Path(local: $0) }
        happensOn = try row.read("happens_on")
        isUrgent = try row.read("is_urgent")
        audience = try row.read("audience")
        state = try row.read("state")
        madeBy = try row.read("made_by")
        madeAt = try row.read("made_at")
        people = try row.read("people")
        total = try row.read("total")
    }

    /// A message whose sender lies where the officer's permission holds; otherwise it is missing.
    public static func find(_ id: ID<Notice>, as officer: Officer, in tx: Transaction) throws -> Notice {
        let found: Notice? = try tx.first(
            "SELECT \(columns) FROM \(source) WHERE n.id = \(id) AND \(officer.sees("u.path"))")
        guard let found else { throw Refusal.missing }
        return found
    }

    /// Those of a unit, the newest first.
    static func page(
        of unit: ID<Unit>, before: ID<Notice>?, limit: Int, in tx: Transaction
    ) throws -> [Notice] {
        let rest: SQL = before.map { "AND n.id < \($0)" } ?? .nothing
        return try tx.all(
            """
            SELECT \(columns) FROM \(source) WHERE n.unit_id = \(unit) \(rest) ORDER BY n.id DESC LIMIT \(limit)
            """)
    }

    /// Sends a message in the name of a unit. It is handed to its people after the commit, some thousand at a time; who they are
    /// is asked then. For officers the visit has asked whether they may; other rooms send what follows from what they do.
    ///
    /// `people` are whom a message to `.people` goes to; each is told once, however often named.
    @discardableResult
    public static func send(
        _ draft: NoticeDraft, from unit: ID<Unit>, to people: [ID<Person>] = [], by person: ID<Person>?,
        in tx: Transaction
    ) throws -> ID<Notice> {
        let id: ID<Notice> = tx.newID()
        try tx.run(
            """
            INSERT INTO notice (id, unit_id, purpose, title, body, link, happens_on, is_urgent, audience, state, made_by,
                made_at, people)
            VALUES (\(id), \(unit), \(draft.purpose), \(draft.title), \(draft.body), \(draft.link?.text),
                \(draft.happensOn), \(draft.isUrgent), \(draft.audience), 'spreading', \(person), \(tx.now), 0)
            """)
        if draft.audience == .people {
            var rest = Set(people).sorted()[...]
            try tx.load("notice_person", ["notice_id", "person_id"]) {
                rest.popFirst().map { [.integer(id.raw), .integer($0.raw)] }
            }
        }
        try tx.later(Spreading.duty, payload: Spreading(notice: id).payload)
        return id
    }

    /// Stops handing it out. What was handed out stays.
    func stop(by person: ID<Person>, ring: KeyRing, _ tx: Transaction) throws {
        let changed = try tx.run("UPDATE notice SET state = 'stopped' WHERE id = \(id) AND state = 'spreading'")
        guard changed == 1 else { throw Problem.isOver }
        try AuditEntry.write(
            Act("notice.stop", on: "notice", id, "停止分发通知“\(title)”"), by: person, in: unit, ring: ring, tx)
    }
}
