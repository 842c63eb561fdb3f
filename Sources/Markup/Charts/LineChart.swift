import Base

/// One line of a chart: a value at each place, nil where nothing is known; there the line is broken.
public struct ChartLine: Sendable {
    let name: String
    let values: [Int?]
    /// What is read at each point.
    let words: [String]

    public init(_ name: String, _ values: [Int?], words: [String]) {
        self.name = name
        self.values = values
        self.words = words
    }
}

/// Lines over places of equal distance, such as months. The scale is given, so that charts can be compared; it may leave out
/// what lies below, and says so at its foot.
public struct LineChart: Sendable {
    let chart: Chart
    /// The names of the places, each for its foot.
    let places: [String]
    let lines: [ChartLine]
    /// What lies at the foot and at the top.
    let scale: ClosedRange<Int>
    /// The lines across, with the words at their left end.
    let ticks: [(value: Int, words: String)]

    public init(
        _ chart: Chart, places: [String], _ lines: [ChartLine], scale: ClosedRange<Int>,
        ticks: [(value: Int, words: String)]
    ) {
        self.chart = chart
        self.places = places
        self.lines = lines
        self.scale = scale
        self.ticks = ticks
    }

    private static let top = 16
    private static let height = 180
    private static let foot = 22

    /// The chart with its table.
    public func drawn(table: HTML = .none) -> HTML {
        let named = lines.enumerated().map { (words: $0.element.name, tone: ChartTone.at($0.offset)) }
        let total = Self.top + Self.height + Self.foot
        let picture: HTML = """
            <svg class="ch-line" width="100%" height="\(total)" role="img" aria-labelledby="\(chart.id)-t \(chart.id)-d">\
            <title id="\(chart.id)-t">\(chart.title)</title><desc id="\(chart.id)-d">\(chart.summary)</desc>\
            \(each: ticks, tick)\(each: feet, footWords)\
            \(each: Array(lines.enumerated()), { line($0.element, .at($0.offset)) })</svg>
            """
        let legend = lines.count > 1 ? lineLegend(named) : .none
        return chart.figure(picture, legend: legend, table: table)
    }

    private func lineLegend(_ named: [(words: String, tone: ChartTone)]) -> HTML {
        "<ul class=\"ch-l\">\(each: named, { lineKey($0.words, $0.tone) })</ul>"
    }

    private func lineKey(_ words: String, _ tone: ChartTone) -> HTML {
        """
        <li><svg class="ch-k" width="28" height="14" aria-hidden="true"><line class="ch-s \(tone.className)" x1="0" x2="28" \
        y1="7" y2="7" \(attribute: "stroke-dasharray", tone.dashes)></line>\
        \(chartSpot(tone, x: "14", y: "7"))</svg>\(words)</li>
        """
    }

    /// From 3 % to 97 %, so that points and words at the ends are whole.
    private func x(_ place: Int) -> String {
        guard places.count > 1 else { return "50%" }
        return chartPercent(300 * (places.count - 1) + place * 9_400, of: 10_000 * (places.count - 1))
    }

    private func y(_ value: Int) -> Int {
        let span = max(1, scale.upperBound - scale.lowerBound)
        let above = min(max(value, scale.lowerBound), scale.upperBound) - scale.lowerBound
        return Self.top + Self.height - above * Self.height / span
    }

    private func tick(_ tick: (value: Int, words: String)) -> HTML {
        let y = y(tick.value)
        return """
            <line class="ch-g" x1="0" x2="100%" y1="\(y)" y2="\(y)"></line><text class="ch-w" x="0" y="\(y - 4)">\(tick.words)</text>
            """
    }

    /// At most five names under a chart, the last one always: more would run into each other on a phone.
    private var feet: [Int] {
        let step = max(1, (places.count + 3) / 4)
        return places.indices.filter { (places.count - 1 - $0) % step == 0 }
    }

    private func footWords(_ place: Int) -> HTML {
        let isFirst = place == 0 && places.count > 1, isLast = place == places.count - 1 && places.count > 1
        let anchor = isFirst ? "start" : isLast ? "end" : "middle"
        return """
            <text class="ch-w" x="\(isFirst ? "0" : isLast ? "100%" : x(place))" y="\(Self.top + Self.height + 16)" \
            text-anchor="\(anchor)">\(places[place])</text>
            """
    }

    private func line(_ line: ChartLine, _ tone: ChartTone) -> HTML {
        var html = HTML.none
        for place in line.values.indices.dropFirst() {
            guard let from = line.values[place - 1], let to = line.values[place] else { continue }
            html = html + segment(tone, (place - 1, from), (place, to))
        }
        for (place, value) in line.values.enumerated() {
            guard let value else { continue }
            html = html + point(tone, place, value, line.words[place])
        }
        return html
    }

    private func segment(_ tone: ChartTone, _ from: (place: Int, value: Int), _ to: (place: Int, value: Int)) -> HTML {
        """
        <line class="ch-s \(tone.className)" x1="\(x(from.place))" y1="\(y(from.value))" x2="\(x(to.place))" \
        y2="\(y(to.value))" \(attribute: "stroke-dasharray", tone.dashes)></line>
        """
    }

    private func point(_ tone: ChartTone, _ place: Int, _ value: Int, _ words: String) -> HTML {
        let spot = chartSpot(tone, x: x(place), y: String(y(value)))
        return "<g><title>\(places[place])：\(words)</title>\(spot)</g>"
    }
}

/// A point of a line.
func chartSpot(_ tone: ChartTone, x: String, y: String) -> HTML {
    "<circle class=\"ch-o \(tone.className)\" cx=\"\(x)\" cy=\"\(y)\" r=\"3.500\"></circle>"
}

/// A line without words, beside a figure that says the same. `words` are for those who do not see it.
public func sparkline(_ words: String, _ values: [Int?]) -> HTML {
    let known = values.compactMap(\.self)
    guard known.count > 1, let low = known.min(), let high = known.max() else { return .none }
    let last = values.count - 1
    func x(_ place: Int) -> String { chartPercent(200 * last + place * 9_600, of: 10_000 * last) }
    func y(_ value: Int) -> Int { 30 - (high == low ? 14 : (value - low) * 26 / (high - low)) }
    let lines = values.indices.dropFirst().map { place -> HTML in
        guard let from = values[place - 1], let to = values[place] else { return .none }
        return """
            <line class="ch-s c1" x1="\(x(place - 1))" y1="\(y(from))" x2="\(x(place))" y2="\(y(to))"></line>
            """
    }
    return """
        <svg class="ch-spark" width="100%" height="34" role="img" aria-label="\(words)">\(HTML.joined(lines))</svg>
        """
}
