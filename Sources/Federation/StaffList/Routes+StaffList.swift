import Server
import Sheets
import Web

let staffListRoutes: [Route] = [
    .get(Places.staffList, .officer(.memberExport), askStaffList),
    .open(.post, Places.staffList, .officer(.memberExport), compareStaffList, again: askStaffList),
]

func askStaffList(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    return .page(title: "职工名单比对", staffListForm(unit, visit.filled))
}

/// Reads the list, compares, answers. The list itself goes with the visit: it lies only where the upload was spooled, and that is
/// removed when the visit ends, whatever it came to. Nothing of the register is written.
func compareStaffList(_ visit: OpenVisit<Officer>, _ id: ID<Unit>) async throws -> Answer {
    let (who, ring, today) = (visit.who, visit.site.ring, visit.store.world.now().day)
    guard let upload = visit.form.upload("file") else { throw Flaws("file", "请选择职工名单（.xlsx 或 .csv）。") }
    let (unit, units, finder, members) = try await visit.store.read { tx in
        let unit = try UnitEntry.find(id, as: who, in: tx)
        return (
            unit, try UnitNames.load(at: unit, in: tx), try TableFinder.of(unit, in: tx),
            try StaffList.Colleague.all(of: unit, as: who, in: tx)
        )
    }
    let workers: [StaffList.Worker]
    do {
        workers = try await StaffList.workers(in: upload.path, finder, units, today: today, ring: ring)
    } catch let problem as any Explained {
        throw Flaws("file", problem.words)
    }
    let list = try await StaffList.compared(workers, members)
    try await visit.store.write { tx in
        let words = "职工名单比对：名单 \(workers.count) 人，会员 \(members.count) 人，未入会 \(list.missing.count) 人。"
        try AuditEntry.write(
            Act("staff.compare", on: "unit", unit.id, words), by: who.person, in: unit.id, ring: ring, tx)
    }
    guard visit.form["as"] == "xlsx" else {
        return .page(title: "职工名单比对", staffListPage(unit, list, workers: workers.count, members: members.count))
    }
    let files = ImportFiles(folder: visit.site.filesFolder)
    files.prepare()
    let name: ID<StaffList> = try await visit.store.read { $0.newID() }
    let path = files.made("\(name).xlsx")
    defer { files.remove(path) }
    try list.write(to: path)
    return .response(
        .download(
            .bytes(try ImportFiles.bytes(of: path)), SheetOutput.Format.xlsx.mediaType, plain: "staff-and-members.xlsx")
    )
}

extension StaffList {
    /// The result as a workbook: who is where, and what to do.
    func write(to path: String) throws {
        let columns = [("结果", 16.0), ("姓名", 14), ("工号", 14), ("部门", 24), ("名单行号", 10), ("说明", 40)]
            .map { Sheets.Column($0.0, width: $0.1) }
        let output = try SheetOutput(format: .xlsx, path: path, sheetName: "职工名单比对", columns: columns)
        func put(_ kind: String, _ worker: Worker, _ words: String) throws {
            try output.write(row: [
                .text(kind), .text(worker.name), .text(worker.number ?? ""), .text(worker.unit), .text(worker.line),
                .text(words),
            ])
        }
        for worker in missing { try put("应入未入", worker, "在职工名单里，不是会员。") }
        for worker in unclear { try put("无法确认", worker, "只有姓名，名册里有同名的人。请补上工号或身份证号再比。") }
        for one in extra {
            try output.write(row: [
                .text("不在名单"), .text(one.name), .text(one.number ?? ""), .text(one.unit), .empty,
                .text("是会员，不在职工名单里。可能已调离或退休，请核对会籍。"),
            ])
        }
        try output.close()
    }
}
