import Server
import Web

let calendarRoutes: [Route] = [
    .post(Places.calendar, .member, makeFeed),
    .post(Places.calendarEnd, .member, endFeed),
    .get(Places.publicCalendar, .anyone, sendCalendar),
]

/// The card on the page of choices.
func calendarCard(_ feed: CalendarFeed?) -> HTML {
    let standing: HTML = feed.map { "<p>已于 \(moment($0.madeAt)) 生成订阅地址，正在使用。</p>" } ?? .none
    return card(
        "日历订阅", id: "h-calendar",
        """
        <p>把与您有关的日期（报名截止、会议等）放进手机或电脑的日历。地址是保密的：谁有它就能看到这些日期，请不要转给别人。</p>\(standing)
        <div class="row">\(action(feed == nil ? "生成订阅地址" : "换一个新地址", to: Places.calendar()))\
        \(if: feed != nil, action("停用", to: Places.calendarEnd(), className: "btn danger"))</div>
        """)
}

private func makeFeed(_ visit: Visit<Member>) throws -> Answer {
    let token = try CalendarFeed.insert(for: visit.who.person, visit.tx)
    try audit("calendar.make", "生成日历订阅地址", visit)
    let address = visit.call.request.origin + Places.publicCalendar("\(token).ics").text
    let body: HTML = """
        \(pageHead("日历订阅地址", crumbs: [("通知方式", Places.choices()), ("日历订阅地址", nil)]))
        <section class="card" aria-label="地址"><div class="card-b stack">
        \(note("只在这一页显示一次。请现在复制到日历程序的“订阅日历”里。", .due))
        <p class="mono break" id="secret">\(address)</p>
        <div class="row">\(button("复制好了", to: Places.choices(), isPrimary: true))</div></div></section>
        """
    return Answer.page(title: "日历订阅地址", shell: .member(), body)
        .once(thenSee: Places.choices(), saying: "地址已生成，只显示过一次。")
}

private func endFeed(_ visit: Visit<Member>) throws -> Answer {
    try CalendarFeed.end(of: visit.who.person, visit.tx)
    try audit("calendar.end", "停用日历订阅地址", visit)
    return .see(Places.choices(), saying: "已停用，原来的地址不再有内容。")
}

/// The calendar itself, for whoever has its address.
private func sendCalendar(_ visit: Visit<Visitor>, _ name: String) throws -> Answer {
    guard name.hasSuffix(".ics") else { throw Refusal.missing }
    let feed = try CalendarFeed.find(String(name.dropLast(4)), in: visit.tx)
    let entries = try feed.entries(visit.site.joined.calendarSources, in: visit.tx)
    let text = ICalendar.text(
        entries, name: "教工之家", host: visit.call.request.host.isEmpty ? visit.site.name : visit.call.request.host,
        at: visit.tx.now)
    let headers: Headers = [
        "Content-Type": "text/calendar; charset=utf-8", "Cache-Control": "private, no-store",
        "X-Robots-Tag": "noindex",
    ]
    return .response(Response(headers: headers, body: .bytes(Array(text.utf8))))
}

private func audit(_ name: StaticString, _ words: String, _ visit: Visit<Member>) throws {
    let person = visit.who.person
    try AuditEntry.write(
        Act(name, on: "person", person, concerning: person, words), by: person, in: nil, ring: visit.site.ring, visit.tx
    )
}
