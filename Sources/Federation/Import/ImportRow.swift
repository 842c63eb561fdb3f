import Vault
import Web

/// What became of one row of a file.
enum ImportRowKind: String, Sendable, Readable, Bindable {
    case new
    case matched
    case changed
    case wrong
    /// Written, and not taken back by the undo: somebody changed the person since.
    case kept
    /// Waits for an officer.
    case doubtful
    /// Left out, as an officer said.
    case omitted
}

/// One row of a batch as it waits: its contents sealed under the ring, for this line of this batch alone.
struct ImportRow: Record, Sendable {
    let batch: ID<ImportBatch>
    let line: Int
    let kind: ImportRowKind
    private(set) var person: ID<Person>?
    /// Nil when its time was over and it was destroyed.
    let payload: [UInt8]?
    let before: [UInt8]?
    /// The person's version as the row left it.
    let version: Int?
    /// The current spell as the row left it.
    let spell: ID<Membership>?

    static let columns: SQL = "batch_id, line, kind, person, payload, before, person_version, spell"

    init(_ row: borrowing Row) throws {
        batch = try row.read("batch_id")
        line = try row.read("line")
        kind = try row.read("kind")
        person = try row.read("person")
        payload = try row.read("payload")
        before = try row.read("before")
        version = try row.read("person_version")
        spell = try row.read("spell")
    }

    /// The same row, meaning this person.
    func naming(_ person: ID<Person>?) -> ImportRow {
        var other = self
        other.person = person
        return other
    }

    /// What the row says of a person; of one that is wrong, as much as could be read.
    func draft(_ ring: KeyRing) throws -> RosterDraft {
        let json = try content(ring)
        return RosterDraft(json["draft"] ?? json)
    }

    /// The cells of a wrong row as they stood in the file; of one that went wrong only when it was written, what was read.
    func cells(under titles: [String], _ ring: KeyRing) throws -> [String] {
        let json = try content(ring)
        if let cells = json["cells"]?.array { return cells.compactMap(\.string) }
        let draft = RosterDraft(json)
        return titles.map { RosterColumn(head: $0).map(draft.written) ?? "" }
    }

    /// What a wrong row keeps once one of its fields was put right.
    func wrong(with draft: RosterDraft, _ ring: KeyRing) throws -> JSON {
        ["cells": try content(ring)["cells"] ?? .array([]), "draft": draft.json]
    }

    private func content(_ ring: KeyRing) throws -> JSON {
        guard let payload else { throw ImportProblem.destroyed }
        return try JSON(parsing: try ring.open(Sealed(payload), for: Self.payloadPlace(batch, line)))
    }

    func past(_ ring: KeyRing) throws -> RosterPast? {
        try before.map { bytes in
            RosterPast(try JSON(parsing: try ring.open(Sealed(bytes), for: Self.beforePlace(batch, line))))
        }
    }

    static func payloadPlace(_ batch: ID<ImportBatch>, _ line: Int) -> SealContext {
        SealContext(table: "import_row", column: "payload", row: "\(batch)-\(line)")
    }

    static func beforePlace(_ batch: ID<ImportBatch>, _ line: Int) -> SealContext {
        SealContext(table: "import_row", column: "before", row: "\(batch)-\(line)")
    }

    static func sealed(_ json: JSON, for context: SealContext, _ ring: KeyRing) -> [UInt8] {
        var bytes: [UInt8] = []
        json.write(into: &bytes)
        return ring.seal(bytes, for: context).bytes
    }
}

/// One finding as it is kept.
struct ImportFinding: Record, Sendable {
    let line: Int
    let seq: Int
    let column: RosterColumn
    let kind: Finding.Kind
    let message: String
    let value: String
    /// The name in the row, masked.
    let who: String

    static let columns: SQL = "line, seq, column_name, kind, message, value, who"
    /// Where findings begin that are made when a row is written, after those of its checking.
    static let later = 100

    init(_ row: borrowing Row) throws {
        line = try row.read("line")
        seq = try row.read("seq")
        column = try row.read("column_name")
        kind = try row.read("kind")
        message = try row.read("message")
        value = try row.read("value")
        who = try row.read("who")
    }

    /// One page of a batch's findings after a line and place, of one column or of all.
    static func page(
        of batch: ID<ImportBatch>, column: RosterColumn?, of gravities: [Finding.Gravity] = Finding.Gravity.allCases,
        after: (line: Int, seq: Int), limit: Int, in tx: Transaction
    ) throws -> [ImportFinding] {
        let only: SQL = column.map { "AND column_name = \($0)" } ?? .nothing
        let weight: SQL =
            gravities.count == Finding.Gravity.allCases.count
            ? .nothing : "AND kind \(anyOf: gravities.flatMap(\.kinds).map(\.rawValue))"
        return try tx.all(
            """
            SELECT \(columns) FROM import_finding
             WHERE batch_id = \(batch) AND (line, seq) > (\(after.line), \(after.seq)) \(only) \(weight)
             ORDER BY line, seq LIMIT \(limit)
            """)
    }

    /// All findings of some lines, by line.
    static func all(
        of batch: ID<ImportBatch>, lines: [Int], in tx: Transaction
    ) throws -> [Int: [ImportFinding]] {
        guard !lines.isEmpty else { return [:] }
        let found: [ImportFinding] = try tx.all(
            """
            SELECT \(columns) FROM import_finding WHERE batch_id = \(batch) AND line \(anyOf: lines) ORDER BY line, seq
            """)
        return Dictionary(grouping: found, by: \.line)
    }

    /// How many rows have a finding of a weight, by column or by kind.
    static func counts(
        of batch: ID<ImportBatch>, _ gravity: Finding.Gravity, by field: SQL, in tx: Transaction
    ) throws -> [(name: String, rows: Int)] {
        var counts: [(name: String, rows: Int)] = []
        try tx.each(
            """
            SELECT \(field) AS name, count(DISTINCT line) AS found FROM import_finding
             WHERE batch_id = \(batch) AND kind \(anyOf: gravity.kinds.map(\.rawValue))
             GROUP BY \(field) ORDER BY count(DISTINCT line) DESC, \(field)
            """
        ) { row in counts.append((try row.read("name"), try row.read("found"))) }
        return counts
    }

    /// Keeps findings. Their order within a line goes on from `first`.
    static func insert(
        _ findings: [Finding], of batch: ID<ImportBatch>, who: [Int: String], first: Int = 0, in tx: Transaction
    ) throws {
        var rest = findings[...]
        var line = -1, seq = 0
        try tx.load("import_finding", ["batch_id", "line", "seq", "column_name", "kind", "message", "value", "who"]) {
            guard let finding = rest.popFirst() else { return nil }
            seq = finding.row == line ? seq + 1 : first
            line = finding.row
            return [
                batch.sqlValue, .integer(Int64(line)), .integer(Int64(seq)), finding.column.sqlValue,
                finding.kind.sqlValue,
                .text(finding.message), .text(finding.value), .text(who[line] ?? ""),
            ]
        }
    }
}
