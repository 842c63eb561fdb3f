import Vault
import Web

/// Writes the sound rows of a confirmed batch into the register, a turn at a time. Each row is matched anew, for the register
/// may have moved since it was checked; one that no longer fits becomes a finding.
enum ImportWrite {
    static func turn(
        _ mark: ImportDuty.Mark, of size: Int = ImportDuty.turn, _ memory: UnitMemory = UnitMemory(), ring: KeyRing,
        _ tx: Transaction
    ) throws -> DutyOutcome {
        let batch = try ImportBatch.unscopedClaim(mark.batch, in: tx)
        guard batch.state == .running else { return .done }
        let rows: [ImportRow] = try tx.all(
            """
            SELECT \(ImportRow.columns) FROM import_row
             WHERE batch_id = \(batch.id) AND line > \(mark.line ?? 0) AND kind IN ('new', 'changed') AND done = \(false)
             ORDER BY line LIMIT \(size)
            """)
        guard let last = rows.last else {
            try finish(batch, ring: ring, tx)
            return .done
        }
        let written = try Turn(batch: batch, rows: rows, memory, ring: ring, tx).write()
        let next = ImportDuty.Mark(batch: batch.id, line: last.line)
        return .again(payload: next.payload, done: batch.written + written, total: batch.importable)
    }

    private static func finish(_ batch: ImportBatch, ring: KeyRing, _ tx: Transaction) throws {
        try batch.set(.done, in: tx)
        let words = "导入会员 \(batch.written) 人：新增 \(batch.new)，更新 \(batch.changed)。"
        let act = Act("import.write", on: "import", batch.id, detail: "rows \(batch.rowsDigest)", words)
        try AuditEntry.write(act, by: batch.madeBy, in: batch.unit, ring: ring, tx)
    }
}

/// The rows of one turn of writing.
private struct Turn {
    let batch: ImportBatch
    let rows: [ImportRow]
    let ring: KeyRing
    let tx: Transaction
    let units: UnitNames
    let drafts: [RosterDraft]
    let keys: [RosterKeys]
    let matching: RosterMatching
    let doubts: [Int: ImportDoubt]

    init(
        batch: ImportBatch, rows: [ImportRow], _ memory: UnitMemory, ring: KeyRing, _ tx: Transaction
    ) throws {
        self.batch = batch
        self.rows = rows
        self.ring = ring
        self.tx = tx
        let ground = try ImportGround(batch, memory, in: tx)
        units = ground.units
        drafts = try rows.map { try $0.draft(ring) }
        keys = drafts.map { RosterKeys($0, ring) }
        doubts = try ImportDoubt.all(of: batch.id, lines: rows.map(\.line), in: tx)
        matching = try RosterMatching(
            drafts, keys, ground, writing: batch.id, naming: doubts.values.compactMap(\.person).sorted(), in: tx)
    }

    /// Gives how many rows came into the register.
    func write() throws -> Int {
        var entering = RosterEntering(ring: ring, units: units)
        var changed: [(line: Int, person: ID<Person>, past: RosterPast)] = []
        var news = MemberNews()
        var moved: [(row: ImportRow, to: ImportRowKind)] = []
        var findings: [Finding] = []
        for (row, (read, keys)) in zip(rows, zip(drafts, keys)) {
            var draft = read
            let match = match(row, &draft, keys)
            if row.kind != match.kind { moved.append((row, match.kind)) }
            switch match {
            case .new: try entering.add(draft, keys, in: tx)
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
        let done = entering.entered.map { ($0.line, $0.person, $0.past) } + changed
        try keep(done)
        for one in entering.entered { news.add(one.person, isNew: true) }
        try news.announce(in: tx)
        return done.count
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
        let who = Dictionary(drafts.map { ($0.line, Finding.masked($0.name, in: .name)) }) { first, _ in first }
        try ImportFinding.insert(findings, of: batch.id, who: who, first: ImportFinding.later, in: tx)
        try ImportBatch.add(change, to: batch.id, in: tx)
    }

    /// Notes on each row what became of it, and draws all of them into the digest that the audit entry will hold.
    private func keep(_ done: [(line: Int, person: ID<Person>, past: RosterPast)]) throws {
        var written = batch.rowsDigest
        for row in done {
            // Of one who was entered there is nothing to go back to.
            let before =
                row.past.person == nil
                ? nil : ImportRow.sealed(row.past.json, for: ImportRow.beforePlace(batch.id, row.line), ring)
            try tx.run(
                """
                UPDATE import_row SET person = \(row.person), before = \(before), done = \(true),
                    person_version = \(row.past.versionAfter), spell = \(row.past.spellAfter)
                 WHERE batch_id = \(batch.id) AND line = \(row.line)
                """)
            written += "\n\(row.line) \(row.person)"
        }
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
