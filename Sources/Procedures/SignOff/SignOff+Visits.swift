import Federation
import Web

let signOffRoutes: [Route] = [
    .get(Places.signOff, .officer(.unitSee), showSignOff),
    .post(Places.signOffDecision, .officer(.signOffDecide), decideSignOff, again: showSignOff),
    .post(Places.signOffLift, .officer(.signOffDecide), liftSignOff, again: showSignOff),
    .post(Places.signOffWithdrawal, .officer(.unitSee), withdrawSignOff),
]

func showSignOff(_ visit: Visit<Officer>, _ id: ID<SignOff>) throws -> Answer {
    let lines = SignOffLines(visit.site.joined)
    let reader = visit.who.also(.unitSee) ?? visit.who
    let signOff = try SignOff.find(id, as: reader, lines, in: visit.tx)
    let view = try SignOffView(signOff, as: visit.who, lines, in: visit.tx)
    return .page(title: "\(view.words) · \(signOff.title)", json: view.json, signOffPage(view, visit.filled))
}

/// What an officer says to a case: the decision, with reasons unless it is a yes.
struct SignOffDraft: Sendable {
    let decision: SignOffDecision
    let words: String?

    init(decision: SignOffDecision, words: String?) {
        self.decision = decision
        self.words = words
    }

    init(_ form: Form) throws(Flaws) {
        var check = Check(form)
        let decision = SignOffDecision(rawValue: form["decision"])
        if decision == nil { check.add("decision", "请选择同意、退回修改或不同意。") }
        let words = check.optionalText("words", "说明", 500)
        if let decision, decision != .agree, check.flaws["words"] == nil, (words?.count ?? 0) < 4 {
            check.add("words", "\(decision.words)要写明理由，至少 4 个字。")
        }
        try check.done()
        self.decision = decision ?? .agree
        self.words = words
    }
}

/// One decision on one case. Of two officers at once the second hears who decided and how, and changes nothing.
private func decideSignOff(_ visit: Visit<Officer>, _ id: ID<SignOff>) throws -> Answer {
    let tx = visit.tx, lines = SignOffLines(visit.site.joined)
    let seen = try SignOff.find(id, as: visit.who, lines, in: tx)
    guard try seen.isClaimed(seen: Int(visit.form["version"]) ?? 0, in: tx), seen.state == .held else {
        return .see(Places.signOff(id), saying: try seen.alreadyDone(in: tx))
    }
    guard let holder = seen.holder, let seat = try Seat.first(of: visit.who.person, at: holder, for: seen.needs, in: tx)
    else { throw Refusal.forbidden }
    let draft = try SignOffDraft(visit.form)
    let hand = SignOffHand(person: visit.who.person, unit: holder, absent: seat.absent)
    let moved = try SignOff.move([seen], { draft.decision.act(on: $0) }, by: hand, saying: draft.words, lines, in: tx)
    let act = draft.decision.act(on: seen)
    try audit(visit, seen, holder, "\(lines.words(seen.line))审批：\(act.words)", draft.words)
    return .see(Places.desk(holder), saying: said(act, moved.first ?? seen))
}

private func said(_ act: SignOffAct, _ moved: SignOff) -> String {
    switch act {
    case .forward: "“\(moved.title)”已同意，报到\(moved.holderName ?? "上级")。"
    case .approve: "“\(moved.title)”已批准，\(moved.unitName)看得到结果。"
    case .giveBack: "“\(moved.title)”已退回\(moved.unitName)修改。"
    default: "“\(moved.title)”已答复不同意，就此办结。"
    }
}

/// A unit above takes over what lies below beyond its time.
private func liftSignOff(_ visit: Visit<Officer>, _ id: ID<SignOff>) throws -> Answer {
    let tx = visit.tx, lines = SignOffLines(visit.site.joined)
    let seen = try SignOff.find(id, as: visit.who, lines, in: tx)
    guard try seen.isClaimed(seen: Int(visit.form["version"]) ?? 0, in: tx), seen.state == .held else {
        return .see(Places.signOff(id), saying: try seen.alreadyDone(in: tx))
    }
    let view = try SignOffView(seen, as: visit.who, lines, in: tx)
    guard let upper = view.upper else { throw Refusal.forbidden }
    var check = Check(visit.form)
    let words = check.text("lift_words", "事由", 4...200)
    try check.done()
    let hand = SignOffHand(person: visit.who.person, unit: upper.unit, absent: upper.absent)
    try SignOff.move([seen], { _ in .lift }, by: hand, saying: words, lines, in: tx)
    try audit(visit, seen, upper.unit, "\(lines.words(seen.line))提级办理", words)
    return .see(Places.signOff(id), saying: "已由本级接手，请审批。")
}

private func withdrawSignOff(_ visit: Visit<Officer>, _ id: ID<SignOff>) throws -> Answer {
    let tx = visit.tx, lines = SignOffLines(visit.site.joined)
    let seen = try SignOff.find(id, as: visit.who, lines, in: tx)
    guard let files = lines[seen.line]?.files, visit.who.also(files)?.reaches(seen.unitPath) == true else {
        throw Refusal.forbidden
    }
    guard try seen.isClaimed(seen: Int(visit.form["version"]) ?? 0, in: tx), seen.state.isOpen else {
        return .see(Places.signOff(id), saying: try seen.alreadyDone(in: tx))
    }
    let hand = SignOffHand(person: visit.who.person, unit: seen.unit, absent: nil)
    try SignOff.move([seen], { _ in .withdraw }, by: hand, saying: nil, lines, in: tx)
    try audit(visit, seen, seen.unit, "撤回\(lines.words(seen.line))", nil)
    return .see(Places.signOff(id), saying: "已撤回。")
}

private func audit(
    _ visit: Visit<Officer>, _ signOff: SignOff, _ unit: ID<Unit>, _ words: String, _ detail: String?
) throws {
    let act = Act("signoff.decide", on: "sign_off", signOff.id, detail: detail ?? "", words)
    try AuditEntry.write(act, by: visit.who.person, in: unit, ring: visit.site.ring, visit.tx)
}
