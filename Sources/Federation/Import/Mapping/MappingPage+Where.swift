import Sheets
import Web

/// Which sheets, where the heads stand, where the data end.
func whereCard(_ view: MappingView) -> HTML {
    let filled = view.filled
    let heads: [Choice] = [("1", "一行"), ("2", "两行（上面是分组）"), ("0", "没有列名，一开始就是名单")]
    let last = Field(
        "last-row", "名单到第几行为止", hint: "不写就读到最后（第 \(view.sheet.last) 行）。合计、填表人等行会自动跳过。",
        inputMode: "numeric")
    let hasUnit = view.plan.columns.contains(.unit)
    let inside: HTML = """
        \(if: view.survey.sheets.count > 1, sheetChoice(view))
        <div class="form-grid">\(select(Field("heads", "列名占几行"), heads, filled))
        \(field(Field("head-row", "列名在第几行", hint: "两行时写下面一行的行号。", inputMode: "numeric"), filled))
        \(field(last, filled))</div>
        \(if: view.sheet.hiddenRows > 0, checkBox("skips-hidden", "隐藏的行不导入", filled))
        \(if: view.survey.sheets.count > 1 && !hasUnit, checkBox("unit-by-sheet", "用工作表的名字作为所在部门", filled))
        <div class="row"><button class="btn" name="do" value="look">按这些重新读</button></div>
        """
    return card("从哪里读", id: "h-where", "<div class=\"stack-s\">\(inside)</div>")
}

private func sheetChoice(_ view: MappingView) -> HTML {
    let flaw = view.filled.flaws["sheet"]
    return """
        <fieldset class="field" id="sheet"><legend>工作表</legend>
        \(each: view.survey.sheets, { sheetBox($0, view) })
        <p class="hint">列名相同的几张表可以一起读；列名不同的请分次导入。</p>
        \(some: flaw, { "<p class=\"err\">\(icon("exclamation-circle-fill"))<span>\($0)</span></p>" })</fieldset>
        """
}

private func sheetBox(_ sheet: RosterSurvey.Sheet, _ view: MappingView) -> HTML {
    let rows = sheet.rows == 0 ? "空" : "\(grouped(sheet.rows)) 行"
    return checkBox(
        "sheet", "\(sheet.name)（\(rows)\(sheet.hidden ? "，隐藏" : "")）", value: String(sheet.index), view.filled)
}

/// The first and last rows as they stand in the file, each marked for what it is.
func previewCard(_ view: MappingView) -> HTML {
    let heads = view.plan.parts.first?.heads?.upperBound ?? 0
    let above = view.sheet.top.filter { $0.number <= heads }.suffix(6)
    let below = view.sheet.top.filter { $0.number > heads }
    let top = above + below.prefix(6)
    let shown = Set(top.map(\.number))
    let tail = (below + view.sheet.tail).suffix(5).filter { !shown.contains($0.number) }
    let columns = view.shownColumns
    let gap: HTML = "<tr><td class=\"muted\" colspan=\"\(columns.count + 2)\">……</td></tr>"
    return """
        <section class="card" aria-labelledby="h-preview"><div class="card-h"><h2 id="h-preview">文件原样</h2>
        <span class="sub">\(view.sheet.name.isEmpty ? "" : "“\(view.sheet.name)”，")共 \(grouped(view.sheet.rows)) 行有内容</span></div>
        <div class="tbl-wrap" tabindex="0" role="group" aria-label="文件的前几行和最后几行"><table class="tbl asis"><thead><tr>
        <th scope="col" class="r">行</th><th scope="col">这一行是</th>\(each: columns, columnHead)</tr></thead>
        <tbody>\(each: top, { previewLine($0, columns, view) })\(if: !tail.isEmpty, gap)
        \(each: tail, { previewLine($0, columns, view) })</tbody></table></div></section>
        """
}

private func columnHead(_ index: Int) -> HTML { "<th scope=\"col\">\(columnName(index))</th>" }

private func previewLine(_ line: RosterSurvey.Line, _ columns: [Int], _ view: MappingView) -> HTML {
    let role = view.role(of: line)
    let kind = role == .head ? "is-head" : role == .data ? "" : "is-passed"
    return """
        <tr class="\(kind)"><th scope="row" class="r num">\(line.number)</th><td>\(roleTag(role))\(hiddenTag(line, role))</td>
        \(each: columns, { previewCell(line[$0]) })</tr>
        """
}

private func roleTag(_ role: MappingView.Role) -> HTML {
    guard let words = role.words else { return .none }
    return tag(words, role == .head ? .pine : .plain)
}

private func hiddenTag(_ line: RosterSurvey.Line, _ role: MappingView.Role) -> HTML {
    line.hidden && role != .hidden ? tag("隐藏的行", .due) : .none
}

private func previewCell(_ cell: Cell) -> HTML {
    if cell.hasLostDigits { return "<td class=\"nowrap\"><span class=\"bad\">\(MappingView.shown(cell))</span></td>" }
    return "<td>\(MappingView.shown(cell))</td>"
}
