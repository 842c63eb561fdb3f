import Web

/// `/workbench`: the open desk; members without a desk are at home elsewhere.
func showWorkbench(_ visit: Visit<Member>) throws -> Answer {
    let desks = try visit.site.joined.desks(of: visit.who.person, in: visit.tx)
    let chosen = visit.who.visitor.session?.desk
    guard let desk = desks.first(where: { $0.unit == chosen }) ?? desks.first,
        let officer = try? Access.officer(.unitSee).admit(visit.who.visitor), officer.reaches(desk.unitPath)
    else { return .see(Places.home()) }
    let workbench = try Workbench(desk, as: officer, visit.site.joined.tasks, in: visit.tx)
    return .page(title: "工作台", json: workbench.json, workbenchPage(workbench))
}

/// Opens the desk of another unit of theirs.
func sitDown(_ visit: Visit<Member>) throws -> Answer {
    let desks = try visit.site.joined.desks(of: visit.who.person, in: visit.tx)
    guard let unit = ID<Unit>(visit.form["unit"]), desks.contains(where: { $0.unit == unit }) else {
        throw Refusal.missing
    }
    try visit.who.visitor.session?.sit(at: unit, in: visit.tx)
    return .see(Places.workbench())
}

private func workbenchPage(_ workbench: Workbench) -> HTML {
    """
    \(pageHead(greeting(workbench), "\(workbench.now.day.long)，\(workbench.desk.unitName)，\(workbench.desk.role)"))
    \(figures(workbench))
    <div class="cols cols-7-5">
    <div class="stack">\(taskCard(workbench))\(if: !workbench.children.isEmpty, childrenCard(workbench))</div>
    <div class="stack">\(if: !workbench.actions.isEmpty, actionCard(workbench))\(employmentCard(workbench))</div></div>
    """
}

private func greeting(_ workbench: Workbench) -> String {
    let part =
        switch workbench.now.secondOfDay / 3600 {
        case 5..<9: "早上好"
        case 9..<12: "上午好"
        case 12..<18: "下午好"
        default: "晚上好"
        }
    let count = workbench.tasks.count
    return "\(workbench.name)，\(part)。\(count == 0 ? "今天没有等您处理的事" : "今天有 \(count) 件事要处理")"
}

private func figures(_ workbench: Workbench) -> HTML {
    ledger(
        "\(workbench.desk.unitName)的主要数据",
        [
            Stat("会员总数", workbench.count(.active, .retained), "人", "本级和下级合计"),
            Stat("在籍", workbench.count(.active), "人", "缴纳会费，参加表决"),
            Stat("保留会籍", workbench.count(.retained), "人", "退休、离岗等"),
            Stat("单位数", workbench.units, "个", "含本单位"),
        ])
}

private func taskCard(_ workbench: Workbench) -> HTML {
    let none = emptyState("眼下没有等您处理的事", "任期将满、账号未开、负责人空缺时，会列在这里。")
    return """
        <section class="card" aria-labelledby="h-today"><div class="card-h"><h2 id="h-today">今天要处理</h2></div>
        \(if: workbench.tasks.isEmpty, none, else: "<ul class=\"rows card-b flush\">\(each: workbench.tasks, taskRow)</ul>")</section>
        """
}

private func taskRow(_ task: Workbench.Task) -> HTML {
    """
    <li><a class="rowlink" href="\(task.path)"><span class="ico \(task.tone)">\(task.sign)</span>\
    <span class="t"><b>\(task.words)</b><small>\(task.detail)</small></span>\(icon("chevron-right"))</a></li>
    """
}

private func employmentCard(_ workbench: Workbench) -> HTML {
    let counts = Employment.allCases.map { (words: $0.words, count: workbench.count($0)) }
    let most = max(1, counts.map(\.count).max() ?? 1)
    let total = max(1, counts.map(\.count).reduce(0, +))
    let bars: HTML = "<ul class=\"flow\">\(each: counts, { employmentBar($0.words, $0.count, most, total) })</ul>"
    return card("用工形式", id: "h-employment", sub: "会员，本级和下级", bars)
}

private func employmentBar(_ words: String, _ count: Int, _ most: Int, _ total: Int) -> HTML {
    let share = (count * 1000 / total + 5) / 10
    return """
        <li class="quota"><div class="ends"><span>\(words)</span><b>\(grouped(count)) 人，\(share)%</b></div>\
        <progress class="bar" value="\(count)" max="\(most)" aria-label="\(words)">\(grouped(count)) 人</progress></li>
        """
}

private func actionCard(_ workbench: Workbench) -> HTML {
    """
    <section class="card" aria-labelledby="h-often"><div class="card-h"><h2 id="h-often">常办的事</h2></div>
    <ul class="rows card-b flush">\(each: workbench.actions, actionRow)</ul></section>
    """
}

private func actionRow(_ action: Workbench.Action) -> HTML {
    """
    <li><a class="rowlink" href="\(action.path)"><span class="ico">\(action.sign)</span>\
    <span class="t"><b>\(action.words)</b></span>\(icon("chevron-right"))</a></li>
    """
}

private func childrenCard(_ workbench: Workbench) -> HTML {
    let shown = Array(workbench.children.prefix(Workbench.mostChildren))
    let more: HTML = "<a class=\"more\" href=\"\(Places.unit(workbench.desk.unit))\">全部\(icon("chevron-right"))</a>"
    return card(
        "下级单位", id: "h-below", sub: "\(grouped(workbench.children.count)) 个", more: more,
        "<div class=\"columns\">\(unitBranches(shown, workbench.members))</div>")
}
