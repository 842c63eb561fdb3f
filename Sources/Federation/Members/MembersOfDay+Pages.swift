import Web

/// `/units/:id/members?on=`: the register as it was.
func showMembersOfDay(_ visit: Visit<Officer>, _ unit: UnitEntry, _ day: Day) throws -> Answer {
    let list = try MembersOfDay(
        of: unit, on: day, MemberFilter(visit.call).counted, from: max(0, Int(visit.call.query("from")) ?? 0),
        as: visit.who,
        in: visit.tx)
    let above = try UnitEntry.above(unit, as: visit.who, in: visit.tx)
    return .page(title: "\(day) 的名册 · \(unit.shortName)", json: list.json, membersOfDayPage(list, above: above))
}

private func membersOfDayPage(_ list: MembersOfDay, above: [UnitEntry]) -> HTML {
    let crumbs = above.map { (words: $0.shortName, path: Places.members($0.id)) }
    let own: [Crumb] = [(list.unit.shortName, Places.members(list.unit.id)), ("\(list.day)", nil)]
    let sentence: HTML = "\(list.unit.shortName)，\(list.day.plain)当天的会员，按那一天的隶属关系，共 \(grouped(list.total)) 人。"
    let now = button("今天的名册", to: Places.members(list.unit.id).with(list.filter.pairs))
    let more = list.next.map { list.path(list.filter, from: $0) }
    return """
        \(pageHead("过去的名册", sentence, crumbs: crumbs + own, actions: now))
        \(dayChoice(list))<div class="finder mb4">\(chips("会籍状态", states(list)))\(chips("用工形式", employments(list)))\
        \(if: list.unit.level != .group, chips("范围", depths(list)))</div>
        <section class="card" aria-label="名册">\(if: list.lines.isEmpty, emptyState("那一天没有这样的会员", "换一天，或者换一个条件再看。"))\
        \(if: !list.lines.isEmpty, table("\(list.day) 的会员", columns(list), list.lines))\
        \(pager(shown: list.lines.count, total: list.total, unit: "人", first: list.skipped > 0 ? list.path(list.filter) : nil, next: more))\
        </section>
        <p class="hint mt2">单位按当天的名称和隶属；姓名、工号按现在登记的写。要按姓名找人，请用今天的名册。</p>
        """
}

/// The day, kept with the rest of what is asked for.
private func dayChoice(_ list: MembersOfDay) -> HTML {
    let kept = list.filter.pairs.filter { !$0.value.isEmpty }
    let filled = Filled(onFile: ["on": list.day.description])
    return """
        <form class="filters mb4 no-print" method="get" action="\(Places.members(list.unit.id))">\
        \(each: kept, { hidden($0.name, $0.value) })\(field(Field("on", "日期", .date), filled))
        <button class="btn">\(icon("clock-history"))看这一天</button></form>
        """
}

private func chip(_ words: String, _ list: MembersOfDay, _ change: (inout MemberFilter) -> Void) -> Chip {
    var filter = list.filter
    change(&filter)
    return Chip(words, count: list.count(filter), to: list.path(filter), isChosen: filter == list.filter)
}

private func states(_ list: MembersOfDay) -> [Chip] {
    [chip("全部会员", list) { $0.states = .members }]
        + [.active, .retained].map { state in chip(state.words, list) { $0.states = .one(state) } }
}

private func employments(_ list: MembersOfDay) -> [Chip] {
    [chip("不限用工形式", list) { $0.employment = nil }]
        + Employment.allCases.map { type in chip(type.words, list) { $0.employment = type } }
}

private func depths(_ list: MembersOfDay) -> [Chip] {
    [chip("含下级单位", list) { $0.hasBelow = true }, chip("仅本单位", list) { $0.hasBelow = false }]
}

private func columns(_ list: MembersOfDay) -> [Column<DayMember>] {
    [
        Column("姓名", isName: true) { member in
            member.isReached
                ? "<a href=\"\(Places.person(member.person))\">\(member.name)</a>" : HTML.words(member.name)
        },
        Column("工号") { "<span class=\"num\">\($0.number ?? "—")</span>" },
        Column("当时的单位") { HTML.words($0.unitName) },
        Column("用工形式") { HTML.words($0.employment.words) },
        Column("会籍") { tag($0.state.words, $0.state.tone) },
        Column("现在") { HTML.words($0.now) },
    ]
}
