import Web

/// The groups that concern a unit.
func groupListPage(_ list: GroupList, _ filled: Filled) -> HTML {
    let make = button("新建分组", to: Places.unitGroupNew(list.unit.id), icon("plus-lg"), isPrimary: true)
    let current = list.groups.filter { $0.endedOn == nil }, ended = list.groups.filter { $0.endedOn != nil }
    return """
        \(pageHead("单位分组", "文件里说的“各高校工会”“各区教育工会”指哪些单位，按规则随时算出来。", actions: list.mayKeep ? make : .none))
        \(kindChips(list.unit.id, isGroups: true))
        <div class="stack"><section class="card" aria-label="分组">\(if: current.isEmpty, noGroups(list))
        \(if: !current.isEmpty, "<ul class=\"rows card-b flush\">\(each: current, { groupRow($0, list) })</ul>")</section>
        \(if: !ended.isEmpty, endedGroups(ended, list))
        \(readingCard(list, filled))</div>
        """
}

/// The two neighbours of this part of the menu.
func kindChips(_ unit: ID<Unit>, isGroups: Bool) -> HTML {
    let all = [
        Chip("片组", to: Places.unitClusters(unit), isChosen: !isGroups),
        Chip("单位分组", to: Places.unitGroups(unit), isChosen: isGroups),
    ]
    return "<div class=\"mb4\">\(chips("片组与分组", all))</div>"
}

private func noGroups(_ list: GroupList) -> HTML {
    let words = list.mayKeep ? "建一个分组，发文和派任务时就不用一个个数单位。" : "上级建立分组以后，这里能看到它指哪些单位。"
    return "<div class=\"card-b\">\(emptyState("还没有分组", words))</div>"
}

private func groupRow(_ group: UnitGroup, _ list: GroupList) -> HTML {
    let others = (list.spellings[group.id] ?? []).filter { $0 != group.name }
    let count = list.counts[group.id].map { "今天指 \(grouped($0)) 个单位" } ?? "已停用"
    let also = others.isEmpty ? "" : "；也写作：" + others.prefix(4).joined(separator: "、") + (others.count > 4 ? "等" : "")
    return """
        <li><a class="rowlink" href="\(Places.group(group.id))"><span class="ico">\(icon("collection"))</span>\
        <span class="t"><b>\(group.name)</b><small>\(count)\(also)</small></span>\(icon("chevron-right"))</a></li>
        """
}

private func endedGroups(_ ended: [UnitGroup], _ list: GroupList) -> HTML {
    """
    <details class="card"><summary class="card-h"><b>已停用的分组（\(ended.count)）</b></summary>
    <ul class="rows card-b flush">\(each: ended, { groupRow($0, list) })</ul></details>
    """
}

/// Reading a line as a paper writes it.
private func readingCard(_ list: GroupList, _ filled: Filled) -> HTML {
    let body: HTML = """
        <p class="hint mb4">把文件里的主送单位或责任单位粘进来，例如：各市教育工会〈教科文卫体工会〉、各高校工会。</p>
        <form class="filters" method="get" action="\(Places.unitGroups(list.unit.id))">
        \(field(Field("read", "文件里的写法", isWide: true, maximum: 200), filled))
        <button class="btn">\(icon("search"))看指谁</button></form>
        \(if: !list.addressees.isEmpty, "<ul class=\"rows mt4\">\(each: list.addressees, { addressee($0, list) })</ul>")
        """
    return card("这样写指谁", id: "h-read", body)
}

private func addressee(_ addressee: Addressee, _ list: GroupList) -> HTML {
    switch addressee {
    case .group(let group, let asksForChoice):
        let remark = asksForChoice ? "只指其中相关的单位，由人选定" : "今天指 \(grouped(list.counts[group.id] ?? 0)) 个单位"
        return """
            <li><a class="rowlink" href="\(Places.group(group.id))"><span class="t"><b>\(group.name)</b><small>\(remark)</small></span>\
            \(icon("chevron-right"))</a></li>
            """
    case .unit(let unit):
        return """
            <li><div class="rowlink"><span class="t"><b>\(unit.name)</b><small>一个单位，\(unit.level.words)</small></span></div></li>
            """
    case .unknown(let words):
        return
            "<li><div class=\"rowlink\"><span class=\"t\"><b>\(words)</b><small>没有这样的分组或单位</small></span>\(tag("不认识", .due))</div></li>"
    }
}

/// Whom a group means on a day, and why.
func groupPage(_ view: GroupView, _ filled: Filled) -> HTML {
    """
    \(pageHead(view.group.name, sentence(view), crumbs: view.crumbs, actions: groupActions(view)))
    \(if: view.group.endedOn != nil, note("这个分组从 \(view.group.endedOn?.description ?? "") 起停用，以前的含义仍可查。", .due))
    <div class="stack">\(dayForm(view, filled))\(groupUnits(view))\(if: !view.left.isEmpty, groupLeft(view))
    \(ruleCard(view))</div>
    """
}

