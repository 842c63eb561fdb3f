import Vault
import Web

extension ImportBatch: Record {
    static let columns: SQL = """
        b.id, b.unit_id, u.name AS unit_name, u.path AS unit_path, b.made_by, b.made_at, b.file_name, b.format, b.state,
        b.problem, b.titles, b.rows_total, b.rows_read, b.count_new, b.count_matched, b.count_changed, b.count_wrong,
        b.count_doubtful, b.count_omitted, b.count_mended, b.count_written, b.count_kept, b.rows_digest, b.finished_at,
        b.duty, b.destroyed_at, b.confirms, b.shelf_mark, b.plan, b.passed
        """

    init(_ row: borrowing Row) throws {
        id = try row.read("id")
        unit = try row.read("unit_id")
        unitName = try row.read("unit_name")
        unitPath = try row.read("unit_path")
        madeBy = try row.read("made_by")
        madeAt = try row.read("made_at")
        fileName = try row.read("file_name")
        format = try row.read("format")
        state = try row.read("state")
        problem = try row.read("problem")
        let written: String = try row.read("titles")
        titles = (try? JSON(parsing: written))?.array?.compactMap(\.string) ?? []
        total = try row.read("rows_total")
        read = try row.read("rows_read")
        new = try row.read("count_new")
        matched = try row.read("count_matched")
        changed = try row.read("count_changed")
        wrong = try row.read("count_wrong")
        doubtful = try row.read("count_doubtful")
        omitted = try row.read("count_omitted")
        mended = try row.read("count_mended")
        self.written = try row.read("count_written")
        kept = try row.read("count_kept")
        rowsDigest = try row.read("rows_digest")
        finishedAt = try row.read("finished_at")
        duty = try row.read("duty")
        let plan: String = try row.read("plan")
        self.plan = RosterPlan(plan)
        destroyedAt = try row.read("destroyed_at")
        confirms = try row.read("confirms")
        mark = try row.read("shelf_mark")
        let passed: String = try row.read("passed")
        self.passed = PassedRows(passed)
    }

    private static let source: SQL = "import_batch b JOIN unit u ON u.id = b.unit_id"

    /// A batch of a unit where the officer's permission holds; otherwise missing.
    static func find(_ id: ID<ImportBatch>, as officer: Officer, in tx: Transaction) throws -> ImportBatch {
        let batch: ImportBatch? = try tx.first(
            "SELECT \(columns) FROM \(source) WHERE b.id = \(id) AND \(officer.sees("u.path"))")
        guard let batch else { throw Refusal.missing }
        return batch
    }

    /// The same, its row locked until the commit.
    static func claim(_ id: ID<ImportBatch>, as officer: Officer, in tx: Transaction) throws -> ImportBatch {
        try tx.run("UPDATE import_batch SET version = version + 1 WHERE id = \(id)")
        return try find(id, as: officer, in: tx)
    }

    /// A batch whoever asks. For duties, commands and tests.
    static func unscoped(_ id: ID<ImportBatch>, in tx: Transaction) throws -> ImportBatch {
        let batch: ImportBatch? = try tx.first("SELECT \(columns) FROM \(source) WHERE b.id = \(id)")
        guard let batch else { throw Refusal.missing }
        return batch
    }

    /// The same, its row locked: what a turn does, so that nobody cancels in the middle of it.
    static func unscopedClaim(_ id: ID<ImportBatch>, in tx: Transaction) throws -> ImportBatch {
        try tx.run("UPDATE import_batch SET version = version + 1 WHERE id = \(id)")
        return try unscoped(id, in: tx)
    }

    /// The batches of a unit, the latest first.
    static func all(of unit: UnitEntry, in tx: Transaction) throws -> [ImportBatch] {
        try tx.all("SELECT \(columns) FROM \(source) WHERE b.unit_id = \(unit.id) ORDER BY b.id DESC LIMIT 50")
    }

    /// A file that waits to be looked at.
    struct Draft: Sendable {
        let id: ID<ImportBatch>
        let unit: ID<Unit>
        let madeBy: ID<Person>?
        let fileName: String
        let digest: String
        let format: String
        let titles: [String]
        /// How it is read; nil for what the file itself suggests.
        var plan: RosterPlan?
        var confirms = Confirming.asked
        /// Where the file lies sealed.
        var mark: String?
        /// By which whoever left it from a terminal finds it again.
        var errand: String?
    }

