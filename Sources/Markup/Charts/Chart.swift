import Base

/// What stands around every chart: its title, a sentence that says what it shows, the picture, and its table one tap away.
///
/// `id` is unlike every other on the page; ids inside begin with it.
public struct Chart: Sendable {
    let id: String
    let title: String
    let summary: String

    public init(_ id: String, _ title: String, _ summary: String) {
        self.id = id
        self.title = title
        self.summary = summary
    }

    /// The figure. `table` holds the same facts as the picture.
    func figure(_ picture: HTML, legend: HTML = .none, table: HTML) -> HTML {
        """
        <figure class="chart ch" role="group" aria-labelledby="\(id)-c"><figcaption class="vh" id="\(id)-c">\(title)。\(summary)</figcaption>
        \(legend)\(picture)
        \(if: !table.isEmpty, chartTable(table))</figure>
        """
    }
}

private func chartTable(_ table: HTML) -> HTML {
    "<details class=\"ch-t\"><summary>\(icon("table"))看数字表</summary>\(table)</details>"
}

/// The names of the series with their colours and patterns.
func chartLegend(_ id: String, _ series: [(words: String, tone: ChartTone)]) -> HTML {
    "<ul class=\"ch-l\">\(each: series, { legendLine(id, $0.words, $0.tone) })</ul>"
}

private func legendLine(_ id: String, _ words: String, _ tone: ChartTone) -> HTML {
    """
    <li><svg class="ch-k" width="14" height="14" aria-hidden="true">\(chartRect(id, tone, start: 0, length: 1, of: 1))</svg>\(words)</li>
    """
}
