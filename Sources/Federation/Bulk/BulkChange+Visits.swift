import Server
import Web

let bulkRoutes: [Route] = [
    .get(Places.bulks, .officer(.memberKeep), listBulks),
    .get(Places.bulkNew, .officer(.memberKeep), askBulk),
    .post(Places.bulks, .officer(.memberKeep), planBulk, again: askBulk),
    .get(Places.bulk, .officer(.memberKeep), showBulk),
    .open(.get, Places.bulkProgress, .officer(.memberKeep), streamBulkProgress),
    .post(Places.bulkConfirmation, .officer(.memberKeep), confirmBulk),
    .post(Places.bulkCancellation, .officer(.memberKeep), cancelBulk),
    .post(Places.bulkUndo, .officer(.memberKeep), undoBulk),
]

private func listBulks(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let bulks = try BulkChange.all(of: id, in: visit.tx)
    return .page(title: "批量变动", json: ["changes": .array(bulks.map(\.json))], bulkListPage(unit, bulks))
}

/// Which members a form or an address means: the ticked ones, or all that its filter finds.
struct BulkChoice {
    let spells: [ID<Membership>]
    let filter: MemberFilter
    let isAll: Bool
    /// How many they are.
    let total: Int

    init(_ visit: Visit<Officer>, in unit: UnitEntry) throws {
        let (call, tx) = (visit.call, visit.tx)
        let word = { (name: String) in call.isSent || !call.form.fields.isEmpty ? call.form[name] : call.query(name) }
        var filter = MemberFilter { word($0).trimmingBlanks }
        filter.order = .unit
        self.filter = filter
        isAll = word("all") == "yes"
        let scope = MemberScope(unit, as: visit.who)
        guard !isAll else {
            spells = []
            let known = try MemberTotals(scope, in: tx).known(filter)
            total = try filter.searchProblem != nil ? 0 : known ?? MemberLine.count(scope, filter, in: tx)
            return
        }
        let named = call.form.all("spell") + call.request.query.filter { $0.name == "spell" }.map(\.value)
        let ticked: [ID<Membership>] = named.prefix(200).compactMap { ID($0) }
        spells = try tx.values(
            """
            SELECT id FROM membership WHERE id \(anyOf: ticked) AND until_day IS NULL AND \(scope.holds())
             ORDER BY unit_path, name_key, id
            """)
        total = spells.count
    }

    /// What the form carries to say whom it is for.
    var fields: [(name: String, value: String)] {
        guard !isAll else { return filter.pairs.filter { !$0.value.isEmpty } + [("all", "yes")] }
        return spells.map { ("spell", $0.description) }
    }
}

private func askBulk(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let choice = try BulkChoice(visit, in: unit)
    let choices = try UnitChoices(as: visit.who, in: visit.tx)
    let filled = visit.filled(else: ["kind": "state", "from_day": visit.tx.today.description])
    return .page(title: "批量变动", bulkNewPage(unit, choice, choices, filled))
}

/// Makes the plan: at once for a few, by a duty for many.
private func planBulk(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let tx = visit.tx
    let unit = try UnitEntry.find(id, as: visit.who, in: tx)
    let choice = try BulkChoice(visit, in: unit)
    guard choice.total > 0 else { throw Flaws("", "没有选中会员。请回到名册勾选，或换一个筛选条件。") }
    let draft = try BulkDraft(visit.form, as: visit.who, in: tx)
    let filter = choice.isAll ? choice.filter : nil
    let new = try BulkChange.insert(draft, filter, total: choice.total, of: id, by: visit.who, in: tx)
    guard let bulk = try BulkChange.claim(unscoped: new, in: tx) else { throw Refusal.missing }
    if choice.isAll, choice.total > BulkPlan.turn {
        try bulk.later(BulkDuty.plan, in: tx)
    } else {
        if choice.isAll { _ = try BulkPlan.turn(bulk, after: nil, in: tx) }
        try BulkPlan.add(choice.spells, to: bulk, in: tx)
        try bulk.become(.planned, in: tx)
    }
    try audit(visit, bulk, "列出批量变动的名单：\(bulk.words)，\(choice.total) 人")
    return .see(Places.bulk(new))
}

private func showBulk(_ visit: Visit<Officer>, _ id: ID<BulkChange>) throws -> Answer {
    let bulk = try BulkChange.find(id, as: visit.who, in: visit.tx)
    let view = try BulkView(bulk, visit.call, in: visit.tx)
    return .page(title: "批量变动", json: view.json, bulkPage(view))
}

private func confirmBulk(_ visit: Visit<Officer>, _ id: ID<BulkChange>) throws -> Answer {
    let bulk = try BulkChange.claim(id, as: visit.who, in: visit.tx)
    // A second yes to what is under way changes nothing and is no mistake.
    guard bulk.state == .planned, bulk.able > 0 else { return .see(Places.bulk(id)) }
    try bulk.become(.running, in: visit.tx)
    try bulk.later(BulkDuty.write, in: visit.tx)
    let reason = bulk.reason.map { "，事由：\($0)" } ?? ""
    try audit(visit, bulk, "确认批量变动：\(bulk.words)，\(bulk.able) 人\(reason)")
    return .see(Places.bulk(id))
}

private func cancelBulk(_ visit: Visit<Officer>, _ id: ID<BulkChange>) throws -> Answer {
    let bulk = try BulkChange.claim(id, as: visit.who, in: visit.tx)
    guard [.planning, .planned, .running].contains(bulk.state) else { return .see(Places.bulk(id)) }
    try bulk.become(.cancelled, in: visit.tx)
    try audit(visit, bulk, "取消批量变动：\(bulk.words)，已变动 \(bulk.written) 人")
    let words = bulk.written > 0 ? "已停下。已经变动的 \(grouped(bulk.written)) 人可以撤销。" : "已取消，没有变动任何会员。"
    return .see(Places.bulk(id), saying: words)
}

private func undoBulk(_ visit: Visit<Officer>, _ id: ID<BulkChange>) throws -> Answer {
    let bulk = try BulkChange.claim(id, as: visit.who, in: visit.tx)
    guard bulk.canBeUndone else { return .see(Places.bulk(id)) }
    try bulk.become(.undoing, in: visit.tx)
    try bulk.later(BulkDuty.undo, in: visit.tx)
    try audit(visit, bulk, "要求撤销批量变动：\(bulk.words)，\(bulk.written) 人")
    return .see(Places.bulk(id))
}

private func audit(_ visit: Visit<Officer>, _ bulk: BulkChange, _ words: String) throws {
    let act = Act("member.bulk", on: "bulk", bulk.id, words)
    try AuditEntry.write(act, by: visit.who.person, in: bulk.unit, ring: visit.site.ring, visit.tx)
}

/// Tells how far the work has come, until it is over; then the page loads itself anew.
private func streamBulkProgress(_ visit: OpenVisit<Officer>, _ id: ID<BulkChange>) async throws -> Answer {
    let (who, store) = (visit.who, visit.store)
    _ = try await store.read { tx in try BulkChange.find(id, as: who, in: tx) }
    return .response(
        .events { pen in
            while true {
                let bulk = try await store.read { tx in try BulkChange.find(id, as: who, in: tx) }
                try await pen.write(Event(name: "patch", data: bulkProgress(bulk).text))
                guard bulk.state.isBusy else { return try await pen.write(Event(name: "closed", data: "")) }
                try await Task.sleep(for: .milliseconds(700))
            }
        })
}