    /// Takes a file in and leaves the duty of looking at it. The same file of the same unit that still waits is not taken twice:
    /// then its batch is given.
    static func insert(_ draft: Draft, in tx: Transaction) throws -> (id: ID<ImportBatch>, isNew: Bool) {
        // The unit's row is the lock: two uploads of one file at once must not both be new.
        try tx.run("UPDATE unit SET version = version WHERE id = \(draft.unit)")
        let waiting: ID<ImportBatch>? = try tx.value(
            """
            SELECT id FROM import_batch WHERE unit_id = \(draft.unit) AND file_digest = \(draft.digest)
               AND state IN ('uploaded', 'checking', 'checked') LIMIT 1
            """)
        if let waiting { return (waiting, false) }
        let duty = try tx.later(ImportDuty.check, payload: draft.id.description)
        try tx.run(
            """
            INSERT INTO import_batch (id, unit_id, made_by, made_at, file_name, file_digest, format, state, titles, rows_read,
                count_new, count_matched, count_changed, count_wrong, count_written, count_kept, rows_digest, duty, version,
                confirms, shelf_mark, errand, plan)
            VALUES (\(draft.id), \(draft.unit), \(draft.madeBy), \(tx.now), \(draft.fileName), \(draft.digest),
                \(draft.format), \(State.uploaded), \(JSON.array(draft.titles.map { JSON($0) }).text), 0,
                0, 0, 0, 0, 0, 0, '', \(duty), 1, \(draft.confirms), \(draft.mark),
                \(draft.errand), \(draft.plan?.json.text ?? ""))
            """)
        return (draft.id, true)
    }

    /// The same of a file for which nobody could be asked: what is remembered of its heads has served once more.
    static func insert(unasked draft: Draft, in tx: Transaction) throws -> (id: ID<ImportBatch>, isNew: Bool) {
        let kept = try insert(draft, in: tx)
        if kept.isNew, let plan = draft.plan { try RosterMemory.used(plan, of: draft.unit, in: tx) }
        return kept
    }

    /// Says yes to what was checked: from here a duty writes. Only the first of two that say so does anything.
    func confirm(in tx: Transaction) throws {
        guard isOpen else { throw ImportProblem.notWaiting }
        guard waiting > 0 else { throw ImportProblem.nothingToWrite }
        try begin(.running, ImportDuty.write, in: tx)
    }

    /// All rows have been looked at: what follows is what was said when the file was taken in.
    func checked(in tx: Transaction) throws {
        guard state == .checking else { return }
        try set(.checked, in: tx)
        let now = try Self.unscoped(id, in: tx)
        switch confirms {
        case .asked: return
        case .atOnce where now.importable > 0: try now.confirm(in: tx)
        case .atOnce, .never: try now.cancel(in: tx)
        }
    }

    /// Stops what is under way, or lets go of what was checked. What is written already stays and can be undone.
    func cancel(in tx: Transaction) throws {
        guard [.uploaded, .checking, .checked, .running].contains(state) else { throw ImportProblem.notWaiting }
        try tx.run("UPDATE import_batch SET state = \(State.cancelled), finished_at = \(tx.now) WHERE id = \(id)")
    }

    /// Begins to take back all that it wrote.
    func undo(in tx: Transaction) throws {
        guard canBeUndone else { throw ImportProblem.notWaiting }
        try begin(.undoing, ImportDuty.undo, in: tx)
    }

    /// Moves rows between the counts.
    static func add(_ change: [ImportRowKind: Int], to batch: ID<ImportBatch>, in tx: Transaction) throws {
        func more(_ kind: ImportRowKind) -> Int { change[kind] ?? 0 }
        try tx.run(
            """
            UPDATE import_batch SET count_new = count_new + \(more(.new)), count_matched = count_matched + \(more(.matched)),
                count_changed = count_changed + \(more(.changed)), count_wrong = count_wrong + \(more(.wrong)),
                count_doubtful = count_doubtful + \(more(.doubtful)), count_omitted = count_omitted + \(more(.omitted))
             WHERE id = \(batch)
            """)
    }

    private func begin(_ state: State, _ duty: String, in tx: Transaction) throws {
        let work = try tx.later(duty, payload: id.description)
        try tx.run("UPDATE import_batch SET state = \(state), duty = \(work) WHERE id = \(id)")
    }

    func set(_ state: State, in tx: Transaction) throws {
        try tx.run("UPDATE import_batch SET state = \(state), finished_at = \(tx.now) WHERE id = \(id)")
    }

    /// Lets go of what was kept of a file that could not be read to its end.
    func forgetRows(in tx: Transaction) throws {
        try tx.run("DELETE FROM import_doubt WHERE batch_id = \(id)")
        try tx.run("DELETE FROM import_finding WHERE batch_id = \(id)")
        try tx.run("DELETE FROM import_row WHERE batch_id = \(id)")
        try tx.run(
            """
            UPDATE import_batch SET rows_read = 0, count_new = 0, count_matched = 0, count_changed = 0, count_wrong = 0,
                count_doubtful = 0, count_mended = 0
             WHERE id = \(id)
            """)
    }

    func fail(_ words: String, in tx: Transaction) throws {
        try tx.run(
            """
            UPDATE import_batch SET state = \(State.failed), problem = \(words), finished_at = \(tx.now) WHERE id = \(id)
            """)
    }
}
