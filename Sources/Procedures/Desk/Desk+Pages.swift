import Federation
import Web

/// 待我审核: the cases of a unit's desk.
func deskPage(_ desk: SignOffDesk, _ filled: Filled) -> HTML {
    let id = desk.unit.id
    let actions: HTML = """
        \(button("报送请示", to: Places.requestNew(id), icon("send"), isPrimary: true))\
        \(button("请假代办", to: Places.standIns(id), icon("person-check")))\
        \(button("批量记录", to: Places.batches(id), icon("list-check")))
        """
    return """
        \(flawSummary(filled.flaws))
        \(pageHead("待我审核", "\(desk.unit.shortName)。\(summary(desk))", actions: actions))
        \(chips("列表", DeskFilter.Show.allCases.map { chip($0, desk) }))
        \(filters(desk))
        \(cases(desk, filled))
        """
}

private func summary(_ desk: SignOffDesk) -> String {
    guard desk.waiting > 0 else { return "眼下没有等您单位审批的事。" }
    let late = desk.late > 0 ? "，其中 \(grouped(desk.late)) 件已超期，排在最前" : ""
    return "\(grouped(desk.waiting)) 件等着审批\(late)。"
}

private func chip(_ show: DeskFilter.Show, _ desk: SignOffDesk) -> Chip {
    let count: Int? =
        switch show {
        case .waiting: desk.waiting
        case .returned: desk.returned
        default: nil
        }
    let path = Places.desk(desk.unit.id).with(DeskFilter { $0 == "show" ? show.rawValue : "" }.pairs)
    return Chip(show.words, count: count, to: path, isChosen: desk.filter.show == show)
}

private func filters(_ desk: SignOffDesk) -> HTML {
    let filter = desk.filter
    let filled = Filled(onFile: ["line": filter.line, "q": filter.words, "late": filter.isLate ? "yes" : ""])
    let lines = desk.readable.map { (value: $0.name, words: $0.words) }
    return """
        <form class="filters mb4 mt2" method="get" action="\(Places.desk(desk.unit.id))">\(hidden("show", filter.show.rawValue))
        \(select(Field("line", "事项"), lines, empty: "全部", filled))
        \(field(Field("q", "标题", .search, maximum: 60), filled))
        \(if: filter.show == .waiting, checkBox("late", "只看超期", filled))
        <button class="btn">筛选</button></form>
        """
}

private func cases(_ desk: SignOffDesk, _ filled: Filled) -> HTML {
    guard !desk.cases.isEmpty else { return "<section class=\"card\" aria-label=\"事项\">\(nothing(desk))</section>" }
    let columns: [Column<SignOff>] = [
        Column("事项", isName: true) { one in
            "<a href=\"\(Places.signOff(one.id))\">\(one.title)</a> <small>\(desk.lines.words(one.line))</small>"
        },
        Column("报送单位") { "\($0.unitName)" },
        Column(desk.filter.show == .waiting ? "到达" : "最近变动") { moment($0.since) },
        Column("时限") { one in desk.clock(one).map(clockTag) ?? "<span class=\"muted\">—</span>" },
        Column("状态") { one in
            let holder = one.state == .held ? one.holderName.map { " <small>\($0)</small>" as HTML } ?? .none : .none
            return "\(tag(one.state.words, one.state.tone))\(holder)"
        },
    ]
    let path = Places.desk(desk.unit.id).with(desk.filter.pairs)
    let pages = pager(
        shown: desk.cases.count, total: desk.filter == DeskFilter { _ in "" } ? desk.waiting : nil, unit: "件",
        first: desk.isFirst ? nil : path, next: desk.next.map { path.with("after", $0.text) })
    guard desk.filter.show == .waiting, desk.seat != nil else {
        return "<div class=\"card\">\(table("事项", columns, desk.cases))\(pages)</div>"
    }
    let tick = Tick<SignOff>("case", value: { $0.id.description }, words: { $0.title })
    return """
        <form class="card" method="post" action="\(Places.batches(desk.unit.id))" data-table novalidate>\(HTML.formKeys)
        \(each: desk.filter.pairs, { hidden($0.name, $0.value) })
        \(table("事项", ticking: tick, columns, desk.cases))
        \(bulkBar(filled))\(pages)</form>
        """
}

/// What is done to the ticked ones, or to all that the filter finds; the next page shows the list before anything is decided.
private func bulkBar(_ filled: Filled) -> HTML {
    let choices = SignOffDecision.allCases.map { (value: $0.rawValue, words: $0.words) }
    return """
        <div class="bulk">\(select(Field("decision", "批量意见"), choices, empty: "请选择", filled))
        \(field(Field("words", "说明", hint: "退回和不同意必须写。", maximum: 500), filled))
        \(checkBox("all", "对筛选出的全部事项", filled))
        <button class="btn primary">先看清单</button></div>
        """
}

private func nothing(_ desk: SignOffDesk) -> HTML {
    switch desk.filter.show {
    case .waiting where desk.filter.isLate: emptyState("没有超期的事项", "都在期限以内。")
    case .waiting where desk.seat == nil:
        emptyState("没有等待审批的事项", "您在这个单位没有审批职务，只能查看。")
    case .waiting: emptyState("没有等待审批的事项", "下级报来的请示和其他事项会列在这里，超期的排在最前。")
    case .returned: emptyState("没有退回的事项", "上级退回修改的，会连同理由列在这里。")
    case .sent: emptyState("还没有报出过事项", "需要上级批准的事，可以写一份请示报上去。", button("报送请示", to: Places.requestNew(desk.unit.id)))
    case .done: emptyState("还没有办过事项", "审批过的事项会留在这里，随时可以查。")
    }
}
