import Server
import Sheets
import Vault
import Web

/// Surveying holds neither a transaction nor a thread that visits need.
private let surveying = Arithmetic(limit: 16)

/// Looks at the whole file once, so that what is wrong with it is said beside the field. A file whose columns are plain is
/// checked at once; of any other the officer is asked.
func uploadRoster(_ visit: OpenVisit<Officer>, _ id: ID<Unit>) async throws -> Answer {
    let (who, ring) = (visit.who, visit.site.ring)
    guard let upload = visit.form.upload("file") else { throw Flaws("file", "请选择要导入的文件（.xlsx、.xls 或 .csv）。") }
    let (unit, finder) = try await visit.store.read { tx in
        let unit = try UnitEntry.find(id, as: who, in: tx)
        return (unit, try TableFinder.of(unit, in: tx))
    }
    let (path, fileName) = (upload.path, upload.fileName)
    let taken = try await surveying.run { try RosterIntake(path: path, fileName: fileName, finder) }
    let files = ImportFiles(folder: visit.site.filesFolder)
    let batch: ID<ImportBatch> = try await visit.store.read { $0.newID() }
    files.prepare()
    try upload.keep(at: files.path(of: batch))
    var draft = taken.draft(batch, of: unit.id, by: who.person)
    do {
        guard taken.isCertain, visit.form["look"] != "yes" else {
            let reading = try await visit.store.write { [draft] tx in
                try WaitingRoster.insert(draft, taken.survey, taken.plan, ring: ring, in: tx)
            }
            return .see(Places.waitingRoster(reading))
        }
        draft.mark = try ImportFiles.shelved(files.path(of: batch), of: unit.id, on: visit.site)
        let kept = try await visit.store.write { [draft] tx in
            let kept = try ImportBatch.insert(draft, in: tx)
            guard kept.isNew else { return kept }
            if let plan = taken.plan { try RosterMemory.used(plan, of: unit.id, in: tx) }
            let act = Act("import.upload", on: "import", kept.id, "上传名册文件，等待核对。")
            try AuditEntry.write(act, by: who.person, in: unit.id, ring: ring, tx)
            return kept
        }
        if !kept.isNew { files.remove(files.path(of: batch)) }
        return .see(Places.importBatch(kept.id), saying: kept.isNew ? nil : "这个文件已经上传过，还在等待处理。")
    } catch {
        files.remove(files.path(of: batch))
        throw error
    }
}

extension ImportFiles {
    /// Keeps the file as it was sent, sealed, so that it can be given back with its faults marked. A longer file is not held in
    /// memory twice; its faulty rows can be had all the same.
    static func shelved(_ path: String, of unit: ID<Unit>, on site: SiteFacts) throws -> String? {
        let bytes = try ImportFiles.bytes(of: path)
        return bytes.count <= 24 << 20 ? try Shelf(site).keep(bytes, wall: "import \(unit)") : nil
    }
}
