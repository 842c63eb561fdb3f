import Web

let registerViewRoutes: [Route] = [
    .get(Places.registerViews, .officer(.memberSee), listViews),
    .post(Places.registerViews, .officer(.memberSee), saveView, again: listViews),
    .get(Places.registerView, .officer(.memberSee), showView),
    .post(Places.registerView, .officer(.memberSee), changeView, again: showView),
    .post(Places.registerViewEnd, .officer(.memberSee), removeView),
    .post(Places.memberColumns, .officer(.memberSee), chooseColumns),
]

/// The views of a unit, and the form that gives the list of the address a name.
private func listViews(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let views = try RegisterView.all(of: id, as: visit.who, in: visit.tx)
    let filter = visit.call.isSent ? MemberFilter { visit.form[$0].trimmingBlanks } : MemberFilter(visit.call)
    let columns = ListColumn.chosen(visit.call.query("cols")) ?? ListColumn.usual
    let filled = visit.call.isSent ? visit.filled : Filled(pairs: columns.map { ("columns", $0.rawValue) })
    return .page(
        title: "名册视图", json: ["views": .array(views.map(\.json))],
        registerViewList(
            unit, views, kept: Set(views.filter { $0.isKept(by: visit.who) }.map(\.id)), filter, filled))
}

private func saveView(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let draft = try RegisterViewDraft(visit.form)
    let view = try RegisterView.insert(draft, of: unit.id, by: visit.who, in: visit.tx)
    try audit(visit, view, unit.id, "保存名册视图“\(draft.name)”\(draft.isShared ? "，共享" : "")")
    return .see(try RegisterView.find(view, as: visit.who, in: visit.tx).path, saying: "已保存视图“\(draft.name)”。")
}

private func showView(_ visit: Visit<Officer>, _ id: ID<RegisterView>) throws -> Answer {
    let view = try RegisterView.find(id, as: visit.who, in: visit.tx)
    guard view.isKept(by: visit.who) else { throw Refusal.forbidden }
    let unit = try UnitEntry.find(view.unit, as: visit.who, in: visit.tx)
    let onFile: [(name: String, value: String)] =
        view.filter.pairs + view.columns.map { ("columns", $0.rawValue) }
        + [("name", view.name), ("shared", view.isShared ? "yes" : ""), ("version", String(view.version))]
    let filled = visit.call.isSent ? visit.filled : Filled(pairs: onFile)
    return .page(title: "修改视图", json: view.json, registerViewPage(view, unit, filled))
}

private func changeView(_ visit: Visit<Officer>, _ id: ID<RegisterView>) throws -> Answer {
    let view = try RegisterView.find(id, as: visit.who, in: visit.tx)
    guard view.isKept(by: visit.who) else { throw Refusal.forbidden }
    let draft = try RegisterViewDraft(visit.form)
    try view.update(draft, version: Int(visit.form["version"]) ?? 0, in: visit.tx)
    try audit(visit, id, view.unit, "修改名册视图“\(view.name)”")
    return .see(try RegisterView.find(id, as: visit.who, in: visit.tx).path, saying: "已保存视图“\(draft.name)”。")
}

private func removeView(_ visit: Visit<Officer>, _ id: ID<RegisterView>) throws -> Answer {
    let view = try RegisterView.find(id, as: visit.who, in: visit.tx)
    guard view.isKept(by: visit.who) else { throw Refusal.forbidden }
    try view.remove(in: visit.tx)
    try audit(visit, id, view.unit, "删除名册视图“\(view.name)”")
    return .see(Places.registerViews(view.unit), saying: "已删除视图“\(view.name)”。")
}

/// Remembers the columns for the next time and every unit, and goes back to the list as it was.
private func chooseColumns(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let chosen = Set(visit.form.all("columns"))
    let columns = ListColumn.allCases.filter { chosen.contains($0.rawValue) }
    let filter = MemberFilter { visit.form[$0].trimmingBlanks }
    let back = Places.members(unit.id).with(filter.pairs)
    guard !columns.isEmpty else { return .see(back, saying: "请至少选择一列。") }
    try RegisterLook.remember(columns, of: visit.who.person, in: visit.tx)
    try AuditEntry.write(
        Act("register.columns", on: "unit", unit.id, "选择名册显示的列"), by: visit.who.person, in: unit.id,
        ring: visit.site.ring, visit.tx)
    return .see(back)
}

private func audit(_ visit: Visit<Officer>, _ view: ID<RegisterView>, _ unit: ID<Unit>, _ words: String) throws {
    try AuditEntry.write(
        Act("register.view", on: "register_view", view, words), by: visit.who.person, in: unit,
        ring: visit.site.ring, visit.tx)
}
