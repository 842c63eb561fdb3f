import Federation
import Server
import Web

let noticeRoutes: [Route] = [
    .get(Places.notices, .officer(.noticeSend), listNotices),
    .get(Places.noticeNew, .officer(.noticeSend), askNotice),
    .post(Places.notices, .officer(.noticeSend), sendNotice, again: askNotice),
    .get(Places.notice, .officer(.noticeSend), showNotice),
    .post(Places.noticeStop, .officer(.noticeSend), stopNotice),
    .get(Places.noticePeople, .officer(.noticeSend), showNoticePeople),
    .open(.get, Places.noticeExport, .officer(.noticeSend), exportNoticePeople),
    .get(Places.noticeSlips, .officer(.noticeSend), showSlips),
    .post(Places.noticeSlips, .officer(.noticeSend), handSlips),
]

private func listNotices(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let before = ID<Notice>(visit.call.query("before")), size = 50
    let found = try Notice.page(of: id, before: before, limit: size + 1, in: visit.tx)
    let shown = Array(found.prefix(size))
    let next =
        found.count > size ? Places.notices(id).with("before", shown.last?.id.description ?? "") : nil
    let json: JSON = [
        "items": .array(shown.map { ["id": JSON($0.id), "title": JSON($0.title), "people": JSON($0.people)] })
    ]
    return .page(title: "会员通知", json: json, noticeListPage(unit, shown, next: next, isFirst: before == nil))
}

private func askNotice(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    return .page(title: "发通知", noticeNewPage(try NoticeAudience(unit, in: visit.tx), visit.filled))
}

private func sendNotice(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let draft = try NoticeDraft(visit.form)
    let made = try Notice.send(draft, from: id, by: visit.who.person, in: visit.tx)
    let act = Act("notice.send", on: "notice", made, "给\(unit.shortName)的\(draft.audience.words)发通知“\(draft.title)”")
    try AuditEntry.write(act, by: visit.who.person, in: id, ring: visit.site.ring, visit.tx)
    return .see(Places.notice(made), saying: "已发出，正在分发。")
}

private func showNotice(_ visit: Visit<Officer>, _ id: ID<Notice>) throws -> Answer {
    let notice = try Notice.find(id, as: visit.who, in: visit.tx)
    let view = try NoticeView(notice, in: visit.tx)
    let json: JSON = [
        "id": JSON(id), "title": JSON(notice.title), "state": JSON(notice.state.rawValue),
        "people": JSON(notice.people), "reached": JSON(view.reach.reached),
    ]
    return .page(title: notice.title, json: json, noticePage(view))
}

private func stopNotice(_ visit: Visit<Officer>, _ id: ID<Notice>) throws -> Answer {
    let notice = try Notice.find(id, as: visit.who, in: visit.tx)
    try notice.stop(by: visit.who.person, ring: visit.site.ring, visit.tx)
    return .see(Places.notice(id), saying: "已停止分发。")
}

private func showNoticePeople(_ visit: Visit<Officer>, _ id: ID<Notice>) throws -> Answer {
    let notice = try Notice.find(id, as: visit.who, in: visit.tx)
    let list = try NoticePeopleList(notice, visit.call, in: visit.tx)
    let json: JSON = [
        "items": .array(
            list.people.map { ["id": JSON($0.person), "name": JSON($0.name), "is_reached": .bool($0.isReached)] })
    ]
    return .page(title: "通知名单", json: json, noticePeoplePage(list))
}

/// Slips of one sheet of the printer's; the rest follow when these are handed over.
private let mostSlips = 400

private func showSlips(_ visit: Visit<Officer>, _ id: ID<Notice>) throws -> Answer {
    let notice = try Notice.find(id, as: visit.who, in: visit.tx)
    let people = try NoticePerson.page(of: notice, .slip, after: nil, limit: mostSlips, in: visit.tx)
    return .page(title: "通知单", shell: .paper, noticeSlipsPage(notice, people))
}

private func handSlips(_ visit: Visit<Officer>, _ id: ID<Notice>) throws -> Answer {
    let notice = try Notice.find(id, as: visit.who, in: visit.tx)
    let people = try NoticePerson.page(of: notice, .slip, after: nil, limit: mostSlips, in: visit.tx)
    try visit.tx.run(
        """
        UPDATE notice_delivery SET state = 'handed', done_at = \(visit.tx.now)
         WHERE notice_id = \(id) AND channel = 'slip' AND state = 'unhanded'
           AND person_id \(anyOf: people.map(\.person))
        """)
    let act = Act("notice.hand", on: "notice", id, "转交通知单 \(people.count) 张：\(notice.title)")
    try AuditEntry.write(act, by: visit.who.person, in: notice.unit, ring: visit.site.ring, visit.tx)
    return .see(Places.notice(id), saying: "\(people.count) 张通知单记为已转交。")
}
