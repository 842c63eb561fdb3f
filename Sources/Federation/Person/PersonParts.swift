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

/// The current membership, with the vote that it gives and why.
func membershipFacts(_ spell: Membership?, _ chain: [String], today: Day) -> HTML {
    guard let spell else { return "<p>现在没有会籍。</p>" }
    let joined = spell.joinedOn.map { "\($0)（会龄 \($0.age(on: today)) 年）" }
    let standing = spell.standing(on: today)
    return facts([
        ("所在单位", "\(chain.joined(separator: " / "))"), ("工号", known(spell.number)),
        ("用工形式", "\(spell.employment.words)"), ("会籍状态", tag(spell.stateWords, spell.state.tone)),
        ("选举权", "<p>\(standing.words)</p><p class=\"hint\">依据：\(standing.source)</p>"),
        ("入会日期", known(joined)), ("这段会籍始于", day(spell.from)),
    ])
}

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
