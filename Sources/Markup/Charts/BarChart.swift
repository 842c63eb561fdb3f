import Base

/// One bar: what it stands for, how long it is, what is read beside it, and where its rows are.
public struct ChartBar: Sendable {
    let label: String
    /// Nil where nothing is known: then there is no bar, and `words` say why.
    let value: Int?
    let words: String
    let path: Path?
    let tone: ChartTone

    public init(_ label: String, _ value: Int?, _ words: String, to path: Path? = nil, tone: ChartTone = .pine) {
        self.label = label
        self.value = value
        self.words = words
        self.path = path
        self.tone = tone
    }
}

/// Bars side by side under their names, longest value at the full width. Names and values are words of the page, so they break
/// on a phone, are read aloud and can be followed; the pictures beside them only repeat them.
public struct BarChart: Sendable {
    let chart: Chart
    let bars: [ChartBar]
    /// The value of a bar of full width.
    let most: Int
    /// A value marked across all bars, such as 100 %.
    let mark: Int?

    /// `most` is the longest bar's value unless it is given.
    public init(_ chart: Chart, _ bars: [ChartBar], most: Int? = nil, mark: Int? = nil) {
        self.chart = chart
        self.bars = bars
        self.mark = mark
        self.most = max(1, most ?? 0, mark ?? 0, bars.compactMap(\.value).max() ?? 0)
    }

    /// Whether the mark lies inside the bars, and not at their very end.
    public var showsMark: Bool { mark.map { $0 < most } ?? false }

    /// The chart with its table.
    public func drawn(table: HTML = .none) -> HTML {
        let tones = ChartTone.allCases.filter { tone in bars.contains { $0.tone == tone } }
        let picture: HTML = """
            \(chartPatterns(chart.id, tones))<ul class="ch-bars">\(each: bars, bar)</ul>
            """
        return chart.figure(picture, table: table)
    }

    private func bar(_ bar: ChartBar) -> HTML {
        """
        <li><span class="ch-n">\(chartName(bar.label, bar.path))</span><span class="ch-v num">\(bar.words)</span>\
        \(picture(bar))</li>
        """
    }

    private func picture(_ bar: ChartBar) -> HTML {
        let length: HTML =
            bar.value.map { chartRect(chart.id, bar.tone, start: 0, length: $0, of: most) } ?? .none
        return """
            <svg class="\(bar.value == nil ? "ch-bar none" : "ch-bar")" width="100%" height="12" aria-hidden="true">\
            \(length)\(some: showsMark ? mark : nil, markLine)</svg>
            """
    }

    private func markLine(_ value: Int) -> HTML {
        let x = chartPercent(value, of: most)
        return "<line class=\"ch-m\" x1=\"\(x)\" x2=\"\(x)\" y1=\"0\" y2=\"100%\"></line>"
    }
}

/// The name of a bar, as a link to its rows where there are some.
func chartName(_ label: String, _ path: Path?) -> HTML {
    guard let path else { return HTML.words(label) }
    return "<a href=\"\(path)\">\(label)</a>"
}

/// One bar made of several series.
public struct ChartStack: Sendable {
    let label: String
    /// One value for each series, in their order.
    let values: [Int]
    let words: String
    let path: Path?

    public init(_ label: String, _ values: [Int], _ words: String, to path: Path? = nil) {
        self.label = label
        self.values = values
        self.words = words
        self.path = path
    }
}

/// Bars made of the same series, one after the other.
public struct StackedBarChart: Sendable {
    let chart: Chart
    let series: [String]
    let stacks: [ChartStack]

    public init(_ chart: Chart, series: [String], _ stacks: [ChartStack]) {
        self.chart = chart
        self.series = series
        self.stacks = stacks
    }

    private var most: Int { max(1, stacks.map { $0.values.reduce(0, +) }.max() ?? 0) }

    /// The chart with its table.
    public func drawn(table: HTML = .none) -> HTML {
        let named = series.enumerated().map { (words: $0.element, tone: ChartTone.at($0.offset)) }
        let picture: HTML = "<ul class=\"ch-bars\">\(each: stacks, stack)</ul>"
        let legend = chartPatterns(chart.id, named.map(\.tone)) + chartLegend(chart.id, named)
        return chart.figure(picture, legend: legend, table: table)
    }

    private func stack(_ stack: ChartStack) -> HTML {
        var start = 0, parts = HTML.none
        for (place, value) in stack.values.enumerated() where value > 0 {
            parts = parts + chartRect(chart.id, .at(place), start: start, length: value, of: most)
            start += value
        }
        return """
            <li><span class="ch-n">\(chartName(stack.label, stack.path))</span><span class="ch-v num">\(stack.words)</span>\
            <svg class="ch-bar" width="100%" height="14" aria-hidden="true">\(parts)</svg></li>
            """
    }
}
