import Vault
import Web

/// A fact that may be wanting.
func known(_ words: String?) -> HTML {
    guard let words, !words.isEmpty else { return "<span class=\"muted\">未登记</span>" }
    return "\(words)"
}

/// A number with its middle hidden.
func masked(_ words: String?) -> HTML {
    guard let words else { return "<span class=\"muted\">未登记</span>" }
    return "<span class=\"masked\">\(words)</span>"
}

/// Who somebody is, sealed fields masked.
func personFacts(_ entry: PersonEntry, _ ring: KeyRing, today: Day) throws -> HTML {
    let born = entry.bornOn.map { "\($0)（\($0.age(on: today)) 岁）" }
    return facts([
        ("姓名", "\(entry.name)"), ("性别", "\(entry.sex.words)"), ("出生日期", known(born)),
        ("身份证号", masked(try entry.maskedIdentity(ring))), ("手机号", masked(try entry.maskedPhone(ring))),
        ("备注", known(entry.note)),
    ])
}

/// The current membership.
func membershipFacts(_ file: PersonFile, today: Day) -> HTML {
    guard let spell = file.current?.spell else { return "<p>现在没有会籍。</p>" }
    let joined = spell.joinedOn.map { "\($0)（会龄 \($0.age(on: today)) 年）" }
    return facts([
        ("所在单位", "\(file.chain.joined(separator: " / "))"), ("工号", known(spell.number)),
        ("用工形式", "\(spell.employment.words)"), ("会籍状态", tag(spell.state.words, spell.state.tone)),
        ("入会日期", known(joined)), ("这段会籍始于", day(spell.from)),
    ])
}

/// Spells, the latest first.
func spellTimeline(_ spells: [SpellLine]) -> HTML {
    guard !spells.isEmpty else { return "<p class=\"muted\">还没有会籍记录。</p>" }
    return "<ol class=\"timeline\">\(each: spells, spellItem)</ol>"
}

private func spellItem(_ line: SpellLine) -> HTML {
    let spell = line.spell
    let until: HTML = spell.until.map { " 至 \(day($0))" } ?? " 至今"
    return """
        <li class="\(spell.until == nil ? "now" : "")"><span class="node">\(icon("person-vcard"))</span><div>\
        <p class="head"><b>\(line.unitName)</b> \(tag(spell.state.words, spell.state.tone))</p>\
        <div class="body"><p>\(day(spell.from))\(until)，\(spell.employment.words)\
        \(some: spell.number, spellNumber)</p></div></div></li>
        """
}

private func spellNumber(_ number: String) -> HTML { "，工号 <span class=\"num\">\(number)</span>" }

/// Posts, the latest first.
func postList(_ posts: [HeldPost]) -> HTML {
    guard !posts.isEmpty else { return "<p class=\"muted\">没有担任过工会职务。</p>" }
    return "<ol class=\"timeline\">\(each: posts, postItem)</ol>"
}

private func postItem(_ line: HeldPost) -> HTML {
    let until: HTML = line.post.until.map { " 至 \(day($0))" } ?? " 至今"
    return """
        <li><span class="node">\(icon("person-badge"))</span><div><p class="head"><b>\(line.words)</b></p>\
        <div class="body"><p>\(day(line.post.from))\(until)\(some: line.post.paper, paper)</p></div></div></li>
        """
}

private func paper(_ words: String) -> HTML { "，\(words)" }

/// What other rooms know of a person's union life.
func eventList(_ events: [TimelineEvent]) -> HTML {
    "<ol class=\"timeline\">\(each: events, eventItem)</ol>"
}

private func eventItem(_ event: TimelineEvent) -> HTML {
    """
    <li><span class="node">\(icon("calendar-event"))</span><div><p class="head">\(day(event.day))</p>\
    <div class="body">\(event.words)</div></div></li>
    """
}