private func sentence(_ view: GroupView) -> HTML {
    let others = view.spellings.filter { $0 != view.group.name }
    let also = others.isEmpty ? "" : "也写作：" + others.joined(separator: "、") + "。"
    return HTML.words((view.group.note ?? "") + also)
}

private func groupActions(_ view: GroupView) -> HTML {
    let id = view.group.id
    return """
        \(button("比较两天", to: Places.groupDifference(id), icon("arrow-left-right")))\
        \(button("导出", to: Places.groupExport(id).with("on", view.meaning.day.description), icon("download")))\
        \(if: view.mayKeep, button("修改", to: Places.groupRevision(id), icon("pencil")))
        """
}

private func dayForm(_ view: GroupView, _ filled: Filled) -> HTML {
    """
    <form class="filters no-print" method="get" action="\(Places.group(view.group.id))">
    \(field(Field("on", "看哪一天", .date), filled))<button class="btn">看这一天</button>
    \(if: view.meaning.day != view.today, button("回到今天", to: Places.group(view.group.id)))</form>
    """
}

private func groupUnits(_ view: GroupView) -> HTML {
    let when = view.meaning.day == view.today ? "今天" : view.meaning.day.plain
    let others: HTML = "<p class=\"hint mt2\">另有 \(grouped(view.hidden)) 个单位不在您能看到的范围内。</p>"
    let nobody: HTML = "<p class=\"muted\">按这一天的规则和例外，没有单位在内。</p>"
    let body: HTML = """
        \(if: view.units.isEmpty && view.hidden == 0, nobody)\(if: !view.units.isEmpty, table("单位", groupColumns, view.units))
        \(if: view.hidden > 0, others)
        """
    return card("\(when)指这些单位", id: "h-units", sub: "\(grouped(view.meaning.units.count)) 个", body)
}

private let groupColumns: [Column<GroupMeaning.Found>] = [
    Column("单位", isName: true) { "<a href=\"\(Places.unit($0.unit.id))\">\($0.unit.name)</a>" },
    Column("级别和类型") { "\($0.unit.level.words)，\($0.unit.kind.words)" },
    Column("为什么在内") { HTML.words($0.reason.words) },
]

private func groupLeft(_ view: GroupView) -> HTML {
    card(
        "按规则在内、已特别除外", id: "h-left", sub: "\(view.left.count) 个", "<ul class=\"rows\">\(each: view.left, leftRow)</ul>")
}

private func leftRow(_ left: GroupMeaning.Left) -> HTML {
    """
    <li><a class="rowlink" href="\(Places.unit(left.unit.id))"><span class="t"><b>\(left.unit.name)</b>\
    <small>\(left.exception.words)</small></span>\(icon("chevron-right"))</a></li>
    """
}

private func ruleCard(_ view: GroupView) -> HTML {
    let body: HTML =
        view.clauses.isEmpty
        ? "<p class=\"muted\">还没有规则。</p>"
        : "<ol class=\"plain\">\(each: Array(view.clauses.enumerated()), { clauseLine($0, view) })</ol>"
    return card("规则", id: "h-rule", body)
}

private func clauseLine(_ item: (offset: Int, element: UnitGroup.Clause), _ view: GroupView) -> HTML {
    let clause = item.element
    return
        "<li><span class=\"muted\">第 \(item.offset + 1) 条</span> \(clause.words)\(inForceWords(clause.from, clause.until))\(if: !clause.isInForce(on: view.meaning.day), tag("这一天未生效"))</li>"
}

/// `（2025-01-01 起，至 2025-12-31）`
func inForceWords(_ from: Day?, _ until: Day?) -> HTML {
    guard from != nil || until != nil else { return .none }
    return "<span class=\"muted\">（\(some: from, { "\($0) 起" })\(some: until, { "至 \($0)" })）</span>"
}

/// Who came and who went between two days.
func groupDifferencePage(_ view: GroupView, _ filled: Filled) -> HTML {
    let now = view.meaning, before = view.earlier ?? now
    let change = before.difference(to: now)
    let stats = [
        Stat("从这一天", before.units.count, "个", before.day.description),
        Stat("到这一天", now.units.count, "个", now.day.description), Stat("增加", change.came.count, "个"),
        Stat("减少", change.went.count, "个"), Stat("不变", now.units.count - change.came.count, "个"),
    ]
    return """
        \(pageHead("\(view.group.name)的变化", crumbs: [(view.group.name, Places.group(view.group.id)), ("比较两天", nil)]))
        <form class="filters no-print mb4" method="get" action="\(Places.groupDifference(view.group.id))">
        \(field(Field("from", "从这一天", .date), filled))\(field(Field("to", "到这一天", .date), filled))
        <button class="btn">比较</button></form>\(ledger("变化", stats))
        <div class="stack">\(changed("增加的单位", id: "h-came", change.came.filter(view.shows)))\
        \(changed("减少的单位", id: "h-went", change.went.filter(view.shows)))</div>
        """
}

private func changed(_ title: String, id: String, _ units: [GroupMeaning.Found]) -> HTML {
    card(
        title, id: id, sub: "\(units.count) 个",
        units.isEmpty ? "<p class=\"muted\">没有。</p>" : table("\(title)和理由", groupColumns, units))
}
