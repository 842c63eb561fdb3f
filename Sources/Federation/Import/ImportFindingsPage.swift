import Web

/// What is wrong, row by row, with a filter by column.
func findingsCard(_ view: ImportView) -> HTML {
    guard !view.byColumn.isEmpty else {
        return card("错误报告", id: "h-findings", emptyState("没有发现错误", "文件里没有写错的行。"))
    }
    let download: HTML = """
        <span class="row"><a class="btn" href="\(Places.importFindings(view.batch.id))">\
        \(icon("file-earmark-spreadsheet"))下载错误行</a>\(if: view.batch.mark != nil, wholeLink(view.batch))</span>
        """
    return """
        <section class="card" aria-labelledby="h-findings"><div class="card-h"><h2 id="h-findings">\(view.gravity == .mended ? "整理了什么" : "错误报告")</h2>
        <span class="sub">\(view.gravity == .mended ? "\(grouped(view.batch.mended)) 行" : "\(grouped(view.batch.wrong)) 行有错误")</span>\(if: view.batch.wrong > 0 && view.batch.destroyedAt == nil, download)</div>
        <div class="etabs">\(chips("按列筛选", view.chips))</div>
        \(findingsTable(view.findings, view.batch))
        \(pager(shown: view.findings.count, total: nil, unit: "处", first: view.first, next: view.next))</section>
        """
}

private func wholeLink(_ batch: ImportBatch) -> HTML {
    "<a class=\"btn\" href=\"\(Places.importFindings(batch.id).with("rows", "all"))\">下载全部行</a>"
}

private func findingsTable(_ findings: [ImportFinding], _ batch: ImportBatch) -> HTML {
    """
    <div class="tbl-wrap" tabindex="0" role="group" aria-label="错误行列表"><table class="tbl cards errs"><thead><tr>
    <th scope="col" class="r">行号</th><th scope="col">姓名</th><th scope="col">列</th><th scope="col">文件中的值</th>
    <th scope="col">问题与建议</th></tr></thead><tbody>\(each: findings, { findingLine($0, batch) })</tbody></table></div>
    """
}

private func findingLine(_ finding: ImportFinding, _ batch: ImportBatch) -> HTML {
    let words = finding.message.split(separator: "。", maxSplits: 1)
    let advice = words.count > 1 ? String(words[1]) : ""
    return """
        <tr><td class="r num" data-l="行号">\(batch.words(line: finding.line))</td>
        <th scope="row" class="nowrap">\(finding.who.isEmpty ? "—" : finding.who)</th>
        <td data-l="列" class="nowrap">\(finding.column.words)</td>
        <td data-l="文件中的值"><span class="bad">\(finding.value.isEmpty ? "（空）" : finding.value)</span></td>
        <td data-l="问题"><div><b>\(words.first.map(String.init) ?? "")</b><br><span class="muted">\(advice)</span></div></td></tr>
        """
}

/// Where the mistakes are, by kind.
func barsCard(_ view: ImportView) -> HTML {
    guard !view.byKind.isEmpty else { return .none }
    let most = max(view.batch.wrong, view.byKind.first?.rows ?? 1, 1)
    return card(
        "错在哪里", id: "h-bars",
        "<div class=\"stack-s\">\(each: view.byKind.prefix(8), { bar($0.kind, $0.rows, of: most) })</div>")
}

private func bar(_ kind: Finding.Kind, _ rows: Int, of most: Int) -> HTML {
    """
    <div class="quota"><div class="ends"><span>\(kind.words)</span><b>\(grouped(rows)) 行</b></div>
    <progress class="bar thin bad" value="\(rows)" max="\(most)" aria-label="\(kind.words)的行数">\(rows)/\(most)</progress></div>
    """
}

/// Columns that mean nothing to an import.
func unknownCard(_ view: ImportView) -> HTML {
    guard !view.unknownTitles.isEmpty else { return .none }
    return card(
        "没有导入的列", id: "h-unknown",
        """
        <p class="s14">\(view.unknownTitles.joined(separator: "、"))。其中有该导入的，请重新上传这个文件，上传时勾选“先看看每一列认得对不对”。</p>
        """)
}
