import Web

/// The form of a new member.
func newMember(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let choices = try UnitChoices(below: unit, as: visit.who, in: visit.tx)
    let usual = choices.isMany ? (unit.level.depth < UnitLevel.base.depth ? "" : unit.name) : unit.id.description
    let filled = visit.filled(else: [
        "unit": usual, "state": MembershipState.active.rawValue, "sex": PersonEntry.Sex.unknown.rawValue,
        "from_day": visit.tx.today.description,
    ])
    return .page(title: "登记会员 · \(unit.shortName)", newMemberPage(unit, choices, filled))
}

/// Enters a person with their first spell, and leads to their file.
func enterMember(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let (tx, ring) = (visit.tx, visit.site.ring)
    let top = try UnitEntry.find(id, as: visit.who, in: tx)
    let draft = try NewMemberDraft(visit.form, below: top, as: visit.who, in: tx)
    try refuseKnown(draft.person, visit)
    let person = try PersonEntry.insert(draft.person, ring: ring, in: tx)
    do {
        try draft.membership.agree(with: draft.unit)
        _ = try Membership.begin(draft.membership, of: person, draft.person, in: draft.unit, tx)
    } catch let problem as Membership.Problem {
        throw problem.flaws
    }
    let act = Act("person.enter", on: "person", person, concerning: person, "登记会员")
    try AuditEntry.write(act, by: visit.who.person, in: draft.unit.id, ring: ring, tx)
    return .see(Places.person(person), saying: "已登记\(draft.person.name)为\(draft.unit.shortName)会员。")
}

/// Fails when somebody has this identity number: with their name for an officer who may see them, otherwise without.
private func refuseKnown(_ draft: PersonDraft, _ visit: Visit<Officer>) throws {
    guard let identity = draft.identity,
        let known = try PersonEntry.first(of: identity, ring: visit.site.ring, in: visit.tx)
    else { return }
    let entry = try? PersonEntry.find(known, as: visit.who, in: visit.tx)
    guard let entry, let spell = try Membership.current(of: known, in: visit.tx) else {
        throw Flaws("identity", PersonEntry.Problem.identityTaken.words)
    }
    let chain = try UnitEntry.names(along: spell.unitPath, in: visit.tx).suffix(2).joined(separator: " / ")
    throw Flaws("identity", "这个身份证号已登记给\(entry.name)（\(chain)）。请打开其档案变动会籍，不要重复登记。")
}

private func newMemberPage(_ unit: UnitEntry, _ choices: UnitChoices, _ filled: Filled) -> HTML {
    let fields: HTML = """
        \(card("本人信息", id: "h-person", personFields(filled)))
        \(card("会籍", id: "h-membership", membershipFields(
            filled, choices, from: "会籍开始日期", hint: "一般是登记当天，可以改为更早的日子。")))
        <div class="row"><button class="btn primary">登记会员</button>\
        <a class="btn" href="\(Places.members(unit.id))">取消</a></div>
        """
    return """
        \(flawSummary(filled.flaws))
        \(pageHead("登记会员", "\(unit.name)", crumbs: [
            (words: "会员名册", path: Places.members(unit.id)), (words: "登记会员", path: nil),
        ]))
        \(form(to: Places.memberNew(unit.id), fields))
        """
}
