public import Web

/// A message from a union to many people (通知, I01): each of them gets it by the ways that reach them, and the list of who was
/// reached and who was not is kept.
public struct Notice: Equatable, Sendable {
    /// Whom it goes to.
    public enum Audience: String, CaseIterable, Sendable, Readable, Bindable {
        /// Every member of the unit and of those below, today.
        case members
        /// Whoever holds a post there today.
        case officers
        /// The people named when it was sent.
        case people

        public var words: String {
            switch self {
            case .members: "全体会员"
            case .officers: "工会干部"
            case .people: "指定人员"
            }
        }
    }

    /// Where it stands.
    public enum State: String, CaseIterable, Sendable, Readable, Bindable {
        /// Being handed to its addressees, some thousand at a time.
        case spreading
        case sent
        /// By an officer's hand; whoever had it keeps it.
        case stopped

        public var words: String {
            switch self {
            case .spreading: "正在分发"
            case .sent: "已发出"
            case .stopped: "已停止"
            }
        }

        var tone: Tone {
            switch self {
            case .spreading: .due
            case .sent: .done
            case .stopped: .bad
            }
        }
    }

    public let id: ID<Notice>
    public let unit: ID<Unit>
    public let unitName: String
    public let unitPath: String
    public let purpose: NoticePurpose
    public let title: String
    public let body: String
    /// Where to go on from it, on this site.
    public let link: Path?
    /// The day it is about, such as the last one to answer; it then stands in the addressees' calendars.
    public let happensOn: Day?
    public let isUrgent: Bool
    public let audience: Audience
    public let state: State
    /// Who sent it; nil for the house itself.
    public let madeBy: ID<Person>?
    public let madeAt: Instant
    /// To how many people it was handed so far, and to how many it is to go, once that is known.
    public let people: Int
    public let total: Int?

    /// Why something cannot be done with a message.
    public enum Problem: Explained, Equatable {
        case isOver

        public var words: String { "这条通知已经分发完了，不能再停。" }
    }
}

/// What a message says, and to whom it goes.
public struct NoticeDraft: Sendable {
    public let purpose: NoticePurpose
    public let title: String
    public let body: String
    public let link: Path?
    public let happensOn: Day?
    public let isUrgent: Bool
    public let audience: Notice.Audience

    public init(
        _ purpose: NoticePurpose, _ title: String, _ body: String, to audience: Notice.Audience = .people,
        link: Path? = nil, happensOn: Day? = nil, isUrgent: Bool = false
    ) {
        self.purpose = purpose
        self.title = title
        self.body = body
        self.audience = audience
        self.link = link
        self.happensOn = happensOn
        self.isUrgent = isUrgent
    }

    init(_ form: Form) throws(Flaws) {
        var check = Check(form)
        let title = check.text("title", "标题", 2...60)
        let body = check.text("body", "内容", 2...4_000)
        let purpose: NoticePurpose = check.choice("purpose", "类别")
        let audience: Notice.Audience = check.choice("audience", "发给谁")
        let day = check.optionalDay("happens_on", "相关日期")
        if audience == .people { check.add("audience", "请选择发给谁。") }
        if check.flaws["purpose"] == nil, !NoticePurpose.written.contains(purpose) { check.add("purpose", "请选择类别。") }
        try check.done()
        self.init(
            purpose, title, body, to: audience, happensOn: day, isUrgent: check.flag("is_urgent"))
    }
}
