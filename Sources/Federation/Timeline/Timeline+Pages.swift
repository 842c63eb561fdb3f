import Web

/// A person's union life as a card: the latest first, narrowed to a kind by the address when there is much of it.
///
/// `path` is the page it stands on; `kind` the name of the kind that the address asks for.
func timelineCard(_ timeline: Timeline, at path: Path, kind: String) -> HTML {
    let isNarrow = timeline.kinds.contains { $0.name == kind }
    let shown = isNarrow ? timeline.events.filter { $0.kind.name == kind } : timeline.events
    let all = Chip("全部", count: timeline.events.count, to: path.at("h-life"), isChosen: !isNarrow)
    let kinds = timeline.kinds.map { one in
        let count = timeline.events.count { $0.kind == one }
        return Chip(
            one.words, count: count, to: path.with("life", one.name).at("h-life"),
            isChosen: isNarrow && one.name == kind)
    }
    let isLong = timeline.events.count > 8 && timeline.kinds.count > 1
    return card(
        "工会经历", id: "h-life", sub: "\(shown.count) 件",
        """
        \(if: isLong, "<div class=\"mb4\">\(chips("只看", [all] + kinds))</div>")\(eventList(shown))
        """)
}

private func eventList(_ events: [TimelineEvent]) -> HTML {
    guard !events.isEmpty else { return "<p class=\"muted\">还没有记录。</p>" }
    return "<ol class=\"timeline\">\(each: events, eventItem)</ol>"
}

private func eventItem(_ event: TimelineEvent) -> HTML {
    let time: HTML = event.at.map { moment($0) } ?? day(event.day)
    return """
        <li><span class="node">\(event.kind.sign)</span><div><p class="head"><b>\(event.words)</b>\(time)</p>\
        \(if: !event.detail.isEmpty, "<p class=\"body\">\(event.detail)</p>")</div></li>
        """
}
