import Web
import Words

/// The form that ends the current spell and begins the next. Who was overtaken by another's change sees both versions.
func changeMembership(_ visit: Visit<Officer>, _ id: ID<Person>) throws -> Answer {
    let entry = try PersonEntry.find(id, as: visit.who, in: visit.tx)
    guard let line = try SpellLine.all(of: id, in: visit.tx).first(where: { $0.spell.until == nil }) else {
        throw Refusal.missing
    }
    let choices = try UnitChoices(as: visit.who, in: visit.tx)
    let onFile = line.onForm(isMany: choices.isMany)
    let filled = visit.filled(
        else: onFile.merging(["from_day": visit.tx.today.description, "spell": line.spell.id.description]) { $1 })
    let isOvertaken = filled.isOvertaken(comparing: onFile.keys)
    let chain = try UnitEntry.names(along: line.spell.unitPath, in: visit.tx)
    let now = card("现在的会籍", id: "h-now", membershipFacts(line.spell, chain, today: visit.tx.today))
    var compared: HTML = .none
    if isOvertaken {
        let who = try LastHand.words(on: "person", id, in: visit.tx)
        compared = card(
            "两个版本", id: "h-versions", sub: "逐项选用哪一个", versions(line.versions(filled, choices), by: who, filled))
    }
    let fields: HTML = """
        \(hidden("spell", isOvertaken ? line.spell.id.description : filled["spell"]))\
        \(Overtaken.beginnings(onFile, filled, isSent: visit.call.isSent))\(compared)
        \(card("新的会籍", id: "h-new", membershipFields(
            filled, choices, from: "变动日期", hint: "从这一天起生效，可以是过去的日子；原来的会籍到前一天为止。")))
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
        <div class="stack">\(now)
        \(form(to: Places.personMembership(id), fields))</div>
        """)
}

/// Ends the current spell and begins the next, unless somebody else did meanwhile. A number or a day of joining alone is put
/// right within the spell.
func saveMembership(_ visit: Visit<Officer>, _ id: ID<Person>) throws -> Answer {
    let (tx, ring) = (visit.tx, visit.site.ring)
    let entry = try PersonEntry.claim(id, as: visit.who, in: tx)
    guard let line = try SpellLine.all(of: id, in: tx).first(where: { $0.spell.until == nil }) else {
        throw Refusal.missing
    }
    let spell = line.spell
    guard visit.form["spell"] == spell.id.description else { throw Overtaken.flaws }
    let form = visit.form.settled(onFile: line.onForm(isMany: false))
    let draft = try MembershipChangeDraft(form, as: visit.who, in: tx)
    let new = draft.membership
    let isCorrection = spell.isSame(new, in: draft.unit.id)
    if isCorrection, spell.number == new.number.map(normalizedNumber), spell.joinedOn == new.joinedOn {
        throw Flaws("", "填的和现在的会籍一样，没有要保存的变动。")
    }
    do {
        if isCorrection {
            try spell.correct(new, of: entry, in: tx)
        } else {
            try spell.allow(new, in: draft.unit, tx)
            try spell.change(to: new, of: entry, in: draft.unit, tx)
        }
    } catch let problem as Membership.Problem {
        throw problem.flaws
    }
    let detail = try words(of: spell, to: draft, isCorrection: isCorrection, in: tx)
    let act = Act(
        "membership.change", on: "person", id, concerning: id, detail: detail,
        changing: spell.fieldsChanged(by: draft.membership), isCorrection ? "更正会籍资料" : "变动会籍")
    try AuditEntry.write(act, by: visit.who.person, in: draft.unit.id, ring: ring, tx)
    let words = isCorrection ? "已更正\(entry.name)的会籍资料。" : "已保存\(entry.name)的会籍变动，自 \(new.from) 起。"
    return .see(Places.person(id), saying: words)
}

extension Membership {
    /// Fails when the next spell may not follow this one: the state, the unit's founding, or posts that are still held.
    func allow(_ next: MembershipDraft, in unit: UnitEntry, _ tx: Transaction) throws {
        if state.refusal(becoming: next.state) != nil { throw Problem.mayNotFollow(state, next.state) }
        try next.agree(with: unit)
        guard !next.state.isMember else { return }
        let held = try HeldPost.all(of: person, in: tx).first { $0.post.until.map { $0 >= next.from } ?? true }
        if let held { throw Problem.holdsPost(held.words) }
    }
}

extension SpellLine {
    /// The fields of the form that changes a membership, as they are on file.
    fileprivate func onForm(isMany: Bool) -> [String: String] {
        [
            "unit": isMany ? unitName : spell.unit.description, "number": spell.number ?? "",
            "employment": spell.employment.rawValue, "state": spell.state.rawValue,
            "retained_for": spell.retention?.rawValue ?? "", "joined_on": spell.joinedOn?.description ?? "",
        ]
    }

    /// Both versions of each field, for the officer who came second.
    fileprivate func versions(_ filled: Filled, _ choices: UnitChoices) -> [Version] {
        let onFile = onForm(isMany: choices.isMany)
        let fields: [(name: String, label: String, words: (String) -> String)] = [
            ("unit", "所在单位", { choices.name(of: $0) ?? $0 }), ("number", "工号", { $0 }),
            ("employment", "用工形式", { Employment(rawValue: $0)?.words ?? $0 }),
            ("state", "会籍状态", { MembershipState(rawValue: $0)?.words ?? $0 }),
            ("retained_for", "保留原因", { Retention(rawValue: $0)?.words ?? $0 }), ("joined_on", "入会日期", { $0 }),
        ]
        return fields.map { name, label, words in
            let (old, mine) = (onFile[name] ?? "", filled[name].trimmingBlanks)
            return Version(
                name, label, onFile: old, mine: mine, began: filled[Overtaken.beginning(of: name)],
                onFileWords: words(old), mineWords: words(mine))
        }
    }
}

/// What a change changes, for the audit.
private func words(
    of spell: Membership, to draft: MembershipChangeDraft, isCorrection: Bool, in tx: Transaction
) throws -> String {
    let new = draft.membership
    var words: [String] = []
    if spell.unit != draft.unit.id {
        let old: String = try tx.value("SELECT short_name FROM unit WHERE id = \(spell.unit)") ?? ""
        words.append("单位：\(old) 改为 \(draft.unit.shortName)")
    }
    if spell.state != new.state || spell.retention != new.retention {
        let reason = new.retention.map { "（\($0.words)）" } ?? ""
        words.append("状态：\(spell.stateWords) 改为 \(new.state.words)\(reason)")
    }
    if spell.employment != new.employment { words.append("用工形式：\(spell.employment.words) 改为 \(new.employment.words)") }
    if spell.number != new.number { words.append("工号：\(spell.number ?? "无") 改为 \(new.number ?? "无")") }
    if spell.joinedOn != new.joinedOn {
        words.append("入会日期：\(spell.joinedOn?.description ?? "无") 改为 \(new.joinedOn?.description ?? "无")")
    }
    return (words.isEmpty ? "内容未变" : words.joined(separator: "；")) + (isCorrection ? "" : "；自 \(new.from) 起")
}
