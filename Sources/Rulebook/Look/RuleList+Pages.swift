import Web

/// The parameters that hold for a unit: what changes, what waits for a second person, and the table of a group.
func ruleListPage(_ list: RuleList) -> HTML {
    let id = list.unit.id
    let actions: HTML = """
        \(button("工作日历", to: Places.calendar(), icon("calendar3")))\(button("导出", to: Places.export(id), icon("download")))
        """
    return """
        \(pageHead("规则参数", "人数、比例、金额和时限的规定，写明从哪一级来、依据什么、从哪一天起。", crumbs: list.unit.crumbs(), actions: actions))
        <div class="stack">\(placeNote(list))\(waitingCard(list))\(turnCard(list))
        \(chips("分组", groupChips(list)))\(each: list.groups, { groupCard($0, list) })</div>
        """
}

private func placeNote(_ list: RuleList) -> HTML {
    let places = list.rules.locus.place.chain.map(\.words).joined(separator: " · ")
    return note("\(list.unit.shortName)适用：\(places)。近的一级优先，同一级以最近生效的为准。")
}

private func groupChips(_ list: RuleList) -> [Chip] {
    ParameterGroup.allCases.map { group in
        Chip(
            group.words, count: list.lines(group).count, to: Places.rules(list.unit.id).with("group", group.rawValue),
            isChosen: list.group == group)
    } + [Chip("全部", to: Places.rules(list.unit.id).with("group", "all"), isChosen: list.group == nil)]
}

private func waitingCard(_ list: RuleList) -> HTML {
    guard !list.waiting.isEmpty else { return .none }
    return card(
        "待另一人确认", id: "h-waiting", sub: "\(list.waiting.count) 项",
        "<ul class=\"rows\">\(each: list.waiting, { waitingRow($0, list.unit.id) })</ul>")
}

private func waitingRow(_ change: ProposedRule, _ unit: ID<Unit>) -> HTML {
    """
    <li><a class="rowlink" href="\(Places.rule(unit, change.value.key))"><span class="t"><b>\(change.value.name)：\(change.value.words)</b>\
    <small>\(change.proposer ?? "") 提出，自 \(change.value.from) 起 · \(change.value.citation)</small></span>\(icon("chevron-right"))</a></li>
    """
}

/// What changes from the 1st of next month, and what after that.
private func turnCard(_ list: RuleList) -> HTML {
    let next = list.changes.filter { $0.on <= list.turn }, later = list.changes.filter { $0.on > list.turn }
    let quiet: HTML = "<p class=\"muted\">到 \(list.turn) 为止没有变化。</p>"
    return card(
        "\(list.turn.month) 月 1 日起的变化", id: "h-turn", sub: next.isEmpty ? nil : "\(next.count) 项",
        """
        \(if: next.isEmpty, quiet, else: changeTable("到下月 1 日变化的参数", next, list))
        \(if: !later.isEmpty, "<h3 class=\"mt4\">此后一年内</h3>\(changeTable("此后一年内的变化", later, list))")
        """)
}

private func changeTable(_ label: String, _ changes: [RuleChange], _ list: RuleList) -> HTML {
    table(
        label,
        [
            Column("参数", isName: true) { change in
                "<a href=\"\(Places.rule(list.unit.id, change.parameter.key))\">\(change.parameter.name)</a>"
            },
            Column("生效日") { day($0.on) },
            Column("现在") { "\($0.before?.words ?? "没有规定")" },
            Column("以后") { "\($0.after?.words ?? "没有规定")" },
            Column("依据") { "\(($0.after ?? $0.before)?.citation ?? "")" },
        ], changes)
}

private func groupCard(_ group: ParameterGroup, _ list: RuleList) -> HTML {
    let columns: [Column<(parameter: AnyParameter, value: RuleValue?)>] = [
        Column("参数", isName: true) { line in
            "<a href=\"\(Places.rule(list.unit.id, line.parameter.key))\">\(line.parameter.name)</a>"
        },
        Column("现行规定") { "\($0.value?.words ?? "没有录入")" },
        Column("来自") { "\($0.value.map(list.rules.scopeWords) ?? "—")" },
        Column("自") { day($0.value?.from) },
        Column("依据") { "<span class=\"long\">\($0.value?.citation ?? "—")</span>" },
        Column("核对") { $0.value.map { confidenceTag($0.confidence) } ?? tag("没有录入", .plain) },
    ]
    return card(group.words, id: "h-\(group.rawValue)", table("\(group.words)的参数", columns, list.lines(group)))
}

/// How sure we are, as a label.
func confidenceTag(_ confidence: RuleConfidence) -> HTML {
    switch confidence {
    case .high: tag(confidence.words, .done)
    case .medium: tag(confidence.words, .plain)
    case .low: tag(confidence.words, .due)
    }
}
