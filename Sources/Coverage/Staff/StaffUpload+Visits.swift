import Federation
import Server
import Sheets
import Rulebook
import Web

/// Takes a file and answers with what became of each row.
func uploadStaff(_ visit: OpenVisit<Officer>, _ id: ID<Unit>) async throws -> Answer {
    guard let upload = visit.form.upload("file") else { throw Flaws("file", "请选择要上传的人数表（.xlsx、.xls 或 .csv）。") }
    guard let month = Month(visit.form["month"]) else { throw Flaws("month", "请选择月份。") }
    let source = StaffSource(rawValue: visit.form["source"]) ?? .hrFile
    let sheet: StaffSheet
    do {
        sheet = try StaffSheet(path: upload.path)
    } catch let problem as SheetProblem {
        throw Flaws("file", problem.words)
    }
    let (who, site) = (visit.who, visit.site)
    return try await visit.writeOnce { tx in
        let unit = try UnitEntry.find(id, as: who, in: tx)
        guard month == askedMonth(month.description, on: tx.today) else {
            throw Flaws("month", "\(month.words)还没有结束，或者太早，不能整批上报。")
        }
        let taking = try StaffUpload(month, source, below: unit, rules: unit.rules(in: tx), as: who, in: tx)
        let rows = try taking.take(sheet, by: who, ring: site.ring, in: tx)
        let above = try UnitEntry.above(unit, as: who, in: tx)
        let back = Places.missing(id).with("month", month.description)
        return .page(title: "上传结果", uploadPage(unit, above, month, rows, back: back))
            .once(thenSee: back, saying: "这个文件刚才已经处理过，结果就是现在的样子。")
    }
}

/// An empty table for the units that have not reported, with what was reported last.
func downloadTemplate(_ visit: OpenVisit<Officer>, _ id: ID<Unit>) async throws -> Answer {
    let (who, words) = (visit.who, visit.call.query("month"))
    return try await sheetAnswer(visit) { tx in
        let unit = try UnitEntry.find(id, as: who, in: tx)
        let month = askedMonth(words, on: tx.today)
        let list = try MissingReports(unit, month, rules: unit.rules(in: tx), as: who, in: tx)
        let columns =
            [Sheets.Column("单位代码"), Sheets.Column("单位名称", width: 30)]
            + Employment.allCases.map { Sheets.Column($0.words, kind: .integer) } + [Sheets.Column("说明", width: 40)]
        let rows = list.missing.map { share in
            [Out.text(share.unit.code ?? ""), .text(share.unit.name)] + Employment.allCases.map { _ in Out.empty }
        }
        return CoverageSheet(name: "\(unit.shortName)\(month)教职工人数", columns: columns, rows: rows)
    }
}
