import Web

/// One parameter at a unit.
func rulePage(_ view: RuleView, _ filled: Filled) -> HTML {
    """
    \(flawSummary(filled.flaws))\(pageHead(view.parameter.name, HTML.words(view.parameter.group.words), crumbs: view.unit.crumbs(view.parameter.name)))
    <div class="stack">\(some: view.holds, parameterNote)\(card("现行规定", id: "h-holds", sub: view.unit.shortName, holdsCard(view)))
    \(some: view.waiting, { waitingCard($0, view, filled) })
    \(card("为什么是这个", id: "h-why", sub: "近的一级优先，同级以最近生效的为准", whyTable(view)))
    \(if: view.mayKeep && view.waiting == nil, proposalCard(view, filled))\(historyCard(view))</div>
    """
}

private func holdsCard(_ view: RuleView) -> HTML {
    guard let value = view.holds else {
        return "<p>\(view.rules.locus.place.words)没有录入这一项，用到它的地方会交由人决定。</p>"
    }
    var all: [Fact] = [
        ("数值", "<b>\(value.words)</b>"), ("来自", HTML.words(view.rules.scopeWords(value))),
        ("生效", "\(day(value.from)) 起\(some: value.until, { "，至 \(day($0))" })"), ("依据", HTML.words(value.citation)),
        ("核对", "\(confidenceTag(value.confidence)) \(day(value.checkedOn))，\(value.owner)"),
        ("版本", HTML.words(value.origin)),
    ]
    if let remark = value.remark { all.append(("说明", HTML.words(remark))) }
    return facts(all)
}

private func whyTable(_ view: RuleView) -> HTML {
    guard !view.candidates.isEmpty else { return "<p class=\"muted\">各级都没有录入。</p>" }
    return table(
        "各级的规定",
        [
            Column("来自", isName: true) { "\(view.rules.scopeWords($0.value))" },
            Column("数值") { "\($0.value.words)" },
            Column("自") { day($0.value.from) }, Column("最后一天") { day($0.value.until) },
            Column("依据") { "<span class=\"long\">\($0.value.citation)</span>" },
            Column("情况") { tag($0.why, $0.tone) },
        ], view.candidates)
}

/// What waits for the second person: whoever proposed it may take it back, another may confirm or send it back.
private func waitingCard(_ change: ProposedRule, _ view: RuleView, _ filled: Filled) -> HTML {
    let value = change.value, isOwn = change.proposedBy == view.viewer
    let sum: [Fact] = [
        ("改为", "<b>\(value.words)</b>"), ("生效", "\(day(value.from)) 起\(some: value.until, { "，至 \(day($0))" })"),
        ("依据", HTML.words(value.citation)), ("提出", "\(change.proposer ?? "—") \(moment(change.proposedAt))"),
    ]
    let buttons: HTML =
        isOwn
        ? "<p class=\"hint\">请另一位有权限的干部确认。</p>\(action("撤回", to: Places.withdraw(value.id)))"
        : """
        \(if: value.from <= view.today, note("生效日期已到或已过：以前办结的事项不会重算。", .due))
        <div class="row">\(action("确认", to: Places.confirm(value.id), className: "btn primary"))</div>
        <details class="quiet"><summary>\(icon("arrow-return-left"))退回</summary>\
        \(form(to: Places.refuse(value.id), "\(field(Field("reason", "退回原因", isRequired: true, maximum: 200), filled))<div class=\"row\"><button class=\"btn\">退回</button></div>"))</details>
        """
    return card("待另一人确认", id: "h-waiting", "\(facts(sum))\(if: view.mayKeep, "<div class=\"mt4\">\(buttons)</div>")")
}

private func proposalCard(_ view: RuleView, _ filled: Filled) -> HTML {
    guard view.isOpen else {
        return card("提出变更", id: "h-propose", "<p class=\"muted\">\(RuleChangeState.Problem.lawOnly.words)</p>")
    }
    let sure = RuleConfidence.allCases.map { (value: $0.rawValue, words: $0.words) }
    let inside: HTML = """
        <div class="form-grid">\(field(Field("value", "数值", hint: view.parameter.example, maximum: 300), filled))
        \(field(Field("from_day", "生效日期", .date, isRequired: true), filled))
        \(field(Field("until_day", "最后一天", .date, hint: "不知道何时失效可以不填。"), filled))
        \(select(Field("confidence", "核对情况", isRequired: true), sure, filled))
        \(field(Field("citation", "依据", isRequired: true, hint: "文件名称、文号和条款，或本会会议决定。", isWide: true, maximum: 200), filled))
        \(textArea(Field("remark", "说明", isWide: true, maximum: 200), filled))</div>
        \(checkBox("release", "不再另定，自生效日期起按上级的规定", filled))
        <div class="actions tall"><button class="btn primary">提出</button></div>
        """
    return card(
        "提出变更", id: "h-propose", sub: "对\(view.unit.shortName)和下级，须另一人确认",
        form(to: Places.propose(view.unit.id, view.parameter.key), inside))
}

private func historyCard(_ view: RuleView) -> HTML {
    let past = view.own.filter { $0.state != .proposed }
    guard !past.isEmpty else { return .none }
    return card(
        "\(view.unit.shortName)的变更记录", id: "h-history", sub: "\(past.count) 次",
        table(
            "变更记录",
            [
                Column("数值", isName: true) { "\($0.value.words)" }, Column("自") { day($0.value.from) },
                Column("依据") { "<span class=\"long\">\($0.value.citation)</span>" },
                Column("提出") { "\($0.proposer ?? "—") \(moment($0.proposedAt))" },
                Column("办理") {
                    "\($0.decider ?? "—") \(some: $0.decidedAt, moment)\(some: $0.reason, { "<br>\($0)" })"
                },
                Column("情况") { tag($0.state.words, $0.state.tone) },
            ], past))
}
