import Vault
import Web

/// The rows of one turn of checking on their way into their tables.
struct KeptTurn {
    let batch: ID<ImportBatch>
    let ring: KeyRing
    private var rows: [[Value]] = []
    private var findings: [Finding] = []
    private var who: [Int: String] = [:]
    private var doubts: [(line: Int, person: ID<Person>?)] = []
    private var counts: [ImportRowKind: Int] = [:]
    private var mended = 0

    static let columns = ["batch_id", "line", "kind", "person", "payload", "before", "done"]

    init(batch: ID<ImportBatch>, ring: KeyRing) {
        self.batch = batch
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
    mutating func add(
        _ draft: RosterDraft, _ said: [Finding], _ match: RosterMatching.Match, _ cells: [String],
        _ earlier: inout [ID<Person>: Int]
    ) {
        if let person = match.person {
            if let first = earlier[person] {
                let finding = Finding(
                    row: draft.line, column: .name, kind: .duplicatePerson,
                    message: "与第 \(first) 行是名册里的同一人。请保留一行。", value: Finding.masked(draft.name, in: .name))
                return add(wrong: draft, said + [finding], cells)
            }
            earlier[person] = draft.line
        }
        switch match {
        case .wrong(let finding): return add(wrong: draft, said + [finding], cells)
        case .doubtful(let finding, let line): add(doubtful: draft, said + [finding], line?.person)
        case .new, .same, .changed:
            guard said.contains(where: { $0.kind.gravity == .doubtful }) else {
                note(draft, said)
                return add(draft.line, match.kind, match.person, draft.json)
            }
            add(doubtful: draft, said, match.person)
        }
    }

    private mutating func add(doubtful draft: RosterDraft, _ found: [Finding], _ person: ID<Person>?) {
        note(draft, found)
        doubts.append((draft.line, person))
        add(draft.line, .doubtful, person, draft.json)
    }

    /// A wrong row keeps its cells, to be shown as they were, and what could be read, to go on from when one word is mended.
    mutating func add(wrong draft: RosterDraft, _ found: [Finding], _ cells: [String]) {
        note(draft, found)
        add(draft.line, .wrong, nil, ["cells": .array(cells.map { JSON($0) }), "draft": draft.json])
    }

    private mutating func note(_ draft: RosterDraft, _ found: [Finding]) {
        guard !found.isEmpty else { return }
        findings += found
        who[draft.line] = Finding.masked(draft.name, in: .name)
        if found.contains(where: { $0.kind.gravity == .mended }) { mended += 1 }
    }

    private mutating func add(_ line: Int, _ kind: ImportRowKind, _ person: ID<Person>?, _ content: JSON) {
        counts[kind, default: 0] += 1
        let payload = ImportRow.sealed(content, for: ImportRow.payloadPlace(batch, line), ring)
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
