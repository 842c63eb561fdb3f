import Federation
import Web

func noticeListPage(_ unit: UnitEntry, _ notices: [Notice], next: Path?, isFirst: Bool) -> HTML {
    let actions = button("发通知", to: Places.noticeNew(unit.id), icon("send"), isPrimary: true)
    let columns: [Column<Notice>] = [
        Column("标题", isName: true) { "<a href=\"\(Places.notice($0.id))\">\($0.title)</a>" },
        Column("类别") { "\($0.purpose.words)" }, Column("发给") { "\($0.audience.words)" },
        Column("状态") { tag($0.state.words, $0.state.tone) },
        Column("人数", isFigure: true) { "\(grouped($0.people))" }, Column("时间") { moment($0.madeAt) },
    ]
    let list: HTML =
        notices.isEmpty
        ? emptyState("还没有发过通知", "写一条，按单位发给每一位会员。")
        : """
        \(table("通知一览", columns, notices))
        \(pager(shown: notices.count, total: nil, unit: "条", first: isFirst ? nil : Places.notices(unit.id), next: next))
        """
    return """
        \(pageHead("会员通知", "\(unit.name)发给会员的通知", actions: actions))
        <section class="card" aria-label="通知一览">\(list)</section>
        """
}

/// What the form for a message knows: how many it would go to.
struct NoticeAudience: Sendable {
    let unit: UnitEntry
    let members: Int

    init(_ unit: UnitEntry, in tx: Transaction) throws {
        self.unit = unit
        members =
            try tx.value(
                """
                SELECT count(*) FROM membership WHERE unit_path >= \(unit.path) AND unit_path < \(Reach.end(of: unit.path))
                   AND until_day IS NULL AND state IN ('active', 'retained')
                """) ?? 0
    }
}

func noticeNewPage(_ audience: NoticeAudience, _ filled: Filled) -> HTML {
    let unit = audience.unit
    let purposes = NoticePurpose.written.map { (value: $0.rawValue, words: $0.words) }
    let whom = [
        (value: "members", words: "全体会员（\(grouped(audience.members)) 人）"), (value: "officers", words: "工会干部（现任职务）"),
    ]
    let inside: HTML = """
        <div class="form-grid">\(select(Field("audience", "发给谁", isRequired: true, hint: "\(unit.name)和它下面的单位。"), whom, filled))\
        \(select(Field("purpose", "类别", isRequired: true, hint: "会员按类别选择怎样接收。"), purposes, filled))\
        \(field(Field("title", "标题", isRequired: true, isWide: true, maximum: 60), filled))\
        \(textArea(Field("body", "内容", isRequired: true, hint: "不要写个人隐私：邮件和群消息里会有全文。", isWide: true, maximum: 4_000), rows: 8, filled))\
        \(field(Field("happens_on", "相关日期", .date, hint: "如报名截止日；会出现在订阅的日历里。"), filled))</div>
        \(checkBox("is_urgent", "急件：免打扰时段也发短信", filled))
        <div class="row"><button class="btn primary">发出</button>\(button("返回", to: Places.notices(unit.id)))</div>
        """
    return """
        \(flawSummary(filled.flaws))\(pageHead(
            "发通知", "发出后立即分发；每个人用能通知到的方式。", crumbs: [("会员通知", Places.notices(unit.id)), ("发通知", nil)]))
        <section class="card" aria-label="通知内容"><div class="card-b">\(form(to: Places.notices(unit.id), inside))</div></section>
        """
}

/// All that the page of one message shows.
struct NoticeView: Sendable {
    let notice: Notice
    let reach: NoticeReach
    let groups: [(name: String, state: Delivery.State, problem: String?)]

    init(_ notice: Notice, in tx: Transaction) throws {
        self.notice = notice
        reach = try NoticeReach(of: notice, in: tx)
        var groups: [(name: String, state: Delivery.State, problem: String?)] = []
        try tx.each(
            """
            SELECT g.name, p.state, p.problem FROM group_posting p JOIN gateway g ON g.id = p.gateway_id
             WHERE p.notice_id = \(notice.id) ORDER BY g.id
            """
        ) { row in groups.append((try row.read("name"), try row.read("state"), try row.read("problem"))) }
        self.groups = groups
    }

    /// In whole hundredths, cut off: 100 only when everybody was told.
    var percent: Int { notice.people == 0 ? 0 : reach.reached * 100 / notice.people }
}

func noticePage(_ view: NoticeView) -> HTML {
    let notice = view.notice, reach = view.reach
    let actions: HTML = """
        \(if: notice.state == .spreading, action("停止分发", to: Places.noticeStop(notice.id), className: "btn danger"))\
        \(if: reach.people(.slip) > 0, button("打印通知单", to: Places.noticeSlips(notice.id), icon("printer")))\
        \(button("名单", to: Places.noticePeople(notice.id), icon("list-check"), isPrimary: true))
        """
    return """
        \(pageHead(
            notice.title, "\(notice.purpose.words) · \(notice.audience.words) · \(moment(notice.madeAt))",
            crumbs: [("会员通知", Places.notices(notice.unit)), (notice.title, nil)], actions: actions))
        \(progress(view))
        \(ledger("送达情况", [
            Stat("应通知", notice.people, "人"), Stat("已通知到", reach.reached, "人", "\(view.percent)%"),
            Stat("还没通知到", notice.people - reach.reached, "人"),
            Stat("要打印转交", reach.people(.slip, .unhanded), "人"),
        ]))
        <div class="cols cols-8-4"><div class="stack">\(card("内容", id: "h-body", noticeWords(notice)))</div>
        <div class="stack">\(card("各种方式", id: "h-ways", waysList(view)))</div></div>
        """
}

private func progress(_ view: NoticeView) -> HTML {
    switch view.notice.state {
    case .spreading:
        note(
            "正在分发：已处理 \(grouped(view.notice.people)) 人\(view.notice.total.map { "，共 \(grouped($0)) 人" } ?? "")。刷新看进度。",
            .due)
    case .stopped: note("已停止分发，已经收到的人不受影响。", .bad)
    case .sent: .none
    }
}

private func noticeWords(_ notice: Notice) -> HTML {
    let paragraphs = notice.body.split(separator: "\n").map { String($0).trimmingBlanks }.filter { !$0.isEmpty }
    return """
        <div class="official">\(each: paragraphs, { "<p>\($0)</p>" })</div>
        \(some: notice.happensOn, { "<p class=\"mt2 muted\">相关日期：\($0.long)</p>" })
        """
}

private func waysList(_ view: NoticeView) -> HTML {
    let reach = view.reach
    let lines: [Fact] = [
        ("站内消息", "已读 \(grouped(reach.people(.app, .read)))，未读 \(grouped(reach.people(.app, .unread)))"),
        ("电子邮件", "\(sent(reach, .email))"), ("短信", "\(sent(reach, .sms))"),
        (
            "打印通知单",
            "已转交 \(grouped(reach.people(.slip, .handed)))，待转交 \(grouped(reach.people(.slip, .unhanded)))"
        ),
    ]
    let robots = view.groups.map { group -> Fact in
        (group.name, "\(group.state.words)\(group.problem.map { "（\($0)）" } ?? "")")
    }
    return facts(lines + robots)
}

private func sent(_ reach: NoticeReach, _ channel: NoticeChannel) -> String {
    let (done, waiting) = (reach.people(channel, .sent), reach.people(channel, .waiting))
    return "已发 \(grouped(done))，等待 \(grouped(waiting))，没有送达 \(grouped(reach.people(channel, .failed)))"
}
