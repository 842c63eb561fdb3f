import Vault
import Web

/// What the queue of one batch shows: rows in doubt, each beside the person it may mean.
struct DoubtQueue {
    /// One row in doubt with both sides and why it is doubtful.
    struct Entry: Sendable {
        let doubt: ImportDoubt
        let row: ComparedRows.Row
        let reasons: [String]
        /// Who decided.
        let decider: String?
    }

    let batch: ImportBatch
    let entries: [Entry]
    /// Whether those are shown that wait; otherwise those that were decided.
    let isOpen: Bool
    let decided: Int
    let isContinued: Bool
    let hasMore: Bool
    /// Whether the officer comes from a decision, and goes on with the next.
    let isNext: Bool

    static let pageSize = 10

    init(_ batch: ImportBatch, _ call: Call, ring: KeyRing, in tx: Transaction) throws {
        self.batch = batch
        isOpen = call.query("decided") != "yes"
        let after = Int(call.query("after")) ?? 0
        isContinued = after > 0
        isNext = call.query("next") == "yes"
        let found = try ImportDoubt.page(
            of: batch.id, isOpen: isOpen, after: after, limit: Self.pageSize + 1, in: tx)
        hasMore = found.count > Self.pageSize
        let shown = Array(found.prefix(Self.pageSize)), lines = shown.map(\.line)
        decided = try ImportDoubt.counts(of: batch.id, in: tx).filter { $0.key != .open }.values.reduce(0, +)
        let rows: [ImportRow] = try tx.all(
            """
            SELECT \(ImportRow.columns) FROM import_row WHERE batch_id = \(batch.id) AND line \(anyOf: lines) ORDER BY line
            """)
        let people = Dictionary(shown.map { ($0.line, $0.person) }) { first, _ in first }
        let compared = try ComparedRows(
            rows.map { $0.naming(people[$0.line] ?? nil) }, of: batch, ring, in: tx)
        let reasons = try ImportFinding.all(of: batch.id, lines: lines, in: tx)
        let names = try PersonEntry.names(of: shown.compactMap(\.decidedBy), in: tx)
        entries = zip(shown, compared.rows).map { doubt, row in
            let why = (reasons[doubt.line] ?? []).filter { $0.kind.gravity == .doubtful }.map(\.message)
            return Entry(doubt: doubt, row: row, reasons: why, decider: doubt.decidedBy.flatMap { names[$0] })
        }
    }

    var path: Path { Places.importDoubts(batch.id) }
    private var listed: Path { isOpen ? path : path.with("decided", "yes") }
    var first: Path? { isContinued ? listed : nil }
    var next: Path? {
        guard hasMore, let last = entries.last else { return nil }
        return listed.with("after", "\(last.doubt.line)")
    }
}

/// The queue: one card a row, both sides beside each other, differences marked, the decision as buttons.
func doubtsPage(_ queue: DoubtQueue, _ filled: Filled) -> HTML {
    let batch = queue.batch
    let crumbs: [Crumb] = [
        ("批量导入", Places.imports(batch.unit)), (batch.fileName, Places.importBatch(batch.id)), ("要您决定的行", nil),
    ]
    let filter = chips(
        "按是否已定筛选",
        [
            Chip("待定", count: batch.doubtful, to: queue.path, isChosen: queue.isOpen),
            Chip("已定", count: queue.decided, to: queue.path.with("decided", "yes"), isChosen: !queue.isOpen),
        ])
    let none =
        queue.isOpen
        ? emptyState("没有待定的行了", "可以回去确认导入。", button("回到核对结果", to: Places.importBatch(batch.id), isPrimary: true))
        : emptyState("还没有决定过", "决定过的行会列在这里，导入之前都可以改。")
    let entries = Array(queue.entries.enumerated())
    return """
        \(flawSummary(filled.flaws))
        \(pageHead("要您决定的行", "左边是文件里的一行，右边是名册里的人。决定会马上保存，几位干部可以同时做；导入之前都可以改。", crumbs: crumbs))
        <div class="mb4">\(filter)</div>
        \(if: queue.isOpen && batch.doubtful > 1 && batch.isOpen, allAlike(batch))
        \(if: queue.entries.isEmpty, "<section class=\"card\">\(none)</section>")
        <div class="stack">\(each: entries, { doubtCard($0.element, queue, isFirst: $0.offset == 0) })</div>
        \(pager(shown: queue.entries.count, total: nil, unit: "行", first: queue.first, next: queue.next))
        """
}

