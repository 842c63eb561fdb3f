import Vault
import Web

/// The form that corrects a person. Who was overtaken by another's change sees both versions, field by field.
func revisePerson(_ visit: Visit<Officer>, _ id: ID<Person>) throws -> Answer {
    let entry = try PersonEntry.find(id, as: visit.who, in: visit.tx)
    let (ring, onFile) = (visit.site.ring, entry.onForm)
    let filled = visit.filled(else: onFile.merging(["version": entry.version.description]) { $1 })
    let isOvertaken = filled.isOvertaken(comparing: onFile.keys)
    let masks = (identity: try entry.maskedIdentity(ring), phone: try entry.maskedPhone(ring))
    var compared: HTML = .none
    if isOvertaken {
        let who = try LastHand.words(on: "person", id, in: visit.tx)
        compared = card(
            "两个版本", id: "h-versions", sub: "逐项选用哪一个",
            versions(try entry.versions(filled, ring), by: who, filled)
                + "<p class=\"hint\">选“您填的”，就按下面的表格保存，还可以再改。</p>")
    }
    // Whoever was shown the content of now saves over it; otherwise the version is that of the content they began with.
    let fields: HTML = """
        \(hidden("version", isOvertaken ? entry.version.description : filled["version"]))\
        \(Overtaken.beginnings(onFile, filled, isSent: visit.call.isSent))\(compared)
        \(card("资料", id: "h-person", personFields(filled, onFile: masks)))
        <div class="row"><button class="btn primary">保存修改</button>\
        <a class="btn" href="\(Places.person(id))">取消</a></div>
        """
    return .page(
        title: "修改资料 · \(entry.name)",
        """
        \(flawSummary(filled.flaws))
        \(pageHead("修改资料", "每次修改都会记入审计日志，本人可以看到。", crumbs: [
            (words: entry.name, path: Places.person(id)), (words: "修改资料", path: nil),
        ]))
        <div class="stack">\(some: try otherOwner(of: filled, id, visit), otherOwnerNote)
        \(form(to: Places.personRevision(id), fields))</div>
        """)
}

/// Who has the identity number that was typed, if the officer may see them: then the two may be one person.
private func otherOwner(
    of filled: Filled, _ id: ID<Person>, _ visit: Visit<Officer>
) throws -> (one: ID<Person>, other: PersonEntry)? {
    guard filled.flaws["identity"] == PersonEntry.Problem.identityTaken.words,
        let number = try? IdentityNumber(filled["identity"]),
        let other = try PersonEntry.first(of: number, ring: visit.site.ring, in: visit.tx)
    else { return nil }
    return (try? PersonEntry.find(other, as: visit.who, in: visit.tx)).map { (id, $0) }
}

private func otherOwnerNote(_ pair: (one: ID<Person>, other: PersonEntry)) -> HTML {
    note(
        """
        这个身份证号登记在另一份\(pair.other.name)名下。如果是同一个人，\
        <a href="\(Places.double(pair.one, pair.other.id))">对照两份登记，合并为一份</a>。
        """, .due)
}

/// Corrects a person, unless somebody else did meanwhile.
func savePerson(_ visit: Visit<Officer>, _ id: ID<Person>) throws -> Answer {
    let (tx, ring) = (visit.tx, visit.site.ring)
    let entry = try PersonEntry.claim(id, as: visit.who, in: tx)
    guard Int(visit.form["version"]) == entry.version else { throw Overtaken.flaws }
    let draft = try PersonDraft(visit.form.settled(onFile: entry.onForm), today: tx.today)
    try entry.agree(draft, ring)
    if let identity = draft.identity, let other = try PersonEntry.first(of: identity, ring: ring, in: tx), other != id {
        throw Flaws("identity", PersonEntry.Problem.identityTaken.words)
    }
    try entry.update(draft, version: entry.version, ring: ring, in: tx)
    let unit = try Membership.current(of: id, in: tx)?.unit
    let act = Act(
        "person.revise", on: "person", id, concerning: id, detail: entry.changes(to: draft),
        changing: entry.fieldsChanged(by: draft), "修改会员资料")
    try AuditEntry.write(act, by: visit.who.person, in: unit, ring: ring, tx)
    return .see(Places.person(id), saying: "已保存\(draft.name)的资料。")
}

extension PersonEntry {
    /// The same as `find`, the row locked until the commit.
    static func claim(_ id: ID<Person>, as officer: Officer, in tx: Transaction) throws -> PersonEntry {
        let person: PersonEntry? = try tx.first(
            """
            SELECT \(columns) FROM person p
             WHERE p.id = \(id) AND EXISTS (SELECT 1 FROM membership m
                WHERE m.person_id = p.id AND m.until_day IS NULL AND \(officer.sees("m.unit_path")))\(.lockingRow)
            """)
        guard let person else { throw Refusal.missing }
        return person
    }

    /// Fails when sex or birth contradict the identity number on file, which the draft leaves as it is.
    fileprivate func agree(_ draft: PersonDraft, _ ring: KeyRing) throws {
        guard draft.identity == nil, let sealed = identity else { return }
        guard let number = try? IdentityNumber(try ring.openText(sealed, for: Self.identityPlace(id))) else { return }
        var flaws = Flaws()
        let written: Sex = number.sex == .female ? .female : .male
        if draft.sex != written { flaws.add("sex", "性别和登记的身份证号对不上，身份证号上是“\(written.words)”。") }
        if draft.bornOn != number.birth { flaws.add("born_on", "出生日期和登记的身份证号对不上，身份证号上是 \(number.birth)。") }
        guard flaws.isEmpty else { throw flaws }
    }

    /// The names of the fields that a correction changes, for those who follow changes.
    fileprivate func fieldsChanged(by draft: PersonDraft) -> [String] {
        [
            ("name", draft.name != name), ("sex", draft.sex != sex), ("born_on", draft.bornOn != bornOn),
            ("note", draft.note != note), ("identity", draft.identity != nil), ("phone", draft.phone != nil),
        ].filter(\.1).map(\.0)
    }

    /// What a correction changes, for the audit. Of sealed fields it says only that they were changed.
    fileprivate func changes(to draft: PersonDraft) -> String {
        var words: [String] = []
        if draft.name != name { words.append("姓名：\(name) 改为 \(draft.name)") }
        if draft.sex != sex { words.append("性别：\(sex.words) 改为 \(draft.sex.words)") }
        if draft.bornOn != bornOn {
            words.append("出生日期：\(bornOn?.description ?? "无") 改为 \(draft.bornOn?.description ?? "无")")
        }
        if draft.note != note { words.append("备注：\(note ?? "无") 改为 \(draft.note ?? "无")") }
        if draft.identity != nil { words.append("更换了身份证号") }
        if draft.phone != nil { words.append("更换了手机号") }
        return words.isEmpty ? "没有改动" : words.joined(separator: "；")
    }
}
