import Sheets
import Web

/// The screen on which an officer sees how a file will be read, and puts it right.
func mappingPage(_ view: MappingView) -> HTML {
    let reading = view.reading
    let crumbs: [Crumb] = [
        ("会员名册", Places.members(reading.unit)), ("批量导入", Places.imports(reading.unit)), ("对应列名", nil),
    ]
    let sentence: HTML =
        "\(reading.fileName)，\(moment(reading.madeAt)) 上传到“\(reading.unitName)”。请看看每一列认得对不对，还没有写入任何数据。"
    return """
        \(pageHead("导入会员名册", sentence, crumbs: crumbs))
        \(steps(["上传文件", "对应列名", "核对", "确认", "完成"], current: 1))
        \(flawSummary(view.filled.flaws))
        \(remarks(view))
        <div class="stack"><form class="stack" method="post" action="\(Places.waitingRoster(reading.id))" novalidate>\(HTML.formKeys)
        \(columnsCard(view))
        \(whereCard(view))
        \(previewCard(view))
        </form>
        \(action("放弃，删除这个文件", to: Places.waitingRosterEnd(reading.id), className: "btn quiet"))</div>
        """
}

/// What the officer should know before looking at columns.
private func remarks(_ view: MappingView) -> HTML {
    var all: [HTML] = []
    if view.plan.columns.contains(.name) == false {
        all.append(note("没有认出“姓名”一列。请先看“从哪里读”里列名的行号对不对，或在下面选出哪一列是姓名。", .bad))
    }
    let hidden = view.survey.sheets.filter { $0.hidden && $0.rows > 0 }.map(\.name)
    if !hidden.isEmpty { all.append(note("文件里有隐藏的工作表：\(hidden.joined(separator: "、"))。没有选它们。", .due)) }
    if view.sheet.hiddenRows > 0 {
        let words: HTML = "表里有 \(grouped(view.sheet.hiddenRows)) 行被隐藏或筛选掉了，现在\(view.plan.skipsHidden ? "不" : "也")导入。"
        all.append(note("\(words)要改，在“从哪里读”里选。", .due))
    }
    let columns = view.sheet.hiddenColumns.map(columnName)
    if !columns.isEmpty { all.append(note("\(columns.joined(separator: "、")) 列在文件里是隐藏的，也列在下面。", .due)) }
    return all.isEmpty ? .none : "<div class=\"stack-s mb4\">\(each: all, { $0 })</div>"
}

/// Each column: its head, its first cells, what it is taken for and why.
private func columnsCard(_ view: MappingView) -> HTML {
    let known = view.guesses.count { $0.column != nil }
    return """
        <section class="card" aria-labelledby="columns"><div class="card-h"><h2 id="columns">每一列导入为什么</h2>
        <span class="sub">\(view.shownColumns.count) 列，导入 \(known) 列</span></div>
        <div class="tbl-wrap" tabindex="0" role="group" aria-label="列的对应"><table class="tbl cards errs heads"><thead><tr>
        <th scope="col">列</th><th scope="col">文件里的列名</th><th scope="col">前几格</th><th scope="col">导入为</th>
        <th scope="col">为什么</th></tr></thead><tbody>\(each: view.shownColumns, { columnLine($0, view) })</tbody></table></div>
        <div class="card-b stack-s"><div class="check-row">\(checkBox("remember", "记住这种表头，下次上传直接照此对应", view.filled))</div>
        <div class="row"><button class="btn primary" name="do" value="check">保存对应并核对</button></div>
        <p class="hint">核对只看不写，结果会逐行列出，您确认之后才会导入。</p></div></section>
        """
}

private func columnLine(_ index: Int, _ view: MappingView) -> HTML {
    let title = view.plan.titles.indices.contains(index) ? view.plan.titles[index] : ""
    let group = view.plan.groups.indices.contains(index) ? view.plan.groups[index] : ""
    let guess = view.guesses.indices.contains(index) ? view.guesses[index] : .none("没有列名。")
    let values = view.data.map { MappingView.shown($0[index]) }.filter { !$0.isEmpty }.prefix(3)
    let head: HTML = title.isEmpty ? "<span class=\"muted\">（没有列名）</span>" : "\(title)"
    return """
        <tr><td data-l="列" class="num">\(columnName(index))</td>
        <th scope="row">\(if: !group.isEmpty, "<span class=\"muted\">\(group) / </span>")\(head)</th>
        <td data-l="前几格"><span class="muted">\(values.isEmpty ? "（空）" : values.joined(separator: "、"))</span></td>
        <td data-l="导入为">\(choice(index, title, view))</td>
        <td data-l="为什么"><div>\(tag(words(guess), tone(guess))) <span class="muted s13">\(guess.reason)</span></div></td></tr>
        """
}

private func choice(_ index: Int, _ title: String, _ view: MappingView) -> HTML {
    let name = "column-\(index)"
    let flaw = view.filled.flaws[name], chosen = view.filled[name]
    let choices = [(value: "", words: "不导入")] + RosterColumn.allCases.map { (value: $0.rawValue, words: $0.words) }
    return """
        <div class="field"><select class="select" id="\(name)" name="\(name)" aria-label="\(columnName(index)) 列\(title)导入为" \
        \(attribute: "aria-invalid", flaw == nil ? nil : "true")>
        \(each: choices, { option($0.value, $0.words, isChosen: $0.value == chosen) })</select>
        \(some: flaw, { "<p class=\"err\">\(icon("exclamation-circle-fill"))<span>\($0)</span></p>" })</div>
        """
}

private func option(_ value: String, _ words: String, isChosen: Bool) -> HTML {
    "<option value=\"\(value)\" \(flag: "selected", isChosen)>\(words)</option>"
}

private func words(_ guess: ColumnGuess) -> String {
    guard guess.column != nil else { return "不导入" }
    return switch guess.confidence {
    case .told: "已指定"
    case .certain: "确定"
    case .likely: "可能"
    case .guessed, .none: "猜的"
    }
}

private func tone(_ guess: ColumnGuess) -> Tone {
    guard guess.column != nil else { return .plain }
    return switch guess.confidence {
    case .told, .certain: .done
    case .likely: .due
    case .guessed, .none: .care
    }
}