private func allAlike(_ batch: ImportBatch) -> HTML {
    let choices = [DoubtChoice.take, .keep, .another, .omit].map { (value: $0.rawValue, words: $0.words) }
    let inside: HTML = """
        <div class="row answer">\(select(Field("all", "其余 \(grouped(batch.doubtful)) 行都按", isRequired: true), choices, empty: "请选择", Filled()))
        <button class="btn">一起决定</button></div>
        """
    return "<section class=\"card card-b mb4\">\(form(to: Places.importDoubts(batch.id), inside))</section>"
}

private func doubtCard(_ entry: DoubtQueue.Entry, _ queue: DoubtQueue, isFirst: Bool) -> HTML {
    let doubt = entry.doubt
    let why = entry.reasons
    return """
        <section class="card doubt" id="row-\(doubt.line)" aria-labelledby="h-\(doubt.line)">
        <div class="card-h"><h2 id="h-\(doubt.line)">第 \(queue.batch.words(line: doubt.line)) 行 \(entry.row.name)</h2>
        \(if: doubt.choice != .open, tag(doubt.choice.words, .done))</div>
        <div class="card-b stack-s">\(each: why, { "<p class=\"s14\">\($0)</p>" })
        \(bothSides(entry.row, at: queue.batch.words(line: doubt.line), hasRegister: doubt.person != nil))
        \(some: entry.decider, { "<p class=\"hint\">由 \($0) 决定。</p>" })
        \(if: queue.batch.isOpen, decisions(doubt, queue, isFirst: isFirst))</div></section>
        """
}

/// Both sides as a table; what differs is marked and said.
func bothSides(_ row: ComparedRows.Row, at line: String, hasRegister: Bool) -> HTML {
    """
    <div class="tbl-wrap" tabindex="0" role="group" aria-label="第 \(line) 行的两边对照"><table class="tbl sides"><thead><tr>
    <th scope="col">项目</th><th scope="col">文件里</th><th scope="col">\(hasRegister ? "名册里" : "名册里没有")</th></tr></thead>
    <tbody>\(each: row.comparison.sides, sideLine)</tbody></table></div>
    """
}

private func sideLine(_ side: RosterComparison.Side) -> HTML {
    let file: HTML =
        side.differs
        ? "<mark>\(side.file)</mark> <span class=\"vh\">（不同）</span>" : .words(side.file.isEmpty ? "—" : side.file)
    return """
        <tr class="\(side.differs ? "differs" : "")"><th scope="row" class="nowrap">\(side.column.words)</th><td>\(file)</td>
        <td>\(side.register.isEmpty ? "—" : side.register)</td></tr>
        """
}

private func decisions(_ doubt: ImportDoubt, _ queue: DoubtQueue, isFirst: Bool) -> HTML {
    let choices = Array((doubt.choice == .open ? doubt.choices : [.open]).enumerated())
    let inside: HTML = """
        \(hidden("line", "\(doubt.line)"))\(hidden("seen", doubt.choice.rawValue))
        <div class="row">\(each: choices, { choice in
            decisionButton(choice.element, doubt, at: choice.offset, isFirst: isFirst, isNext: queue.isNext) })</div>
        """
    return form(to: queue.path, inside)
}

/// Of the first card the buttons answer to the keys 1 to 4, with the browser's key for such.
private func decisionButton(
    _ choice: DoubtChoice, _ doubt: ImportDoubt, at place: Int, isFirst: Bool, isNext: Bool
) -> HTML {
    let words =
        switch choice {
        case .open: "改为待定"
        case .another where doubt.person == nil: "属实，照写导入"
        default: choice.words
        }
    let key = isFirst ? "\(place + 1)" : nil
    return """
        <button class="btn" name="choice" value="\(choice.rawValue)" \(attribute: "accesskey", key) \
        \(flag: "autofocus", isFirst && isNext && place == 0 && doubt.choice == .open)>\(words)</button>
        """
}
