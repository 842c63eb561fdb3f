import Web

/// Asks for the list.
func staffListForm(_ unit: UnitEntry, _ filled: Filled) -> HTML {
    let crumbs: [Crumb] = [("会员名册", Places.members(unit.id)), ("职工名单比对", nil)]
    let file = Field(
        "file", "职工名单", .file, isRequired: true,
        hint: "人事部门给的名单，什么版式都行；要有“姓名”一列，最好还有工号、身份证号或出生日期。", accept: ".xlsx,.xls,.csv")
    let inside: HTML = """
        \(field(file, filled))
        <div class="row"><button class="btn primary" name="as" value="page">\(icon("search"))看结果</button>
        <button class="btn" name="as" value="xlsx">\(icon("file-earmark-spreadsheet"))下载结果（.xlsx）</button></div>
        <p class="hint">名单只用来比对：不写入名册，也不保存，出结果后立即销毁。比对这件事会记入审计日志。</p>
        """
    return """
        \(flawSummary(filled.flaws))
        \(pageHead("职工名单比对", "看“\(unit.name)”及下级单位里，谁在职工名单上却不是会员，谁是会员却不在名单上。", crumbs: crumbs))
        \(card("上传职工名单", id: "h-list", form(to: Places.staffList(unit.id), isMultipart: true, inside)))
        """
}

/// What came of it: counts, then who.
func staffListPage(_ unit: UnitEntry, _ list: StaffList, workers: Int, members: Int) -> HTML {
    let crumbs: [Crumb] = [
        ("会员名册", Places.members(unit.id)), ("职工名单比对", Places.staffList(unit.id)), ("结果", nil),
    ]
    let stats = [
        Stat("职工名单", workers, "人", list.repeated > 0 ? "其中重复 \(grouped(list.repeated)) 行" : ""),
        Stat("两边都有", list.both, "人", "名册里在籍和保留会籍共 \(grouped(members)) 人"),
        Stat("应入未入", list.missing.count, "人", "在名单上，不是会员"),
        Stat("不在名单", list.extra.count, "人", "是会员，不在名单上"),
        Stat("无法确认", list.unclear.count, "人", "只有姓名，名册里有同名的人"),
    ]
    return """
        \(pageHead("职工名单比对结果", "“\(unit.name)”及下级单位。名单已经销毁，离开这一页就看不到这份结果了。", crumbs: crumbs))
        \(ledger("比对结果", stats))
        <div class="stack">
        \(workersCard("应入未入", id: "h-missing", list.missing, none: "名单上的人都是会员。"))
        \(extraCard(list.extra))
        \(if: !list.unclear.isEmpty, workersCard("无法确认", id: "h-unclear", list.unclear, none: ""))
        <div class="row"><a class="btn" href="\(Places.staffList(unit.id))">\(icon("arrow-counterclockwise"))再比一份</a></div>
        </div>
        """
}

/// How many are listed on the page; the workbook holds all.
private let shown = 300

private func workersCard(_ title: String, id: String, _ workers: [StaffList.Worker], none: String) -> HTML {
    guard !workers.isEmpty else { return card(title, id: id, emptyState(none, "")) }
    let columns: [Column<StaffList.Worker>] = [
        Column("姓名", isName: true) { .words($0.name) },
        Column("工号") { .words($0.number ?? "—") },
        Column("部门") { .words($0.unit.isEmpty ? "—" : $0.unit) },
        Column("名单行号", isFigure: true) { .words($0.line) },
    ]
    return listed(title, id: id, count: workers.count, table("\(title)的每个人", columns, Array(workers.prefix(shown))))
}

private func extraCard(_ extra: [StaffList.Colleague]) -> HTML {
    let title = "是会员，不在名单上"
    guard !extra.isEmpty else { return card(title, id: "h-extra", emptyState("会员都在名单上。", "")) }
    let columns: [Column<StaffList.Colleague>] = [
        Column("姓名", isName: true) { "<a href=\"\(Places.person($0.person))\">\($0.name)</a>" },
        Column("工号") { .words($0.number ?? "—") },
        Column("单位") { .words($0.unit) },
    ]
    return listed(title, id: "h-extra", count: extra.count, table("\(title)的每个人", columns, Array(extra.prefix(shown))))
}

private func listed(_ title: String, id: String, count: Int, _ body: HTML) -> HTML {
    let sub = count > shown ? "共 \(grouped(count)) 人，显示前 \(grouped(shown)) 人，其余请下载" : "\(grouped(count)) 人"
    return """
        <section class="card" aria-labelledby="\(id)"><div class="card-h"><h2 id="\(id)">\(title)</h2><span class="sub">\(sub)</span></div>
        \(body)</section>
        """
}
