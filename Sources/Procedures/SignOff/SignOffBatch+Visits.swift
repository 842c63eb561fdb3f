import Federation
import Server
import Web

let signOffBatchRoutes: [Route] = [
    .get(Places.batches, .officer(.signOffDecide), listBatches),
    .post(Places.batches, .officer(.signOffDecide), planBatch, again: showDesk),
    .get(Places.batch, .officer(.signOffDecide), showBatch),
    .open(.get, Places.batchProgress, .officer(.signOffDecide), streamBatch),
    .post(Places.batchConfirmation, .officer(.signOffDecide), confirmBatch),
    .post(Places.batchCancellation, .officer(.signOffDecide), cancelBatch),
]

private func listBatches(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let all = try SignOffBatch.all(of: id, in: visit.tx)
    return .page(title: "批量审批记录", json: ["batches": .array(all.map(\.json))], batchListPage(unit, all))
}

/// Lists what was ticked, or all that the filter finds, before anything is decided.
private func planBatch(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let tx = visit.tx, lines = SignOffLines(visit.site.joined)
    let unit = try UnitEntry.find(id, as: visit.who, in: tx)
    guard try Seat.first(of: visit.who.person, at: id, for: Permission.signOffDecide.name, in: tx) != nil else {
        throw Refusal.forbidden
    }
    let draft = try SignOffDraft(visit.form)
    var filter = DeskFilter { visit.form[$0].trimmingBlanks }
    filter.show = .waiting
    let scope = DeskScope(unit, as: visit.who, lines, today: tx.today)
    var holds = scope.holds(filter)
    if visit.form["all"].isEmpty {
        let ticked = visit.form.all("case").prefix(SignOffDesk.pageSize).compactMap { ID<SignOff>($0) }
        holds = scope.holds(DeskFilter { _ in "" }) + " AND s.id \(anyOf: ticked)"
    }
    let batch = try SignOffBatch.plan(draft, at: id, where: holds, by: visit.who.person, in: tx)
    return .see(Places.batch(batch))
}

private func showBatch(_ visit: Visit<Officer>, _ id: ID<SignOffBatch>) throws -> Answer {
    let batch = try SignOffBatch.find(id, as: visit.who, in: visit.tx)
    let key = ID<SignOff>(visit.call.query("after"))
    let rows = try batch.cases(after: key, limit: 51, in: visit.tx)
    let duty = try batch.state == .running ? batch.duty.flatMap { try Duty.first($0, in: visit.tx) } : nil
    let page = SignOffBatchPage(
        batch: batch, rows: Array(rows.prefix(50)), hasMore: rows.count > 50, isFirst: key == nil,
        isStuck: duty?.state == .failed, lines: SignOffLines(visit.site.joined))
    return .page(title: "批量审批", json: batch.json, page.drawn)
}

/// Asks again whether the visitor sits here: the list may be a day old.
private func claim(_ visit: Visit<Officer>, _ id: ID<SignOffBatch>) throws -> SignOffBatch {
    let seen = try SignOffBatch.find(id, as: visit.who, in: visit.tx)
    guard
        try Seat.first(of: visit.who.person, at: seen.unit, for: Permission.signOffDecide.name, in: visit.tx) != nil,
        let batch = try SignOffBatch.claim(id, in: visit.tx)
    else { throw Refusal.forbidden }
    return batch
}

private func confirmBatch(_ visit: Visit<Officer>, _ id: ID<SignOffBatch>) throws -> Answer {
    let batch = try claim(visit, id)
    // A second yes to what is under way changes nothing and is no mistake.
    guard batch.state == .planned else { return .see(Places.batch(id)) }
    guard batch.madeBy == visit.who.person else {
        return .see(Places.batch(id), saying: "这份清单由列出它的人确认。您可以自己再列一份。")
    }
    try batch.become(.running, in: visit.tx)
    let duty = try visit.tx.later(SignOffBatchDuty.name, payload: id.description)
    try visit.tx.run("UPDATE sign_off_batch SET duty = \(duty) WHERE id = \(id)")
    try audit(visit, batch, "确认批量审批：\(batch.decision.words)，\(batch.total) 件")
    return .see(Places.batch(id))
}

private func cancelBatch(_ visit: Visit<Officer>, _ id: ID<SignOffBatch>) throws -> Answer {
    let batch = try claim(visit, id)
    guard batch.state == .planned || batch.state == .running else { return .see(Places.batch(id)) }
    try batch.become(.cancelled, in: visit.tx)
    try audit(visit, batch, "取消批量审批，已办 \(batch.done) 件")
    let words = batch.done > 0 ? "已停下。已经办理的 \(grouped(batch.done)) 件不受影响。" : "已取消，没有办理任何事项。"
    return .see(Places.batch(id), saying: words)
}

private func audit(_ visit: Visit<Officer>, _ batch: SignOffBatch, _ words: String) throws {
    let act = Act("signoff.batch", on: "sign_off_batch", batch.id, detail: batch.words ?? "", words)
    try AuditEntry.write(act, by: visit.who.person, in: batch.unit, ring: visit.site.ring, visit.tx)
}

/// Tells how far the work has come, until it is over; then the page loads itself anew.
private func streamBatch(_ visit: OpenVisit<Officer>, _ id: ID<SignOffBatch>) async throws -> Answer {
    let (who, store) = (visit.who, visit.store)
    _ = try await store.read { tx in try SignOffBatch.find(id, as: who, in: tx) }
    return .response(
        .events { pen in
            while true {
                let batch = try await store.read { tx in try SignOffBatch.find(id, as: who, in: tx) }
                try await pen.write(Event(name: "patch", data: batchProgress(batch).text))
                guard batch.state == .running else { return try await pen.write(Event(name: "closed", data: "")) }
                try await Task.sleep(for: .milliseconds(700))
            }
        })
}
