public import Web

/// A spell of a person's membership in one unit (会籍, A03): from a day to a day, with one employment type and one state.
///
/// A change ends the spell and begins the next, so that what was true on a past day stays known. The spell without an end is
/// the current one; a person has at most one current spell in a federation.
public struct Membership: Equatable, Sendable {
    public let id: ID<Membership>
    public let person: ID<Person>
    public let unit: ID<Unit>
    public let unitPath: String
    /// 工号: unique in the base union among current spells.
    public let number: String?
    public let employment: Employment
    public let state: MembershipState
    /// 入会日期: when the person first joined a union; seniority counts from it.
    public let joinedOn: Day?
    public let from: Day
    /// The last day; nil while it is current.
    public let until: Day?

    public enum Problem: Explained, Equatable {
        case numberTaken(String)
        case notAtBase
        case memberAlready
        case beforeItBegan(Day)
        case unitDissolved

        public var words: String {
            switch self {
            case .numberTaken(let number): "工号 \(number) 在本单位已有人使用，请核对。"
            case .notAtBase: "会员只能登记在校级工会或它下面的分会、小组。"
            case .memberAlready: "此人已有会籍，请用转会，不要重复登记。"
            case .beforeItBegan(let day): "变动日期不能早于 \(day)，那是现在这段会籍开始的日子。"
            case .unitDissolved: "这个单位已撤销，不能再登记会员。"
            }
        }
    }
}

extension Membership {
    /// The names of the fields that another spell in its place would change, for those who follow changes.
    func fieldsChanged(by draft: MembershipDraft) -> [String] {
        [
            ("unit", draft.unit != unit), ("number", draft.number != number),
            ("employment", draft.employment != employment), ("state", draft.state != state),
            ("joined_on", draft.joinedOn != joinedOn),
        ].filter(\.1).map(\.0)
    }
}

/// 用工形式 (A03).
public enum Employment: String, CaseIterable, Sendable, Readable, Bindable {
    case established
    case contract
    case unestablished
    case dispatched
    case other

    public var words: String {
        switch self {
        case .established: "在编"
        case .contract: "聘用"
        case .unestablished: "非在编"
        case .dispatched: "劳务派遣"
        case .other: "其他"
        }
    }
}

/// 会籍状态 (A03, R16a). Retained members (退休、失业) stay members, pay no dues and do not vote.
public enum MembershipState: String, CaseIterable, Sendable, Readable, Bindable {
    case active
    case retained
    case transferred
    case withdrawn
    case removed

    public var words: String {
        switch self {
        case .active: "在籍"
        case .retained: "保留会籍"
        case .transferred: "已转出"
        case .withdrawn: "已退会"
        case .removed: "已除名"
        }
    }

    /// Whether the person is a member in this state.
    public var isMember: Bool { self == .active || self == .retained }

    public var tone: Tone {
        switch self {
        case .active: .pine
        case .retained: .information
        case .transferred: .plain
        case .withdrawn: .due
        case .removed: .bad
        }
    }
}

/// What a new spell holds.
public struct MembershipDraft: Sendable {
    public let unit: ID<Unit>
    public let number: String?
    public let employment: Employment
    public let state: MembershipState
    public let joinedOn: Day?
    /// The day it begins.
    public let from: Day

    public init(
        unit: ID<Unit>, number: String?, employment: Employment, state: MembershipState, joinedOn: Day?, from: Day
    ) {
        self.unit = unit
        self.number = number
        self.employment = employment
        self.state = state
        self.joinedOn = joinedOn
        self.from = from
    }

    init(_ form: Form, today: Day) throws(Flaws) {
        var check = Check(form)
        unit = check.id("unit", "所在单位")
        number = check.optionalText("number", "工号", 30)
        employment = check.choice("employment", "用工形式")
        state = check.choice("state", "会籍状态")
        joinedOn = check.optionalDay("joined_on", "入会日期")
        from = check.optionalDay("from_day", "变动日期") ?? today
        if let joinedOn, joinedOn > today { check.add("joined_on", "入会日期 \(joinedOn) 晚于今天，请核对。") }
        if from > today { check.add("from_day", "变动日期 \(from) 晚于今天，请核对。") }
        try check.done()
    }
}
