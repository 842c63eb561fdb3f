import Federation
import Web

/// The form for one month, and what was reported before.
func staffPage(_ desk: StaffDesk, _ filled: Filled) -> HTML {
    let sentence: HTML = "\(desk.unit.shortName)，\(desk.month.words)。应于 \(day(desk.month.due(by: desk.rules))) 前上报。"
    return """
        \(flawSummary(filled.flaws))\(pageHead(
            "上报教职工人数", sentence, crumbs: coverageCrumbs(desk.unit, above: desk.above, "上报教职工人数")))
        \(staffMonths(desk))
        <div class="cols cols-7-5"><div class="stack">\(staffState(desk))\(staffFormCard(desk, filled))</div>
        <div class="stack">\(staffPastCard(desk))</div></div>
        """
}

/// Another month is another form, for its members and its report stand beside the fields.
private func staffMonths(_ desk: StaffDesk) -> HTML {
    let months = desk.months.map { month -> Choice in
        let isThere = desk.reports.contains { $0.month == month }
        return (value: month.description, words: "\(month.words)\(isThere ? "（已报）" : "")")
    }
    return """
        <form class="filters mb4 no-print" method="get" action="\(Places.staff(desk.unit.id))">\
        \(select(Field("month", "月份"), months, Filled(onFile: ["month": desk.month.description])))\
        <button class="btn">换到这个月</button></form>
        """
}

private func staffState(_ desk: StaffDesk) -> HTML {
    if let report = desk.report {
        let late: HTML = report.isLate(by: desk.rules) ? "，晚于期限" : ""
        return note(
            "这个月已于 \(moment(report.reportedAt)) 上报\(late)\(some: report.correctedAt, { "，\(moment($0)) 更正过" })，合计 \(grouped(report.total)) 人。再次上报就是更正，原来的数字留在审计记录里。",
            .done)
    }
    guard desk.today > desk.month.due(by: desk.rules) else { return .none }
    return note("这个月的人数还没有上报，已过期限。在上报之前，本单位不计入任何入会率。", .due)
}

private func staffFormCard(_ desk: StaffDesk, _ filled: Filled) -> HTML {
    let sources = StaffSource.allCases.map { (value: $0.rawValue, words: $0.words) }
    let inside: HTML = """
        \(hidden("month", desk.month.description))\(hidden("version", String(desk.report?.version ?? 0)))
        <div class="form-grid">\(each: Employment.allCases, { staffField($0, desk, filled) })
        \(select(Field("source", "数据来源", isRequired: true), sources, filled))
        \(field(Field("as_of", "统计日期", .date, hint: "一般是月末最后一天。"), filled))
        \(textArea(Field("remark", "情况说明", hint: "人数少于会员、或与上月相差较大时填写。", isWide: true, maximum: 300), filled))</div>
        <div class="actions tall"><button class="btn primary">上报</button>\(button("返回", to: Places.coverage(desk.unit.id)))</div>
        """
    return card(
        "\(desk.month.words)教职工人数", id: "h-staff", sub: "按用工形式，没有的填 0", more: staffSame(desk),
        form(to: Places.staff(desk.unit.id), inside))
}

private func staffSame(_ desk: StaffDesk) -> HTML {
    guard desk.report == nil, let before = desk.before else { return .none }
    let path = Places.staff(desk.unit.id).with([("month", desk.month.description), ("same", "yes")])
    return "<a class=\"more\" href=\"\(path)\">填入\(before.month.words)的数字\(icon("arrow-down"))</a>"
}

private func staffField(_ employment: Employment, _ desk: StaffDesk, _ filled: Filled) -> HTML {
    let before = desk.before?.staff[employment]
    let then = before.map { "，上次报 \(grouped($0)) 人" } ?? ""
    return field(
        Field(
            StaffDraft.field(employment), "\(employment.words)教职工", isRequired: true,
            hint: "在籍会员 \(grouped(desk.members[employment] ?? 0)) 人\(then)", inputMode: "numeric", maximum: 12,
            placeholder: before.map(String.init)), filled)
}

private func staffPastCard(_ desk: StaffDesk) -> HTML {
    guard !desk.reports.isEmpty else {
        return card("以前的上报", id: "h-past", "<p class=\"muted\">还没有上报过。</p>")
    }
    let rules = desk.rules, reporters = desk.reporters
    let columns: [Column<StaffReport>] = [
        Column("月份", isName: true) {
            "<a href=\"\(Places.staff($0.unit).with("month", $0.month.description))\">\($0.month.description)</a>"
        },
        Column("教职工", isFigure: true) { "\(grouped($0.total))" },
        Column("来源") { report in
            let who = report.reportedBy.flatMap { reporters[$0] }
            return "\(report.source.words)\(some: who, { "，\($0)" })"
        },
        Column("上报时间") { "\(day($0.reportedAt.day))\(if: $0.isLate(by: rules), HTML.joined([" ", tag("迟报", .due)]))" },
    ]
    let values = desk.reports.reversed().map { Optional($0.total) }
    let words = "从 \(desk.reports.last?.month.words ?? "") 到 \(desk.reports.first?.month.words ?? "") 的教职工人数"
    return card(
        "以前的上报", id: "h-past", sub: "\(desk.reports.count) 个月",
        "\(sparkline(words, values))\(table("各月上报的人数", columns, desk.reports))")
}
