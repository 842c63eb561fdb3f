import Web

let inboxRoutes: [Route] = [
    .get(Places.inbox, .member, showInbox),
    .post(Places.inboxReading, .member, readAll),
    .get(Places.message, .member, showMessage),
    .post(Places.messageOpening, .member, openMessage),
]

private func showInbox(_ visit: Visit<Member>) throws -> Answer {
    let view = try InboxView(of: visit.who, visit.call, in: visit.tx)
    let json: JSON = [
        "unread": JSON(view.unread),
        "items": .array(
            view.lines.map { line in
                [
                    "id": JSON(line.notice.id), "title": JSON(line.notice.title), "at": JSON(line.notice.madeAt),
                    "unread": .bool(line.isUnread),
                ]
            }),
    ]
    return .page(title: "消息", shell: .member(), json: json, inboxPage(view))
}

private func showMessage(_ visit: Visit<Member>, _ id: ID<Notice>) throws -> Answer {
    let line = try InboxLine.find(id, of: visit.who, in: visit.tx)
    return .page(title: line.notice.title, shell: .member(), messagePage(line))
}

/// Opens a message: it is read from now on, and its sender may know.
private func openMessage(_ visit: Visit<Member>, _ id: ID<Notice>) throws -> Answer {
    _ = try InboxLine.find(id, of: visit.who, in: visit.tx)
    try InboxLine.read(id, by: visit.who, visit.tx)
    return .see(Places.message(id))
}

private func readAll(_ visit: Visit<Member>) throws -> Answer {
    try InboxLine.read(nil, by: visit.who, visit.tx)
    return .see(Places.inbox(), saying: "都标为已读了。")
}
