import Federation
import Web

/// Scale of every bar of a rate: 100 % and what lies above it.
private func rateBar(_ name: String, _ sum: CoverageSum, to path: Path?) -> ChartBar {
    guard let rate = sum.rate else { return ChartBar(name, nil, "未上报", to: path) }
    let part = sum.missing > 0 ? "，\(sum.reported)/\(sum.units) 个单位" : ""
    return ChartBar(
        name, rate.thousandths ?? 0, "\(rate.inFull)\(part)", to: path, tone: rate.isOver ? .gold : .pine)
}

/// A link to one of the tables as a workbook.
func exportLink(_ view: Overview, _ table: String) -> HTML {
    let path = view.path(Places.export, [("table", table)])
    return "<a class=\"more no-print\" href=\"\(path)\">导出\(icon("download"))</a>"
}

/// By the units directly below.
func belowCard(_ view: Overview) -> HTML {
    guard !view.rows.isEmpty else { return .none }
    guard view.shares.parts.isEmpty || view.shares.parts.contains(where: { $0.staff != nil }) else {
        return membersCard(view)
    }
    let bars = view.rows.map { row in
        rateBar(row.name, row.sum, to: row.unit.map { Places.coverage($0).with("month", view.month.description) })
    }
    let chart = BarChart(
        Chart("below", "下级单位入会率", "\(view.month.words)末，\(view.sum.reportedWords)"), bars, mark: 1_000)
    return card(
        "下级单位", id: "h-below", sub: chart.showsMark ? "入会率，虚线是 100%" : "入会率，满格是 100%", more: exportLink(view, "below"),
        chart.drawn(table: table("下级单位入会率", rowColumns(view), view.rows)))
}

/// Branches of which none reported staff: then there are members to show, and no rate.
private func membersCard(_ view: Overview) -> HTML {
    let bars = view.rows.map { row in
        let members = row.share?.allMembers ?? 0
        let path = row.unit.map { Places.coverage($0).with("month", view.month.description) }
        return ChartBar(row.name, members, "\(grouped(members)) 人", to: path)
    }
    let chart = BarChart(Chart("below", "下级单位的在籍会员", "\(view.month.words)末，没有上报教职工人数"), bars)
    let why: HTML = """
        <p class="hint mt2">分会、小组也可以上报自己的教职工人数，供本单位看各处的入会率；上级的合计只用校级工会上报的数。</p>
        """
    return card(
        "下级单位", id: "h-below", sub: "在籍会员，没有上报教职工", more: exportLink(view, "below"),
        "\(chart.drawn(table: table("下级单位的在籍会员", rowColumns(view), view.rows)))\(why)")
}

private func rowColumns(_ view: Overview) -> [Column<CoverageRow>] {
    let month = view.month.description
    var columns: [Column<CoverageRow>] = [
        Column("单位", isName: true) { row in
            guard let unit = row.unit else { return "\(row.name)" }
            return "<a href=\"\(Places.coverage(unit).with("month", month))\">\(row.name)</a>"
        },
        Column("已上报", isFigure: true) { row in
            let words = "\(grouped(row.sum.reported))/\(grouped(row.sum.units))"
            guard let unit = row.unit, row.share == nil else { return "\(words)" }
            return "<a href=\"\(Places.coveredUnits(unit).with("month", month))\">\(words)</a>"
        },
        Column("会员", isFigure: true) { "\(grouped($0.sum.rate?.members ?? $0.sum.membersApart))" },
        Column("教职工", isFigure: true) { "\($0.sum.rate.map { grouped($0.staff) } ?? "—")" },
        Column("入会率", isFigure: true) { rateCell($0.sum.rate) },
        Column("应入未入", isFigure: true) { row in
            row.share == nil ? "\(row.sum.rate == nil ? "—" : grouped(row.sum.gap))" : gapCell(row.sum.rate)
        },
    ]
    if !view.shares.parts.isEmpty {
        columns.append(Column("按用工形式") { partTypes($0) })
    }
    return columns
}

/// Members of a branch by type, unless there are so few that each could be told.
private func partTypes(_ row: CoverageRow) -> HTML {
    guard let share = row.share else { return .none }
    if row.hidesTypes { return "<span class=\"muted\">不足 5 人，不分列</span>" }
    let known = Employment.allCases.filter { (share.members[$0] ?? 0) > 0 }
    return "\(known.map { "\($0.words) \(share.members[$0] ?? 0)" }.joined(separator: "、"))"
}

