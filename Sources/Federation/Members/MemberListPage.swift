import Web

/// The register of a unit.
func memberListPage(
    _ list: MemberList, above: [UnitEntry], _ look: RegisterLook, _ actions: MemberListActions
) -> HTML {
    """
    \(memberListHead(list, above: above, look, actions))
    \(filters(list, look))
    \(content(list, look, actions))
    """
}

private func filters(_ list: MemberList, _ look: RegisterLook) -> HTML {
    let isNarrowed =
        list.filter.employment != nil || list.filter.sex != nil || !list.filter.hasBelow || list.filter.order != .unit
    return """
        <div class="finder mb4">\(searchForm(list))
        \(chips("会籍状态", stateChips(list)))
        \(viewChips(list, look))
        <details class="more-chips" \(flag: "open", isNarrowed)><summary>\(icon("funnel"))更多筛选</summary>
        <div class="finder">\(chips("用工形式", employmentChips(list)))
        \(chips("性别", sexChips(list)))
        \(if: list.unit.level != .group, chips("范围", depthChips(list)))
        \(chips("排列", orderChips(list)))</div></details></div>
        """
}

/// The views of this register, and the way to save what is shown as another.
private func viewChips(_ list: MemberList, _ look: RegisterLook) -> HTML {
    let views = look.views.map { Chip($0.name, to: $0.path, isChosen: $0.id == look.view?.id) }
    guard list.filter != MemberFilter() || !views.isEmpty else { return .none }
    let saving = Places.registerViews(list.unit.id).with(list.filter.pairs).with("cols", ListColumn.text(look.columns))
    let words = list.filter == MemberFilter() || look.view != nil ? "管理视图" : "保存为视图"
    return chips("视图", views + [Chip(words, to: saving, isChosen: false)])
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

private func orderChips(_ list: MemberList) -> [Chip] {
    ListOrder.allCases.map { order in
        var filter = list.filter
        filter.order = order
        return Chip(order.words, to: list.path(filter), isChosen: order == list.order)
    }
}

private func content(_ list: MemberList, _ look: RegisterLook, _ actions: MemberListActions) -> HTML {
    guard list.problem == nil, !list.lines.isEmpty else {
        let inside = list.problem.map { emptyState("请再具体一些", $0) } ?? empty(list, actions)
        return "<section class=\"card\" aria-label=\"名册\">\(inside)</section>"
    }
    let columns = memberColumns(look.columns)
    let last = pager(
        shown: list.lines.count, total: list.total, unit: "人", first: list.isFirst ? nil : list.path(list.filter),
        next: list.nextPath)
    let remarks: HTML = """
        \(if: list.order != list.filter.order, "<p class=\"hint card-b\">人数较多，先按单位和姓名排列；缩小范围后可以换一种排列。</p>")
        \(if: list.total == nil, memberTotal(list.unit.id, list.filter, nil))
        """
    guard actions.changes else {
        return """
            <section class="card" aria-label="名册">\(table("会员名册", columns, list.lines))\(last)\(remarks)</section>
            """
    }
    let tick = Tick<MemberLine>("spell", value: { $0.id.description }, words: \.name)
    let kept = list.filter.pairs.filter { !$0.value.isEmpty }
    return """
        <form class="card" method="get" action="\(Places.bulkNew(list.unit.id))" data-table aria-label="名册">
        \(each: kept, { hidden($0.name, $0.value) })
        \(table("会员名册", ticking: tick, columns, list.lines))
        <div class="bulk"><span data-count aria-live="polite">勾选会员后：</span><button class="btn primary">批量变动</button></div>
        \(last)\(remarks)</form>
        """
}

/// How many a filter finds where counting takes long: asked for after the page, by the script or by the link.
func memberTotal(_ unit: ID<Unit>, _ filter: MemberFilter, _ total: Int?) -> HTML {
    guard let total else {
        let path = Places.members(unit).with(filter.pairs).with("count", "yes")
        return """
            <p class="hint card-b" id="members-total" data-live="\(Places.memberTotal(unit).with(filter.pairs))">\
            这一页之外还有很多。<a href="\(path)">数出总数</a></p>
            """
    }
    return "<p class=\"hint card-b\" id=\"members-total\">符合条件的共 <b class=\"num\">\(grouped(total))</b> 人。</p>"
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
