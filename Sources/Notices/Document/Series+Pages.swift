import Federation
import Web

/// The series of a unit with how far each has come this year.
struct SeriesView: Sendable {
    let unit: UnitEntry
    let lines: [(series: DocumentSeries, last: Int)]
    let year: Int

    init(_ unit: UnitEntry, in tx: Transaction) throws {
        self.unit = unit
        let year = tx.today.year
        self.year = year
        lines = try DocumentSeries.all(of: unit.id, in: tx).map { ($0, try $0.last(in: year, tx)) }
    }
}

func seriesPage(_ view: SeriesView, _ filled: Filled) -> HTML {
    let code = Field("code", "机关代字", isRequired: true, hint: "如“京教工发”“京教工函”。一个代字只归一个单位。", maximum: 12)
    let used = Field(
        "used", "今年已用到第几号", .number, hint: "换用本系统以前，今年已经发过的最后一个号；没有就填 0。", inputMode: "numeric")
    let inside: HTML = """
        <div class="form-grid">\(field(code, filled))\(field(used, filled))</div>
        <div class="row"><button class="btn primary">登记</button></div>
        """
    return """
        \(flawSummary(filled.flaws))\(pageHead(
            "机关代字", "文号由机关代字、年份、顺序号组成，每年从 1 号起，不跳号、不重号。",
            crumbs: [("公文", Places.documents(view.unit.id)), ("机关代字", nil)]))
        <div class="stack"><section class="card" aria-label="已登记的代字">\(seriesTable(view))</section>
        \(card("登记新的代字", id: "h-new", form(to: Places.series(view.unit.id), inside)))</div>
        """
}

private func seriesTable(_ view: SeriesView) -> HTML {
    guard !view.lines.isEmpty else { return emptyState("还没有机关代字", "登记以后才能编号印发。") }
    let year = view.year
    return table(
        "机关代字一览",
        [
            Column<(series: DocumentSeries, last: Int)>("代字", isName: true) { "\($0.series.code)" },
            Column("今年已发", isFigure: true) { "\(grouped($0.last))" },
            Column("下一个文号") {
                "<span class=\"num\">\(DocumentSeries.number($0.series.code, year: year, serial: $0.last + 1))</span>"
            },
        ], view.lines)
}
