package import Federation
package import Web

/// 请示: what a unit asks of the unit above, in writing, with papers. The plainest matter that is signed off up the tree.
package struct Request: Record, Sendable {
    package let id: ID<Request>
    let unit: ID<Unit>
    let unitPath: String
    let title: String
    let text: String
    let signOff: ID<SignOff>?
    let version: Int

    package static let columns: SQL = "r.id, r.unit_id, u.path, r.title, r.text, r.sign_off_id, r.version"

    package init(_ row: borrowing Row) throws {
        id = try row.read("id")
        unit = try row.read("unit_id")
        unitPath = try row.read("path")
        title = try row.read("title")
        text = try row.read("text")
        signOff = try row.read("sign_off_id")
        version = try row.read("version")
    }

    /// Its chain: the base union, the district where there is one, the city or the province.
    static let line = SignOffLine(
        "request", "请示", version: "2026-01",
        stages: [
            .init(.base, days: 3), .init(.district, days: 5), .init(.municipal, days: 5), .init(.provincial, days: 10),
        ],
        revision: { Places.requestRevision(ID($0)) },
        body: { subject, signOff, tx in try requestBody(ID(subject), tx) })

    static func find(_ id: ID<Request>, as officer: Officer, in tx: Transaction) throws -> Request {
        let found: Request? = try tx.first(
            """
            SELECT \(columns) FROM request r JOIN unit u ON u.id = r.unit_id
             WHERE r.id = \(id) AND \(officer.sees("u.path"))
            """)
        guard let found else { throw Refusal.missing }
        return found
    }

    /// Writes one and sends it up.
    @discardableResult
    package static func insert(
        _ draft: RequestDraft, from unit: UnitEntry, by person: ID<Person>, in tx: Transaction
    ) throws -> (id: ID<Request>, signOff: ID<SignOff>) {
        let id: ID<Request> = tx.newID()
        let signOff = try SignOff.file(line, "request", id.raw, draft.title, from: unit, by: person, in: tx)
        try tx.run(
            """
            INSERT INTO request (id, unit_id, title, text, sign_off_id, version)
            VALUES (\(id), \(unit.id), \(draft.title), \(draft.text), \(signOff), 1)
            """)
        return (id, signOff)
    }

    /// Takes a corrected draft over and sends it up again, from the first level on.
    package func revise(
        _ draft: RequestDraft, _ lines: SignOffLines, by person: ID<Person>, in tx: Transaction
    ) throws {
        guard let signOff, let seen = try SignOff.all([signOff], in: tx).first,
            try seen.isClaimed(seen: seen.version, in: tx)
        else { throw Refusal.missing }
        guard seen.state == .returned else { throw Flaws("", SignOff.Problem.notReturned.words) }
        try tx.run(
            """
            UPDATE request SET title = \(draft.title), text = \(draft.text), version = version + 1 WHERE id = \(id)
            """)
        try tx.run("UPDATE sign_off SET title = \(draft.title) WHERE id = \(signOff)")
        try seen.fileAgain(by: person, lines, in: tx)
    }
}

/// What the form for a request must hold.
package struct RequestDraft: Sendable {
    let title: String
    let text: String

    package init(title: String, text: String) {
        self.title = title
        self.text = text
    }

    init(_ form: Form) throws(Flaws) {
        var check = Check(form)
        title = check.text("title", "标题", 5...80)
        text = check.text("text", "正文", 10...5_000)
        try check.done()
    }
}

/// The table of requests.
let requestMigration = Migration(
    "procedures 004 requests",
    """
    CREATE TABLE request (
        id bigint NOT NULL PRIMARY KEY,
        unit_id bigint NOT NULL REFERENCES unit (id),
        title text NOT NULL,
        text text NOT NULL,
        sign_off_id bigint REFERENCES sign_off (id),
        version bigint NOT NULL
    );
    CREATE INDEX request_unit ON request (unit_id, id);
    CREATE INDEX request_sign_off ON request (sign_off_id)
    """)

/// The request as the page of its case shows it.
func requestBody(_ id: ID<Request>, _ tx: Transaction) throws -> HTML {
    let text: String = try tx.value("SELECT text FROM request WHERE id = \(id)") ?? ""
    let papers = try Paper.all(of: "request", id.raw, in: tx)
    let paragraphs = text.split(separator: "\n").map(String.init)
    return card(
        "请示正文", id: "h-text",
        """
        <div class="stack-s">\(each: paragraphs, { "<p>\($0)</p>" })</div>
        \(paperList(papers) { Places.requestPaper(id, $0.id) })
        """)
}
