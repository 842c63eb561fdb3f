import Web

/// The clusters that concern a unit.
func clusterListPage(
    _ unit: UnitEntry, _ lines: [ClusterLine], own: Set<ID<Cluster>>, mayKeep: Bool, today: Day
) -> HTML {
    let make = button("新建片组", to: Places.unitClusterNew(unit.id), icon("plus-lg"), isPrimary: true)
    let past = lines.filter { $0.cluster.until.map { $0 < today } ?? false }
    let current = lines.filter { line in !past.contains(line) }
    let empty = emptyState("还没有片组", mayKeep ? "建一个片组，定好组长单位和成员。" : "上级建立片组以后，这里能看到。")
    return """
        \(pageHead("片组", "区教育工会和高校按片组交流学习，一个单位同类片组只在一个。", actions: mayKeep ? make : .none))
        \(kindChips(unit.id, isGroups: false))
        <div class="stack">\(if: current.isEmpty, "<section class=\"card\" aria-label=\"片组\"><div class=\"card-b\">\(empty)</div></section>")
        \(each: ClusterKind.allCases, { kind in clusterKindCard(kind, current.filter { $0.cluster.kind == kind }, own) })
        \(if: !past.isEmpty, pastClusters(past, own))</div>
        """
}

private func clusterKindCard(_ kind: ClusterKind, _ lines: [ClusterLine], _ own: Set<ID<Cluster>>) -> HTML {
    guard !lines.isEmpty else { return .none }
    return card(
        kind.words, id: "h-\(kind.rawValue)", sub: "\(lines.count) 个",
        "<ul class=\"rows\">\(each: lines, { clusterRow($0, own) })</ul>")
}

private func clusterRow(_ line: ClusterLine, _ own: Set<ID<Cluster>>) -> HTML {
    let cluster = line.cluster
    let lead = line.lead.map { "组长单位：\($0)" } ?? "没有组长单位"
    return """
        <li><a class="rowlink" href="\(Places.cluster(cluster.id))"><span class="ico">\(icon("collection"))</span>\
        <span class="t"><b>\(cluster.name)</b><small>\(lead) · \(line.members) 个单位 · \(termWords(cluster))</small></span>\
        \(if: own.contains(cluster.id), tag("本单位在内", .pine))\(icon("chevron-right"))</a></li>
        """
}

private func pastClusters(_ lines: [ClusterLine], _ own: Set<ID<Cluster>>) -> HTML {
    """
    <details class="card"><summary class="card-h"><b>已结束的片组（\(lines.count)）</b></summary>
    <ul class="rows card-b flush">\(each: lines, { clusterRow($0, own) })</ul></details>
    """
}

/// `2025-01-01 至 2027-12-31`
func termWords(_ cluster: Cluster) -> String {
    "\(cluster.from) \(cluster.until.map { "至 \($0)" } ?? "起")"
}

/// Who is in a cluster and who leads it on a day.
func clusterPage(_ view: ClusterView, _ filled: Filled) -> HTML {
    let id = view.cluster.id
    let actions: HTML = view.mayKeep ? button("修改", to: Places.clusterRevision(id), icon("pencil")) : .none
    let sentence = "\(view.cluster.kind.words) · \(termWords(view.cluster))"
    return """
        \(pageHead(view.cluster.name, HTML.words(sentence), crumbs: view.crumbs, actions: actions))
        <div class="stack"><form class="filters no-print" method="get" action="\(Places.cluster(id))">
        \(field(Field("on", "看哪一天", .date), filled))<button class="btn">看这一天</button>
        \(if: view.day != view.today, button("回到今天", to: Places.cluster(id)))</form>
        \(if: view.isLeaderless, leadWanted(view))\(card("基本情况", id: "h-facts", facts(clusterFacts(view))))
        \(clusterMembers(view))\(if: !view.leads.isEmpty, leadsCard(view))</div>
        """
}

/// That the cluster has nobody at its lead today, since when and why, and the way to choose one.
private func leadWanted(_ view: ClusterView) -> HTML {
    let choose: HTML = "<a href=\"\(Places.clusterRevision(view.cluster.id))#h-lead\">定组长单位</a>"
    return note("<p>\(view.leadless)\(if: view.mayKeep, HTML.joined(["请", choose, "。"]))</p>", .due)
}

private func clusterFacts(_ view: ClusterView) -> [Fact] {
    let cluster = view.cluster
    var all: [Fact] = [
        ("组长单位", HTML.words(view.lead?.unitName ?? "这一天没有组长单位")), ("任期", HTML.words(termWords(cluster))),
        ("由谁管理", HTML.words(view.keeper.name)), ("依据文件", HTML.words(cluster.paper ?? "未登记")),
    ]
    if let note = cluster.note { all.append(("说明", HTML.words(note))) }
    return all
}

private func clusterMembers(_ view: ClusterView) -> HTML {
    let columns: [Column<ClusterMember>] = [
        Column("单位", isName: true) { member in clusterUnit(member, view) },
        Column("加入日期") { day($0.from) }, Column("最后一天") { day($0.until) },
    ]
    let ended = columns + [Column("原因") { HTML.words($0.why ?? "—") }]
    let when = view.day == view.today ? "今天" : view.day.plain
    let past = view.members.filter { $0.until.map { $0 < view.day } ?? false }
    let body: HTML = """
        \(if: view.present.isEmpty, "<p class=\"muted\">这一天没有单位在内。</p>", else: table("片组里的单位", columns, view.present))
        \(if: !past.isEmpty, "<details class=\"mt4\"><summary>曾在片组里的单位（\(past.count)）</summary>\(table("曾在片组里的单位", ended, past))</details>")
        """
    return card("\(when)在片组里的单位", id: "h-members", sub: "\(view.present.count) 个", body)
}

private func clusterUnit(_ member: ClusterMember, _ view: ClusterView) -> HTML {
    let name: HTML =
        view.mayOpen(member)
        ? "<a href=\"\(Places.unit(member.unit))\">\(member.unitName)</a>" : HTML.words(member.unitName)
    return "\(name)\(if: view.isLead(member), tag("组长单位", .pine))"
}

private func leadsCard(_ view: ClusterView) -> HTML {
    card(
        "历任组长单位", id: "h-leads",
        facts(
            view.leads.map {
                (
                    $0.unitName,
                    "\(day($0.from)) \(some: $0.until, { "至 \(day($0))" })\(if: $0.until == nil, "起")\(some: $0.why, { "（\($0)）" })"
                )
            }))
}