/// By employment type: who is in and who is not, of the units that reported.
func typesCard(_ view: Overview) -> HTML {
    let title = "用工形式"
    if view.hidesTypes { return card(title, id: "h-types", "<p class=\"muted\">这里的会员不足 5 人，不按用工形式分列。</p>") }
    guard view.sum.rate != nil else {
        return card(title, id: "h-types", "<p class=\"muted\">没有上报教职工人数，不能按用工形式计算。</p>")
    }
    let known = Employment.allCases.filter { type in
        view.sum.rate(of: type).map { $0.staff > 0 || $0.members > 0 } ?? false
    }
    let stacks = known.map { type -> ChartStack in
        let rate = view.sum.rate(of: type) ?? CoverageRate(members: 0, staff: 0)
        return ChartStack(
            type.words, [rate.members, max(0, rate.gap)], rate.inFull,
            to: typePath(view, type))
    }
    let chart = StackedBarChart(
        Chart("types", "各用工形式的会员和未入会人数", "只含已上报的 \(view.sum.reported) 个单位"), series: ["会员", "未入会"], stacks)
    let columns: [Column<Employment>] = [
        Column("用工形式", isName: true) { type in
            "<a href=\"\(typePath(view, type))\">\(type.words)</a>"
        },
        Column("会员", isFigure: true) { "\(grouped(view.sum.rate(of: $0)?.members ?? 0))" },
        Column("教职工", isFigure: true) { "\(grouped(view.sum.rate(of: $0)?.staff ?? 0))" },
        Column("入会率", isFigure: true) { rateCell(view.sum.rate(of: $0)) },
        Column("应入未入", isFigure: true) { gapCell(view.sum.rate(of: $0)) },
    ]
    return card(
        title, id: "h-types", sub: view.sum.units > 1 ? view.sum.reportedWords : nil, more: exportLink(view, "types"),
        chart.drawn(table: table("各用工形式的入会率", columns, known)))
}

/// The rows behind one type: the units above the base, the register itself at a base union and below.
private func typePath(_ view: Overview, _ type: Employment) -> Path {
    let unit = view.unit
    guard unit.level.depth >= UnitLevel.base.depth, view.officer.holds(.memberSee, at: unit.path) else {
        return view.path(Places.coveredUnits, [("employment", type.rawValue)])
    }
    return Places.members(unit.id).with([
        ("on", view.month.last.description), ("state", "active"), ("employment", type.rawValue),
    ])
}

/// By kind of unit, and by whose they are.
func kindsCard(_ view: Overview) -> HTML {
    let bars = view.kinds.map { line in
        rateBar(line.words, line.sum, to: view.path(Places.coveredUnits, [("kind", line.kind.rawValue)]))
    }
    let lines = view.kinds.map { (words: $0.words, sum: $0.sum) } + (view.levels.count > 1 ? view.levels : [])
    let columns: [Column<(words: String, sum: CoverageSum)>] = [
        Column("类型或隶属", isName: true) { "\($0.words)" },
        Column("已上报", isFigure: true) { "\(grouped($0.sum.reported))/\(grouped($0.sum.units))" },
        Column("会员", isFigure: true) { "\(grouped($0.sum.rate?.members ?? 0))" },
        Column("教职工", isFigure: true) { "\(grouped($0.sum.rate?.staff ?? 0))" },
        Column("入会率", isFigure: true) { rateCell($0.sum.rate) },
        Column("应入未入", isFigure: true) { "\($0.sum.rate == nil ? "—" : grouped($0.sum.gap))" },
    ]
    let levels = view.levels.count > 1 ? view.levels.map { rateBar($0.words, $0.sum, to: nil) } : []
    let chart = BarChart(
        Chart("kinds", "各类单位和各级所属单位的入会率", "\(view.month.words)末，\(view.sum.reportedWords)"), bars + levels,
        mark: 1_000)
    return card(
        "单位类型和隶属", id: "h-kinds", sub: chart.showsMark ? "入会率，虚线是 100%" : "入会率，满格是 100%",
        more: exportLink(view, "kinds"),
        chart.drawn(table: table("各类单位的入会率", columns, lines)))
}
