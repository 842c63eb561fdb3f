import Web

/// The form for a new cluster.
func clusterNewPage(_ unit: UnitEntry, _ filled: Filled) -> HTML {
    let kinds = ClusterKind.allCases.map { ($0.rawValue, $0.words) }
    let inside: HTML = """
        <div class="form-grid">\(select(Field("kind", "类型", isRequired: true), kinds, empty: "请选择", filled))
        \(clusterFields(filled))\(field(Field("from_day", "开始日期", .date, isRequired: true), filled))
        \(untilField(filled))</div>
        <div class="row"><button class="btn primary">建立片组</button>\(button("返回", to: Places.unitClusters(unit.id)))</div>
        """
    return """
        \(flawSummary(filled.flaws))\(pageHead("新建片组", "先建片组，再加入单位、定组长单位。", crumbs: [("片组", Places.unitClusters(unit.id)), ("新建", nil)]))
        <section class="card" aria-label="片组"><div class="card-b">\(form(to: Places.unitClusters(unit.id), inside))</div></section>
        """
}

private func clusterFields(_ filled: Filled) -> HTML {
    """
    \(field(Field("name", "名称", isRequired: true, hint: "例如：区教育工会第一片组", maximum: 60), filled))
    \(field(Field("paper", "依据文件", hint: "例如：京教工发〔2025〕3 号", maximum: 80), filled))
    \(field(Field("note", "说明", maximum: 200), filled))
    """
}

private func untilField(_ filled: Filled) -> HTML {
    field(Field("until_day", "届满日期", .date, hint: "任期的最后一天；没有定就不填。"), filled)
}

/// All that may be changed in a cluster.
func clusterRevisionPage(
    _ view: ClusterView, _ candidates: ClusterCandidates, facts: Filled, _ filled: Filled
) -> HTML {
    let cluster = view.cluster
    let crumbs: [Crumb] = [
        ("片组", Places.unitClusters(view.keeper.id)), (cluster.name, Places.cluster(cluster.id)), ("修改", nil),
    ]
    let isOpen = cluster.until.map { $0 >= view.today } ?? true
    let below: HTML = """
        \(card("组长单位", id: "h-lead", sub: view.lead?.unitName, leadForm(view, filled)))
        \(card("成员", id: "h-members", sub: "\(view.present.count) 个单位", memberRows(view) + enterForm(view, candidates, filled)))
        """
    return """
        \(flawSummary(filled.flaws))\(pageHead("修改“\(cluster.name)”", "改动会记入审计。", crumbs: crumbs))
        <div class="stack">\(if: isOpen, below)\(card("名称和任期", id: "h-facts", factsForm(view, facts)))
        \(if: isOpen, card("结束片组", id: "h-end", endForm(view, filled)))</div>
        """
}

private func factsForm(_ view: ClusterView, _ filled: Filled) -> HTML {
    form(
        to: Places.clusterRevision(view.cluster.id),
        """
        \(hidden("version", filled["version"]))\(hidden("kind", view.cluster.kind.rawValue))\
        \(hidden("from_day", view.cluster.from.description))
        <div class="form-grid">\(clusterFields(filled))\(untilField(filled))</div>
        <div class="row"><button class="btn primary">保存名称和任期</button></div>
        """)
}

private func leadForm(_ view: ClusterView, _ filled: Filled) -> HTML {
    guard !view.present.isEmpty else { return "<p class=\"muted\">先加入单位，再定组长单位。</p>" }
    let choices = view.present.filter { !view.isLead($0) }.map { ($0.unit.description, $0.unitName) }
    guard !choices.isEmpty else { return "<p class=\"muted\">片组里只有组长单位一个，没有可以交接的单位。</p>" }
    return form(
        to: Places.clusterLead(view.cluster.id),
        """
        <div class="form-grid">\(select(Field("lead", view.lead == nil ? "组长单位" : "交接给", isRequired: true), choices, empty: "请选择", filled))
        \(field(Field("lead_day", "开始日期", .date, isRequired: true, hint: "原组长单位到前一天为止。"), withToday("lead_day", view, filled)))</div>
        <div class="row"><button class="btn">\(view.lead == nil ? "定为组长单位" : "交接组长")</button></div>
        """)
}

/// The field's day, today when nothing was typed.
private func withToday(_ name: String, _ view: ClusterView, _ filled: Filled) -> Filled {
    let typed = filled[name]
    let day = typed.isEmpty && filled.flaws[name] == nil ? max(view.today, view.cluster.from).description : typed
    return Filled([name: [day]], flaws: filled.flaws)
}

private func memberRows(_ view: ClusterView) -> HTML {
    guard !view.present.isEmpty else { return "<p class=\"muted mb4\">片组里还没有单位。</p>" }
    return "<ul class=\"rows mb4\">\(each: view.present, { memberRow($0, view) })</ul>"
}

private func memberRow(_ member: ClusterMember, _ view: ClusterView) -> HTML {
    """
    <li class="rowlink"><span class="t"><b>\(member.unitName)</b><small>\(member.from) 起</small></span>\
    \(if: view.isLead(member), tag("组长单位", .pine), else: button("移出", to: Places.clusterMemberEnd(member.id)))</li>
    """
}

private func enterForm(_ view: ClusterView, _ candidates: ClusterCandidates, _ filled: Filled) -> HTML {
    guard !candidates.units.isEmpty else { return "<p class=\"hint\">这一类的单位都已在片组里。</p>" }
    return form(
        to: Places.clusterMembers(view.cluster.id),
        """
        <fieldset><legend>还不在同类片组里的单位</legend><div class="checks">\
        \(each: candidates.units, { checkBox("unit", $0.shortName, value: $0.id.description, filled) })</div></fieldset>
        \(field(Field("join_day", "加入日期", .date, isRequired: true), withToday("join_day", view, filled)))
        <div class="row"><button class="btn">加入勾选的单位</button></div>
        """)
}

private func endForm(_ view: ClusterView, _ filled: Filled) -> HTML {
    form(
        to: Places.clusterEnd(view.cluster.id),
        """
        <p>结束以后成员和组长单位都到那一天为止，过去的记录都保留。</p>
        \(field(Field("end_day", "最后一天", .date, isRequired: true), withToday("end_day", view, filled)))
        <div class="row"><button class="btn danger">结束片组</button></div>
        """)
}

/// The last question before a unit leaves.
func clusterLeavingPage(_ cluster: Cluster, _ member: ClusterMember, _ filled: Filled) -> HTML {
    let inside: HTML = """
        \(field(Field("day", "最后一天", .date, isRequired: true), filled))
        <div class="row"><button class="btn danger">移出片组</button>\(button("返回", to: Places.clusterRevision(cluster.id)))</div>
        """
    let crumbs: [Crumb] = [(cluster.name, Places.cluster(cluster.id)), ("移出", nil)]
    return """
        \(flawSummary(filled.flaws))\(pageHead("移出“\(member.unitName)”", "\(member.from) 起在“\(cluster.name)”。", crumbs: crumbs))
        <section class="card" aria-label="移出片组"><div class="card-b">\(form(to: Places.clusterMemberEnd(member.id), inside))</div></section>
        """
}
