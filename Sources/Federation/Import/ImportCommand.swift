import Glibc
public import Vault
public import Web

/// What an import came to, for whoever ran it from the command line.
public struct ImportReport: Sendable {
    public let rows: Int
    public let new: Int
    public let matched: Int
    public let changed: Int
    public let wrong: Int
    /// Rows that an officer must decide; the command leaves them out.
    public let doubtful: Int
    /// Rows in which something was put right without asking.
    public let mended: Int
    /// Rows passed over as nobody's: sums, signatures, empty ones.
    public let passed: Int
    /// People written into the register; none in a dry run.
    public let written: Int
    /// Why it stopped, if it did.
    public let problem: String?
    /// Whether nothing at all was wrong: the exit status is 0 only then.
    public let isClean: Bool
    /// All that is wrong, in the order of the file.
    public let findings: [Line]

    /// One finding, its column and words as a person reads them.
    public struct Line: Sendable {
        public let row: Int
        public let column: String
        public let kind: String
        public let message: String
    }

    init(_ batch: ImportBatch, _ findings: [ImportFinding]) {
        rows = batch.rows
        new = batch.new
        matched = batch.matched
        changed = batch.changed
        wrong = batch.wrong
        doubtful = batch.doubtful
        mended = batch.mended
        passed = batch.passed.total
        written = batch.written
        problem = batch.problem
        isClean = findings.isEmpty && batch.problem == nil
        self.findings = findings.map { finding in
            Line(
                row: finding.line, column: finding.column.words, kind: finding.kind.rawValue, message: finding.message)
        }
    }

    /// What a batch came to, with all that is wrong or doubtful.
    static func of(_ id: ID<ImportBatch>, in store: Store) async throws -> ImportReport {
        try await store.read { tx in
            let findings = try ImportFinding.page(
                of: id, column: nil, of: [.wrong, .doubtful], after: (-1, 0), limit: .max, in: tx)
            return ImportReport(try ImportBatch.unscoped(id, in: tx), findings)
        }
    }

    /// Counts and findings: `{"rows", "new", "matched", "changed", "wrong", "doubtful", "mended", "passed", "written", "problem", "findings": [{"row",
    /// "column", "kind", "message"}]}`.
    public var json: JSON {
        let lines = findings.map { line -> JSON in
            [
                "row": JSON(line.row), "column": JSON(line.column), "kind": JSON(line.kind),
                "message": JSON(line.message),
            ]
        }
        return [
            "rows": JSON(rows), "new": JSON(new), "matched": JSON(matched), "changed": JSON(changed),
            "wrong": JSON(wrong), "doubtful": JSON(doubtful), "mended": JSON(mended), "passed": JSON(passed),
            "written": JSON(written), "problem": JSON(problem), "findings": .array(lines),
        ]
    }
}

/// Imports a file of members into a unit, named by its full name, short name or code: the same duties as in the browser, run
/// here. `folder` is the federation's folder of waiting files; `progress` hears how far it has come;
/// `turn` is how many rows share a transaction, fewer where somebody visits meanwhile.
///
/// Fails with an `Explained` problem when the unit is not there or the file is none; what is wrong with rows is in the report.
public func importMembers(
    file path: String, unitName: String, store: Store, ring: KeyRing, folder: String, dryRun: Bool, turn: Int? = nil,
    progress: @escaping @Sendable (ImportProgress) -> Void = { _ in }
) async throws -> ImportReport {
    let (unit, finder) = try await store.read { tx in
        let unit = try findUnit(unitName, in: tx)
        return (unit, try TableFinder.of(try UnitEntry.unscoped(unit, in: tx), in: tx))
    }
    let intake = try RosterIntake(path: path, unasked: finder)
    let files = ImportFiles(folder: folder)
    files.prepare()
    let id: ID<ImportBatch> = try await store.read { $0.newID() }
    try files.link(path, as: files.path(of: id))
    var draft = intake.draft(id, of: unit, by: nil)
    draft.confirms = dryRun ? .never : .atOnce
    let kept = try await store.write { [draft] tx in try ImportBatch.insert(unasked: draft, in: tx) }
    if !kept.isNew { files.remove(files.path(of: id)) }
    let kinds = ImportDuty.kinds(ring: ring, folder: folder, turn: turn ?? ImportDuty.turnAlone)
    try await ImportRun(batch: kept.id, store: store, kinds: kinds, progress: progress).settle()
    return try await ImportReport.of(kept.id, in: store)
}

/// The standing unit of a full or short name or a code, whoever asks: for commands. Fails with a flaw when there is none or more than one.
public func findUnit(_ name: String, in tx: Transaction) throws -> ID<Unit> {
    let found: [ID<Unit>] = try tx.values(
        """
        SELECT id FROM unit WHERE (name = \(name) OR short_name = \(name) OR code = \(name)) AND state <> 'dissolved' LIMIT 2
        """)
    guard let first = found.first else { throw Flaws("unit", "没有叫“\(name)”的单位。") }
    guard found.count == 1 else { throw Flaws("unit", "有几个单位叫“\(name)”，请用全称或单位代码。") }
    return first
}

/// Runs the duties of a batch until none is left, and tells how far they have come.
private struct ImportRun: Sendable {
    let batch: ID<ImportBatch>
    let store: Store
    let kinds: [DutyKind]
    let progress: @Sendable (ImportProgress) -> Void

    func settle() async throws {
        let runner = DutyRunner(store, kinds: kinds, holder: "import-\(batch)", pause: .milliseconds(50))
        if store.engine == .sqlite { try await runner.takeOver() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await runner.run() }
            defer { group.cancelAll() }
            while true {
                let (batch, isStuck) = try await look()
                progress(ImportProgress(batch))
                guard batch.state.isBusy, !isStuck else { return }
                try await Task.sleep(for: .milliseconds(100))
            }
        }
    }

    private func look() async throws -> (ImportBatch, Bool) {
        let batch = batch
        return try await store.read { tx in
            let now = try ImportBatch.unscoped(batch, in: tx)
            let duty = try now.duty.flatMap { try Duty.first($0, in: tx) }
            return (now, now.state.isBusy && duty?.state == .failed)
        }
    }
}
