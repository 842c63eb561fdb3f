import Federation
import Server
import Web

let requestRoutes: [Route] = [
    .get(Places.requestNew, .officer(.signOffFile), askRequest),
    .open(.post, Places.requests, .officer(.signOffFile), fileRequest, again: askRequest),
    .get(Places.requestRevision, .officer(.signOffFile), askRevision),
    .open(.post, Places.requestRevision, .officer(.signOffFile), reviseRequest, again: askRevision),
    .get(Places.requestPaper, .officer(.unitSee), takePaper),
]

private func askRequest(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    return .page(title: "报送请示", requestForm(unit, nil, back: Places.desk(id), visit.filled))
}

private func askRevision(_ visit: Visit<Officer>, _ id: ID<Request>) throws -> Answer {
    let request = try Request.find(id, as: visit.who, in: visit.tx)
    guard let signOff = request.signOff else { throw Refusal.missing }
    let state: SignOff.State? = try visit.tx.value("SELECT state FROM sign_off WHERE id = \(signOff)")
    guard state == .returned else {
        return .see(Places.signOff(signOff), saying: SignOff.Problem.notReturned.words)
    }
    let unit = try UnitEntry.find(request.unit, as: visit.who, in: visit.tx)
    let filled = visit.filled(else: ["title": request.title, "text": request.text])
    return .page(title: "修改请示", requestForm(unit, request, back: Places.signOff(signOff), filled))
}

private func fileRequest(_ visit: OpenVisit<Officer>, _ id: ID<Unit>) async throws -> Answer {
    if let earlier = try await visit.earlierAnswer() { return earlier }
    let (who, ring) = (visit.who, visit.site.ring)
    _ = try await visit.store.read { tx in try UnitEntry.find(id, as: who, in: tx) }
    let draft = try RequestDraft(visit.form)
    let kept = try Paper.keep("papers", of: visit.form, on: Shelf(visit.site), wall: "requests")
    return try await visit.writeOnce { tx in
        let unit = try UnitEntry.claim(id, as: who, in: tx)
        do {
            let filed = try Request.insert(draft, from: unit, by: who.person, in: tx)
            try Paper.add(kept, to: "request", filed.id.raw, by: who.person, in: tx)
            let act = Act("request.file", on: "request", filed.id, "报送请示：\(draft.title)")
            try AuditEntry.write(act, by: who.person, in: id, ring: ring, tx)
            return .see(Places.signOff(filed.signOff), saying: "已报送。谁在办、办到哪一步，这一页随时看得到。")
        } catch let problem as SignOff.Problem {
            throw Flaws("", problem.words)
        }
    }
}

private func reviseRequest(_ visit: OpenVisit<Officer>, _ id: ID<Request>) async throws -> Answer {
    if let earlier = try await visit.earlierAnswer() { return earlier }
    let (who, ring, lines) = (visit.who, visit.site.ring, SignOffLines(visit.site.joined))
    _ = try await visit.store.read { tx in try Request.find(id, as: who, in: tx) }
    let draft = try RequestDraft(visit.form)
    let kept = try Paper.keep("papers", of: visit.form, on: Shelf(visit.site), wall: "requests")
    return try await visit.writeOnce { tx in
        let request = try Request.find(id, as: who, in: tx)
        try request.revise(draft, lines, by: who.person, in: tx)
        try Paper.add(kept, to: "request", id.raw, by: who.person, in: tx)
        let act = Act("request.revise", on: "request", id, "修改请示后重新报送：\(draft.title)")
        try AuditEntry.write(act, by: who.person, in: request.unit, ring: ring, tx)
        return .see(request.signOff.map { Places.signOff($0) } ?? Places.desk(request.unit), saying: "已重新报送，从第一级开始审批。")
    }
}

private func takePaper(_ visit: Visit<Officer>, _ id: ID<Request>, _ paper: ID<Paper>) throws -> Answer {
    let request = try Request.find(id, as: visit.who, in: visit.tx)
    guard let found = try Paper.all(of: "request", request.id.raw, in: visit.tx).first(where: { $0.id == paper }) else {
        throw Refusal.missing
    }
    return try found.answer(from: Shelf(visit.site))
}

/// The form of a request: a new one, or one that came back.
private func requestForm(_ unit: UnitEntry, _ request: Request?, back: Path, _ filled: Filled) -> HTML {
    let place = request.map { Places.requestRevision($0.id) } ?? Places.requests(unit.id)
    let inside: HTML = """
        <div class="form-grid">
        \(field(Field("title", "标题", isRequired: true, hint: "例如：关于增补分会委员的请示", isWide: true, maximum: 80), filled))
        \(textArea(Field("text", "正文", isRequired: true, hint: "请示什么、为什么、请上级定什么。一件请示说一件事。", isWide: true, maximum: 5_000), filled))
        \(paperField("papers", "附件", hint: request == nil ? "" : "原来的附件还在，这里可以再加。", filled))</div>
        <div class="actions tall"><button class="btn primary">\(request == nil ? "报送" : "重新报送")</button>\(button("返回", to: back))</div>
        """
    return """
        \(flawSummary(filled.flaws))\(pageHead(
            request == nil ? "报送请示" : "修改请示", "\(unit.shortName)。审批链：\(Request.line.chainWords)，本单位以上各级依次审批。",
            crumbs: [("待我审核", Places.desk(unit.id)), ("请示", nil)]))
        <section class="card" aria-label="请示"><div class="card-b">\(form(to: place, isMultipart: true, inside))</div></section>
        """
}
