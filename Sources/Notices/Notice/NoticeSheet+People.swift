import Sheets
import Web

/// The list of who was told and who was not as a workbook, all of it.
func exportNoticePeople(_ visit: OpenVisit<Officer>, _ id: ID<Notice>) async throws -> Answer {
    let who = visit.who, only = NoticePerson.Only(rawValue: visit.call.query("state"))
    return try await sheetAnswer(visit) { tx in
        let notice = try Notice.find(id, as: who, in: tx)
        var rows: [[Out]] = [], last: ID<Person>?
        while true {
            let people = try NoticePerson.page(of: notice, only, after: last, limit: 2_000, in: tx)
            rows += people.map { person in
                [
                    .text(person.name), .text(person.unitName), .text(person.isReached ? "已通知到" : "还没通知到"),
                    .text(person.ways),
                ]
            }
            guard people.count == 2_000 else { break }
            last = people.last?.person
        }
        let columns = [
            Sheets.Column("姓名", width: 14), Sheets.Column("单位", width: 36), Sheets.Column("结果", width: 14),
            Sheets.Column("方式", width: 50),
        ]
        return NoticeSheet(name: "通知名单 \(notice.title)", columns: columns, rows: rows)
    }
}
