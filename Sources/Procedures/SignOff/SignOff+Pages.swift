import Federation
import Web

/// The page of a case.
func signOffPage(_ view: SignOffView, _ filled: Filled) -> HTML {
    let signOff = view.signOff
    var page = CasePage(signOff.title)
    page.crumbs = [("待我审核", Places.desk(view.deskUnit)), (view.words, nil)]
    page.tags = """
        <span class="row">\(tag(view.words))\(tag(signOff.state.words, signOff.state.tone))\
        \(some: view.clock, clockTag)</span>
        """
    page.steps = ["提交"] + view.chain.map(\.name)
    page.step = signOff.state == .returned ? 0 : signOff.state.isOpen ? signOff.place + 1 : view.chain.count + 1
    if !signOff.state.isOpen && signOff.state != .approved { page.step = signOff.place + 1 }
    page.notes = endNote(view)
    page.body = "\(decisionCard(view, filled))\(view.body)"
    page.side =
        "\(some: view.clock, { clockCard($0, view) })\(factsCard(view))\(ownCard(view))\(liftCard(view, filled))"
    page.history = view.history
    return page.drawn(filled)
}

private func endNote(_ view: SignOffView) -> HTML {
    let last = view.past.last, words = last?.words.map { "：\($0)" } ?? "。"
    let who = last.map { "\($0.unitName)的\($0.who)" } ?? ""
    return switch view.signOff.state {
    case .held: .none
    case .returned: note("\(who)退回修改\(words)", .due)
    case .approved: note("\(who)已批准\(words)", .done)
    case .refused: note("\(who)不同意\(words)", .bad)
    case .withdrawn: note("\(who)已撤回\(words)", .information)
    }
}

/// The three answers of whoever holds it, with their words.
private func decisionCard(_ view: SignOffView, _ filled: Filled) -> HTML {
    guard let seat = view.seat else { return .none }
    let signOff = view.signOff
    let next = signOff.isLast ? "批准" : "同意，报\(view.chain[signOff.place + 1].name)"
    let choices: [(SignOffDecision, String, String)] = [
        (.agree, next, signOff.isLast ? "办结，通知\(signOff.unitName)" : "由上级接着审批"),
        (.giveBack, "退回修改", "写明理由，改好后从头再审"), (.refuse, "不同意", "写明理由，就此办结"),
    ]
    let inside: HTML = """
        \(hidden("version", String(signOff.version)))
        <fieldset class="field"><legend>您的意见 <span class="req">必填</span></legend><div class="opts">\
        \(each: choices, { decisionChoice($0.0, $0.1, $0.2, isChosen: filled["decision"] == $0.0.rawValue) })</div>\
        \(some: filled.flaws["decision"], { "<p class=\"err\" id=\"decision\">\(icon("exclamation-circle-fill"))<span>\($0)</span></p>" })</fieldset>
        \(textArea(Field("words", "说明", hint: "退回和不同意必须写明理由，报送单位看得到。", maximum: 500), filled))
        <div class="actions tall"><button class="btn primary">提交意见</button></div>
        """
    return card(
        seat.absentName.map { "代\($0)审批" } ?? "请您审批", id: "h-decide",
        form(to: Places.signOffDecision(signOff.id), inside))
}

private func decisionChoice(_ decision: SignOffDecision, _ words: String, _ detail: String, isChosen: Bool) -> HTML {
    """
    <label class="pick"><input type="radio" name="decision" value="\(decision.rawValue)" \(flag: "checked", isChosen)>\
    <span class="face"><b>\(words)</b><small>\(detail)</small></span></label>
    """
}

private func clockCard(_ clock: ClockReading, _ view: SignOffView) -> HTML {
    let used = min(clock.used ?? 0, clock.allowance)
    let look = clock.isLate ? "bar bad" : clock.state == .soon ? "bar low" : "bar"
    return card(
        "时限", id: "h-clock",
        """
        <div class="quota"><div class="ends"><span>\(view.signOff.holderName ?? "")</span><b>\(clock.words)</b></div>
        <progress class="\(look)" value="\(used)" max="\(max(1, clock.allowance))" aria-label="时限已用">\(used) / \(clock.allowance)</progress>
        <p class="hint">\(clock.arithmetic)。日历：\(clock.calendarVersion)。</p></div>
        """)
}

private func factsCard(_ view: SignOffView) -> HTML {
    let signOff = view.signOff
    let all: [Fact] = [
        ("报送单位", "\(signOff.unitName)"), ("报送人", "\(view.past.first?.who ?? "")"),
        ("报送时间", moment(signOff.filedAt)),
        ("现在由", signOff.holderName.map { "\($0)办理" } ?? "已办结"),
        (signOff.holder == nil ? "办结时间" : "到达时间", moment(signOff.since)),
        ("审批规则", "\(view.words)审批链，\(signOff.lineVersion)"),
    ]
    return card("事项", id: "h-facts", facts(all))
}

/// What the unit it comes from may do.
private func ownCard(_ view: SignOffView) -> HTML {
    guard view.isOwn, view.signOff.state.isOpen else { return .none }
    let revise: HTML =
        view.signOff.state == .returned
        ? view.line?.revision.map { button("修改后重新提交", to: $0(view.signOff.subject), isPrimary: true) } ?? .none : .none
    let withdraw = action(
        "撤回", to: Places.signOffWithdrawal(view.signOff.id), className: "btn",
        hidden("version", String(view.signOff.version)))
    return card(
        "报送单位", id: "h-own",
        "<div class=\"stack-s\">\(revise)\(withdraw)<p class=\"hint\">撤回后就此办结，需要时可以另行报送。</p></div>")
}

private func liftCard(_ view: SignOffView, _ filled: Filled) -> HTML {
    guard view.upper != nil else { return .none }
    let inside: HTML = """
        \(hidden("version", String(view.signOff.version)))
        \(field(Field("lift_words", "事由", isRequired: true, maximum: 200), filled))
        <button class="btn">提级办理</button>
        """
    return card(
        "下级超期未办", id: "h-lift",
        "<p class=\"hint\">可以先催办；确需接手的，写明事由，由本级办理。</p>\(form(to: Places.signOffLift(view.signOff.id), inside))")
}
