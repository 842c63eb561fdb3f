import Federation
import Rulebook
import Web

/// Workplaces that should have a union, those that may yet take their time, and unions that should have a committee.
func wantingPage(_ list: WantingList) -> HTML {
    let rule = list.rules.find(.timeToFound, on: list.today)
    let add = button("登记未建会单位", to: Places.workplaceNew(list.unit.id), icon("building-add"), isPrimary: true)
    let export = button("导出", to: Places.export(list.unit.id).with("table", "workplaces"), icon("download"))
    return """
        \(pageHead(
            "应建未建", "\(list.unit.shortName)范围内还没有工会的单位。",
            crumbs: coverageCrumbs(list.unit, above: list.above, "应建未建"),
            actions: "\(if: list.mayKeep, add)\(if: !list.workplaces.isEmpty, export)"))
        <div class="stack">\(some: rule, ruleNote)
        \(if: list.workplaces.isEmpty, noneWanting(list))
        \(wantingCard("应建未建", "h-due", list.of(.due), list.mayKeep))
        \(wantingCard("缺成立日期，待核实", "h-unknown", list.of(.unknown), list.mayKeep))
        \(wantingCard("成立未满期限", "h-yet", list.of(.notYet), list.mayKeep))
        \(if: !list.headless.isEmpty, headlessCard(list))</div>
        """
}

private func noneWanting(_ list: WantingList) -> HTML {
    let words =
        list.mayKeep ? "知道哪所学校、哪家机构还没有建会，登记在这里，到期会列出来。" : "这个范围内没有登记未建会的单位。"
    return "<section class=\"card\" aria-label=\"应建未建\">\(emptyState("没有登记未建会的单位", words))</section>"
}

private func ruleNote(_ rule: Ruled<TimeLimit>) -> HTML {
    let source = rule.source
    return note(
        "成立满 \(rule.value.words)还没有工会的，列为应建未建。依据：\(source.citation)（自 \(day(source.from)) 起）。\(source.remark ?? "")",
        source.confidence == .low ? .due : .information)
}

private func wantingCard(
    _ title: String, _ id: String, _ lines: [(workplace: Workplace, duty: UnionDuty)], _ mayKeep: Bool
) -> HTML {
    guard !lines.isEmpty else { return .none }
    let staff = lines.compactMap(\.workplace.staff).reduce(0, +)
    let columns: [Column<(workplace: Workplace, duty: UnionDuty)>] = [
        Column("单位", isName: true) { line in
            mayKeep
                ? "<a href=\"\(Places.workplace(line.workplace.id))\">\(line.workplace.name)</a>"
                : "\(line.workplace.name)"
        },
        Column("类型") { "\($0.workplace.kind.words)" },
        Column("所属") { "\($0.workplace.unitName)" },
        Column("教职工", isFigure: true) { "\($0.workplace.staff.map(grouped) ?? "—")" },
        Column("情况") { tag($0.workplace.state.words, $0.workplace.state.tone) },
        Column("怎么算的") { "<span class=\"long\">\($0.duty.words)</span>" },
    ]
    return card(
        title, id: id, sub: "\(lines.count) 个单位，已知教职工 \(grouped(staff)) 人", table("\(title)的单位", columns, lines))
}

private func headlessCard(_ list: WantingList) -> HTML {
    let rule = list.rules.find(.committeeFrom, on: list.today)
    let columns: [Column<UnitShare>] = [
        Column("工会", isName: true) { "<a href=\"\(Places.unit($0.unit.id))\">\($0.unit.name)</a>" },
        Column("类型") { "\($0.unit.kind.words)" },
        Column("在籍会员", isFigure: true) { "\(grouped($0.allMembers))" },
    ]
    let shown = Array(list.headless.prefix(100))
    let why: HTML = """
        <p class="hint mb4">会员 \(rule?.value ?? 25) 人以上应当建立基层工会委员会（\(rule?.source.citation ?? "")）。下面的工会在系统里没有登记主席、副主席或委员：\
        可能还没有选举，也可能选了没有登记，请核实后在“职务”里补上。</p>
        """
    let cut: HTML = "<p class=\"hint\">只列出前 100 个。</p>"
    return card(
        "会员满 \(rule?.value ?? 25) 人，没有登记委员会", id: "h-headless", sub: "\(grouped(list.headless.count)) 个工会",
        """
        \(why)<details class="quiet"><summary>\(icon("table"))看名单</summary>\
        \(table("没有登记委员会的工会", columns, shown))\(if: list.headless.count > 100, cut)</details>
        """)
}

/// The form for a new one.
func workplaceNewPage(_ unit: UnitEntry, _ crumbs: [Crumb], _ filled: Filled) -> HTML {
    let inside: HTML = """
        <div class="form-grid">\(workplaceFields(filled))</div>
        <div class="actions tall"><button class="btn primary">登记</button>\(button("返回", to: Places.workplaces(unit.id)))</div>
        """
    return """
        \(flawSummary(filled.flaws))\(pageHead("登记未建会单位", "登记在“\(unit.shortName)”下面。", crumbs: crumbs))
        <section class="card" aria-label="单位情况"><div class="card-b">\(form(to: Places.workplaceNew(unit.id), inside))</div></section>
        """
}

/// One workplace: whether it should have a union, and the form for what changed.
func workplacePage(_ workplace: Workplace, _ duty: UnionDuty, _ crumbs: [Crumb], _ filled: Filled) -> HTML {
    let inside: HTML = """
        \(hidden("version", filled["version"]))<div class="form-grid">\(workplaceFields(filled))</div>
        <div class="actions tall"><button class="btn primary">保存修改</button>\(button("返回", to: Places.workplaces(workplace.unit)))</div>
        """
    return """
        \(flawSummary(filled.flaws))\(pageHead(workplace.name, "\(workplace.unitName) · \(tag(workplace.state.words, workplace.state.tone))", crumbs: crumbs))
        <div class="stack">\(if: !duty.words.isEmpty, note("\(duty.words)\(some: duty.rule, { "依据：\($0.citation)。" })", duty.outcome == .due ? .due : .information))
        \(some: workplace.union, { note("它的工会是 <a href=\"\(Places.unit($0))\">\(workplace.unionName)</a>。", .done) })
        <section class="card" aria-label="单位情况"><div class="card-b">\(form(to: Places.workplace(workplace.id), inside))</div></section></div>
        """
}

private func workplaceFields(_ filled: Filled) -> HTML {
    let kinds = UnitKind.fitting(.base).map { (value: $0.rawValue, words: $0.words) }
    let states = WorkplaceState.allCases.map { (value: $0.rawValue, words: $0.words) }
    return """
        \(field(Field("name", "单位名称", isRequired: true, isWide: true, maximum: 60), filled))
        \(select(Field("kind", "类型", isRequired: true), kinds, empty: "请选择", filled))
        \(field(Field("founded_on", "单位成立日期", .date, hint: "办学许可或登记的日期，不知道可以先不填。"), filled))
        \(field(Field("staff", "教职工人数", hint: "不知道可以先不填。", inputMode: "numeric", maximum: 12), filled))
        \(field(Field("staff_on", "人数日期", .date, hint: "不填就是今天。"), filled))
        \(select(Field("state", "建会情况", isRequired: true), states, filled))
        \(field(Field("union", "已建工会", hint: "已建会时填写它的全称、简称或单位代码。", maximum: 60), filled))
        \(textArea(Field("note", "情况", hint: "联系到哪一步，有什么顾虑。", isWide: true, maximum: 300), filled))
        """
}
