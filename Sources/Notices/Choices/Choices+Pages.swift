import Couriers
import Web

/// How one person wants to be told.
struct OwnChoices: Sendable {
    let mail: MailAddress?
    /// What they do not want, as `purpose.channel`.
    let refused: Set<String>
    let feed: CalendarFeed?

    init(of member: Member, _ site: SiteFacts, in tx: Transaction) throws {
        mail = try MailContact.address(of: member.person, ring: site.ring, in: tx)
        feed = try CalendarFeed.first(of: member.person, in: tx)
        var refused: Set<String> = []
        try tx.each("SELECT purpose, channel FROM notice_refusal WHERE person_id = \(member.person)") { row in
            let purpose: NoticePurpose = try row.read("purpose"), channel: NoticeChannel = try row.read("channel")
            refused.insert("\(purpose.rawValue).\(channel.rawValue)")
        }
        self.refused = refused
    }

    /// Every box that may be ticked: a purpose by a channel.
    static let all: [(purpose: NoticePurpose, channel: NoticeChannel)] = NoticePurpose.allCases
        .filter { !$0.isMandatory }.flatMap { purpose in [(purpose, NoticeChannel.email), (purpose, .sms)] }

    var onFile: [(name: String, value: String)] {
        let wanted = Self.all.map { "\($0.purpose.rawValue).\($0.channel.rawValue)" }.filter { !refused.contains($0) }
        return [(name: "mail", value: mail?.text ?? "")] + wanted.map { (name: "want", value: $0) }
    }
}

func choicesPage(_ choices: OwnChoices, _ filled: Filled) -> HTML {
    let mail = Field(
        "mail", "我的邮箱", .email, hint: "填了就可以收邮件通知；清空就不再发邮件。只用来发通知，工会干部看不到。", autocomplete: "email",
        inputMode: "email", isWide: true, maximum: 200)
    let inside: HTML = """
        \(field(mail, filled))
        <fieldset class="field"><legend>哪些事发邮件、发短信</legend>
        <p class="hint">站内消息总会收到。短信只在急件或没有别的办法时发。选举和账号安全的通知不能关。</p>
        <div class="checks">\(each: OwnChoices.all, { box($0, filled) })</div></fieldset>
        <div class="row"><button class="btn primary">保存</button>\(button("返回", to: Places.inbox()))</div>
        """
    return """
        \(flawSummary(filled.flaws))\(pageHead("通知方式", "您希望怎样收到工会的通知"))
        <div class="stack"><section class="card" aria-label="通知方式"><div class="card-b">\
        \(form(to: Places.choices(), inside))</div></section>\(calendarCard(choices.feed))</div>
        """
}

private func box(_ one: (purpose: NoticePurpose, channel: NoticeChannel), _ filled: Filled) -> HTML {
    checkBox(
        "want", "\(one.purpose.words) · \(one.channel.words)", value: "\(one.purpose.rawValue).\(one.channel.rawValue)",
        filled)
}
