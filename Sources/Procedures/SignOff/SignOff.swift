public import Web

/// One case on its way up the tree (审批): where it comes from, who holds it and since when, and how it ended.
///
/// It never moves but by an act in `SignOffStep`; its state is what its steps make of it, which `unionhome check` holds.
public struct SignOff: Equatable, Sendable {
    /// Where it stands.
    public enum State: String, CaseIterable, Sendable, Readable, Bindable {
        /// A unit of its chain holds it.
        case held
        /// The unit it came from holds it again, with reasons.
        case returned
        case approved
        case refused
        case withdrawn

        public var words: String {
            switch self {
            case .held: "审批中"
            case .returned: "已退回"
            case .approved: "已批准"
            case .refused: "不同意"
            case .withdrawn: "已撤回"
            }
        }

        public var isOpen: Bool { self == .held || self == .returned }

        public var tone: Tone {
            switch self {
            case .held: .pine
            case .returned: .due
            case .approved: .done
            case .refused: .bad
            case .withdrawn: .plain
            }
        }
    }

    public let id: ID<SignOff>
    public let line: String
    /// The version of the line by which its chain was made.
    public let lineVersion: String
    public let subjectKind: String
    public let subject: Int64
    public let title: String
    /// The unit it comes from.
    public let unit: ID<Unit>
    public let unitName: String
    public let unitPath: String
    public let state: State
    /// The stage it has come to, from 0.
    public let place: Int
    /// How many stages it has.
    public let stages: Int
    /// The unit that holds it; nil when it has ended.
    public let holder: ID<Unit>?
    public let holderName: String?
    /// What deciding at its stage asks for.
    let needs: String
    /// Since when it is held, or when it ended.
    public let since: Instant
    /// Working days that this holder has.
    public let days: Int
    public let filedBy: ID<Person>
    public let filedAt: Instant
    /// Grows with every act: whoever decides says which one they saw.
    public let version: Int

    /// Whether the next yes is the last.
    public var isLast: Bool { place == stages - 1 }

    /// What stands in the way of an act.
    public enum Problem: Explained, Equatable {
        case noChain(String)
        case notOpen(State)
        case notReturned
        case running
        case isLast

        public var words: String {
            switch self {
            case .noChain(let unit): "“\(unit)”上面没有可以审批的单位。"
            case .notOpen(let state): "这件事\(state.words)，不能再办。"
            case .notReturned: "只有退回的事项可以修改后重新提交。"
            case .running: "同一件事已经在审批中。"
            case .isLast: "已经到了最后一级，没有更上一级可以接手。"
            }
        }
    }

    /// What an act makes of it: the only place where a case changes its state. A yes before the last stage hands it on.
    func after(_ act: SignOffAct) throws(Problem) -> (state: State, place: Int) {
        switch act {
        case .file: throw .running
        case .refile:
            guard state == .returned else { throw .notReturned }
            return (.held, 0)
        case .withdraw:
            guard state.isOpen else { throw .notOpen(state) }
            return (.withdrawn, place)
        case .lift:
            guard state == .held else { throw .notOpen(state) }
            guard !isLast else { throw .isLast }
        case .forward, .approve, .giveBack, .refuse:
            guard state == .held else { throw .notOpen(state) }
        }
        switch act {
        case .forward, .approve, .lift: return isLast ? (.approved, place) : (.held, place + 1)
        case .giveBack: return (.returned, place)
        default: return (.refused, place)
        }
    }

    /// The clock of whoever holds it, read on a day; nil when nobody does.
    public func clock(on today: Day, by calendar: WorkingCalendar) -> ClockReading? {
        guard state == .held else { return nil }
        return Self.rule(days, version: lineVersion).reading(
            of: [CaseEvent(.dispatched, at: since)], on: today, by: calendar)
    }

    static func rule(_ days: Int, version: String) -> ClockRule {
        ClockRule("审批", version: version, from: .dispatched, to: [.answered, .returned, .closed], days, .working)
    }
}

/// What is done to a case, as its history has it.
public enum SignOffAct: String, CaseIterable, Sendable, Readable, Bindable {
    /// 提交
    case file
    /// 修改后重新提交
    case refile
    /// 同意，报上级
    case forward
    /// 批准
    case approve
    /// 退回
    case giveBack = "give_back"
    /// 不同意
    case refuse
    /// 撤回
    case withdraw
    /// 提级办理: the unit above takes over what lies too long below
    case lift

    public var words: String {
        switch self {
        case .file: "提交"
        case .refile: "修改后重新提交"
        case .forward: "同意，报上级"
        case .approve: "批准"
        case .giveBack: "退回"
        case .refuse: "不同意"
        case .withdraw: "撤回"
        case .lift: "提级办理"
        }
    }

    /// What the clock makes of it.
    var event: CaseEvent.Kind {
        switch self {
        case .file, .refile: .received
        case .forward, .lift: .dispatched
        case .approve, .refuse, .withdraw: .closed
        case .giveBack: .returned
        }
    }
}

/// What an officer says to a case that they hold.
enum SignOffDecision: String, CaseIterable, Sendable, Readable, Bindable {
    case agree
    case giveBack = "give_back"
    case refuse

    /// The act that it is for a case.
    func act(on signOff: SignOff) -> SignOffAct {
        switch self {
        case .agree: signOff.isLast ? .approve : .forward
        case .giveBack: .giveBack
        case .refuse: .refuse
        }
    }

    var words: String {
        switch self {
        case .agree: "同意"
        case .giveBack: "退回修改"
        case .refuse: "不同意"
        }
    }
}
