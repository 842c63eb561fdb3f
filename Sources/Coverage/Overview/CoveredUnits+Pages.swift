import Federation
import Web

/// The units behind a figure.
func coveredUnitsPage(_ list: CoveredUnits) -> HTML {
    let lines = list.lines
    let type = list.employment.map { "，\($0.words)" } ?? ""
    let kind = list.kind.map { "，\($0.words)" } ?? ""
    let export = Places.export(list.unit.id).with([
        ("table", "units"), ("month", list.month.description), ("part", list.part.rawValue),
        ("kind", list.kind?.rawValue ?? ""), ("employment", list.employment?.rawValue ?? ""),
    ])
    let page = Array(lines.dropFirst(list.skipped).prefix(CoveredUnits.pageSize))
    let next = list.skipped + page.count
    let onward = next < lines.count ? list.path([("from", String(next))]) : nil
    return """
        \(pageHead(
            "各单位入会情况", "\(list.unit.shortName)，\(list.month.words)末\(type)\(kind)，应入未入多的在前。",
            crumbs: coverageCrumbs(list.unit, above: list.above, "各单位"),
            actions: button("导出", to: export, icon("download"))))
        \(monthChoice(list.month, to: Places.coveredUnits(list.unit.id), today: list.today, unitFilters(list)))
        \(chips("上报情况", CoveredUnits.Part.allCases.map { part in
            Chip(part.words, count: list.count(part), to: list.path(part: part), isChosen: part == list.part)
        }))
        <section class="card mt4" aria-label="名单"><div class="card-b">
        \(if: lines.isEmpty, emptyState("没有这样的单位", "换一个条件再看。"))
        \(if: !lines.isEmpty, table("各单位入会情况", unitColumns(list), page))</div></section>
        \(pager(shown: page.count, total: lines.count, unit: "个单位", first: list.skipped > 0 ? list.path() : nil, next: onward))
        <p class="hint mt2">入会率 = 月末在籍会员 ÷ 当月上报的教职工。保留会籍（退休、离岗等）不在其中。没有上报的单位没有入会率，也不计入合计。</p>
        """
}

private func unitFilters(_ list: CoveredUnits) -> HTML {
    let kinds = UnitKind.fitting(.base).map { (value: $0.rawValue, words: $0.words) }
    let types = Employment.allCases.map { (value: $0.rawValue, words: $0.words) }
    let filled = Filled(onFile: ["kind": list.kind?.rawValue ?? "", "employment": list.employment?.rawValue ?? ""])
    return """
        \(if: list.part != .all, hidden("part", list.part.rawValue))\
        \(select(Field("kind", "类型"), kinds, empty: "全部", filled))\
        \(select(Field("employment", "用工形式"), types, empty: "全部", filled))
        """
}

private func unitColumns(_ list: CoveredUnits) -> [Column<UnitShare>] {
    let register: [(name: String, value: String)] = [
        ("on", list.month.last.description), ("state", "active"), ("employment", list.employment?.rawValue ?? ""),
    ]
    let may = list.maySeeMembers
    return [
        Column("单位", isName: true) { share in
            guard list.mayOpen(share) else { return HTML.words(share.unit.name) }
            let path = Places.coverage(share.unit.id).with("month", list.month.description)
            return "<a href=\"\(path)\">\(share.unit.name)</a>"
        },
        Column("类型") { "\($0.unit.kind.words)" },
        Column("在籍会员", isFigure: true) { share in
            let words = grouped(list.members(share))
            return may && list.mayOpen(share)
                ? "<a href=\"\(Places.members(share.unit.id).with(register))\">\(words)</a>" : "\(words)"
        },
        Column("教职工", isFigure: true) { "\(list.rate($0).map { grouped($0.staff) } ?? "—")" },
        Column("入会率", isFigure: true) { rateCell(list.rate($0)) },
        Column("应入未入", isFigure: true) { gapCell(list.rate($0)) },
        Column("上报") { reportTag($0) },
    ]
}

/// A rate, or that there is none because nothing was reported.
func rateCell(_ rate: CoverageRate?) -> HTML {
    guard let rate else { return "<span class=\"muted\">未上报</span>" }
    return "\(rate.words)\(if: rate.isOver, HTML.joined([" ", tag("超", .due)]))"
}

/// 应入未入, or by how many the members exceed the staff.
func gapCell(_ rate: CoverageRate?) -> HTML {
    guard let rate else { return "<span class=\"muted\">—</span>" }
    return rate.isOver ? "<span class=\"muted\">多 \(grouped(-rate.gap))</span>" : "\(grouped(rate.gap))"
}

private func reportTag(_ share: UnitShare) -> HTML {
    guard share.staff != nil else { return tag("未上报", .due) }
    return share.isLate ? tag("迟报", .care) : tag("已上报", .done)
}
