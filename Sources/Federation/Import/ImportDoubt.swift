import Vault
import Web

/// What an officer may say to a row that the rules cannot judge.
enum DoubtChoice: String, CaseIterable, Sendable, Readable, Bindable {
    /// Nobody has decided yet.
    case open
    /// The same person; what the file says is taken over.
    case take
    /// The same person; the register stays as it is.
    case keep
    /// Somebody else, who is entered.
    case another
    /// The row is left out.
    case omit

    var words: String {
        switch self {
        case .open: "待定"
        case .take: "同一人，按文件更新"
        case .keep: "同一人，名册不动"
        case .another: "另一个人，新增"
        case .omit: "这一行不导入"
        }
    }
}

/// A row in doubt: the line of the file, whom of the register it may mean, and what was decided, by whom.
struct ImportDoubt: Record, Sendable {
    let line: Int
    /// Who of the register it may be; nil when the doubt is about the row alone.
    let person: ID<Person>?
    var choice: DoubtChoice
    let decidedBy: ID<Person>?
    let decidedAt: Instant?

    static let columns: SQL = "line, person, choice, decided_by, decided_at"

    init(_ row: borrowing Row) throws {
        line = try row.read("line")
        person = try row.read("person")
        choice = try row.read("choice")
        decidedBy = try row.read("decided_by")
        decidedAt = try row.read("decided_at")
    }

    /// What may be chosen: only with somebody of the register on the other side can it be the same person.
    var choices: [DoubtChoice] { person == nil ? [.another, .omit] : [.take, .keep, .another, .omit] }

    /// The doubts of some lines of a batch, by line.
    static func all(of batch: ID<ImportBatch>, lines: [Int], in tx: Transaction) throws -> [Int: ImportDoubt] {
        guard !lines.isEmpty else { return [:] }
        let found: [ImportDoubt] = try tx.all(
            "SELECT \(columns) FROM import_doubt WHERE batch_id = \(batch) AND line \(anyOf: lines)")
        return Dictionary(found.map { ($0.line, $0) }) { first, _ in first }
    }

    /// One page of a batch's doubts after a line: those that are open, or those that were decided.
    static func page(
        of batch: ID<ImportBatch>, isOpen: Bool, after line: Int, limit: Int, in tx: Transaction
    ) throws -> [ImportDoubt] {
        let which: SQL = isOpen ? "choice = 'open'" : "choice <> 'open'"
        return try tx.all(
            """
            SELECT \(columns) FROM import_doubt WHERE batch_id = \(batch) AND \(which) AND line > \(line)
             ORDER BY line LIMIT \(limit)
            """)
    }

    /// Keeps rows that wait, each with whom it may mean.
    static func insert(
        _ doubts: [(line: Int, person: ID<Person>?)], of batch: ID<ImportBatch>, in tx: Transaction
    ) throws {
        guard !doubts.isEmpty else { return }
        var rest = doubts[...]
        try tx.load("import_doubt", ["batch_id", "line", "person", "choice"]) {
            guard let doubt = rest.popFirst() else { return nil }
            return [
                batch.sqlValue, .integer(Int64(doubt.line)), doubt.person.sqlValue, DoubtChoice.open.sqlValue,
            ]
        }
    }

    /// How many were decided, each way.
    static func counts(of batch: ID<ImportBatch>, in tx: Transaction) throws -> [DoubtChoice: Int] {
        var counts: [DoubtChoice: Int] = [:]
        try tx.each(
            "SELECT choice, count(*) AS doubts FROM import_doubt WHERE batch_id = \(batch) GROUP BY choice"
        ) { row in counts[try row.read("choice")] = try row.read("doubts") }
        return counts
    }
}
