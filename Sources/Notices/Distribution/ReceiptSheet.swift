import Sheets
import Web

/// The same list as a workbook, all of it.
func exportReceipts(_ visit: OpenVisit<Officer>, _ id: ID<OfficialDocument>) async throws -> Answer {
    let who = visit.who, state = visit.call.query("state")
    return try await sheetAnswer(visit) { tx in
        let document = try OfficialDocument.find(id, as: who, in: tx)
        let hasReceived = state == "waiting" ? false : state == "received" ? true : nil
        let all = try Addressee.all(of: document, hasReceived: hasReceived, in: tx)
        let columns = ["单位", "方式", "来自", "状态", "签收人", "签收时间"].map { Sheets.Column($0, width: $0 == "单位" ? 36 : 16) }
        return NoticeSheet(
            name: "\(document.number ?? document.title)签收情况", columns: columns,
            rows: all.map { one in
                [
                    .text(one.name), .text(one.role.words), .text(one.why),
                    .text(one.receivedAt == nil ? "未签收" : "已签收"), .text(one.receiver ?? ""),
                    .text(one.receivedAt?.minute ?? ""),
                ]
            })
    }
}
