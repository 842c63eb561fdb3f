import Sheets
import Vault
import Web

/// Looks at a file: reads it, holds each row against the rules and the register, and keeps what it found. The register itself
/// is not touched.
struct ImportCheck: Sendable {
    let batch: ID<ImportBatch>
    let store: Store
    let ring: KeyRing
    let files: ImportFiles

    /// Rows read at once; the file is read again from its beginning for the next, so memory stays bounded.
    private static let stretch = 20_000

    /// One row that was read, with what the rules say.
    private struct Checked: Sendable {
        let draft: RosterDraft
        let keys: RosterKeys
        let findings: [Finding]
        /// Its cells as they stand in the file, for the workbook of wrong rows.
        let cells: [String]
    }

    func run() async throws -> DutyOutcome {
        guard let standing = try await begin() else {
            files.remove(files.path(of: batch))
            return .done
        }
        do {
            return try await advance(standing)
        } catch let problem as any Explained {
            let (batch, words) = (batch, problem.words)
            try await store.write { tx in
                let standing = try ImportBatch.unscopedClaim(batch, in: tx)
                if standing.state == .checking { try standing.fail(words, in: tx) }
            }
            files.remove(files.path(of: batch))
            return .done
        }
    }

    /// Notes that the work has begun; nothing when it was cancelled meanwhile.
    private func begin() async throws -> ImportBatch? {
        let batch = batch
        return try await store.write { tx in
            let standing = try ImportBatch.unscopedClaim(batch, in: tx)
            guard standing.state == .uploaded || standing.state == .checking else { return nil }
            try tx.run("UPDATE import_batch SET state = 'checking' WHERE id = \(batch)")
            return standing
        }
    }

    private func advance(_ standing: ImportBatch) async throws -> DutyOutcome {
        let batch = batch
        let file = try RosterFile(path: files.path(of: batch), plan: standing.plan)
        let heading = try file.heading()
        if standing.total == nil { try await count(file, heading) }
        let ground = try await store.read { tx in
            let ground = try ImportGround(standing, in: tx)
            let last: Int? = try tx.value("SELECT max(line) FROM import_row WHERE batch_id = \(batch)") ?? nil
            return (units: ground.units, last: last ?? 0)
        }
        let rows = try read(file, heading, ground.units, after: ground.last)
        for start in stride(from: 0, to: rows.count, by: ImportDuty.turn) {
            let turn = Array(rows[start..<min(start + ImportDuty.turn, rows.count)])
            guard try await keep(turn) else { return .done }
        }
        guard rows.count < Self.stretch else {
            let read = standing.read + rows.count
            return .again(payload: ImportDuty.Mark(batch: batch, line: nil).payload, done: read, total: standing.total)
        }
        try await store.write { tx in
            let standing = try ImportBatch.unscopedClaim(batch, in: tx)
            if standing.state == .checking { try standing.set(.checked, in: tx) }
        }
        files.remove(files.path(of: batch))
        return .done
    }

    /// Counts the rows, so that progress can be told, and keeps what is wrong with the head.
    private func count(_ file: RosterFile, _ heading: RosterHeading) async throws {
        let count = try file.count(below: heading)
        guard count > 0 else { throw ImportProblem.noRows }
        let batch = batch
        try await store.write { tx in
            let standing = try ImportBatch.unscopedClaim(batch, in: tx)
            guard standing.total == nil else { return }
            try tx.run("UPDATE import_batch SET rows_total = \(count) WHERE id = \(batch)")
            try ImportFinding.insert(heading.findings, of: batch, who: [:], in: tx)
        }
    }

    /// Reads the next stretch of rows. Those above are read too, for a row may repeat one of them.
    private func read(
        _ file: RosterFile, _ heading: RosterHeading, _ units: UnitNames, after last: Int
    ) throws -> [Checked] {
        let rules = RosterRules(today: store.world.now().day, units: units)
        var memory = FileMemory()
        var rows: [Checked] = []
        try file.rows(below: heading) { row in
            let (draft, findings) = rules.read(row)
            let repeated = memory.check(row, draft, units)
            guard row.line > last else { return true }
            let all = findings + repeated
            rows.append(
                Checked(
                    draft: draft, keys: RosterKeys(draft, ring), findings: all,
                    cells: heading.titles.indices.map { row.written($0) }))
            return rows.count < Self.stretch
        }
        return rows
    }

    /// Holds one turn of rows against the register and keeps it. Gives false when the batch was cancelled.
    private func keep(_ turn: [Checked]) async throws -> Bool {
        let (batch, ring) = (batch, ring)
        return try await store.write { tx in
            let standing = try ImportBatch.unscopedClaim(batch, in: tx)
            guard standing.state == .checking else { return false }
            let ground = try ImportGround(standing, in: tx)
            let sound = turn.filter(\.findings.isEmpty)
            let matching = try RosterMatching(sound.map(\.draft), sound.map(\.keys), ground, in: tx)
            var kept = KeptTurn(batch: batch, ring: ring)
            let matches = sound.map { matching.match($0.draft, $0.keys) }
            var earlier = try KeptTurn.lines(of: matches, in: batch, tx)
            var next = matches.makeIterator()
            for row in turn {
                guard row.findings.isEmpty, let match = next.next() else {
                    kept.add(wrong: row.draft, row.findings, row.cells)
                    continue
                }
                kept.add(row.draft, match, row.cells, &earlier)
            }
            try kept.insert(in: tx)
            return true
        }
    }
}
