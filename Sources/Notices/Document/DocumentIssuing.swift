import Federation
import Web

/// The page on which a paper gets its number: which series, which number comes next, and how many units it goes to.
struct DocumentIssuing: Sendable {
    let document: OfficialDocument
    let series: [(series: DocumentSeries, next: String)]
    let units: [DocumentTarget.Found]

    init(_ document: OfficialDocument, in tx: Transaction) throws {
        self.document = document
        let year = tx.today.year
        series = try DocumentSeries.all(of: document.unit, in: tx).map { series in
            (series, DocumentSeries.number(series.code, year: year, serial: try series.last(in: year, tx) + 1))
        }
        units = try DocumentTarget.resolve(
            DocumentTarget.all(of: document.id, in: tx), from: document, on: tx.today, in: tx)
    }
}

func documentIssuingPage(_ issuing: DocumentIssuing, _ filled: Filled) -> HTML {
    let document = issuing.document, here = Places.document(document.id)
    return """
        \(flawSummary(filled.flaws))\(pageHead(
            "编号印发", "\(document.title)", crumbs: [("公文", Places.documents(document.unit)), (document.title, here), ("编号印发", nil)]))
        <div class="stack">\(issuing.series.isEmpty ? noSeries(document) : issuingForm(issuing, filled))\(reached(issuing))</div>
        """
}

private func noSeries(_ document: OfficialDocument) -> HTML {
    emptyState("还没有机关代字", "先登记本单位发文用的机关代字，如“京教工发”。", button("登记机关代字", to: Places.series(document.unit)))
}

private func issuingForm(_ issuing: DocumentIssuing, _ filled: Filled) -> HTML {
    let choices = issuing.series.map { (value: $0.series.id.description, words: "\($0.series.code)（下一个：\($0.next)）") }
    let inside: HTML = """
        <div class="form-grid">\(select(Field("series", "机关代字", isRequired: true, hint: "文号在印发的那一刻编定，不跳号、不重号。"), choices, filled))\
        \(field(Field("issued_on", "成文日期", .date, isRequired: true, hint: "按这一天的年份编号。"), filled))</div>
        <div class="row"><button class="btn primary">印发给 \(grouped(issuing.units.count)) 个单位</button>\
        \(button("返回", to: Places.document(issuing.document.id)))</div>
        """
    return """
        <section class="card" aria-label="编号"><div class="card-b">\
        \(form(to: Places.documentIssue(issuing.document.id), inside))</div></section>
        """
}

private func reached(_ issuing: DocumentIssuing) -> HTML {
    let shown = Array(issuing.units.prefix(30))
    let more = issuing.units.count - shown.count
    return """
        <section class="card" aria-labelledby="h-to"><div class="card-h"><h2 id="h-to">发给这些单位</h2>\
        <span class="sub">共 \(grouped(issuing.units.count)) 个，按今天的组织关系</span></div>
        \(if: issuing.units.isEmpty, emptyState("分发范围里没有单位", "请返回修改主送单位。"))
        \(if: !issuing.units.isEmpty, table("分发单位", targetColumns, shown))
        \(if: more > 0, "<p class=\"card-b muted\">另有 \(grouped(more)) 个，印发后在签收情况里看全部。</p>")</section>
        """
}

private let targetColumns: [Column<DocumentTarget.Found>] = [
    Column("单位", isName: true) { "\($0.name)" }, Column("方式") { "\($0.role.words)" }, Column("来自") { "\($0.why)" },
]
