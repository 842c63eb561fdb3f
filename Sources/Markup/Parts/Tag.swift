public import Base

/// What a status feels like; the colour is never the only sign of it.
public enum Tone: String, Sendable {
    case plain = ""
    case pine = "t-pine"
    case due = "t-gui"
    case care = "t-shi"
    case bad = "t-yin"
    case done = "t-zhu"
    case information = "t-lan"
    case skilled = "t-zi"
}

/// A small label for a status or a kind.
public func tag(_ words: String, _ tone: Tone = .plain) -> HTML {
    "<span class=\"tag \(tone.rawValue)\">\(words)</span>"
}

/// A date that a machine can read too, as tables show it.
public func day(_ day: Day) -> HTML {
    "<time datetime=\"\(day)\">\(day)</time>"
}

/// A date, or a dash where there is none.
public func day(_ date: Day?) -> HTML {
    guard let date else { return "<span class=\"muted\">—</span>" }
    return day(date)
}

/// A point in time in China, to the minute.
public func moment(_ instant: Instant) -> HTML {
    "<time datetime=\"\(instant.iso)\">\(instant.minute)</time>"
}

/// A remark in a box, with its sign.
public func note(_ words: HTML, _ tone: NoteTone = .information) -> HTML {
    """
    <div class="note \(tone.rawValue)">\(tone.sign)<div>\(words)</div></div>
    """
}

/// How a remark is meant.
public enum NoteTone: String, Sendable {
    case information = ""
    case pine = "pine"
    case done = "zhu"
    case due = "gui"
    case bad = "yin"

    var sign: HTML {
        switch self {
        case .information, .pine: icon("info-circle")
        case .done: icon("check-circle")
        case .due: icon("clock")
        case .bad: icon("exclamation-circle")
        }
    }
}

/// What stands where a list would be: why it is empty and what to do next.
public func emptyState(_ title: String, _ words: String, _ next: HTML = .none) -> HTML {
    """
    <div class="state">\(emptyHouse)<h2 class="h3">\(title)</h2><p>\(words)</p>\(next)</div>
    """
}
