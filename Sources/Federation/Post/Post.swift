import Rulebook
public import Web

/// A post of the union held by a person in a unit from a day to a day (工会职务, A05). Rights hang on it, not on the person.
public struct Post: Equatable, Sendable {
    public let id: ID<Post>
    public let unit: ID<Unit>
    public let person: ID<Person>
    public let kind: PostKind
    public let from: Day
    /// The last day; nil while no end is known.
    public let until: Day?
    /// The paper that ordered it; nil when none is on file.
    public let paper: String?

    /// Whether it is held on a day.
    public func isHeld(on day: Day) -> Bool { from <= day && until.map { $0 >= day } ?? true }

    public enum Problem: Explained, Equatable {
        case endsBeforeItBegins
        case heldAlready

        public var words: String {
            switch self {
            case .endsBeforeItBegins: "离任日期不能早于任职日期。"
            case .heldAlready: "此人在这个单位已经担任这个职务。"
            }
        }
    }
}

/// The kinds of posts, and what each lets its holder do. Higher posts reach the units below.
public enum PostKind: String, CaseIterable, Sendable, Readable, Bindable {
    case chair
    case executiveViceChair = "executive_vice_chair"
    case viceChair = "vice_chair"
    /// 专职干事: keeps the register day by day.
    case secretary
    case organiser
    case auditChair = "audit_chair"
    case womenChair = "women_chair"
    case committeeMember = "committee_member"
    case groupLeader = "group_leader"
    /// 系统管理员: accounts, units, posts; not the register's sealed fields.
    case administrator

    public var words: String {
        switch self {
        case .chair: "工会主席"
        case .executiveViceChair: "常务副主席"
        case .viceChair: "副主席"
        case .secretary: "工会干事"
        case .organiser: "组织委员"
        case .auditChair: "经审委主任"
        case .womenChair: "女职工委员会主任"
        case .committeeMember: "委员"
        case .groupLeader: "小组长"
        case .administrator: "系统管理员"
        }
    }

    /// What the post lets its holder do, in its unit and those below.
    public var permissions: [Permission] {
        switch self {
        case .chair, .executiveViceChair, .secretary: Permission.federation
        case .organiser:
            [
                .unitSee, .ruleSee, .unitKeep, .memberSee, .memberKeep, .memberImport, .memberExport, .memberReveal,
                .accountKeep, .documentKeep, .noticeSend, .certificateKeep,
            ]
        case .viceChair, .womenChair: [.unitSee, .ruleSee, .memberSee, .memberExport, .documentKeep]
        case .auditChair: [.unitSee, .ruleSee, .memberSee, .auditSee]
        case .committeeMember: [.unitSee, .ruleSee, .memberSee]
        case .groupLeader: [.unitSee, .ruleSee, .memberSee, .memberKeep]
        case .administrator:
            [.unitSee, .ruleSee, .unitKeep, .postKeep, .accountKeep, .auditSee, .exchangeKeep, .channelKeep]
        }
    }

    /// Whether it reaches the units below.
    public var hasDescent: Bool { true }
}

/// What a form for a post must hold.
public struct PostDraft: Sendable {
    public let person: ID<Person>
    public let kind: PostKind
    public let from: Day
    public let until: Day?
    public let paper: String?

    public init(person: ID<Person>, kind: PostKind, from: Day, until: Day? = nil, paper: String? = nil) {
        self.person = person
        self.kind = kind
        self.from = from
        self.until = until
        self.paper = paper
    }

    init(_ form: Form) throws(Flaws) {
        var check = Check(form)
        person = check.id("person", "任职人")
        kind = check.choice("kind", "职务")
        from = check.day("from_day", "任职日期")
        until = check.optionalDay("until_day", "离任日期")
        paper = check.optionalText("paper", "任职文件", 80)
        if let until, until < from { check.add("until_day", Post.Problem.endsBeforeItBegins.words) }
        try check.done()
    }
}
