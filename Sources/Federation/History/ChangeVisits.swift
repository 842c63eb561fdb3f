import Server
import Web

/// Finds a unit whose rename is asked for, or whose merger or split by somebody who stands above it.
private func unitToChange(
    _ id: ID<Unit>, _ kind: UnitChange.Kind, as officer: Officer, in tx: Transaction
) throws -> UnitEntry {
    let unit = try UnitEntry.find(id, as: officer, in: tx)
    guard kind == .rename || officer.isAbove(unit.path) else { throw Refusal.forbidden }
    return unit
}

/// `/units/:id/changes`: which act it is to be.
func chooseUnitChange(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let crumbs = try unitCrumbs(unit, above: UnitEntry.above(unit, as: visit.who, in: visit.tx), "组织变动")
    let plans = try UnitChange.plans(of: id, in: visit.tx)
    return .page(title: "组织变动", unitChangesPage(unit, crumbs, plans, isMovable: visit.who.isAbove(unit.path)))
}

func askUnitRename(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer { try ask(visit, id, .rename) }
func askUnitMerger(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer { try ask(visit, id, .merge) }
func askUnitSplit(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer { try ask(visit, id, .split) }
func askUnitMove(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer { try ask(visit, id, .move) }
func askUnitDissolution(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer { try ask(visit, id, .dissolve) }

/// The details of an act; with `?plan=`, those of a plan that is to be changed.
private func ask(_ visit: Visit<Officer>, _ id: ID<Unit>, _ kind: UnitChange.Kind) throws -> Answer {
    let unit = try unitToChange(id, kind, as: visit.who, in: visit.tx)
    guard unit.state != .dissolved else { throw Refusal.missing }
    let today = [.move, .dissolve].contains(kind) ? ["on_day": visit.tx.today.description] : [:]
    var filled = visit.filled(else: today)
    if !visit.call.isSent, let plan = ID<UnitChange>(visit.call.query("plan")) {
        let planned = try UnitChange.find(plan, as: visit.who, in: visit.tx)
        guard planned.state == .planned, planned.unit == id, planned.kind == kind else { throw Refusal.missing }
        filled = Filled(pairs: planned.typed + [("plan", plan.description)])
    }
    let page = ChangeFormPage(
        unit: unit, kind: kind,
        crumbs: try unitCrumbs(unit, above: UnitEntry.above(unit, as: visit.who, in: visit.tx), kind.words),
        beside: kind == .merge ? try MergerForm.beside(unit, visit.who, visit.tx) : [],
        children: kind == .split ? try UnitEntry.children(of: unit, as: visit.who, in: visit.tx) : [],
        parents: kind == .move ? try ParentChoices(for: unit, as: visit.who, in: visit.tx) : nil,
        against: kind == .dissolve ? try unit.againstDissolution(in: visit.tx) : [],
        seats: kind == .split ? try SplitSeat.all(of: id, in: visit.tx) : [])
    return .page(title: "\(kind.words)：\(unit.shortName)", page.drawn(filled))
}

func planUnitRename(_ visit: OpenVisit<Officer>, _ id: ID<Unit>) async throws -> Answer {
    try await plan(visit, id, .rename)
}

func planUnitMerger(_ visit: OpenVisit<Officer>, _ id: ID<Unit>) async throws -> Answer {
    try await plan(visit, id, .merge)
}

func planUnitSplit(_ visit: OpenVisit<Officer>, _ id: ID<Unit>) async throws -> Answer {
    try await plan(visit, id, .split)
}

func planUnitMove(_ visit: OpenVisit<Officer>, _ id: ID<Unit>) async throws -> Answer {
    try await plan(visit, id, .move)
}

func planUnitDissolution(_ visit: OpenVisit<Officer>, _ id: ID<Unit>) async throws -> Answer {
    try await plan(visit, id, .dissolve)
}

/// Keeps what was typed as a plan, once it can be read as an act, and shows what it would change.
private func plan(_ visit: OpenVisit<Officer>, _ id: ID<Unit>, _ kind: UnitChange.Kind) async throws -> Answer {
    let who = visit.who
    let form = kind == .split ? try await SplitList.settled(visit, id) : visit.form
    try await visit.store.read { tx in
        _ = try readPlan(form, id, kind, nil, as: who, in: tx)
    }
    let scan = try Shelf(visit.site).keepScan(of: form)
    return try await visit.writeOnce { tx in
        let old = try ID<UnitChange>(form["plan"]).map { try UnitChange.claim($0, as: who, in: tx) }
        let order = try readPlan(form, id, kind, scan ?? old?.paper.scan, as: who, in: tx)
        let unit = try UnitEntry.claim(id, as: who, in: tx)
        if let old, old.unit == id { try old.drop(in: tx) }
        let left: Set<String> = ["csrf", "key", "plan", "scan"]
        let plan = try UnitChange.plan(kind, of: unit, order, form.fields.filter { !left.contains($0.name) }, in: tx)
        return .see(Places.unitChange(plan))
    }
}

/// All that is wrong with the day, the paper and the act, at once.
private func readPlan(
    _ form: Form, _ id: ID<Unit>, _ kind: UnitChange.Kind, _ scan: PaperScan?, as officer: Officer, in tx: Transaction
) throws -> UnitOrder {
    let unit = try unitToChange(id, kind, as: officer, in: tx)
    var check = Check(form)
    let order = UnitOrder(&check, by: officer.person, today: tx.today, scan: scan)
    do {
        _ = try PlannedAct(kind, form, of: unit, as: officer, in: tx)
    } catch let flaws as Flaws {
        for flaw in flaws.all where check.flaws[flaw.field] == nil { check.add(flaw.field, flaw.words) }
    }
    do { _ = try PaperScan.read(form) } catch { for flaw in error.all { check.add(flaw.field, flaw.words) } }
    try check.done()
    return order
}

/// `/unit-changes/:id`: what a plan would change, or what an act has changed.
func showUnitChange(_ visit: Visit<Officer>, _ id: ID<UnitChange>) throws -> Answer {
    let change = try UnitChange.find(id, as: visit.who, in: visit.tx)
    guard change.state == .planned else {
        let view = try UnitChangeView(change, as: visit.who, in: visit.tx)
        return .page(title: "\(change.kind.words) · 组织变动", json: view.json, view.drawn())
    }
    guard let keeper = visit.who.also(.unitKeep) else { throw Refusal.missing }
    return try preview(change, as: keeper, visit.filled, in: visit.tx)
}

func showPlanAgain(_ visit: Visit<Officer>, _ id: ID<UnitChange>) throws -> Answer {
    let change = try UnitChange.find(id, as: visit.who, in: visit.tx)
    guard change.state == .planned else { throw Refusal.missing }
    return try preview(change, as: visit.who, visit.filled, in: visit.tx)
}

private func preview(
    _ change: UnitChange, as keeper: Officer, _ filled: Filled, in tx: Transaction
) throws -> Answer {
    let unit = try UnitEntry.find(change.unit, as: keeper, in: tx)
    let crumbs = try unitCrumbs(unit, above: UnitEntry.above(unit, as: keeper, in: tx), change.kind.words)
    let preview = try ChangePreview(of: change, unit, as: keeper, in: tx)
    return .page(title: "核对：\(change.kind.words)", json: preview.json, preview.drawn(crumbs, filled))
}

/// Does what was planned, if nothing that was shown has changed since.
func confirmUnitChange(_ visit: Visit<Officer>, _ id: ID<UnitChange>) throws -> Answer {
    let change = try UnitChange.claim(id, as: visit.who, in: visit.tx)
    guard change.state == .planned else { return .see(Places.unitChange(id)) }
    let unit = try UnitEntry.claim(change.unit, as: visit.who, in: visit.tx)
    guard change.kind == .rename || visit.who.isAbove(unit.path) else { throw Refusal.forbidden }
    let preview = try ChangePreview(of: change, unit, as: visit.who, isLocking: true, in: visit.tx)
    guard preview.obstacles.isEmpty, let act = preview.act else { throw Flaws("", preview.obstacles.joined()) }
    guard visit.form["stamp"] == preview.stamp else {
        throw Flaws("", "在您核对的时候，有人改动过这些单位或它们的会员。下面是现在的情况，请再看一遍后确认。")
    }
    var order = UnitOrder(on: change.on, paper: change.paper, by: visit.who.person)
    order.plan = id
    do {
        try visit.tx.attempt { try act.carryOut(unit, by: order, in: visit.tx) }
    } catch StoreProblem.notUnique {
        throw Flaws("", "单位代码刚才被别的单位用了，请返回修改。")
    } catch let problem as UnitEntry.Problem {
        throw Flaws("", problem.words)
    }
    for each in act.units(unit) {
        try each.audit(
            Act(change.kind.actName, on: "unit", each.id, detail: change.paper.words ?? "", preview.words),
            by: visit.who, ring: visit.site.ring, in: visit.tx)
    }
    for exit in preview.exits {
        try AuditEntry.write(
            Act("cluster.leave", on: "cluster", exit.cluster, "\(exit.words)，因为：\(preview.words)"),
            by: visit.who.person,
            in: exit.keeper, ring: visit.site.ring, visit.tx)
    }
    return .see(Places.unitChange(id), saying: "已办理。历史和人数都已记好，以前的日期仍按原来的单位显示。")
}

/// Lets a plan go.
func withdrawUnitChange(_ visit: Visit<Officer>, _ id: ID<UnitChange>) throws -> Answer {
    let change = try UnitChange.claim(id, as: visit.who, in: visit.tx)
    let unit = try UnitEntry.find(change.unit, as: visit.who, in: visit.tx)
    guard change.state == .planned else { return .see(Places.unitChange(id)) }
    try change.drop(in: visit.tx)
    try unit.audit(
        Act("unit.unplan", on: "unit", unit.id, "放弃了还没有办理的“\(change.kind.words)”"), by: visit.who,
        ring: visit.site.ring, in: visit.tx)
    return .see(Places.unitChanges(unit.id), saying: "已放弃，什么都没有改动。")
}
