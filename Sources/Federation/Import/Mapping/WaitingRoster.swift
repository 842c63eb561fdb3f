import Sheets
import Vault
import Web

/// A file that lies here until an officer has said what its columns are; then it becomes an `ImportBatch` of the same number.
struct WaitingRoster: Sendable {
    let id: ID<WaitingRoster>
    let unit: ID<Unit>
    let unitName: String
    let madeBy: ID<Person>?
    let madeAt: Instant
    let fileName: String
    let digest: String
    /// As found, or as the officer changed it last.
    let plan: RosterPlan?
    private let sealedSurvey: [UInt8]

    /// The batch it becomes; its file lies under this number from the beginning.
    var batch: ID<ImportBatch> { ID(id.raw) }

    /// How long a file waits for its columns before it is destroyed.
    static let days = 3

    func survey(_ ring: KeyRing) throws -> RosterSurvey {
        let bytes = try ring.open(Sealed(sealedSurvey), for: Self.place(id))
        guard let survey = RosterSurvey(try JSON(parsing: bytes)) else { throw Refusal.missing }
        return survey
    }

    static func place(_ id: ID<WaitingRoster>) -> SealContext {
        SealContext(table: "waiting_roster", column: "survey", row: id.description)
    }
}

extension WaitingRoster: Record {
    static let columns: SQL = """
        r.id, r.unit_id, u.name AS unit_name, r.made_by, r.made_at, r.file_name, r.file_digest, r.survey, r.plan
        """
    private static let source: SQL = "waiting_roster r JOIN unit u ON u.id = r.unit_id"

    init(_ row: borrowing Row) throws {
        id = try row.read("id")
        unit = try row.read("unit_id")
        unitName = try row.read("unit_name")
        madeBy = try row.read("made_by")
        madeAt = try row.read("made_at")
        fileName = try row.read("file_name")
        digest = try row.read("file_digest")
        sealedSurvey = try row.read("survey")
        let plan: String = try row.read("plan")
        self.plan = RosterPlan(plan)
    }

    /// Keeps a file that was surveyed.
    static func insert(
        _ draft: ImportBatch.Draft, _ survey: RosterSurvey, _ plan: RosterPlan?, ring: KeyRing, in tx: Transaction
    ) throws -> ID<WaitingRoster> {
        let id: ID<WaitingRoster> = ID(draft.id.raw)
        var bytes: [UInt8] = []
        survey.json.write(into: &bytes)
        let sealed = ring.seal(bytes, for: place(id)).bytes
        try tx.run(
            """
            INSERT INTO waiting_roster (id, unit_id, made_by, made_at, file_name, file_digest, survey, plan, version)
            VALUES (\(id), \(draft.unit), \(draft.madeBy), \(tx.now), \(draft.fileName), \(draft.digest), \(sealed),
                \(plan?.json.text ?? ""), 1)
            """)
        return id
    }

    /// One of a unit where the officer's permission holds; otherwise missing.
    static func find(_ id: ID<WaitingRoster>, as officer: Officer, in tx: Transaction) throws -> WaitingRoster {
        let reading: WaitingRoster? = try tx.first(
            "SELECT \(columns) FROM \(source) WHERE r.id = \(id) AND \(officer.sees("u.path"))")
        guard let reading else { throw Refusal.missing }
        return reading
    }

    /// The same, its row locked until the commit.
    static func claim(_ id: ID<WaitingRoster>, as officer: Officer, in tx: Transaction) throws -> WaitingRoster {
        try tx.run("UPDATE waiting_roster SET version = version + 1 WHERE id = \(id)")
        return try find(id, as: officer, in: tx)
    }

    /// Those of a unit that wait, the latest first.
    static func all(of unit: ID<Unit>, in tx: Transaction) throws -> [WaitingRoster] {
        try tx.all("SELECT \(columns) FROM \(source) WHERE r.unit_id = \(unit) ORDER BY r.id DESC LIMIT 20")
    }

    /// Keeps the plan as the officer changed it.
    func keep(_ plan: RosterPlan, in tx: Transaction) throws {
        try tx.run("UPDATE waiting_roster SET plan = \(plan.json.text) WHERE id = \(id)")
    }

    func delete(in tx: Transaction) throws {
        try tx.run("DELETE FROM waiting_roster WHERE id = \(id)")
    }

    /// Destroys what has waited too long, with its files.
    static func sweep(_ files: ImportFiles, in tx: Transaction) throws {
        let old: [WaitingRoster] = try tx.all(
            """
            SELECT \(columns) FROM \(source) WHERE r.made_at < \(tx.now.adding(days: -days)) ORDER BY r.made_at LIMIT 200
            """)
        for reading in old {
            try reading.delete(in: tx)
            files.remove(files.path(of: reading.batch))
        }
    }
}
