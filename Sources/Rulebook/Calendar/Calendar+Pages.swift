import Web

/// A year with its days off and its weekend days that are worked, the notices it comes from, and a way to count.
struct CalendarPage: Sendable {
    let year: Int
    let announced: AnnouncedYear?
    let question: CountQuestion

    var drawn: HTML {
        """
        \(pageHead("工作日历", "放假和调休照国务院办公厅每年的通知，没有公布的年份不推算。"))
        <div class="stack">\(chips("年份", years))\(countCard)\(if: announced == nil, unknown)\(some: announced, yearCards)</div>
        """
    }

    private var years: [Chip] {
        (WorkingCalendar.announced.map(\.year) + [WorkingCalendar.announced.last.map { $0.year + 1 } ?? year]).map {
            Chip("\($0) 年", to: Places.calendar().with("year", String($0)), isChosen: $0 == year)
        }
    }

    private var unknown: HTML {
        "<section class=\"card\" aria-label=\"\(year) 年\">\(emptyState("\(year) 年的放假安排还没有公布", "国务院办公厅一般在上一年十一月前后公布，系统更新后可以看到。跨到这一年的期限会写明“待定”。"))</section>"
    }

    /// So many working days from a day on, as a form whose answer is an address.
    private var countCard: HTML {
        card(
            "算一算期限", id: "h-count", sub: "当天不算，从下一天数起",
            """
            <form class="filters" method="get" action="\(Places.calendar())">\(hidden("year", String(year)))
            \(field(Field("from", "从哪一天", .date), question.filled))
            \(field(Field("days", "多少个工作日", inputMode: "numeric", maximum: 3), question.filled))<button class="btn">算</button></form>
            \(some: question.answer, { "<p class=\"mt4\" role=\"status\">\($0)</p>" })
            """)
    }

    private func yearCards(_ announced: AnnouncedYear) -> HTML {
        """
        <section class="card" aria-labelledby="h-year"><div class="card-h"><h2 id="h-year">\(announced.year) 年</h2>\
        <span class="sub">\(yearSum)</span></div><div class="card-b"><p class="cal-key"><span class="off">休</span> 放假 \
        <span class="on">班</span> 周末上班</p><div class="cal-year">\(each: 1...12, { month($0, announced) })</div></div></section>
        \(card("放假安排", id: "h-rests", table("各节日的放假和调休", restColumns, announced.rests)))
        \(card("依据", id: "h-notices", "<ul class=\"plain\">\(each: announced.notices, noticeLine)</ul>"))
        """
    }

    private var yearSum: String {
        let span = Span.calendarYear(year)
        let worked = WorkingCalendar.china.workingDays(after: span.from.adding(days: -1), through: span.through)
        return worked.count.map { "\($0) 个工作日" } ?? ""
    }

    private var restColumns: [Column<AnnouncedYear.Rest>] {
        let makeUps = announced?.makeUps ?? []
        return [
            Column("节日", isName: true) { "\($0.words)" },
            Column("放假") { "\(day($0.days.lowerBound)) 至 \(day($0.days.upperBound))" },
            Column("天数", isFigure: true) { "\($0.days.upperBound.number - $0.days.lowerBound.number + 1)" },
            Column("调休上班") { rest in
                let days = makeUps.filter {
                    $0.words == rest.words && abs($0.day.number - rest.days.lowerBound.number) < 60
                }
                return "\(each: days, { "\(day($0.day)) " })\(if: days.isEmpty, "—")"
            },
        ]
    }

    private func noticeLine(_ notice: AnnouncedYear.Notice) -> HTML {
        "<li>\(notice.number)（\(day(notice.dated))）\(notice.words)</li>"
    }

    /// One month as a table of weeks, Monday first.
    private func month(_ number: Int, _ announced: AnnouncedYear) -> HTML {
        let first = SchoolCalendar.day(year, number), last = first.adding(months: 1).adding(days: -1)
        let days = (first.number...last.number).map { Optional(Day(number: $0)) }, lead = first.weekday - 1
        // Whole weeks, so that every row is as wide as the head.
        let cells =
            Array(repeating: nil, count: lead) + days + Array(repeating: nil, count: (42 - lead - days.count) % 7)
        let weeks = stride(from: 0, to: cells.count, by: 7).map { Array(cells[$0..<$0 + 7]) }
        return """
            <table class="cal"><caption>\(number) 月</caption><thead><tr>\(each: ["一", "二", "三", "四", "五", "六", "日"], { "<th scope=\"col\">\($0)</th>" })</tr></thead>
            <tbody>\(each: weeks, { "<tr>\(each: $0, { cell($0, announced) })</tr>" })</tbody></table>
            """
    }

    private func cell(_ day: Day?, _ announced: AnnouncedYear) -> HTML {
        guard let day else { return "<td></td>" }
        let isWorked = WorkingCalendar.china.isWorked(day) ?? true
        guard let words = announced.words(of: day) else {
            return isWorked ? "<td>\(day.day)</td>" : "<td class=\"we\">\(day.day)</td>"
        }
        return isWorked
            ? "<td class=\"on\" title=\"\(words)调休\">\(day.day)<small>班</small></td>"
            : "<td class=\"off\" title=\"\(words)\">\(day.day)<small>休</small></td>"
    }
}

/// What was asked of the counter, and its answer in words.
struct CountQuestion: Sendable {
    let filled: Filled
    let answer: String?

    init(from: String, days: String, today: Day) {
        filled = Filled(onFile: ["from": from.isEmpty ? today.description : from, "days": days])
        guard !days.isEmpty else {
            answer = nil
            return
        }
        guard let event = Day(from), let count = Int(parameter: days), (1...250).contains(count) else {
            answer = "请填写日期和 1 到 250 之间的天数。"
            return
        }
        let calendar = WorkingCalendar.china
        switch calendar.deadline(.workingDays(count), after: event) {
        case .on(let last): answer = "自 \(event.long) 起 \(count) 个工作日，\(last.long)截止（\(calendar.version) 版日历）。"
        case .unknown(let year): answer = "自 \(event.long) 起 \(count) 个工作日会跨到 \(year) 年，那一年的放假安排尚未公布，期限待定。"
        }
    }
}

/// `/calendar`: a year of working days.
func showCalendar(_ visit: Visit<Officer>) throws -> Answer {
    let year =
        Int(parameter: visit.call.query("year")).flatMap { (2019...2100).contains($0) ? $0 : nil }
        ?? visit.tx.today.year
    let announced = WorkingCalendar.announced.first { $0.year == year }
    let page = CalendarPage(
        year: year, announced: announced,
        question: CountQuestion(from: visit.call.query("from"), days: visit.call.query("days"), today: visit.tx.today))
    let json: JSON = [
        "year": JSON(year), "version": JSON(WorkingCalendar.china.version), "is_announced": .bool(announced != nil),
        "notices": .array((announced?.notices ?? []).map { JSON($0.number) }),
        "rests": .array(
            (announced?.rests ?? []).map {
                ["from": JSON($0.days.lowerBound), "through": JSON($0.days.upperBound), "words": JSON($0.words)]
            }),
        "worked": .array((announced?.makeUps ?? []).map { JSON($0.day.description) }),
    ]
    return .page(title: "工作日历", json: json, page.drawn)
}
