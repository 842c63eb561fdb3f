import Web

/// One unit: its facts, who holds its posts, and what lies below.
func unitPage(_ view: UnitView) -> HTML {
    """
    \(pageHead(view.unit.shortName, unitSentence(view), crumbs: view.crumbs(), actions: unitActions(view)))
    <div class="units">\(unitBelowCard(view))
    <div class="stack">\(card("基本情况", id: "h-facts", facts(unitFacts(view))))
    \(unitPostsCard(view))\(if: view.may(.unitKeep) && view.unit.state != .dissolved, unitChangesCard(view))</div></div>
    """
}

private func unitSentence(_ view: UnitView) -> HTML {
    "\(view.unit.level.words) · \(view.unit.kind.words) · 连同下级共有会员 \(grouped(view.total)) 人"
}

private func unitActions(_ view: UnitView) -> HTML {
    let id = view.unit.id
    return """
        \(if: view.may(.memberSee), button("会员名册", to: Places.members(id), icon("people")))\
        \(if: view.may(.postKeep), button("职务", to: Places.posts(id), icon("person-badge")))\
        \(button("权限", to: Places.permissions(id), icon("key")))\
        \(button("历史", to: Places.unitHistory(id), icon("clock-history")))\
        \(if: view.may(.auditSee), button("审计", to: Places.audit(id), icon("journal-check")))
        """
}

private func unitFacts(_ view: UnitView) -> [Fact] {
    let unit = view.unit
    let links = view.links.filter { ($0.until.map { $0 >= view.today }) ?? true }
    var all: [Fact] = [
        ("全称", HTML.words(unit.name)), ("简称", HTML.words(unit.shortName)),
        ("单位代码", HTML.words(unit.code ?? "未编")), ("级别", HTML.words(unit.level.words)),
        ("类型", HTML.words(unit.kind.words)), ("状态", unitStateTag(unit)), ("成立日期", day(unit.foundedOn)),
    ]
    let others = view.names.filter { $0.alias != nil || $0.until != nil }
    if !others.isEmpty { all.append(("其他名称", HTML.joined(others.map(otherName)))) }
    if unit.dissolvedOn != nil { all.append(("撤销日期", day(unit.dissolvedOn))) }
    if !view.clusters.isEmpty { all.append(("片组", HTML.joined(view.clusters.map(unitClusterWords)))) }
    if !links.isEmpty { all.append(("双重领导", HTML.joined(links.map(unitLinkWords)))) }
    return all
}

private func otherName(_ name: UnitName) -> HTML {
    "<p>\(name.name)（\(name.alias == nil ? "原\(name.kind.words)" : name.kind.words)\(if: !name.days.isEmpty, "，\(name.days)")）</p>"
}

func unitStateTag(_ unit: UnitEntry) -> HTML {
    switch unit.state {
    case .preparing: tag(unit.state.words, .due)
    case .standing: tag(unit.state.words, .pine)
    case .dissolved: tag(unit.state.words)
    }
}

private func unitClusterWords(_ line: ClusterLine) -> HTML {
    "<p><a href=\"\(Places.cluster(line.cluster.id))\">\(line.cluster.name)</a>\(some: line.lead, { "，组长单位：\($0)" })</p>"
}

private func unitLinkWords(_ link: UnitLink) -> HTML {
    "<p>\(link.parentName)，\(day(link.from)) 起\(some: link.until, { "，至 \(day($0))" })</p>"
}

private func unitBelowCard(_ view: UnitView) -> HTML {
    let add = button("新建下级单位", to: Places.unitBelow(view.unit.id), icon("plus-lg"))
    let isOpen = view.may(.unitKeep) && view.unit.level != .group && view.unit.state != .dissolved
    return """
        <section class="card treecard" aria-labelledby="h-below"><div class="card-h"><h2 id="h-below">下级单位</h2>\
        <span class="sub">\(view.children.count) 个</span>\
        \(if: !view.children.isEmpty, "<a class=\"more\" href=\"\(Places.unitTree(view.unit.id))\">整棵树\(icon("chevron-right"))</a>")</div><div class="card-b stack-s">
        \(if: view.children.isEmpty, "<p class=\"muted\">下面还没有单位。</p>", else: unitBranches(view.children, view.members))
        \(if: isOpen, "<p class=\"no-print\">\(add)</p>")</div></section>
        """
}

private func unitPostsCard(_ view: UnitView) -> HTML {
    let held = view.posts.filter { $0.post.isHeld(on: view.today) }
    let past = view.posts.filter { $0.post.until.map { $0 < view.today } ?? false }
    let more: HTML = "<a class=\"more\" href=\"\(Places.posts(view.unit.id))\">任免\(icon("chevron-right"))</a>"
    let body: HTML = """
        \(if: held.isEmpty, "<p class=\"muted\">现在没有人在这里任职。</p>", else: facts(held.map(postFact)))
        \(if: !past.isEmpty, pastPosts(past))
        """
    return card(
        "现任职务", id: "h-posts", sub: held.isEmpty ? nil : "\(held.count) 人次", more: view.may(.postKeep) ? more : .none,
        body)
}

private func postFact(_ line: PostLine) -> Fact {
    (line.post.kind.words, "\(line.personName)，\(day(line.post.from)) 起\(some: line.post.until, { "，至 \(day($0))" })")
}

private func pastPosts(_ past: [PostLine]) -> HTML {
    "<details class=\"mt4\"><summary>曾任职务（\(past.count)）</summary>\(facts(past.map(postFact)))</details>"
}

private func unitChangesCard(_ view: UnitView) -> HTML {
    let id = view.unit.id
    let body: HTML = """
        <div class="row">\(button("组织变动", to: Places.unitChanges(id), icon("arrow-left-right")))\
        \(button("修改", to: Places.unitRevision(id), icon("pencil")))\
        \(button("双重领导与联系方式", to: Places.settings(id), icon("gear")))</div>
        <p class="hint mt2">更名、合并、分立、移动和撤销在“组织变动”里办；录入错了的用“修改”更正。</p>
        """
    return card("变动", id: "h-changes", body)
}
