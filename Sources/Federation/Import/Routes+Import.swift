import Server
import Web

let importRoutes: [Route] = [
    .get(Places.imports, .officer(.memberImport), listImports),
    .open(.post, Places.imports, .officer(.memberImport), uploadRoster, again: listImports),
    .get(Places.importBatch, .officer(.memberImport), showImport),
    .open(.get, Places.importProgress, .officer(.memberImport), streamProgress),
    .open(.get, Places.importFindings, .officer(.memberImport), downloadMarkedRoster),
    .post(Places.importConfirmation, .officer(.memberImport), confirmImport),
    .post(Places.importCancellation, .officer(.memberImport), cancelImport),
    .get(Places.importUndo, .officer(.memberImport), askUndo),
    .post(Places.importUndo, .officer(.memberImport), undoImport),
]

func listImports(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let batches = try ImportBatch.all(of: unit, in: visit.tx)
    let json: JSON = ["imports": .array(batches.map(\.json))]
    return .page(title: "批量导入", json: json, importList(unit, batches, visit.filled))
}

/// Looks at the head of the file at once, so that what is wrong with it is said beside the field; the rows are a duty's.
func uploadRoster(_ visit: OpenVisit<Officer>, _ id: ID<Unit>) async throws -> Answer {
    let (who, ring) = (visit.who, visit.site.ring)
    let unit = try await visit.store.read { tx in try UnitEntry.find(id, as: who, in: tx) }
    guard let upload = visit.form.upload("file") else { throw Flaws("file", "请选择要导入的文件（.xlsx 或 .csv）。") }
    let files = ImportFiles(folder: visit.site.filesFolder)
    let taken = try RosterIntake(path: upload.path, fileName: upload.fileName)
    let batch: ID<ImportBatch> = try await visit.store.read { $0.newID() }
    files.prepare()
    try upload.keep(at: files.path(of: batch))
    do {
        var draft = taken.draft(batch, of: unit.id, by: who.person)
        // A longer file is not held in memory twice; its faulty rows can be had all the same.
        if upload.size <= 24 << 20 {
            let bytes = try ImportFiles.bytes(of: files.path(of: batch))
            draft.mark = try Shelf(visit.site).keep(bytes, wall: "import \(unit.id)")
        }
        let kept = try await visit.store.write { [draft] tx in
            let kept = try ImportBatch.insert(draft, in: tx)
            if kept.isNew {
                let act = Act("import.upload", on: "import", kept.id, "上传名册文件，等待核对。")
                try AuditEntry.write(act, by: who.person, in: unit.id, ring: ring, tx)
            }
            return kept
        }
        if !kept.isNew { files.remove(files.path(of: batch)) }
        return .see(Places.importBatch(kept.id), saying: kept.isNew ? nil : "这个文件已经上传过，还在等待处理。")
    } catch {
        files.remove(files.path(of: batch))
        throw error
    }
}

func showImport(_ visit: Visit<Officer>, _ id: ID<ImportBatch>) throws -> Answer {
    let batch = try ImportBatch.find(id, as: visit.who, in: visit.tx)
    let view = try ImportView(batch, visit.call, in: visit.tx)
    return .page(title: "导入会员名册", json: batch.json, importPage(view, visit.filled))
}

func confirmImport(_ visit: Visit<Officer>, _ id: ID<ImportBatch>) throws -> Answer {
    let batch = try ImportBatch.claim(id, as: visit.who, in: visit.tx)
    // A second yes to what is under way changes nothing and is no mistake.
    guard batch.state != .running, batch.state != .done || batch.waiting > 0 else {
        return .see(Places.importBatch(id))
    }
    try batch.confirm(in: visit.tx)
    try audit(visit, batch, Act("import.confirm", on: "import", id, "确认导入 \(batch.waiting) 行。"))
    return .see(Places.importBatch(id))
}

/// Stops; what is written stays, or with `back` is taken back at once.
func cancelImport(_ visit: Visit<Officer>, _ id: ID<ImportBatch>) throws -> Answer {
    let batch = try ImportBatch.claim(id, as: visit.who, in: visit.tx)
    try batch.cancel(in: visit.tx)
    let isBack = visit.form["back"] == "yes" && batch.written > 0
    if isBack { try ImportBatch.find(id, as: visit.who, in: visit.tx).undo(in: visit.tx) }
    try audit(
        visit, batch,
        Act("import.cancel", on: "import", id, "取消导入，已写入 \(batch.written) 人\(isBack ? "，要求撤回" : "")。"))
    let words =
        switch (batch.written > 0, isBack) {
        case (false, _): "已取消，没有写入任何数据。"
        case (true, false): "已停下。已经写入的 \(grouped(batch.written)) 人可以撤销。"
        case (true, true): "已停下，正在撤回已经写入的 \(grouped(batch.written)) 人。"
        }
    return .see(Places.importBatch(id), saying: words)
}

func askUndo(_ visit: Visit<Officer>, _ id: ID<ImportBatch>) throws -> Answer {
    let batch = try ImportBatch.find(id, as: visit.who, in: visit.tx)
    guard batch.canBeUndone else { throw Refusal.missing }
    return .page(title: "撤销这次导入", try UndoQuestion(batch, in: visit.tx).page)
}

func undoImport(_ visit: Visit<Officer>, _ id: ID<ImportBatch>) throws -> Answer {
    let batch = try ImportBatch.claim(id, as: visit.who, in: visit.tx)
    guard batch.state != .undoing, batch.state != .undone else { return .see(Places.importBatch(id)) }
    try batch.undo(in: visit.tx)
    try audit(visit, batch, Act("import.undo", on: "import", id, "要求撤销导入的 \(batch.written) 人。"))
    return .see(Places.importBatch(id))
}

private func audit(_ visit: Visit<Officer>, _ batch: ImportBatch, _ act: Act) throws {
    try AuditEntry.write(act, by: visit.who.person, in: batch.unit, ring: visit.site.ring, visit.tx)
}

/// Tells how far the work has come, until it is over; then the page loads itself anew.
func streamProgress(_ visit: OpenVisit<Officer>, _ id: ID<ImportBatch>) async throws -> Answer {
    let (who, store) = (visit.who, visit.store)
    _ = try await store.read { tx in try ImportBatch.find(id, as: who, in: tx) }
    return .response(
        .events { pen in
            while true {
                let batch = try await store.read { tx in try ImportBatch.find(id, as: who, in: tx) }
                try await pen.write(Event(name: "patch", data: importProgress(batch).text))
                guard batch.state.isBusy else { return try await pen.write(Event(name: "closed", data: "")) }
                try await Task.sleep(for: .milliseconds(700))
            }
        })
}
