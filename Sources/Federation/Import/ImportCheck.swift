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

    private var spool: RosterSpool { RosterSpool(path: files.path(of: batch) + ".lines") }

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
                guard standing.state == .checking else { return }
                try standing.forgetRows(in: tx)
                try standing.fail(words, in: tx)
            }
            clear()
            return .done
        }
    }

    private func clear() {
        files.remove(files.path(of: batch))
        spool.remove()
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

    /// Reads the file once into the spool, and takes the spool in turns behind it. After a crash it goes on behind the last row kept.
    private func advance(_ standing: ImportBatch) async throws -> DutyOutcome {
        let batch = batch, tide = RosterTide()
        let last: Int? = try await store.read { tx in
            try tx.value("SELECT max(line) FROM import_row WHERE batch_id = \(batch)") ?? nil
        }
        // What a process that died left unfinished is not followed.
        if !spool.isWhole { spool.remove() }
        let reading = ImportReading(batch: batch, store: store, path: files.path(of: batch), spool: spool)
        async let read: Void = reading.run(tide)
        let source = RosterSource(spool, tide, after: last ?? 0)
        var turn = try await next(source)
        while !turn.rows.isEmpty {
            // The next turn is made ready while this one is written.
            async let following = next(source)
            let goesOn = try await keep(turn)
            let ahead = try await following
            guard goesOn else {
                _ = try? await read
                clear()
                return .done
            }
            turn = ahead
        }
        try await read
        try await store.write { tx in
            try ImportBatch.unscopedClaim(batch, in: tx).checked(in: tx)
        }
        clear()
        return .done
    }

    /// The rows of one turn, and what each sound one is in the register.
    private struct Turn: Sendable {
        let rows: [ReadyCheck]
        let matches: [RosterMatching.Match]
    }

    /// Takes the next rows from the spool and holds them against the register, without touching it.
    private func next(_ source: RosterSource) async throws -> Turn {
        let (batch, ring, memory, size) = (batch, ring, memory, size)
        let rows = try await source.next(size) { ReadyCheck($0, of: batch, ring) }
        guard !rows.isEmpty else { return Turn(rows: [], matches: []) }
        return try await store.read { tx in
            let ground = try ImportGround(try ImportBatch.unscoped(batch, in: tx), memory, in: tx)
            let sound = rows.filter(\.row.isSound)
            let keys = sound.compactMap(\.keys), drafts = sound.map(\.row.draft)
            let matching = try RosterMatching(drafts, keys, ground, in: tx)
            return Turn(rows: rows, matches: zip(drafts, keys).map { matching.match($0, $1) })
        }
    }

    /// Keeps one turn. Gives false when the batch was cancelled.
    private func keep(_ turn: Turn) async throws -> Bool {
        let (batch, ring) = (batch, ring)
        return try await store.write { tx in
            let standing = try ImportBatch.unscopedClaim(batch, in: tx)
            guard standing.state == .checking else { return false }
            var kept = KeptTurn(standing, ring: ring)
            var earlier = try KeptTurn.lines(of: turn.matches, in: batch, tx)
            var next = turn.matches.makeIterator()
            for ready in turn.rows {
                guard ready.row.isSound, let match = next.next() else {
                    kept.add(wrong: ready)
                    continue
                }
                kept.add(ready, match, &earlier)
            }
            try kept.insert(in: tx)
            return true
        }
    }
}
