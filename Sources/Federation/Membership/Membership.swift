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
    /// Why the membership is retained; nil in every other state, and where nobody said.
    public let retention: Retention?
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
        case unitNotYet(Day)
        case mayNotFollow(MembershipState, MembershipState)
        case holdsPost(String)

        public var words: String {
            switch self {
            case .numberTaken(let number): "工号 \(number) 在本单位已有人使用，请核对。"
            case .notAtBase: "会员只能登记在校级工会或它下面的分会、小组。"
            case .memberAlready: "此人已有会籍，请用转会，不要重复登记。"
            case .beforeItBegan(let day): "变动日期不能早于 \(day)，那是现在这段会籍开始的日子。"
            case .unitDissolved: "这个单位已撤销，不能再登记会员。"
            case .unitNotYet(let day): "这个单位 \(day) 才成立，会籍不能从更早的日子开始。"
            case .mayNotFollow(let old, let new): old.refusal(becoming: new) ?? ""
            case .holdsPost(let words): "此人还担任\(words)。请先办理离任，再登记离开工会。"
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

/// What a new spell holds.
public struct MembershipDraft: Sendable {
    public let unit: ID<Unit>
    public let number: String?
    public let employment: Employment
    public let state: MembershipState
    /// Why it is retained; nil in every other state.
    public let retention: Retention?
    public let joinedOn: Day?
    /// The day it begins.
    public let from: Day

    /// Fails when a spell that begins on the draft's day contradicts the unit: backdating goes no further than its founding.
    func agree(with unit: UnitEntry) throws(Membership.Problem) {
        if let founded = unit.foundedOn, founded > from { throw .unitNotYet(founded) }
    }

    public init(
        unit: ID<Unit>, number: String?, employment: Employment, state: MembershipState, retention: Retention? = nil,
        joinedOn: Day?, from: Day
    ) {
        self.unit = unit
        self.number = number
        self.employment = employment
        self.state = state
        self.retention = state == .retained ? retention : nil
        self.joinedOn = joinedOn
        self.from = from
    }

    /// The same with the reason that was on file, where it stays retained and no other is given: an import knows none.
    func keeping(_ reason: Retention?) -> MembershipDraft {
        MembershipDraft(
            unit: unit, number: number, employment: employment, state: state, retention: retention ?? reason,
            joinedOn: joinedOn, from: from)
    }

    init(_ form: Form, today: Day) throws(Flaws) {
        var check = Check(form)
        unit = check.id("unit", "所在单位")
        number = check.optionalText("number", "工号", 30)
        employment = check.choice("employment", "用工形式")
        state = check.choice("state", "会籍状态")
        let reason = Retention(rawValue: check.typed("retained_for"))
        if state == .retained, reason == nil { check.add("retained_for", "请选择保留会籍的原因。") }
        retention = state == .retained ? reason : nil
        joinedOn = check.optionalDay("joined_on", "入会日期")
        from = check.optionalDay("from_day", "变动日期") ?? today
        if let joinedOn, joinedOn > today { check.add("joined_on", "入会日期 \(joinedOn) 晚于今天，请核对。") }
        if from > today { check.add("from_day", "变动日期 \(from) 晚于今天，请核对。") }
        if let joinedOn, joinedOn > from { check.add("joined_on", "入会日期 \(joinedOn) 晚于这段会籍开始的 \(from)，请核对。") }
        try check.done()
    }
}
