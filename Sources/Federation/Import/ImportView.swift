import Web

/// What the page of one batch shows, read in one go.
struct ImportView {
    let batch: ImportBatch
    /// Whether the duty at work was given up and waits for a person.
    let isStuck: Bool
    let findings: [ImportFinding]
    /// The column whose findings are shown; nil for all.
    let column: RosterColumn?
    /// Rows with a finding, by column.
    let byColumn: [(column: RosterColumn, rows: Int)]
    /// Rows with a finding, by kind.
    let byKind: [(kind: Finding.Kind, rows: Int)]
    /// Whether the list was begun after the first line.
    let isContinued: Bool
    let hasMore: Bool
    /// What is listed: what is wrong, or what was mended.
    let gravity: Finding.Gravity
    /// Words that nobody knew, with how many rows have them.
    let words: [ImportMending.Word]
    /// What may be answered to them, by kind.
    let choices: [(kind: Finding.Kind, words: [String])]

    static let pageSize = 50

    init(_ batch: ImportBatch, _ call: Call, in tx: Transaction) throws {
        self.batch = batch
        let duty = batch.state.isBusy ? try batch.duty.flatMap { try Duty.first($0, in: tx) } : nil
        isStuck = duty?.state == .failed
        let chosen = RosterColumn(rawValue: call.query("column"))
        column = chosen
        gravity = call.query("weight") == Finding.Gravity.mended.rawValue ? .mended : .wrong
        let memory = UnitMemory(), unknown = batch.isOpen ? try ImportMending.words(of: batch, memory, in: tx) : []
        words = unknown
        choices = try ImportMending.kinds.keys.filter { kind in unknown.contains { $0.kind == kind } }.map { kind in
            (kind, try ImportMending.choices(kind, of: batch, memory, in: tx))
        }
        let mark = call.query("after").split(separator: "-").compactMap { Int($0) }
        isContinued = mark.count == 2
        let found = try ImportFinding.page(
            of: batch.id, column: chosen, of: [gravity], after: mark.count == 2 ? (mark[0], mark[1]) : (-1, 0),
            limit: Self.pageSize + 1,
            in: tx)
        hasMore = found.count > Self.pageSize
        findings = Array(found.prefix(Self.pageSize))
        byColumn = try ImportFinding.counts(
            of: batch.id, gravity, by: "column_name", in: tx
        ).compactMap { count in
            RosterColumn(rawValue: count.name).map { ($0, count.rows) }
        }
        byKind = try ImportFinding.counts(of: batch.id, .wrong, by: "kind", in: tx).compactMap { count in
            Finding.Kind(rawValue: count.name).map { ($0, count.rows) }
        }
    }

    var path: Path { Places.importBatch(batch.id) }

    var chips: [Chip] {
        let shown = RosterColumn.allCases.compactMap { column in byColumn.first { $0.column == column } }
        let path = listed
        let all = Chip("全部", to: path, isChosen: column == nil)
        return [all]
            + shown.map { one in
                Chip(
                    one.column.words, count: one.rows, to: path.with("column", one.column.rawValue),
                    isChosen: column == one.column)
            }
    }

    /// Where the list goes on.
    var next: Path? {
        guard hasMore, let last = findings.last else { return nil }
        return listed.with([("column", column?.rawValue ?? ""), ("after", "\(last.line)-\(last.seq)")])
    }

    var first: Path? { isContinued ? listed.with("column", column?.rawValue ?? "") : nil }

    /// The page with the same weight listed.
    private var listed: Path { gravity == .mended ? path.with("weight", gravity.rawValue) : path }

    /// Heads of the file that are not imported.
    var unknownTitles: [String] {
        zip(batch.titles, batch.fields).filter { !$0.isEmpty && $0 != "问题" && $1 == nil }.map(\.0)
    }

    var knownColumns: Int { Set(batch.fields.compactMap(\.self)).count }
}
