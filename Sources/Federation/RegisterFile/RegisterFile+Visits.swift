import Server
import Sheets
import Web

let registerFileRoutes: [Route] = [
    .get(Places.registerFiles, .officer(.memberExport), listFiles),
    .post(Places.registerFiles, .officer(.memberExport), orderFile),
    .get(Places.registerFile, .officer(.memberExport), showFile),
    .open(.get, Places.registerFileProgress, .officer(.memberExport), streamFileProgress),
    .open(.get, Places.registerFileContent, .officer(.memberExport), takeFile),
    .post(Places.registerFileCancellation, .officer(.memberExport), cancelFile),
]

private func listFiles(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let files = try RegisterFile.all(of: id, as: visit.who, in: visit.tx)
    return .page(
        title: "导出记录", json: ["files": .array(files.map(\.json))], registerFileList(unit, files, at: visit.tx.now))
}

/// Orders a file of the list as the form's filter has it.
private func orderFile(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let (form, tx) = (visit.form, visit.tx)
    let unit = try UnitEntry.find(id, as: visit.who, in: tx)
    let filter = MemberFilter { form[$0].trimmingBlanks }
    if let problem = filter.searchProblem { return .see(Places.members(id).with(filter.pairs), saying: problem) }
    let format = SheetOutput.Format(rawValue: form["format"]) ?? .xlsx
    if format == .xlsx, let total = try MemberTotals(MemberScope(unit, as: visit.who), in: tx).known(filter),
        total > RegisterFile.mostRows
    {
        return .see(
            Places.members(id).with(filter.pairs),
            saying: "一张 Excel 表最多 \(grouped(RegisterFile.mostRows)) 行，这个名册有 \(grouped(total)) 人。请导出 CSV，或缩小范围。")
    }
    let file = try RegisterFile.order(filter, of: id, as: format, by: visit.who, in: tx)
    let act = Act("member.export.order", on: "unit", id, "要求导出会员名册（\(filter.words)）")
    try AuditEntry.write(act, by: visit.who.person, in: id, ring: visit.site.ring, tx)
    return .see(Places.registerFile(file))
}

private func showFile(_ visit: Visit<Officer>, _ id: ID<RegisterFile>) throws -> Answer {
    let file = try RegisterFile.find(id, as: visit.who, in: visit.tx)
    return .page(title: "导出会员名册", json: file.json, registerFilePage(file, at: visit.tx.now))
}

private func cancelFile(_ visit: Visit<Officer>, _ id: ID<RegisterFile>) throws -> Answer {
    let file = try RegisterFile.find(id, as: visit.who, in: visit.tx)
    try file.cancel(in: visit.tx)
    let act = Act("member.export.cancel", on: "unit", file.unit, "取消导出会员名册")
    try AuditEntry.write(act, by: visit.who.person, in: file.unit, ring: visit.site.ring, visit.tx)
    return .see(Places.members(file.unit).with(file.filter.pairs), saying: "已取消导出。")
}

/// Tells how far the writing has come, until it is over; then the page loads itself anew.
private func streamFileProgress(_ visit: OpenVisit<Officer>, _ id: ID<RegisterFile>) async throws -> Answer {
    let (who, store) = (visit.who, visit.store)
    _ = try await store.read { tx in try RegisterFile.find(id, as: who, in: tx) }
    return .response(
        .events { pen in
            while true {
                let file = try await store.read { tx in try RegisterFile.find(id, as: who, in: tx) }
                try await pen.write(Event(name: "patch", data: registerFileProgress(file).text))
                guard file.state.isBusy else { return try await pen.write(Event(name: "closed", data: "")) }
                try await Task.sleep(for: .milliseconds(700))
            }
        })
}

/// Sends the finished file to the officer who ordered it, and writes that it was taken.
private func takeFile(_ visit: OpenVisit<Officer>, _ id: ID<RegisterFile>) async throws -> Answer {
    let (who, ring) = (visit.who, visit.site.ring)
    let file = try await visit.store.read { tx in
        let file = try RegisterFile.find(id, as: who, in: tx)
        guard file.isLive(at: tx.now) else { throw Refusal.missing }
        return file
    }
    let content = try SentFile(file.path(in: visit.site.filesFolder), isDeparting: false)
    let unit: UnitEntry = try await visit.store.write { tx in
        let act = Act("member.export.take", on: "unit", file.unit, "下载会员名册 \(file.done) 人（\(file.filter.words)）")
        try AuditEntry.write(act, by: who.person, in: file.unit, ring: ring, tx)
        return try UnitEntry.find(file.unit, as: who, in: tx)
    }
    return .response(
        content.response(named: "\(unit.shortName)会员名册-\(file.madeAt.day).\(file.format.rawValue)", file.format))
}
