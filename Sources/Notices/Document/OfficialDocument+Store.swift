package import Federation
import Vault
public import Web

extension OfficialDocument: Record {
    public static let columns: SQL = """
        d.id, d.unit_id, u.name AS unit_name, u.path AS unit_path, d.kind, d.state, d.title, d.addressees, d.body, d.copies,
        d.signer, d.remark, d.number, d.issued_on, d.issued_at, d.withdrawn_for, d.returned_for, d.made_by, d.made_at,
        d.sent_to, d.received, d.version
        """

    static let source: SQL = "official_document d JOIN unit u ON u.id = d.unit_id"

    public init(_ row: borrowing Row) throws {
        id = try row.read("id")
        unit = try row.read("unit_id")
        unitName = try row.read("unit_name")
        unitPath = try row.read("unit_path")
        kind = try row.read("kind")
        state = try row.read("state")
        title = try row.read("title")
        addressees = try row.read("addressees")
        body = try row.read("body")
        copies = try row.read("copies")
        signer = try row.read("signer")
        remark = try row.read("remark")
        number = try row.read("number")
        issuedOn = try row.read("issued_on")
        issuedAt = try row.read("issued_at")
        withdrawnFor = try row.read("withdrawn_for")
        returnedFor = try row.read("returned_for")
        madeBy = try row.read("made_by")
        madeAt = try row.read("made_at")
        sentTo = try row.read("sent_to")
        received = try row.read("received")
        version = try row.read("version")
    }

    /// A paper whose issuer lies where the officer's permission holds; otherwise it is missing.
    public static func find(_ id: ID<OfficialDocument>, as officer: Officer, in tx: Transaction) throws
        -> OfficialDocument
    {
        let found: OfficialDocument? = try tx.first(
            "SELECT \(columns) FROM \(source) WHERE d.id = \(id) AND \(officer.sees("u.path"))")
        guard let found else { throw Refusal.missing }
        return found
    }

    /// A paper whoever asks. For the demo and tests.
    package static func unscoped(_ id: ID<OfficialDocument>, in tx: Transaction) throws -> OfficialDocument {
        let found: OfficialDocument? = try tx.first("SELECT \(columns) FROM \(source) WHERE d.id = \(id)")
        guard let found else { throw Refusal.missing }
        return found
    }

    /// The same, its row locked until the commit, so that two officers decide one after the other.
    static func claim(_ id: ID<OfficialDocument>, as officer: Officer, in tx: Transaction) throws -> OfficialDocument {
        if tx.engine == .postgres {
            let _: Int64? = try tx.value("SELECT d.id FROM official_document d WHERE d.id = \(id)\(.lockingRow)")
        }
        return try find(id, as: officer, in: tx)
    }

    /// Those of a unit in one state or in all, the newest first.
    static func page(
        of unit: UnitEntry, _ state: DocumentState?, before: ID<OfficialDocument>?, limit: Int, as officer: Officer,
        in tx: Transaction
    ) throws -> [OfficialDocument] {
        let only: SQL = state.map { "AND d.state = \($0)" } ?? .nothing
        let rest: SQL = before.map { "AND d.id < \($0)" } ?? .nothing
        return try tx.all(
            """
            SELECT \(columns) FROM \(source)
             WHERE d.unit_id = \(unit.id) AND \(officer.sees("u.path")) \(only) \(rest) ORDER BY d.id DESC LIMIT \(limit)
            """)
    }

    /// How many papers of a unit stand in each state; the caller has found the unit for its officer.
    static func counts(of unit: UnitEntry, in tx: Transaction) throws -> [DocumentState: Int] {
        var counts: [DocumentState: Int] = [:]
        try tx.each(
            "SELECT state, count(*) AS documents FROM official_document WHERE unit_id = \(unit.id) GROUP BY state"
        ) { row in counts[try row.read("state")] = try row.read("documents") }
        return counts
    }

    /// Begins a paper as a draft.
    package static func insert(_ draft: DocumentDraft, in unit: UnitEntry, by person: ID<Person>?, _ tx: Transaction)
        throws
        -> ID<OfficialDocument>
    {
        let id: ID<OfficialDocument> = tx.newID()
        let addressees = try draft.addressees(in: tx)
        try tx.run(
            """
            INSERT INTO official_document (id, unit_id, kind, state, title, addressees, body, copies, signer, remark,
                made_by, made_at, sent_to, received, version)
            VALUES (\(id), \(unit.id), \(draft.kind), 'draft', \(draft.title), \(addressees), \(draft.body),
                \(draft.copies), \(draft.signer), \(draft.remark), \(person ?? ID(0)), \(tx.now), 0, 0, 1)
            """)
        try DocumentTarget.replace(of: id, with: draft.targets, tx)
        try note("起草", of: id, 1, draft, addressees, by: person, tx)
        return id
    }

    /// Takes other words over, unless somebody else changed the paper since `version`.
    func update(_ draft: DocumentDraft, version: Int, by person: ID<Person>, _ tx: Transaction) throws {
        guard isOpen else { throw Problem.isElsewhere(state) }
        let addressees = try draft.addressees(in: tx)
        let changed = try tx.run(
            """
            UPDATE official_document SET kind = \(draft.kind), title = \(draft.title), addressees = \(addressees),
                body = \(draft.body), copies = \(draft.copies), signer = \(draft.signer), remark = \(draft.remark),
                version = version + 1
             WHERE id = \(id) AND version = \(version) AND state IN ('draft', 'review')
            """)
        guard changed == 1 else { throw Problem.changedMeanwhile }
        try DocumentTarget.replace(of: id, with: draft.targets, tx)
        try Self.note("修改", of: id, version + 1, draft, addressees, by: person, tx)
    }

    /// Keeps what a paper said after a save; the words of every version can be read again.
    private static func note(
        _ words: String, of id: ID<OfficialDocument>, _ version: Int, _ draft: DocumentDraft, _ addressees: String,
        by person: ID<Person>?, _ tx: Transaction
    ) throws {
        try tx.run(
            """
            INSERT INTO document_version (document_id, version, title, addressees, body, words, saved_by, saved_at)
            VALUES (\(id), \(version), \(draft.title), \(addressees), \(draft.body), \(words), \(person), \(tx.now))
            """)
    }

    /// Writes an act about the paper into its issuer's chain. Last in every write.
    func audit(
        _ name: StaticString, _ words: String, detail: String = "", by person: ID<Person>?, ring: KeyRing,
        _ tx: Transaction
    ) throws {
        let act = Act(name, on: "document", id, detail: detail, words)
        try AuditEntry.write(act, by: person, in: unit, ring: ring, tx)
    }
}
