import Vault
import Web

/// The rows of one turn of checking on their way into their tables.
struct KeptTurn {
    let batch: ID<ImportBatch>
    private let plan: RosterPlan?
    private let ring: KeyRing
    private var rows: [[Value]] = []
    private var findings: [Finding] = []
    private var who: [Int: String] = [:]
    private var doubts: [(line: Int, person: ID<Person>?)] = []
    private var counts: [ImportRowKind: Int] = [:]
    private var mended = 0

    static let columns = ["batch_id", "line", "kind", "person", "payload", "before", "done"]

    init(_ standing: ImportBatch, ring: KeyRing) {
        (batch, plan) = (standing.id, standing.plan)
        self.ring = ring
    }

    /// In which earlier lines of the batch the people of this turn stood already.
    static func lines(
        of matches: [RosterMatching.Match], in batch: ID<ImportBatch>, _ tx: Transaction
    ) throws -> [ID<Person>: Int] {
        let people = matches.compactMap(\.person)
        var lines: [ID<Person>: Int] = [:]
        guard !people.isEmpty else { return lines }
        try tx.each(
            "SELECT person, line FROM import_row WHERE person \(anyOf: people) AND batch_id = \(batch)"
        ) { row in lines[try row.read("person")] = try row.read("line") }
        return lines
    }

    /// A row that nothing is wrong with, with what the register says of it.
    mutating func add(_ ready: ReadyCheck, _ match: RosterMatching.Match, _ earlier: inout [ID<Person>: Int]) {
        let (draft, said) = (ready.row.draft, ready.row.findings)
        if let person = match.person {
            if let first = earlier[person] {
                let finding = Finding(
                    row: draft.line, column: .name, kind: .duplicatePerson,
                    message: "与第 \(plan?.words(line: first) ?? String(first)) 行是名册里的同一人。请保留一行。",
                    value: Finding.masked(draft.name, in: .name))
                return add(refused: ready.row, finding)
            }
            earlier[person] = draft.line
        }
        switch match {
        case .wrong(let finding): return add(refused: ready.row, finding)
        case .doubtful(let finding, let line): add(doubtful: ready, said + [finding], line?.person)
        case .new, .same, .changed:
            guard said.contains(where: { $0.kind.gravity == .doubtful }) else {
                note(draft, said)
                return add(draft.line, match.kind, match.person, ready.payload)
            }
            add(doubtful: ready, said, match.person)
        }
    }

    private mutating func add(doubtful ready: ReadyCheck, _ found: [Finding], _ person: ID<Person>?) {
        note(ready.row.draft, found)
        doubts.append((ready.row.draft.line, person))
        add(ready.row.draft.line, .doubtful, person, ready.payload)
    }

    /// A row that is wrong by itself.
    mutating func add(wrong ready: ReadyCheck) {
        note(ready.row.draft, ready.row.findings)
        add(ready.row.draft.line, .wrong, nil, ready.payload)
    }

    /// A sound row that the register does not agree with.
    private mutating func add(refused row: RosterSpool.Row, _ finding: Finding) {
        note(row.draft, row.findings + [finding])
        let place = ImportRow.payloadPlace(batch, row.draft.line)
        add(row.draft.line, .wrong, nil, ring.seal(row.wrongText, for: place).bytes)
    }

    private mutating func note(_ draft: RosterDraft, _ found: [Finding]) {
        guard !found.isEmpty else { return }
        findings += found
        who[draft.line] = Finding.masked(draft.name, in: .name)
        if found.contains(where: { $0.kind.gravity == .mended }) { mended += 1 }
    }

    private mutating func add(_ line: Int, _ kind: ImportRowKind, _ person: ID<Person>?, _ payload: [UInt8]) {
        counts[kind, default: 0] += 1
        rows.append([
            batch.sqlValue, .integer(Int64(line)), kind.sqlValue, person.sqlValue, .bytes(payload), .null, .bool(false),
        ])
    }

    /// Writes rows, findings and counts.
    func insert(in tx: Transaction) throws {
        var rest = rows[...]
        try tx.load("import_row", Self.columns) { rest.popFirst() }
        try ImportFinding.insert(findings, of: batch, who: who, in: tx)
        try ImportDoubt.insert(doubts, of: batch, in: tx)
        try tx.run(
            """
            UPDATE import_batch SET rows_read = rows_read + \(rows.count), count_mended = count_mended + \(mended)
             WHERE id = \(batch)
            """)
        try ImportBatch.add(counts, to: batch, in: tx)
    }
}

extension RosterMatching.Match {
    /// The person of the register, if there is one.
    var person: ID<Person>? {
        switch self {
        case .new, .wrong, .doubtful: nil
        case .same(let line), .changed(let line, _): line.person
        }
    }
}
