/// A series of a chart, in the order in which charts take them: each has a colour and a pattern of its own, so that the
/// colour is never the only sign.
public enum ChartTone: Int, CaseIterable, Sendable {
    case pine
    case gold
    case blue
    case persimmon
    case violet
    /// What remains: 其他.
    case rest

    /// The series at a place; the seventh begins again.
    public static func at(_ place: Int) -> ChartTone { allCases[place % allCases.count] }

    /// The colour, which the theme gives.
    var className: String { "c\(rawValue + 1)" }

    /// The strokes that lie over the colour; none for the first.
    var strokes: String? {
        switch self {
        case .pine: nil
        case .gold: "M0 6L6 0"
        case .blue: "M3 0V6"
        case .persimmon: "M0 0L6 6"
        case .violet: "M0 3H6"
        case .rest: "M0 3H6M3 0V6"
        }
    }

    /// How the line of this series is broken; nil for a whole one.
    var dashes: String? {
        switch self {
        case .pine: nil
        case .gold: "6 3"
        case .blue: "2 3"
        case .persimmon: "9 3 2 3"
        case .violet: "12 4"
        case .rest: "1 4"
        }
    }
}

/// The patterns of a figure, once for all its pictures. Nothing of it is seen.
func chartPatterns(_ id: String, _ tones: [ChartTone]) -> HTML {
    let shown = tones.filter { $0.strokes != nil }
    guard !shown.isEmpty else { return .none }
    return """
        <svg class="ch-defs" width="0" height="0" aria-hidden="true"><defs>\(each: shown, { pattern(id, $0) })</defs></svg>
        """
}

private func pattern(_ id: String, _ tone: ChartTone) -> HTML {
    """
    <pattern id="\(id)-\(tone.className)" width="6" height="6" patternUnits="userSpaceOnUse">\
    <path class="ch-p" d="\(tone.strokes)"></path></pattern>
    """
}

/// One bar, from `start` to `start + length` in parts of `most`: a rectangle of the colour, and one of the pattern over it.
func chartRect(_ id: String, _ tone: ChartTone, start: Int, length: Int, of most: Int) -> HTML {
    let x = chartPercent(start, of: most), width = chartPercent(length, of: most)
    let over: HTML = """
        <rect fill="url(#\(id)-\(tone.className))" x="\(x)" y="0" width="\(width)" height="100%"></rect>
        """
    return """
        <rect class="ch-b \(tone.className)" x="\(x)" y="0" width="\(width)" height="100%"></rect>\
        \(if: tone.strokes != nil, over)
        """
}

/// A part as SVG reads it, to a hundredth: lengths in percent let a picture follow the width of its page while its words keep
/// their size.
func chartPercent(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "0%" }
    let hundredths = min(max(0, part * 10_000 / whole), 10_000)
    let rest = hundredths % 100
    return "\(hundredths / 100)\(rest == 0 ? "" : "." + (rest < 10 ? "0" : "") + String(rest))%"
}
