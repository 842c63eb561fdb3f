import Federation
import Web

let publicityRoutes: [Route] = [
    .get(Places.publicities, .officer(.unitSee), listPublicities),
    .get(Places.publicityNew, .officer(.publicityKeep), askPublicity),
    .post(Places.publicities, .officer(.publicityKeep), drawPublicity, again: askPublicity),
    .get(Places.publicity, .officer(.unitSee), showPublicity),
    .get(Places.publicityNotice, .officer(.unitSee), printPublicity),
    .post(Places.publicityPublication, .officer(.publicityKeep), publish, again: showPublicity),
    .post(Places.publicityClosing, .officer(.publicityKeep), closePublicity, again: showPublicity),
    .post(Places.publicityWithdrawal, .officer(.publicityKeep), withdrawPublicity, again: showPublicity),
    .get(Places.objection, .officer(.publicityKeep), showObjection),
    .post(Places.objectionInquiry, .officer(.publicityKeep), inquire),
    .post(Places.objectionFinding, .officer(.publicityKeep), findOut, again: showObjection),
    .get(Places.objectionPaper, .officer(.publicityKeep), takeEvidence),
]

private func listPublicities(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let all = try Publicity.all(of: unit, in: visit.tx)
    let mayKeep = visit.who.also(.publicityKeep)?.reaches(unit.path) ?? false
    let json: JSON = [
        "publicities": .array(
            all.map { ["id": JSON($0.id), "title": JSON($0.title), "state": JSON($0.state.rawValue)] })
    ]
    return .page(title: "公示", json: json, publicityListPage(unit, all, mayKeep: mayKeep))
}

private func askPublicity(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let filled = visit.filled(else: ["days": "5", "is_masked": "yes"])
    return .page(title: "新的公示", publicityForm(unit, filled))
}

private func drawPublicity(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.claim(id, as: visit.who, in: visit.tx)
    let draft = try PublicityDraft(visit.form)
    let publicity = try Publicity.draw(draft, at: unit, by: visit.who.person, in: visit.tx)
    try audit(visit, publicity, id, "起草公示“\(draft.title)”，\(draft.entries.count) 条")
    return .see(Places.publicity(publicity), saying: "草稿已存。看过没有错，就可以发布。")
}

private func showPublicity(_ visit: Visit<Officer>, _ id: ID<Publicity>) throws -> Answer {
    let publicity = try Publicity.find(id, as: visit.who.also(.unitSee) ?? visit.who, in: visit.tx)
    let view = try PublicityView(publicity, as: visit.who, in: visit.tx)
    let first = houseCalendar.nearestWorked(to: visit.tx.today.adding(days: 1), step: 1)
    let filled = visit.filled(else: ["starts_on": (first ?? visit.tx.today.adding(days: 1)).description])
    return .page(title: publicity.title, json: view.json, publicityPage(view, filled))
}

private func printPublicity(_ visit: Visit<Officer>, _ id: ID<Publicity>) throws -> Answer {
    let publicity = try Publicity.find(id, as: visit.who, in: visit.tx)
    guard publicity.state != .draft else { throw Refusal.missing }
    let page = try PublicPublicity(id, visit.who.member.visitor, in: visit.tx)
    return .page(title: publicity.title, shell: .paper, page.notice)
}

private func publish(_ visit: Visit<Officer>, _ id: ID<Publicity>) throws -> Answer {
    let publicity = try Publicity.find(id, as: visit.who, in: visit.tx).claimed(in: visit.tx)
    var check = Check(visit.form)
    let first = check.day("starts_on", "公示第一天")
    if check.flaws.isEmpty {
        if first < visit.tx.today { check.add("starts_on", "公示第一天不能早于今天。") }
        if houseCalendar.isWorked(first) == false { check.add("starts_on", "\(first) 是休息日，公示从工作日开始。") }
        if houseCalendar.isWorked(first) == nil { check.add("starts_on", "\(first.year) 年放假安排尚未公布，还不能定公示期。") }
    }
    try check.done()
    guard publicity.state == .draft else { return .see(Places.publicity(id), saying: "这份公示\(publicity.state.words)。") }
    try Publicity.publish(id, from: first, in: visit.tx)
    try audit(visit, id, publicity.unit, "发布公示“\(publicity.title)”，自 \(first) 起 \(publicity.days) 个工作日")
    return .see(Places.publicity(id), saying: "已发布，自 \(first) 起 \(publicity.days) 个工作日。")
}

