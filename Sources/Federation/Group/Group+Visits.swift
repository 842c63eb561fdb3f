import Web

/// `/units/:id/groups`: the groups that a unit keeps and those kept above it; and how a line of addressees is read.
func listGroups(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let list = try GroupList(unit, read: visit.call.query("read"), as: visit.who, in: visit.tx)
    return .page(title: "单位分组", json: list.json, groupListPage(list, visit.filled))
}

/// `/units/:id/groups/new`
func askGroup(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    return .page(title: "新建分组", groupNewPage(unit, visit.filled))
}

/// Makes a group; its rule is written next.
func makeGroup(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let draft = try GroupDraft(visit.form)
    let unit = try UnitEntry.claim(id, as: visit.who, in: visit.tx)
    let group = try UnitGroup.beside(draft) {
        try UnitGroup.insert(draft.name, note: draft.note, spellings: draft.spellings, in: id, visit.tx)
    }
    try unit.audit(
        Act("group.make", on: "group", group, "新建单位分组“\(draft.name)”"), by: visit.who, ring: visit.site.ring,
        in: visit.tx)
    return .see(Places.groupRevision(group), saying: "“\(draft.name)”已建立，请接着写明它指哪些单位。")
}

/// `/groups/:id`: whom it means today or on another day, and why.
func showGroup(_ visit: Visit<Officer>, _ id: ID<UnitGroup>) throws -> Answer {
    let asked = AskedDay("on", visit.call, today: visit.tx.today)
    let view = try GroupView(id, on: asked.day, as: visit.who, in: visit.tx)
    return .page(title: view.group.name, json: view.json, groupPage(view, asked.filled))
}

/// `/groups/:id/difference`: who came and who went between two days.
func compareGroup(_ visit: Visit<Officer>, _ id: ID<UnitGroup>) throws -> Answer {
    let today = visit.tx.today
    let asked = AskedDay.read(["from", "to"], visit.call, else: [today.adding(years: -1), today])
    let view = try GroupView(id, on: asked.days[1], comparedTo: asked.days[0], as: visit.who, in: visit.tx)
    return .page(title: "\(view.group.name)的变化", groupDifferencePage(view, asked.filled))
}

/// `/groups/:id/export`: the list of a day as a workbook.
func exportGroup(_ visit: Visit<Officer>, _ id: ID<UnitGroup>) throws -> Answer {
    let asked = AskedDay("on", visit.call, today: visit.tx.today)
    let view = try GroupView(id, on: asked.day, as: visit.who, in: visit.tx)
    return .response(try GroupFile(view).response(in: visit.site.filesFolder))
}

/// `/groups/:id/revision`: name, spellings, rule and exceptions, each with its form.
func askGroupRevision(_ visit: Visit<Officer>, _ id: ID<UnitGroup>) throws -> Answer {
    let view = try GroupView(id, on: visit.tx.today, as: visit.who, in: visit.tx)
    guard view.mayKeep else { throw Refusal.forbidden }
    let onFile = view.onFile
    let isFacts = visit.call.isSent && !visit.form["version"].isEmpty
    // Somebody else was first: theirs is shown, and a second look is asked for before anything is written over it.
    let isStale = isFacts && visit.form["version"] != onFile["version"]
    let filled = isFacts && !isStale ? visit.filled : Filled(onFile.mapValues { [$0] }, flaws: visit.filled.flaws)
    return .page(title: "修改分组", groupRevisionPage(view, facts: filled, visit.filled))
}

/// Takes name, note and spellings over.
func reviseGroup(_ visit: Visit<Officer>, _ id: ID<UnitGroup>) throws -> Answer {
    let group = try UnitGroup.claim(id, as: visit.who, in: visit.tx)
    guard visit.form["version"] == String(group.version) else {
        throw Flaws("", UnitGroup.Problem.changedMeanwhile.words)
    }
    let draft = try GroupDraft(visit.form)
    try UnitGroup.beside(draft) { try group.update(draft, version: group.version, in: visit.tx) }
    let detail = "写法：" + ([draft.name] + draft.spellings).joined(separator: "；")
    try group.audit("group.revise", detail: detail, "修改单位分组“\(draft.name)”", visit)
    return .see(Places.group(id), saying: "已保存。")
}

/// Adds a clause to the rule.
func addClause(_ visit: Visit<Officer>, _ id: ID<UnitGroup>) throws -> Answer {
    let draft = try ClauseDraft(visit.form)
    let group = try UnitGroup.claim(id, as: visit.who, in: visit.tx)
    let keeper = try UnitEntry.find(group.unit, as: visit.who, in: visit.tx)
    let below = try NamedUnit.find(visit.form["below"], field: "below", within: keeper, as: visit.who, in: visit.tx)
    try UnitGroup.Clause.insert(draft, below: below.id, to: id, visit.tx)
    try group.audit("group.rule", detail: "在“\(below.name)”以下", "给单位分组“\(group.name)”加一条规则", visit)
    return .see(Places.groupRevision(id), saying: "规则已加上。")
}

