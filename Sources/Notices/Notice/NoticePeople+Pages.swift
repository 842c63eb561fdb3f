import Web

/// The list of who was told and who was not.
struct NoticePeopleList: Sendable {
    let notice: Notice
    let reach: NoticeReach
    let only: NoticePerson.Only?
    let people: [NoticePerson]
    let isFirst: Bool
    let next: Path?

    static let pageSize = 100

    init(_ notice: Notice, _ call: Call, in tx: Transaction) throws {
        self.notice = notice
        reach = try NoticeReach(of: notice, in: tx)
        let only = NoticePerson.Only(rawValue: call.query("state")), after = ID<Person>(call.query("after"))
        self.only = only
        let found = try NoticePerson.page(of: notice, only, after: after, limit: Self.pageSize + 1, in: tx)
        people = Array(found.prefix(Self.pageSize))
        isFirst = after == nil
        next =
            found.count > Self.pageSize
            ? Places.noticePeople(notice.id).with([
                ("state", only?.rawValue ?? ""), ("after", people.last?.person.description ?? ""),
            ]) : nil
    }
}

func noticePeoplePage(_ list: NoticePeopleList) -> HTML {
    let notice = list.notice, here = Places.noticePeople(notice.id)
    let counts: [NoticePerson.Only: Int] = [
        .reached: list.reach.reached, .unreached: notice.people - list.reach.reached,
        .slip: list.reach.people(.slip, .unhanded),
    ]
    let all = NoticePerson.Only.allCases.map { only in
        Chip(only.words, count: counts[only], to: here.with("state", only.rawValue), isChosen: only == list.only)
    }
    let export = Places.noticeExport(notice.id).with([("state", list.only?.rawValue ?? "")])
    return """
        \(pageHead(
            "通知名单", "\(notice.title)",
            crumbs: [("会员通知", Places.notices(notice.unit)), (notice.title, Places.notice(notice.id)), ("名单", nil)],
            actions: button("导出名单", to: export, icon("download"))))
        <section class="card" aria-label="通知名单"><div class="card-b">\
        \(chips("通知状态", [Chip("全部", count: notice.people, to: here, isChosen: list.only == nil)] + all))</div>\(rows(list, here))</section>
        """
}

private func rows(_ list: NoticePeopleList, _ here: Path) -> HTML {
    guard !list.people.isEmpty else { return emptyState("这里没有人", "换一个状态看看。") }
    let columns: [Column<NoticePerson>] = [
        Column("姓名", isName: true) { "\($0.name)" }, Column("单位") { "\($0.unitName)" },
        Column("结果") { $0.isReached ? tag("已通知到", .done) : tag("还没通知到", .due) }, Column("方式") { "\($0.ways)" },
    ]
    let first = list.isFirst ? nil : here.with([("state", list.only?.rawValue ?? "")])
    return """
        \(table("通知名单", columns, list.people))
        \(pager(shown: list.people.count, total: nil, unit: "人", first: first, next: list.next))
        """
}

/// Slips to be cut apart and handed over, eight on a sheet.
func noticeSlipsPage(_ notice: Notice, _ people: [NoticePerson]) -> HTML {
    let paragraphs = notice.body.split(separator: "\n").map { String($0).trimmingBlanks }.filter { !$0.isEmpty }
    let slip = { (person: NoticePerson) -> HTML in
        """
        <section class="notice-slip"><h2>\(notice.title)</h2><p><b>\(person.name)</b>（\(person.unitName)）：</p>
        \(each: paragraphs, { "<p>\($0)</p>" })<p class="muted">\(notice.unitName) \(notice.madeAt.day.plain)</p></section>
        """
    }
    return """
        <div class="no-print"><h1>通知单</h1><p>共 \(grouped(people.count)) 张。打印裁开，由分会或小组转交；转交后点“都已转交”。</p>
        <div class="row">\(action("都已转交", to: Places.noticeSlips(notice.id), className: "btn primary"))\
        \(button("返回", to: Places.notice(notice.id)))</div></div>
        \(each: people, slip)
        """
}
