import Server
import Vault
import Web

let mappingRoutes: [Route] = [
    .get(Places.waitingRoster, .officer(.memberImport), showMapping),
    .post(Places.waitingRoster, .officer(.memberImport), tellMapping, again: showMapping),
    .open(.post, Places.waitingRosterEnd, .officer(.memberImport), dropReading),
    .open(.get, Places.rosterTemplate, .officer(.memberImport), downloadTemplate),
    .post(Places.rosterMemoryEnd, .officer(.memberImport), forgetMemory),
]

func showMapping(_ visit: Visit<Officer>, _ id: ID<WaitingRoster>) throws -> Answer {
    let view = try MappingView(try WaitingRoster.find(id, as: visit.who, in: visit.tx), visit)
    return .page(title: "对应列名", json: view.json, mappingPage(view))
}

/// Keeps what was changed and shows it again, or goes on to the dry run.
func tellMapping(_ visit: Visit<Officer>, _ id: ID<WaitingRoster>) throws -> Answer {
    let reading = try WaitingRoster.claim(id, as: visit.who, in: visit.tx)
    let finder = try reading.finder(visit.site.ring, in: visit.tx)
    let shown = reading.plan ?? finder.barePlan
    let plan = try MappingForm.plan(visit.form, finder, before: shown)
    guard visit.form["do"] == "check", plan.isSameTable(as: shown) else {
        try reading.keep(plan, in: visit.tx)
        let words = visit.form["do"] == "check" ? "工作表或列名的行变了，列已重新对应，请再看一遍。" : nil
        return .see(Places.waitingRoster(id), saying: words)
    }
    guard plan.columns.contains(.name) else { throw Flaws("columns", "没有“姓名”一列。请在下面选出哪一列是姓名。") }
    var draft = reading.draft(plan)
    let path = ImportFiles(folder: visit.site.filesFolder).path(of: reading.batch)
    draft.mark = try ImportFiles.shelved(path, of: reading.unit, on: visit.site)
    let kept = try ImportBatch.insert(draft, in: visit.tx)
    if visit.form["remember"] == "yes", plan.parts.first?.heads != nil {
        try RosterMemory.keep(plan, of: reading.unit, by: visit.who.person, in: visit.tx)
    }
    try reading.delete(in: visit.tx)
    let act = Act("import.upload", on: "import", kept.id, "上传名册文件，对应了列名，等待核对。")
    try AuditEntry.write(act, by: visit.who.person, in: reading.unit, ring: visit.site.ring, visit.tx)
    return .see(Places.importBatch(kept.id), saying: kept.isNew ? nil : "这个文件已经上传过，还在等待处理。")
}

/// The file goes after the commit, for a visit's transaction may run twice.
func dropReading(_ visit: OpenVisit<Officer>, _ id: ID<WaitingRoster>) async throws -> Answer {
    let (who, ring) = (visit.who, visit.site.ring)
    let answer = try await visit.writeOnce { tx in
        let reading = try WaitingRoster.claim(id, as: who, in: tx)
        try reading.delete(in: tx)
        let act = Act("import.drop", on: "import", reading.batch, "放弃上传的名册文件，没有核对。")
        try AuditEntry.write(act, by: who.person, in: reading.unit, ring: ring, tx)
        return .see(Places.imports(reading.unit), saying: "已放弃，文件已经删除。")
    }
    let files = ImportFiles(folder: visit.site.filesFolder)
    files.remove(files.path(of: ID(id.raw)))
    return answer
}

func forgetMemory(_ visit: Visit<Officer>, _ id: ID<RosterMemory>) throws -> Answer {
    let memory = try RosterMemory.find(id, as: visit.who, in: visit.tx)
    try memory.forget(in: visit.tx)
    let act = Act("import.forget", on: "roster-memory", id, "忘记一种表头的列名对应。")
    try AuditEntry.write(act, by: visit.who.person, in: memory.unit, ring: visit.site.ring, visit.tx)
    return .see(Places.imports(memory.unit), saying: "已忘记。下次上传同样的表头，会再请您对应。")
}

extension WaitingRoster {
    /// What the file is read by: the names of the unit it goes into, and what is remembered there.
    func finder(_ ring: KeyRing, in tx: Transaction) throws -> RosterFinder {
        RosterFinder(try survey(ring), try TableFinder.of(try UnitEntry.unscoped(unit, in: tx), in: tx))
    }

    fileprivate func draft(_ plan: RosterPlan) -> ImportBatch.Draft {
        ImportBatch.Draft(
            id: batch, unit: unit, madeBy: madeBy, fileName: fileName, digest: digest,
            format: RosterIntake.format(of: fileName), titles: plan.shownTitles, plan: plan)
    }
}

extension RosterPlan {
    /// Whether both read the same heads of the same sheet, so that choices made for one hold for the other.
    fileprivate func isSameTable(as other: RosterPlan?) -> Bool {
        parts.first?.sheet == other?.parts.first?.sheet && parts.first?.heads == other?.parts.first?.heads
    }
}
