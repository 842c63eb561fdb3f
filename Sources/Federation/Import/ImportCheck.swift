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
    let memory: UnitMemory
    /// Rows a turn.
    var size = ImportDuty.turn

    /// Reading holds neither a transaction nor a thread that visits need.
    private static let thread = Arithmetic(limit: 64)

    private var spool: RosterSpool { RosterSpool(path: files.path(of: batch) + ".rows") }

    func run() async throws -> DutyOutcome {
        guard let standing = try await begin() else {
            clear()
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
            clear()
            return .done
        }
    }

    private func clear() {
        files.remove(files.path(of: batch))
        files.remove(spool.path)
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

    /// Reads the file once into the spool, then takes the spool in turns. After a crash it goes on behind the last row kept.
    private func advance(_ standing: ImportBatch) async throws -> DutyOutcome {
        let batch = batch
        if !spool.isWhole { try await read() }
        let last: Int? = try await store.read { tx in
            try tx.value("SELECT max(line) FROM import_row WHERE batch_id = \(batch)") ?? nil
        }
        let reader = try RosterSpool.Reader(spool)
        while true {
            let turn = try reader.next(size, after: last ?? 0)
            guard !turn.isEmpty else { break }
            guard try await keep(turn) else {
                clear()
                return .done
            }
        }
        try await store.write { tx in
            try ImportBatch.unscopedClaim(batch, in: tx).checked(in: tx)
        }
        clear()
        return .done
    }

    /// Reads all rows and judges each by itself and beside the others of the file; then it is known how many there are.
    private func read() async throws {
        let (batch, path, spool, today) = (batch, files.path(of: batch), spool, store.world.now().day)
        let (units, plan) = try await store.read { tx in
            let standing = try ImportBatch.unscoped(batch, in: tx)
            return (try ImportGround(standing, in: tx).units, standing.plan)
        }
        let (count, heading) = try await Self.thread.run {
            let file = try RosterFile(path: path, plan: plan), heading = try file.heading()
            let rules = RosterRules(today: today, units: units)
            var memory = FileMemory(), count = 0
            try spool.write { keep in
                try file.rows(below: heading) { row in
                    let (draft, findings) = rules.read(row)
                    let all = findings + memory.check(row, draft, units)
                    let cells = heading.titles.indices.map { row.written($0) }
                    try keep(RosterSpool.Row(draft: draft, findings: all, cells: cells))
                    count += 1
                    return true
                }
            }
            return (count, heading)
        }
        guard count > 0 else { throw ImportProblem.noRows }
        try await store.write { tx in
            let standing = try ImportBatch.unscopedClaim(batch, in: tx)
            guard standing.total == nil else { return }
            try tx.run("UPDATE import_batch SET rows_total = \(count) WHERE id = \(batch)")
            try ImportFinding.insert(heading.findings, of: batch, who: [:], in: tx)
        }
    }

    /// Holds one turn of rows against the register and keeps it. Gives false when the batch was cancelled.
    private func keep(_ turn: [RosterSpool.Row]) async throws -> Bool {
        let (batch, ring, memory) = (batch, ring, memory)
        return try await store.write { tx in
            let standing = try ImportBatch.unscopedClaim(batch, in: tx)
            guard standing.state == .checking else { return false }
            let ground = try ImportGround(standing, memory, in: tx)
            let sound = turn.filter(\.isSound)
            let keys = sound.map { RosterKeys($0.draft, ring) }
            let matching = try RosterMatching(sound.map(\.draft), keys, ground, in: tx)
            var kept = KeptTurn(batch: batch, ring: ring)
            let matches = zip(sound, keys).map { matching.match($0.draft, $1) }
            var earlier = try KeptTurn.lines(of: matches, in: batch, tx)
            var next = matches.makeIterator()
            for row in turn {
                guard row.isSound, let match = next.next() else {
                    kept.add(wrong: row.draft, row.findings, row.cells)
                    continue
                }
                kept.add(row.draft, row.findings, match, row.cells, &earlier)
            }
            try kept.insert(in: tx)
            return true
        }
    }
}