private func closePublicity(_ visit: Visit<Officer>, _ id: ID<Publicity>) throws -> Answer {
    let publicity = try Publicity.find(id, as: visit.who, in: visit.tx).claimed(in: visit.tx)
    var check = Check(visit.form)
    let words = check.text("closing", "结束记录", 5...1_000)
    try check.done()
    guard publicity.state == .published else {
        return .see(Places.publicity(id), saying: "这份公示\(publicity.state.words)，不用再办。")
    }
    if let why = try PublicityView(publicity, as: visit.who, in: visit.tx).closingProblem {
        throw Flaws("closing", why)
    }
    try end(publicity, .closed, words, in: visit.tx)
    try audit(visit, id, publicity.unit, "结束公示“\(publicity.title)”")
    return .see(Places.publicity(id), saying: "公示已结束，可以往下办了。")
}

private func withdrawPublicity(_ visit: Visit<Officer>, _ id: ID<Publicity>) throws -> Answer {
    let publicity = try Publicity.find(id, as: visit.who, in: visit.tx).claimed(in: visit.tx)
    var check = Check(visit.form)
    let words = check.text("withdrawal", "撤销理由", 4...200)
    try check.done()
    guard publicity.state == .published else {
        return .see(Places.publicity(id), saying: "这份公示\(publicity.state.words)，不用再办。")
    }
    try end(publicity, .withdrawn, words, in: visit.tx)
    try audit(visit, id, publicity.unit, "撤销公示“\(publicity.title)”")
    return .see(Places.publicity(id), saying: "公示已撤销。")
}

private func end(_ publicity: Publicity, _ state: Publicity.State, _ words: String, in tx: Transaction) throws {
    try tx.run(
        "UPDATE publicity SET state = \(state), closing = \(words), ended_at = \(tx.now) WHERE id = \(publicity.id)")
}

private func showObjection(_ visit: Visit<Officer>, _ id: ID<Objection>) throws -> Answer {
    let view = try ObjectionView(id, as: visit.who, ring: visit.site.ring, in: visit.tx)
    return .page(title: "异议", objectionPage(view, visit.filled))
}

private func inquire(_ visit: Visit<Officer>, _ id: ID<Objection>) throws -> Answer {
    let (objection, publicity) = try Objection.find(id, as: visit.who, in: visit.tx)
    _ = try publicity.claimed(in: visit.tx)
    try objection.inquire(in: visit.tx)
    try audit(visit, publicity.id, publicity.unit, "受理\(objection.kind.words)，停下公示条目")
    return .see(Places.objection(id), saying: "已受理，这一条停下来等结论。")
}

private func findOut(_ visit: Visit<Officer>, _ id: ID<Objection>) throws -> Answer {
    let (objection, publicity) = try Objection.find(id, as: visit.who, in: visit.tx)
    let draft = try FindingDraft(visit.form)
    _ = try publicity.claimed(in: visit.tx)
    guard objection.finding == nil else { return .see(Places.objection(id), saying: "已经有书面结论，以那份为准。") }
    if objection.state == .open, draft.isUpheld { throw Flaws("outcome", "线索要先受理调查，才能认定成立。") }
    try Objection.find(id, draft, by: visit.who.person, in: visit.tx)
    try audit(visit, publicity.id, publicity.unit, "写出异议的书面结论：\(draft.isUpheld ? "成立" : "不成立")")
    return .see(Places.publicity(publicity.id), saying: "结论已写入。")
}

private func takeEvidence(_ visit: Visit<Officer>, _ id: ID<Objection>, _ paper: ID<Paper>) throws -> Answer {
    let (objection, _) = try Objection.find(id, as: visit.who, in: visit.tx)
    let papers = try Paper.all(of: "objection", objection.id.raw, in: visit.tx)
    guard let found = papers.first(where: { $0.id == paper }) else { throw Refusal.missing }
    return try found.answer(from: Shelf(visit.site))
}

private func audit(_ visit: Visit<Officer>, _ id: ID<Publicity>, _ unit: ID<Unit>, _ words: String) throws {
    try AuditEntry.write(
        Act("publicity.keep", on: "publicity", id, words), by: visit.who.person, in: unit, ring: visit.site.ring,
        visit.tx)
}
