import Federation
import Web

/// Month by month.
func trendCard(_ view: Overview) -> HTML {
    let points = view.trend, known = points.compactMap { $0.rate?.thousandths }
    guard known.count > 1, let first = points.first(where: { $0.rate != nil }),
        let last = points.last(where: { $0.rate != nil })
    else { return .none }
    let scale = trendScale(known)
    let line = ChartLine(
        "入会率", points.map { $0.rate?.thousandths },
        words: points.map { point in
            point.rate.map { "\($0.inFull)，\(point.reported)/\(point.units) 个单位" } ?? "没有单位上报"
        })
    let summary = "\(first.month.words)末 \(first.rate?.words ?? "")，\(last.month.words)末 \(last.rate?.words ?? "")"
    let chart = LineChart(
        Chart("trend", "入会率逐月变化", summary), places: points.map(\.month.description), [line],
        scale: scale.range, ticks: scale.ticks.map { ($0, "\($0 / 10)%") })
    let columns: [Column<TrendPoint>] = [
        Column("月份", isName: true) { point in
            "<a href=\"\(Places.coverage(view.unit.id).with("month", point.month.description))\">\(point.month.description)</a>"
        },
        Column("已上报单位", isFigure: true) { "\(grouped($0.reported))/\(grouped($0.units))" },
        Column("会员", isFigure: true) { "\($0.rate.map { grouped($0.members) } ?? "—")" },
        Column("教职工", isFigure: true) { "\($0.rate.map { grouped($0.staff) } ?? "—")" },
        Column("入会率", isFigure: true) { rateCell($0.rate) },
    ]
    let body: HTML = """
        <div class="no-print">\(trendLengths(view))</div>\(chart.drawn(table: table("入会率逐月变化", columns, points.reversed())))
        """
    return card("逐月变化", id: "h-trend", sub: "\(summary)，每月只含当月已上报的单位", more: exportLink(view, "trend"), body)
}

/// From the step below the lowest value to 100 % or the step above the highest, in steps of 5 or 10 percent or of 20.
private func trendScale(_ known: [Int]) -> (range: ClosedRange<Int>, ticks: [Int]) {
    let least = known.min() ?? 0, most = max(1_000, known.max() ?? 0), span = most - least
    let step = span <= 200 ? 50 : span <= 500 ? 100 : 200
    let low = max(0, (least - 1) / step * step), high = (most + step - 1) / step * step
    return (low...high, Array(stride(from: high, through: low, by: -step)))
}

private func trendLengths(_ view: Overview) -> HTML {
    chips(
        "看多久",
        Overview.lengths.map { length in
            Chip(
                "\(length) 个月", to: view.path(Places.coverage, [("months", String(length))]),
                isChosen: length == view.trend.count)
        })
}