/// Ends a clause: from today it finds nobody. One that has not begun is taken away.
func endClause(_ visit: Visit<Officer>, _ id: ID<UnitGroup.Clause>) throws -> Answer {
    let clause: UnitGroup.Clause? = try visit.tx.first(
        "SELECT \(UnitGroup.Clause.columns) FROM unit_group_clause c JOIN unit b ON b.id = c.below_id WHERE c.id = \(id)"
    )
    guard let clause else { throw Refusal.missing }
    let group = try UnitGroup.claim(clause.group, as: visit.who, in: visit.tx)
    let last = visit.tx.today.adding(days: -1)
    if let until = clause.until, until <= last { throw Flaws("", "这条规则在 \(until) 已经失效。") }
    if let from = clause.from, from > last {
        try visit.tx.run("DELETE FROM unit_group_clause WHERE id = \(id)")
    } else {
        try visit.tx.run("UPDATE unit_group_clause SET until_day = \(last) WHERE id = \(id)")
    }
    try group.audit("group.rule", detail: clause.words, "停用单位分组“\(group.name)”的一条规则", visit)
    return .see(Places.groupRevision(group.id), saying: "这条规则从今天起不再用。")
}

/// Adds an exception by name.
func addException(_ visit: Visit<Officer>, _ id: ID<UnitGroup>) throws -> Answer {
    let draft = try ExceptionDraft(visit.form)
    let group = try UnitGroup.claim(id, as: visit.who, in: visit.tx)
    let keeper = try UnitEntry.find(group.unit, as: visit.who, in: visit.tx)
    let unit = try NamedUnit.find(visit.form["unit"], field: "unit", within: keeper, as: visit.who, in: visit.tx)
    do {
        try UnitGroup.Exception.insert(draft, of: unit.id, to: id, visit.tx)
    } catch let problem as UnitGroup.Problem {
        throw Flaws("unit", problem.words)
    }
    let words = "单位分组“\(group.name)”\(draft.isIn ? "特别列入" : "特别除外")“\(unit.shortName)”"
    try group.audit("group.except", detail: draft.reason, words, visit)
    return .see(Places.groupRevision(id), saying: "例外已加上。")
}

/// Ends an exception: from today the rule alone decides. One that has not begun is taken away.
func endException(_ visit: Visit<Officer>, _ id: ID<UnitGroup.Exception>) throws -> Answer {
    let exception: UnitGroup.Exception? = try visit.tx.first(
        """
        SELECT \(UnitGroup.Exception.columns) FROM unit_group_exception e JOIN unit x ON x.id = e.unit_id WHERE e.id = \(id)
        """)
    guard let exception else { throw Refusal.missing }
    let group = try UnitGroup.claim(exception.group, as: visit.who, in: visit.tx)
    let last = visit.tx.today.adding(days: -1)
    if let until = exception.until, until <= last { throw Flaws("", "这个例外在 \(until) 已经结束。") }
    if exception.from > last {
        try visit.tx.run("DELETE FROM unit_group_exception WHERE id = \(id)")
    } else {
        try visit.tx.run("UPDATE unit_group_exception SET until_day = \(last) WHERE id = \(id)")
    }
    try group.audit(
        "group.except", detail: exception.words, "结束单位分组“\(group.name)”对“\(exception.unitName)”的例外", visit)
    return .see(Places.groupRevision(group.id), saying: "例外从今天起结束。")
}

/// Ends the use of a group.
func endGroup(_ visit: Visit<Officer>, _ id: ID<UnitGroup>) throws -> Answer {
    let group = try UnitGroup.claim(id, as: visit.who, in: visit.tx)
    guard group.endedOn == nil else { throw Flaws("", "这个分组已经停用。") }
    try group.end(on: visit.tx.today, in: visit.tx)
    try group.audit("group.end", detail: "", "停用单位分组“\(group.name)”", visit)
    return .see(Places.group(id), saying: "“\(group.name)”从今天起停用，以前的含义仍可查。")
}

extension UnitGroup {
    /// Runs a change and puts a taken spelling beside its field.
    static func beside<Result>(_ draft: GroupDraft, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let problem as Problem {
            if case .spellingTaken(let words, _) = problem {
                throw Flaws(words == draft.name ? "name" : "spellings", problem.words)
            }
            throw Flaws("", problem.words)
        }
    }

    /// Writes an act on this group into the chain of the unit that keeps it.
    fileprivate func audit(_ name: StaticString, detail: String, _ words: String, _ visit: Visit<Officer>) throws {
        try AuditEntry.write(
            Act(name, on: "group", id, detail: detail, words), by: visit.who.person, in: unit, ring: visit.site.ring,
            visit.tx)
    }
}
