import Vault
import Web

/// What the list of one batch's rows shows: those of one kind, with what would change on file or did.
struct ImportRowList {
    /// The kinds that are listed, in the order of the filter.
    static let kinds: [(kind: ImportRowKind, words: String)] = [
        (.changed, "更新"), (.new, "新增"), (.matched, "无变化"), (.omitted, "不导入"), (.kept, "撤销时保留"),
    ]

    let batch: ImportBatch
    let kind: ImportRowKind
    let rows: [ComparedRows.Row]
    let isContinued: Bool
    let hasMore: Bool

    static let pageSize = 50

    init(_ batch: ImportBatch, _ call: Call, ring: KeyRing, in tx: Transaction) throws {
        self.batch = batch
        let asked = ImportRowKind(rawValue: call.query("kind")) ?? .changed
        let chosen = Self.kinds.contains { $0.kind == asked } ? asked : .changed
        kind = chosen
        let after = Int(call.query("after")) ?? 0
        isContinued = after > 0
        // Named once more in plain words, so that the index of the few kinds serves.
        let few: SQL = chosen == .new ? .nothing : "AND kind <> 'new'"
        let found: [ImportRow] =
            batch.destroyedAt == nil
            ? try tx.all(
                """
                SELECT \(ImportRow.columns) FROM import_row
                 WHERE batch_id = \(batch.id) AND kind = \(chosen) \(few) AND line > \(after)
                 ORDER BY line LIMIT \(Self.pageSize + 1)
                """) : []
        hasMore = found.count > Self.pageSize
        rows = try ComparedRows(Array(found.prefix(Self.pageSize)), of: batch, ring, in: tx).rows
    }

    var path: Path { Places.importRows(batch.id) }
    private var listed: Path { path.with("kind", kind.rawValue) }
    var first: Path? { isContinued ? listed : nil }
    var next: Path? {
        guard hasMore, let last = rows.last else { return nil }
        return listed.with("after", "\(last.line)")
    }

    func count(_ kind: ImportRowKind) -> Int? {
        switch kind {
        case .changed: batch.changed
        case .new: batch.new
        case .matched: batch.matched
        case .omitted: batch.omitted
        case .kept: batch.kept
        default: nil
        }
    }
}

/// The rows of one kind: of those that change somebody, each field old and new.
func importRowsPage(_ list: ImportRowList) -> HTML {
    let batch = list.batch
    let crumbs: [Crumb] = [
        ("批量导入", Places.imports(batch.unit)), (batch.fileName, Places.importBatch(batch.id)), ("逐行查看", nil),
    ]
    let shown = ImportRowList.kinds.filter { $0.kind == list.kind || (list.count($0.kind) ?? 0) > 0 }
    let filter = shown.map { one in
        Chip(
            one.words, count: list.count(one.kind), to: list.path.with("kind", one.kind.rawValue),
            isChosen: one.kind == list.kind)
    }
    let sentence: HTML =
        [.checked, .uploaded, .checking].contains(batch.state)
        ? "还没有写入。“更新”的行列出名册里原来的内容和要改成的内容。" : "证件号和手机号只显示掩码。"
    return """
        \(pageHead("逐行查看", sentence, crumbs: crumbs))
        <section class="card"><div class="etabs">\(chips("按结果筛选", filter))</div>
        \(if: list.rows.isEmpty, emptyState("没有这样的行", "换一个筛选看看。"))
        \(if: !list.rows.isEmpty, rowTable(list))
        \(pager(shown: list.rows.count, total: list.count(list.kind), unit: "行", first: list.first, next: list.next))</section>
        """
}

private func rowTable(_ list: ImportRowList) -> HTML {
    let isChange = list.kind == .changed && list.batch.state == .checked
    return """
        <div class="tbl-wrap" tabindex="0" role="group" aria-label="行的列表"><table class="tbl cards errs"><thead><tr>
        <th scope="col" class="r">行号</th><th scope="col">姓名</th><th scope="col">\(isChange ? "要改的内容" : "内容")</th></tr></thead>
        <tbody>\(each: list.rows, { rowLine($0, list.batch, isChange: isChange) })</tbody></table></div>
        """
}

private func rowLine(_ row: ComparedRows.Row, _ batch: ImportBatch, isChange: Bool) -> HTML {
    let sides =
        isChange ? row.comparison.changes : row.comparison.sides.filter { !$0.file.isEmpty && $0.column != .name }
    let name: HTML =
        if let person = row.person {
            "<a href=\"\(Places.person(person))\">\(row.name)</a>"
        } else {
            .words(row.name)
        }
    return """
        <tr><td class="r num" data-l="行号">\(batch.words(line: row.line))</td><th scope="row" class="nowrap">\(name)</th>
        <td data-l="\(isChange ? "改动" : "内容")"><div>\(each: sides, { isChange ? changeLine($0) : sideWords($0) })</div></td></tr>
        """
}

private func changeLine(_ side: RosterComparison.Side) -> HTML {
    """
    <div><span class="muted">\(side.column.words)：</span><del>\(side.register.isEmpty ? "（空）" : side.register)</del> → <ins>\(side.file)</ins></div>
    """
}

private func sideWords(_ side: RosterComparison.Side) -> HTML {
    "<span class=\"nowrap\"><span class=\"muted\">\(side.column.words)</span> \(side.file)</span> "
}
