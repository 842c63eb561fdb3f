import Vault
import Web

/// Writes the sound rows of a confirmed batch into the register, a turn at a time. Each row is matched anew, for the register
/// may have moved since it was checked; one that no longer fits becomes a finding.
struct ImportWrite: Sendable {
    let batch: ID<ImportBatch>
    let store: Store
    let ring: KeyRing
    var memory = UnitMemory()
    /// Rows a turn.
    var size = ImportDuty.turn

    /// Seconds after which other duties have their turn.
    private static let stretch = 2

    /// Somebody else wrote the rows meanwhile: the duty begins anew and finds what is left.
    private struct TakenMeanwhile: Error {}

    /// Writes turn after turn behind a line.
    func run(after line: Int) async throws -> DutyOutcome {
        let end = store.world.now().adding(seconds: Self.stretch)
        var turn = try await next(after: line)
        while let last = turn.last?.row.line {
            // The next turn is made ready while this one is written.
            async let following = next(after: last)
            let standing = try await store.write { [turn, self] tx in try write(turn, in: tx) }
            guard let standing else { return .done }
            guard store.world.now() < end else {
                let mark = ImportDuty.Mark(batch: batch, line: last)
                return .again(
                    payload: mark.payload, done: standing.written + turn.count, total: standing.importable)
            }
            turn = try await following
        }
        try await store.write { tx in try finish(in: tx) }
        return .done
    }

    /// The rows of the turn after a line, made ready.
    func next(after line: Int) async throws -> [ReadyRow] {
        let (batch, size, ring) = (batch, size, ring)
        let rows = try await store.read { tx in
            let rows: [ImportRow] = try tx.all(
                """
                SELECT \(ImportRow.columns) FROM import_row
                 WHERE batch_id = \(batch) AND line > \(line) AND kind IN ('new', 'changed') AND done = \(false)
                 ORDER BY line LIMIT \(size)
                """)
            return rows.map { (row: $0, person: tx.newID(Person.self), spell: tx.newID(Membership.self)) }
        }
        return try await ImportDuty.thread.run {
            try rows.map { try ReadyRow($0.row, person: $0.person, spell: $0.spell, ring) }
        }
    }

    /// Writes one turn, and gives the batch as it was before; nil when it was cancelled.
    func write(_ rows: [ReadyRow], in tx: Transaction) throws -> ImportBatch? {
        let batch = try ImportBatch.unscopedClaim(batch, in: tx)
        guard batch.state == .running else { return nil }
        guard let first = rows.first?.row.line, let last = rows.last?.row.line else { return batch }
        let waiting: Int? = try tx.value(
            """
            SELECT count(*) FROM import_row
             WHERE batch_id = \(batch.id) AND line >= \(first) AND line <= \(last) AND kind IN ('new', 'changed')
               AND done = \(false)
            """)
        guard waiting == rows.count else { throw TakenMeanwhile() }
        try Turn(batch: batch, rows: rows, memory, ring: ring, tx).write()
        return batch
    }

    private func finish(in tx: Transaction) throws {
        let batch = try ImportBatch.unscopedClaim(batch, in: tx)
        guard batch.state == .running else { return }
        try batch.set(.done, in: tx)
        let words = "导入会员 \(batch.written) 人：新增 \(batch.new)，更新 \(batch.changed)。"
        let act = Act("import.write", on: "import", batch.id, detail: "rows \(batch.rowsDigest)", words)
        try AuditEntry.write(act, by: batch.madeBy, in: batch.unit, ring: ring, tx)
    }
}

/// The rows of one turn of writing.
private struct Turn {
    let batch: ImportBatch
    let rows: [ReadyRow]
    let ring: KeyRing
    let tx: Transaction
    let units: UnitNames
    let matching: RosterMatching
    let doubts: [Int: ImportDoubt]

    init(
        batch: ImportBatch, rows: [ReadyRow], _ memory: UnitMemory, ring: KeyRing, _ tx: Transaction
    ) throws {
        self.batch = batch
        self.rows = rows
        self.ring = ring
        self.tx = tx
        let ground = try ImportGround(batch, memory, in: tx)
        units = ground.units
        doubts = try ImportDoubt.all(of: batch.id, lines: rows.map(\.row.line), in: tx)
        matching = try RosterMatching(
            rows.map(\.draft), rows.map(\.keys), ground, writing: batch.id,
            naming: doubts.values.compactMap(\.person).sorted(), in: tx)
    }

