public import Web

/// One line of a case's history, or what it waits for.
public struct CaseLine: Sendable {
    /// How it stands in the course of things.
    public enum Place: Sendable {
        case past
        /// The latest.
        case now
        /// Still to come.
        case next
    }

    let place: Place
    let words: String
    let detail: String?
    /// Somebody's own words, set apart.
    let quote: String?
    let at: Instant?
    let day: Day?
    let sign: HTML

    /// Something that happened.
    public init(
        _ words: String, at: Instant, _ sign: HTML, detail: String? = nil, quote: String? = nil, place: Place = .past
    ) {
        self.words = words
        self.detail = detail
        self.quote = quote
        self.at = at
        day = nil
        self.sign = sign
        self.place = place
    }

    /// Something that is to come, by a day if one is known.
    public init(next words: String, by day: Day?, detail: String? = nil) {
        self.words = words
        self.detail = detail
        quote = nil
        at = nil
        self.day = day
        sign = icon("three-dots")
        place = .next
    }

    var json: JSON {
        [
            "words": JSON(words), "detail": JSON(detail), "quote": JSON(quote), "at": JSON(at?.iso),
            "by": JSON(day?.description),
        ]
    }
}

/// The history of a case as every procedure draws it: what is to come first, then the latest on top.
public func caseTimeline(_ lines: [CaseLine]) -> HTML {
    guard !lines.isEmpty else { return "<p class=\"muted\">还没有记录。</p>" }
    return "<ol class=\"timeline\">\(each: lines, caseLine)</ol>"
}

private func caseLine(_ line: CaseLine) -> HTML {
    let time: HTML = line.at.map { moment($0) } ?? line.day.map { "\(day($0)) 前" } ?? .none
    let className =
        switch line.place {
        case .past: ""
        case .now: "now"
        case .next: "todo"
        }
    return """
        <li class="\(className)"><span class="node">\(line.sign)</span><div><p class="head"><b>\(line.words)</b>\(time)</p>
        \(some: line.detail, { "<p class=\"body\">\($0)</p>" })
        \(some: line.quote, { "<p class=\"body quote\">\($0)</p>" })</div></li>
        """
}

/// A case of any procedure on one page: where it stands, what can be done, what it is about, and its history.
public struct CasePage: Sendable {
    public var title: String
    public var crumbs: [Crumb] = []
    /// Tags under the title: state, clock.
    public var tags: HTML = .none
    public var actions: HTML = .none
    /// The steps on its way and the one it has come to; none are drawn where there are fewer than two.
    public var steps: [String] = []
    public var step = 0
    /// Said first, above everything.
    public var notes: HTML = .none
    /// What it is about and what can be done, widest column first.
    public var body: HTML = .none
    public var side: HTML = .none
    public var history: [CaseLine] = []

    public init(_ title: String) {
        self.title = title
    }

    /// The page; `filled` is what was just sent, with its flaws.
    public func drawn(_ filled: Filled) -> HTML {
        """
        \(flawSummary(filled.flaws))
        \(pageHead(title, tags, crumbs: crumbs, actions: actions))
        \(if: steps.count > 1, Markup.steps(steps, current: step))
        <div class="cols cols-8-4"><div class="stack">\(notes)\(body)
        \(card("办理记录", id: "h-history", sub: "最新在上", caseTimeline(history)))</div>
        <aside class="stack" aria-label="事项信息">\(side)</aside></div>
        """
    }
}

/// A clock as a tag, with its sign where it is near or over.
public func clockTag(_ reading: ClockReading) -> HTML {
    "<span class=\"tag \(reading.tone.rawValue)\">\(icon("clock"))\(reading.words)</span>"
}
