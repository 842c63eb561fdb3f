import Web

private let changedMeanwhile = "刚才有人变动过这个人的会籍。下面是现在的内容，请再看一遍后保存。"

/// The form that ends the current spell and begins the next.
func changeMembership(_ visit: Visit<Officer>, _ id: ID<Person>) throws -> Answer {
    let entry = try PersonEntry.find(id, as: visit.who, in: visit.tx)
    let file = try PersonFile(of: entry, for: visit.who, Joined([]), in: visit.tx)
    guard let spell = file.current?.spell else { throw Refusal.missing }
    let choices = try UnitChoices(as: visit.who, in: visit.tx)
    let filled = visit.filled(else: [
        "unit": choices.isMany ? file.current?.unitName ?? "" : spell.unit.description, "number": spell.number ?? "",
        "employment": spell.employment.rawValue, "state": spell.state.rawValue,
        "joined_on": spell.joinedOn?.description ?? "", "from_day": visit.tx.today.description,
        "spell": spell.id.description,
    ])
    let isStale = filled.flaws[""] == changedMeanwhile
    let fields: HTML = """
        \(hidden("spell", isStale ? spell.id.description : filled["spell"]))
        \(card("新的会籍", id: "h-new", membershipFields(
            filled, choices, from: "变动日期", hint: "从这一天起生效；原来的会籍到前一天为止。")))
        <div class="row"><button class="btn primary">保存变动</button>\
        <a class="btn" href="\(Places.person(id))">取消</a></div>
        """
    return .page(
        title: "变动会籍 · \(entry.name)",
        """
        \(flawSummary(filled.flaws))
        \(pageHead("变动会籍", "\(entry.name)", crumbs: [
            (words: entry.name, path: Places.person(id)), (words: "变动会籍", path: nil),
        ]))
        <div class="stack">\(card("现在的会籍", id: "h-now", membershipFacts(file, today: visit.tx.today)))
        \(form(to: Places.personMembership(id), fields))</div>
        """)
}

/// Ends the current spell and begins the next, unless somebody else did meanwhile.
func saveMembership(_ visit: Visit<Officer>, _ id: ID<Person>) throws -> Answer {
    let (tx, ring) = (visit.tx, visit.site.ring)
    let entry = try PersonEntry.claim(id, as: visit.who, in: tx)
    guard let spell = try Membership.current(of: id, in: tx) else { throw Refusal.missing }
    let draft = try MembershipChangeDraft(visit.form, as: visit.who, in: tx)
    guard visit.form["spell"] == spell.id.description else { throw Flaws("", changedMeanwhile) }
    do {
        try spell.change(to: draft.membership, of: entry, in: draft.unit, tx)
    } catch let problem as Membership.Problem {
        throw problem.flaws
    }
    let detail = try words(of: spell, to: draft, in: tx)
    let act = Act(
        "membership.change", on: "person", id, concerning: id, detail: detail,
        changing: spell.fieldsChanged(by: draft.membership), "变动会籍")
    try AuditEntry.write(act, by: visit.who.person, in: draft.unit.id, ring: ring, tx)
    return .see(Places.person(id), saying: "已保存\(entry.name)的会籍变动，自 \(draft.membership.from) 起。")
}

/// What a change changes, for the audit.
private func words(of spell: Membership, to draft: MembershipChangeDraft, in tx: Transaction) throws -> String {
    let new = draft.membership
    var words: [String] = []
    if spell.unit != draft.unit.id {
        let old: String = try tx.value("SELECT short_name FROM unit WHERE id = \(spell.unit)") ?? ""
        words.append("单位：\(old) 改为 \(draft.unit.shortName)")
    }
    if spell.state != new.state { words.append("状态：\(spell.state.words) 改为 \(new.state.words)") }
    if spell.employment != new.employment { words.append("用工形式：\(spell.employment.words) 改为 \(new.employment.words)") }
    if spell.number != new.number { words.append("工号：\(spell.number ?? "无") 改为 \(new.number ?? "无")") }
    if spell.joinedOn != new.joinedOn {
        words.append("入会日期：\(spell.joinedOn?.description ?? "无") 改为 \(new.joinedOn?.description ?? "无")")
    }
    return (words.isEmpty ? "内容未变" : words.joined(separator: "；")) + "；自 \(new.from) 起"
}