    func write() throws {
        var entering = RosterEntering(ring: ring, units: units)
        var changed: [(line: Int, person: ID<Person>, past: RosterPast)] = []
        var news = MemberNews()
        var moved: [(row: ImportRow, to: ImportRowKind)] = []
        var findings: [Finding] = []
        for ready in rows {
            var draft = ready.draft
            let (row, keys) = (ready.row, ready.keys)
            let match = match(row, &draft, keys)
            if row.kind != match.kind { moved.append((row, match.kind)) }
            switch match {
            case .new: try entering.add(draft, keys, draft == ready.draft ? ready.entry : nil, in: tx)
            case .same: break
            case .wrong(let finding), .doubtful(let finding, _): findings.append(finding)
            case .changed(let line, let differences):
                let change = RosterChange(line: line, draft: draft, differences: differences, units: units, ring: ring)
                changed.append((draft.line, line.person, try change.write(in: tx)))
                news.add(line.person, changing: line.fields(changedBy: draft, keys))
            }
        }
        try entering.write(in: tx)
        try note(moved, findings)
        try ImportRow.note(entering.entered, of: batch.id, in: tx)
        try keep(changed)
        let done = entering.entered.map { ($0.line, $0.person) } + changed.map { ($0.line, $0.person) }
        try count(done)
        for one in entering.entered { news.add(one.person, isNew: true) }
        try news.announce(in: tx)
    }

    /// Whoever confirmed knew what was doubtful; what became so since is wrong, for nobody can be asked in a turn.
    private func match(
        _ row: ImportRow, _ draft: inout RosterDraft, _ keys: RosterKeys
    ) -> RosterMatching.Match {
        let match = doubts[row.line].map { matching.match(&draft, keys, $0) } ?? matching.match(draft, keys)
        guard case .doubtful(let finding, _) = match else { return match }
        return .wrong(finding)
    }

    /// Rows that are no longer what they were when they were checked.
    private func note(_ moved: [(row: ImportRow, to: ImportRowKind)], _ findings: [Finding]) throws {
        guard !moved.isEmpty else { return }
        var change: [ImportRowKind: Int] = [:]
        for (row, kind) in moved {
            change[row.kind, default: 0] -= 1
            change[kind, default: 0] += 1
            try tx.run("UPDATE import_row SET kind = \(kind) WHERE batch_id = \(batch.id) AND line = \(row.line)")
        }
        let who = Dictionary(rows.map { ($0.row.line, Finding.masked($0.draft.name, in: .name)) }) { first, _ in first }
        try ImportFinding.insert(findings, of: batch.id, who: who, first: ImportFinding.later, in: tx)
        try ImportBatch.add(change, to: batch.id, in: tx)
    }

    /// Notes on the rows of people who were changed how they stood before.
    private func keep(_ changed: [(line: Int, person: ID<Person>, past: RosterPast)]) throws {
        for row in changed {
            let before = ImportRow.sealed(row.past.json, for: ImportRow.beforePlace(batch.id, row.line), ring)
            try tx.run(
                """
                UPDATE import_row SET person = \(row.person), before = \(before), done = \(true),
                    person_version = \(row.past.versionAfter), spell = \(row.past.spellAfter)
                 WHERE batch_id = \(batch.id) AND line = \(row.line)
                """)
        }
    }

    /// Counts what came into the register, and draws all of it into the digest that the audit entry will hold.
    private func count(_ done: [(line: Int, person: ID<Person>)]) throws {
        var written = batch.rowsDigest
        for row in done { written += "\n\(row.line) \(row.person)" }
        let digest = Digest.of(written).hex
        try tx.run(
            """
            UPDATE import_batch SET count_written = count_written + \(done.count), rows_digest = \(digest)
             WHERE id = \(batch.id)
            """)
    }
}

extension RosterMatching.Match {
    var kind: ImportRowKind {
        switch self {
        case .new: .new
        case .same: .matched
        case .changed: .changed
        case .wrong: .wrong
        case .doubtful: .doubtful
        }
    }
}
