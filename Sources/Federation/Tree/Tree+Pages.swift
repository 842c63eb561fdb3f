import Web

/// The page of all that an officer reaches.
func treePage(_ picture: TreePicture, top: ID<Unit>?, _ filled: Filled, _ day: Filled) -> HTML {
    """
    \(pageHead("单位", "您能看到的单位、负责人和会员人数，人数连同下级。", actions: top.map(treeActions) ?? .none))
    \(treeTools(picture, filled, day))\(treeBox(picture))\(some: picture.past, daySummary)
    """
}

/// The page of one branch: on a phone the only one that is open.
func branchPage(_ unit: UnitEntry, _ crumbs: [Crumb], _ picture: TreePicture, _ day: Filled) -> HTML {
    """
    \(pageHead(unit.shortName, "下级单位、负责人和会员人数，人数连同下级。", crumbs: crumbs, actions: branchActions(unit)))
    \(treeTools(picture, .empty, day))\(treeBox(picture))\(some: picture.past, daySummary)
    """
}

private func treeActions(_ unit: ID<Unit>) -> HTML {
    """
    \(button("组织图", to: Places.unitDiagram(unit), icon("diagram-2")))\
    \(button("打印", to: Places.unitTreePaper(unit), icon("printer")))
    """
}

private func branchActions(_ unit: UnitEntry) -> HTML {
    "\(button("单位页面", to: Places.unit(unit.id), icon("building")))\(treeActions(unit.id))"
}

/// Searching, the day, the filter, and closing all again.
private func treeTools(_ picture: TreePicture, _ filled: Filled, _ day: Filled) -> HTML {
    let look = picture.look
    let all = [
        Chip("全部单位", to: look.path(onlyVacant: false), isChosen: !look.onlyVacant),
        Chip("只看有空缺的", to: look.path(onlyVacant: true), isChosen: look.onlyVacant),
    ]
    return """
        <div class="treetools no-print">\(if: look.root == nil, treeSearch(look, filled))\(treeDay(look, day))
        <div class="row">\(chips("空缺", all))\
        <a class="btn" href="\(look.path(opening: nil))" data-collapse>\(icon("arrows-collapse"))全部收起</a></div></div>
        """
}

private func treeDay(_ look: TreeLook, _ day: Filled) -> HTML {
    """
    <form class="filters" method="get" action="\(look.start)">\(if: look.onlyVacant, hidden("vacant", "yes"))
    \(field(Field("on", "看哪一天", .date), day))<button class="btn">看这一天</button>
    \(if: look.on != nil, button("回到今天", to: look.start))</form>
    """
}

private func treeSearch(_ look: TreeLook, _ filled: Filled) -> HTML {
    """
    <form class="filters" role="search" method="get" action="\(Places.units())" data-tree-find>
    \(some: look.on, { hidden("on", $0.description) })
    \(field(Field("q", "查找单位", .search, hint: nil), filled))
    <button class="btn">\(icon("search"))查找</button></form>
    """
}

/// The tree itself: what a script asks for when somebody types, and swaps as a whole.
func treeBox(_ picture: TreePicture) -> HTML {
    let branch = TreeBranch(picture)
    return """
        <section class="card" id="tree-box" aria-label="单位树"><div class="card-b treebody">
        \(some: picture.look.on, { note("这是 \($0.plain)的样子：单位名称、上下级、任职和会员人数都是那一天的。", .due) })
        <p class="hint" role="status" data-tree-said>\(treeSaid(picture))</p>
        \(if: branch.isEmpty, treeNothing(picture), else: branch.whole)
        \(if: !picture.renamed.isEmpty, renamedUnits(picture.renamed))
        \(if: !picture.ended.isEmpty, endedUnits(picture.ended))
        <p class="hint no-print treekeys">方向键移动，空格展开，回车打开；键入拼音首字母跳到单位。</p></div></section>
        """
}

private func treeSaid(_ picture: TreePicture) -> String {
    let found = picture.hits.count + picture.ended.count
    if !picture.look.words.isEmpty, found == 0 { return "" }
    if !picture.look.words.isEmpty {
        return picture.isCut ? "先列出前 \(found) 个，请把名称写得更全一些。" : "找到 \(found) 个单位。"
    }
    return picture.isCut ? "单位太多，这里只列出前面一部分，请用查找。" : ""
}

private func treeNothing(_ picture: TreePicture) -> HTML {
    if !picture.ended.isEmpty || !picture.renamed.isEmpty { return .none }
    if !picture.look.words.isEmpty {
        return emptyState("没有找到这样的单位", "可以按全称、简称、曾用名、别名、拼音、首字母或代码查找。", button("看全部单位", to: Places.units()))
    }
    if picture.look.onlyVacant {
        return emptyState("没有空缺", "这里应设的职务都有人担任。", button("看全部单位", to: picture.look.path(onlyVacant: false)))
    }
    if picture.look.on != nil { return "<p class=\"muted\">那一天这里没有单位。</p>" }
    return "<p class=\"muted\">下面还没有单位。</p>"
}

private func renamedUnits(_ lines: [UnitLine]) -> HTML {
    "<h2 class=\"h3 mt4\">按其他名称找到的</h2><ul class=\"rows\">\(each: lines, renamedUnit)</ul>"
}

private func renamedUnit(_ line: UnitLine) -> HTML {
    """
    <li><a class="rowlink" href="\(Places.unit(line.id))"><span class="t"><b>\(line.name)</b>\
    <small>\(some: line.naming, { .words($0.words) })</small></span>\(icon("chevron-right"))</a></li>
    """
}

private func endedUnits(_ lines: [UnitLine]) -> HTML {
    "<h2 class=\"h3 mt4\">已撤销的单位</h2><ul class=\"rows\">\(each: lines, endedUnit)</ul>"
}

private func endedUnit(_ line: UnitLine) -> HTML {
    """
    <li><a class="rowlink" href="\(Places.unit(line.id))"><span class="t"><b>\(line.name)</b>\
    <small>\(line.level.words)\(some: line.code, { "，代码 \($0)" })</small></span>\(tag("已撤销"))\(icon("chevron-right"))</a></li>
    """
}
