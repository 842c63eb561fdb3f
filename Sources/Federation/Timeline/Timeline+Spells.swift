import Web

/// Spells of membership, told as what changed from one to the next. One in a unit beyond the viewer's reach has neither name
/// nor content: only that there was one.
func spellEvents(_ question: TimelineQuestion, _ spells: [SpellLine]) -> [TimelineEvent] {
    var events: [TimelineEvent] = []
    for (index, line) in spells.enumerated() {
        let previous = index > 0 ? spells[index - 1] : nil
        guard question.viewer.sees(line.spell.unitPath) else {
            // Several in a row are one: how often somebody changed within another unit is that unit's to know.
            if let previous, !question.viewer.sees(previous.spell.unitPath) { continue }
            events.append(TimelineEvent(day: line.spell.from, .membership, "会籍在其他单位"))
            continue
        }
        let seen = previous.flatMap { question.viewer.sees($0.spell.unitPath) ? $0 : nil }
        if previous == nil, let joined = line.spell.joinedOn, joined < line.spell.from {
            events.append(TimelineEvent(day: joined, .membership, "加入工会"))
        }
        events.append(line.event(after: seen, isFirst: previous == nil))
    }
    return events
}

extension SpellLine {
    /// What began with this spell, beside the one before it as far as the viewer may know that.
    func event(after previous: SpellLine?, isFirst: Bool) -> TimelineEvent {
        let number = spell.number.map { "，工号 \($0)" } ?? ""
        let content = "\(unitName)，\(spell.employment.words)，\(spell.stateWords)\(number)"
        guard let previous else {
            let words = isFirst ? (spell.joinedOn == spell.from ? "加入工会" : "会籍登记在\(unitName)") : "转入\(unitName)"
            return TimelineEvent(day: spell.from, .membership, words, detail: content)
        }
        return TimelineEvent(day: spell.from, .membership, change(from: previous), detail: content)
    }

    private func change(from old: SpellLine) -> String {
        if spell.state != old.spell.state || spell.retention != old.spell.retention {
            switch (old.spell.state, spell.state) {
            case (_, .retained): return spell.retention.map { "\($0.words)，保留会籍" } ?? "保留会籍"
            case (.retained, .active): return "恢复在籍"
            case (.transferred, .active), (.transferred, .transferred): return "转入\(unitName)"
            case (_, .active): return "重新入会"
            case (_, .transferred): return "会籍转出"
            case (_, .withdrawn): return "退会"
            case (_, .removed): return "除名"
            }
        }
        if spell.unit != old.spell.unit { return "从\(old.unitName)转到\(unitName)" }
        if spell.employment != old.spell.employment { return "用工形式改为\(spell.employment.words)" }
        return "会籍变动"
    }
}

/// Posts, each with its beginning and, where it is over, its end.
func postEvents(_ posts: [HeldPost], today: Day) -> [TimelineEvent] {
    posts.flatMap { line in
        let paper = line.post.paper.map { "文件：\($0)" } ?? ""
        var events = [TimelineEvent(day: line.post.from, .post, "任\(line.words)", detail: paper)]
        if let until = line.post.until, until < today {
            events.append(TimelineEvent(day: until, .post, "不再担任\(line.words)"))
        }
        return events
    }
}
