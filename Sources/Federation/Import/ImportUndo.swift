import Vault
import Web

/// Takes a batch back, from its last row to its first. Who was changed since, or holds a post or an account, is left and counted.
enum ImportUndo {
    static func turn(_ mark: ImportDuty.Mark, ring: KeyRing, _ tx: Transaction) throws -> DutyOutcome {
        let batch = try ImportBatch.unscopedClaim(mark.batch, in: tx)
        guard batch.state == .undoing else { return .done }
        let rows: [ImportRow] = try tx.all(
            """
            SELECT \(ImportRow.columns) FROM import_row
             WHERE batch_id = \(batch.id) AND line < \(mark.line ?? Int(Int32.max)) AND done = \(true)
             ORDER BY line DESC LIMIT \(ImportDuty.turn)
            """)
        guard let last = rows.last else {
            try finish(batch, ring: ring, tx)
            return .done
        }
        let undone = try Turn(batch: batch, rows: rows, ring: ring, tx).undo()
        try note(undone, of: rows, in: batch, tx)
        try MemberNews(of: rows.filter { undone.contains($0.line) }.compactMap(\.person)).announce(in: tx)
        let next = ImportDuty.Mark(batch: batch.id, line: last.line)
        return .again(
            payload: next.payload, done: batch.importable - batch.written + rows.count, total: batch.importable)
    }

    private static func note(_ undone: Set<Int>, of rows: [ImportRow], in batch: ImportBatch, _ tx: Transaction) throws
    {
        let kept = rows.map(\.line).filter { !undone.contains($0) }
        try tx.run(
            """
            UPDATE import_row SET done = \(false), person = CAST(NULL AS bigint)
             WHERE batch_id = \(batch.id) AND line \(anyOf: undone.sorted())
            """)
        try tx.run(
            """
            UPDATE import_row SET done = \(false), kind = 'kept' WHERE batch_id = \(batch.id) AND line \(anyOf: kept)
            """)
        try tx.run(
            """
            UPDATE import_batch SET count_written = count_written - \(rows.count), count_kept = count_kept + \(kept.count)
             WHERE id = \(batch.id)
            """)
    }

    private static func finish(_ batch: ImportBatch, ring: KeyRing, _ tx: Transaction) throws {
        try batch.set(.undone, in: tx)
        let words = "撤销导入：\(batch.importable - batch.kept) 人已还原，之后改过的 \(batch.kept) 人没有动。"
        try AuditEntry.write(
            Act("import.undo", on: "import", batch.id, words), by: batch.madeBy, in: batch.unit, ring: ring, tx)
    }
}

/// The rows of one turn of undoing.
private struct Turn {
    let batch: ImportBatch
    let rows: [ImportRow]
    let ring: KeyRing
    let tx: Transaction
    /// How the people stand now.
    private var now: [ID<Person>: RegisterLine] = [:]
    /// People on whom something hangs that the import did not bring.
    private var held: Set<ID<Person>> = []

    init(batch: ImportBatch, rows: [ImportRow], ring: KeyRing, _ tx: Transaction) throws {
        self.batch = batch
        self.rows = rows
        self.ring = ring
        self.tx = tx
        let people = rows.compactMap(\.person)
        let lines: [RegisterLine] = try tx.all(
            """
            SELECT \(RegisterLine.columns) FROM person p
              LEFT JOIN membership m ON m.person_id = p.id AND m.until_day IS NULL
             WHERE p.id \(anyOf: people)
            """)
        for line in lines { now[line.person] = line }
        let fresh = rows.filter { $0.kind == .new }.compactMap(\.person)
        held.formUnion(try tx.values("SELECT person_id FROM post WHERE person_id \(anyOf: fresh)"))
        held.formUnion(try tx.values("SELECT person FROM account WHERE person \(anyOf: fresh)"))
        held.formUnion(
            try tx.values(
                """
                SELECT person_id FROM membership WHERE person_id \(anyOf: fresh)
                 GROUP BY person_id HAVING count(*) > 1
                """))
    }

    /// Gives the lines that were taken back.
    func undo() throws -> Set<Int> {
        var undone: Set<Int> = []
        var fresh: [(line: Int, person: RegisterLine)] = []
        for row in rows {
            guard let person = row.person, let line = now[person], line.version == row.version,
                line.spell?.id == row.spell
            else { continue }
            if row.kind == .new {
                if !held.contains(person) { fresh.append((row.line, line)) }
            } else if let past = try row.past(ring),
                try attempt({ try RosterReturn(line: line, past: past, ring: ring).write(in: tx) })
            {
                undone.insert(row.line)
            }
        }
        if try attempt({ try remove(fresh.map(\.person)) }) {
            return undone.union(fresh.map(\.line))
        }
        for one in fresh where try attempt({ try remove([one.person]) }) { undone.insert(one.line) }
        return undone
    }

    /// Whether it could be done; what refuses leaves nothing behind.
    private func attempt(_ body: () throws -> Void) throws -> Bool {
        do {
            try tx.attempt(body)
            return true
        } catch let problem as StoreProblem where [.brokenLink, .notUnique, .notAllowed].contains(problem) {
            return false
        } catch is any Explained {
            return false
        }
    }

    /// Removes people who were entered by the import and are as it left them.
    private func remove(_ people: [RegisterLine]) throws {
        guard !people.isEmpty else { return }
        let spells = people.compactMap(\.spell)
        var counts = CountChange()
        for spell in spells {
            counts.add(-1, unit: spell.unit, path: spell.unitPath, spell.state, spell.employment)
        }
        try MemberSearch.forget(all: spells.map(\.id), in: tx)
        try tx.run("DELETE FROM membership WHERE id \(anyOf: spells.map(\.id))")
        try tx.run("DELETE FROM person WHERE id \(anyOf: people.map(\.person))")
        try counts.write(in: tx)
    }
}
