import Web

/// `/units/:id/below`: the form for a new unit.
func askUnitBelow(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let parent = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let crumbs = try unitCrumbs(parent, above: UnitEntry.above(parent, as: visit.who, in: visit.tx), "新建下级单位")
    return .page(title: "新建下级单位", unitBelowPage(parent, crumbs, visit.filled))
}

/// Founds a unit below another.
func foundUnit(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let draft = try UnitDraft(visit.form)
    let order = try foundingOrder(visit, draft)
    let parent = try UnitEntry.claim(id, as: visit.who, in: visit.tx)
    guard parent.state != .dissolved else { throw Flaws("", UnitEntry.Problem.isDissolved.words) }
    let unit = try UnitEntry.besideCode(visit.tx, draft) {
        try UnitEntry.insert(draft, under: parent, by: order, in: visit.tx)
    }
    try unit.audit(
        Act("unit.found", on: "unit", unit.id, "在“\(parent.shortName)”下新设单位“\(unit.shortName)”"), by: visit.who,
        ring: visit.site.ring, in: visit.tx)
    return .see(Places.unit(unit.id), saying: "“\(unit.shortName)”已设立，可以接着任命负责人。")
}

/// The paper of a founding; its day is the founding day.
private func foundingOrder(_ visit: Visit<Officer>, _ draft: UnitDraft) throws(Flaws) -> UnitOrder {
    var check = Check(visit.form)
    let paper = UnitPaper(&check, today: visit.tx.today)
    refuseFuture(draft, &check, visit.tx.today)
    try check.done()
    return UnitOrder(paper: paper, by: visit.who.person)
}

private func refuseFuture(_ draft: UnitDraft, _ check: inout Check, _ today: Day) {
    guard let day = draft.foundedOn, day > today else { return }
    check.add("founded_on", "成立日期 \(day) 晚于今天，请核对。")
}

/// `/units/:id/revision`: the form with what is on file.
func askUnitRevision(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let crumbs = try unitCrumbs(unit, above: UnitEntry.above(unit, as: visit.who, in: visit.tx), "修改")
    let filled = visit.filled(else: unit.onFile)
    let isOvertaken = filled.isOvertaken(comparing: UnitEntry.revised.map(\.field))
    let who = isOvertaken ? try LastHand.words(on: "unit", id, in: visit.tx) : nil
    let page = UnitRevisionPage(
        unit: unit, crumbs: crumbs, isSent: visit.call.isSent, isOvertaken: isOvertaken, lastHand: who)
    return .page(title: "修改单位", page.drawn(filled))
}

/// Takes the revision over.
func reviseUnit(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.claim(id, as: visit.who, in: visit.tx)
    guard visit.form["version"] == String(unit.version) else { throw Overtaken.flaws }
    let draft = try UnitDraft(visit.form.settled(onFile: unit.onFile))
    var check = Check(visit.form)
    refuseFuture(draft, &check, visit.tx.today)
    try check.done()
    guard draft.level == unit.level else { throw Flaws("kind", "级别不在这里改，请先移动单位。") }
    try UnitEntry.besideCode(visit.tx, draft) {
        try unit.update(draft, version: unit.version, by: UnitOrder(by: visit.who.person), in: visit.tx)
    }
    try unit.audit(
        Act(
            "unit.revise", on: "unit", id, detail: unit.changes(to: draft), changing: unit.fieldsChanged(by: draft),
            "修改单位“\(draft.shortName)”的资料"),
        by: visit.who, ring: visit.site.ring, in: visit.tx)
    return .see(Places.unit(id), saying: "已保存。")
}

/// Fails when the officer would win rights over a unit by bringing it under a parent.
func refuseGain(_ officer: Officer, from parent: UnitEntry, over unit: UnitEntry) throws(Flaws) {
    let gained = officer.gains(from: parent.path, at: unit.path)
    guard !gained.isEmpty else { return }
    let words = gained.map(\.sentence).joined(separator: "、")
    throw Flaws("parent", "这样办会让您自己多出权限（\(words)），请由上级工会办理。")
}

extension UnitEntry {
    /// What a form for its revision begins with.
    var onFile: [String: String] {
        [
            "name": name, "short_name": shortName, "code": code ?? "", "level": level.rawValue, "kind": kind.rawValue,
            "founded_on": foundedOn?.description ?? "", "version": String(version),
        ]
    }

    /// Old and new values of what changes, for the sealed detail of the audit entry.
    func changes(to draft: UnitDraft) -> String {
        let pairs: [(String, String, String)] = [
            ("全称", name, draft.name), ("简称", shortName, draft.shortName), ("代码", code ?? "无", draft.code ?? "无"),
            ("类型", kind.words, draft.kind.words),
            ("成立日期", foundedOn?.description ?? "无", draft.foundedOn?.description ?? "无"),
        ]
        return pairs.filter { $0.1 != $0.2 }.map { "\($0.0)：\($0.1) → \($0.2)" }.joined(separator: "；")
    }

    /// The names of the fields that a revision changes, for those who follow changes.
    func fieldsChanged(by draft: UnitDraft) -> [String] {
        [
            ("name", draft.name != name), ("short_name", draft.shortName != shortName), ("code", draft.code != code),
            ("kind", draft.kind != kind), ("founded_on", draft.foundedOn != foundedOn),
        ].filter(\.1).map(\.0)
    }

    /// What stands against ending it, in words: units and members. Its posts end with it.
    func againstDissolution(in tx: Transaction) throws -> [String] {
        guard state != .dissolved else { return [Problem.isDissolved.words] }
        let units: Int =
            try tx.value(
                "SELECT count(*) FROM unit WHERE parent_id = \(id) AND state <> 'dissolved'") ?? 0
        let members: Int =
            try tx.value(
                """
                SELECT count(*) FROM membership
                 WHERE unit_id = \(id) AND until_day IS NULL AND state IN ('active', 'retained')
                """) ?? 0
        var against: [String] = []
        if units > 0 { against.append(Problem.hasUnits(units).words) }
        if members > 0 { against.append(Problem.hasMembers(members).words) }
        return against
    }
}
