import Web

/// What the box shows.
struct InboxView: Sendable {
    let lines: [InboxLine]
    let unread: Int
    let isUnreadOnly: Bool
    let isFirst: Bool
    let next: Path?

    static let pageSize = 30

    init(of member: Member, _ call: Call, in tx: Transaction) throws {
        let isUnreadOnly = call.query("state") == "unread", before = ID<Notice>(call.query("before"))
        self.isUnreadOnly = isUnreadOnly
        unread = try InboxLine.unread(of: member.person, in: tx)
        let found = try InboxLine.page(
            of: member, isUnread: isUnreadOnly, before: before, limit: Self.pageSize + 1, in: tx)
        lines = Array(found.prefix(Self.pageSize))
        isFirst = before == nil
        next =
            found.count > Self.pageSize
            ? Places.inbox().with([
                ("state", isUnreadOnly ? "unread" : ""), ("before", lines.last?.notice.id.description ?? ""),
            ]) : nil
    }
}

func inboxPage(_ view: InboxView) -> HTML {
    let here = Places.inbox()
    let all = [
        Chip("全部", to: here, isChosen: !view.isUnreadOnly),
        Chip("未读", count: view.unread, to: here.with("state", "unread"), isChosen: view.isUnreadOnly),
    ]
    let actions: HTML = """
        \(if: view.unread > 0, action("全部标为已读", to: Places.inboxReading()))\
        \(button("我的证书", to: Places.myCertificates(), icon("award")))\
        \(button("通知方式", to: Places.choices(), icon("sliders")))
        """
    return """
        \(pageHead("消息", "工会发给您的通知", actions: actions))
        <section class="card" aria-label="消息一览"><div class="card-b">\(chips("消息状态", all))</div>\(content(view))</section>
        """
}

private func content(_ view: InboxView) -> HTML {
    guard !view.lines.isEmpty else {
        return emptyState(view.isUnreadOnly ? "没有未读消息" : "还没有消息", "工会有事会在这里告诉您。")
    }
    let pages =
        view.next == nil && view.isFirst
        ? HTML.none
        : pager(
            shown: view.lines.count, total: nil, unit: "条", first: view.isFirst ? nil : Places.inbox(), next: view.next)
    return "<ul class=\"rows inbox\">\(each: view.lines, line)</ul>\(pages)"
}

/// Opening an unread message is an act: a button that looks like the link beside it.
private func line(_ line: InboxLine) -> HTML {
    let notice = line.notice
    let inside: HTML = """
        <span class="ico \(line.isUnread ? "gui" : "")">\(icon("envelope"))</span><span class="t"><b>\(notice.title)</b>\
        <small>\(notice.purpose.words) · \(notice.unitName) · \(moment(notice.madeAt))</small></span>\
        \(if: line.isUnread, tag("未读", .due))\(if: notice.isUrgent, tag("急件", .care))\(icon("chevron-right"))
        """
    guard line.isUnread else {
        return "<li><a class=\"rowlink\" href=\"\(Places.message(notice.id))\">\(inside)</a></li>"
    }
    return """
        <li>\(form(to: Places.messageOpening(notice.id), className: "inline", "<button class=\"rowlink\">\(inside)</button>"))</li>
        """
}

func messagePage(_ line: InboxLine) -> HTML {
    let notice = line.notice
    let paragraphs = notice.body.split(separator: "\n").map { String($0).trimmingBlanks }.filter { !$0.isEmpty }
    return """
        \(pageHead(
            notice.title, "\(notice.unitName) · \(moment(notice.madeAt))",
            crumbs: [("消息", Places.inbox()), (notice.purpose.words, nil)]))
        <section class="card" aria-label="消息内容"><div class="card-b stack"><div class="official">\
        \(each: paragraphs, { "<p>\($0)</p>" })</div>
        \(some: notice.happensOn, { "<p>相关日期：<b><time datetime=\"\($0)\">\($0.long)</time></b></p>" })
        <div class="row">\(some: notice.link, { button("去看看", to: $0, isPrimary: true) })\
        \(if: line.isUnread, action("标为已读", to: Places.messageOpening(notice.id)))\
        \(button("返回消息", to: Places.inbox()))</div></div></section>
        """
}
