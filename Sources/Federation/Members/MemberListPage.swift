import Web

/// What an officer may do from the register's page.
struct MemberListActions: Sendable {
    let enters: Bool
    let imports: Bool
    let exports: Bool

    init(_ officer: Officer, in unit: UnitEntry) {
        let may = { (permission: Permission) in officer.also(permission)?.reaches(unit.path) ?? false }
        enters = may(.memberKeep) && unit.state != .dissolved
        imports = may(.memberImport) && unit.state != .dissolved
        exports = may(.memberExport)
    }
}

/// The register of a unit.
func memberListPage(_ list: MemberList, above: [UnitEntry], _ actions: MemberListActions) -> HTML {
    """
    \(pageHead(
        "会员名册", "\(list.unit.name)，共 \(grouped(list.totals.members(MemberFilter()))) 名会员",
        crumbs: unitCrumbs(above, list.unit), actions: buttons(list, actions)))
    \(filters(list))
    <section class="card" aria-label="名册">\(content(list, actions))</section>
    """
}

/// The way back through the registers of the units above.
private func unitCrumbs(_ above: [UnitEntry], _ unit: UnitEntry) -> [Crumb] {
    above.map { (words: $0.shortName, path: Places.members($0.id)) } + [(words: unit.shortName, path: nil)]
}

private func buttons(_ list: MemberList, _ actions: MemberListActions) -> HTML {
    let id = list.unit.id
    return """
        \(if: actions.exports, exportLinks(list))
        \(if: actions.imports, button("批量导入", to: Places.imports(id), icon("upload")))
        \(if: actions.enters, button("登记会员", to: Places.memberNew(id), icon("person-plus"), isPrimary: true))
        """
}

private func exportLinks(_ list: MemberList) -> HTML {
    let path = Places.memberExport(list.unit.id).with(list.filter.pairs)
    return """
        \(button("导出 Excel", to: path.with("format", "xlsx"), icon("download")))
        \(button("导出 CSV", to: path.with("format", "csv"), icon("filetype-csv")))
        """
}

private func filters(_ list: MemberList) -> HTML {
    let isNarrowed = list.filter.employment != nil || list.filter.sex != nil || !list.filter.hasBelow
    return """
        <div class="finder mb4">\(searchForm(list))
        \(chips("会籍状态", stateChips(list)))
        <details class="more-chips" \(flag: "open", isNarrowed)><summary>\(icon("funnel"))更多筛选</summary>
        <div class="finder">\(chips("用工形式", employmentChips(list)))
        \(chips("性别", sexChips(list)))
        \(if: list.unit.level != .group, chips("范围", depthChips(list)))</div></details></div>
        """
}

private func searchForm(_ list: MemberList) -> HTML {
    let kept = list.filter.pairs.filter { $0.name != "q" && !$0.value.isEmpty }
    return """
        <form class="row" role="search" action="\(Places.members(list.unit.id))" method="get">\
        \(each: kept, { hidden($0.name, $0.value) })<div class="grow searchbox"><label>\
        <span class="vh">在名册里查找</span>\(icon("search"))<input class="input" type="search" name="q" maxlength="60" \
        value="\(list.filter.text)" placeholder="姓名、拼音、首字母或工号" autocomplete="off"></label></div>\
        <button class="btn">查找</button>\(if: !list.filter.text.isEmpty, clearing(list))</form>
        """
}

private func clearing(_ list: MemberList) -> HTML {
    var filter = list.filter
    filter.text = ""
    return "<a class=\"btn\" href=\"\(list.path(filter))\">清除</a>"
}

/// A chip that changes one thing in the filter; its count stands only where the counters know it.
private func chip(_ words: String, _ list: MemberList, _ change: (inout MemberFilter) -> Void) -> Chip {
    var filter = list.filter
    change(&filter)
    let count = filter.isCounted ? list.totals.members(filter) : nil
    return Chip(words, count: count, to: list.path(filter), isChosen: filter == list.filter)
}

private func stateChips(_ list: MemberList) -> [Chip] {
    let states = MembershipState.allCases.map { state in chip(state.words, list) { $0.states = .one(state) } }
    return [chip("全部会员", list) { $0.states = .members }] + states + [chip("全部状态", list) { $0.states = .all }]
}

private func employmentChips(_ list: MemberList) -> [Chip] {
    [chip("不限用工形式", list) { $0.employment = nil }]
        + Employment.allCases.map { type in chip(type.words, list) { $0.employment = type } }
}

private func sexChips(_ list: MemberList) -> [Chip] {
    [chip("不限性别", list) { $0.sex = nil }]
        + PersonEntry.Sex.allCases.map { sex in chip(sex.words, list) { $0.sex = sex } }
}

private func depthChips(_ list: MemberList) -> [Chip] {
    [chip("含下级单位", list) { $0.hasBelow = true }, chip("仅本单位", list) { $0.hasBelow = false }]
}

private func content(_ list: MemberList, _ actions: MemberListActions) -> HTML {
    if let problem = list.problem { return emptyState("请再具体一些", problem) }
    guard !list.lines.isEmpty else { return empty(list, actions) }
    return """
        \(table("会员名册", memberColumns, list.lines))
        \(pager(
            shown: list.lines.count, total: list.total, unit: "人", first: list.isFirst ? nil : list.path(list.filter),
            next: list.nextPath))
        """
}

private func empty(_ list: MemberList, _ actions: MemberListActions) -> HTML {
    guard list.filter == MemberFilter() else {
        let all = button("查看全部会员", to: list.path(MemberFilter()))
        let words = list.filter.text.isEmpty ? "换一个筛选条件再看。" : "没有找到与“\(list.filter.text)”相符的会员，请核对姓名或工号。"
        return emptyState("没有符合条件的会员", words, all)
    }
    guard actions.enters else { return emptyState("还没有会员", "这个单位还没有登记会员。") }
    return emptyState(
        "还没有会员", "可以逐个登记，也可以从 Excel 名册批量导入。",
        button("登记会员", to: Places.memberNew(list.unit.id), isPrimary: true))
}

/// The columns of every list of members.
let memberColumns: [Column<MemberLine>] = [
    Column("姓名", isName: true) { "<a href=\"\(Places.person($0.person))\">\($0.name)</a>" },
    Column("工号") { "<span class=\"num\">\($0.number ?? "—")</span>" },
    Column("所在单位") { "<a href=\"\(Places.members($0.unit))\">\($0.unitName)</a>" },
    Column("用工形式") { "\($0.employment.words)" },
    Column("状态") { tag($0.state.words, $0.state.tone) },
    Column("入会日期") { day($0.joinedOn) },
]
