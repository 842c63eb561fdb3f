public import Federation
import Rulebook
public import Web

/// A school or another employer that has no union in the register yet (应建未建, A01, H01): known by name, with its staff and the
/// day it was founded, under the district that shall win it.
public struct Workplace: Equatable, Sendable {
    public let id: ID<Workplace>
    /// The education union it lies under.
    public let unit: ID<Unit>
    public let name: String
    public let kind: UnitKind
    /// The day the employer itself was founded; nil while nobody has looked it up.
    public let foundedOn: Day?
    /// How many work there; nil while unknown.
    public let staff: Int?
    /// The day the number is of.
    public let staffOn: Day?
    public let state: WorkplaceState
    /// Its union, once there is one.
    public let union: ID<Unit>?
    public let unionName: String?
    public let unitName: String
    public let note: String?
    /// Grows with each change, so that two officers at once are told.
    public let version: Int

    /// Whether it should have a union by now.
    func duty(by rules: Rules, on today: Day) -> UnionDuty {
        UnionDuty.judge(foundedOn: foundedOn, isOpen: state.isWithoutUnion, by: rules, on: today)
    }
}

/// How far a workplace is on its way to a union.
public enum WorkplaceState: String, CaseIterable, Sendable, Readable, Bindable {
    case none
    /// 筹备: talks are under way.
    case planned
    /// 已建会: its union is a unit of the register.
    case founded
    /// 停办、撤并: it is no more.
    case closed

    var words: String {
        switch self {
        case .none: "未建会"
        case .planned: "筹备建会"
        case .founded: "已建会"
        case .closed: "已停办"
        }
    }

    var isWithoutUnion: Bool { self == .none || self == .planned }

    var tone: Tone {
        switch self {
        case .none: .care
        case .planned: .due
        case .founded: .done
        case .closed: .plain
        }
    }
}

/// What a form for a workplace must hold.
public struct WorkplaceDraft: Sendable {
    public let name: String
    public let kind: UnitKind
    public let foundedOn: Day?
    public let staff: Int?
    public let staffOn: Day?
    public let state: WorkplaceState
    /// Its union, as it was typed: a name or a code; nil when there is none.
    let unionWords: String?
    public let note: String?

    public init(
        name: String, kind: UnitKind, foundedOn: Day?, staff: Int?, staffOn: Day?, state: WorkplaceState,
        note: String? = nil
    ) {
        self.name = name
        self.kind = kind
        self.foundedOn = foundedOn
        self.staff = staff
        self.staffOn = staffOn
        self.state = state
        unionWords = nil
        self.note = note
    }

    init(_ form: Form, today: Day) throws(Flaws) {
        var check = Check(form)
        name = check.text("name", "单位名称", 2...60)
        kind = check.choice("kind", "类型")
        if check.flaws["kind"] == nil, !UnitKind.fitting(.base).contains(kind) { check.add("kind", "请选择类型。") }
        foundedOn = check.optionalDay("founded_on", "成立日期")
        if let foundedOn, foundedOn > today { check.add("founded_on", "成立日期 \(foundedOn) 晚于今天，请核对。") }
        let words = check.typed("staff"), number = wholeNumber(words)
        if !words.isEmpty, number == nil || (number ?? 0) > StaffReport.most {
            check.add("staff", "教职工人数应为整数，不知道可以不填。")
        }
        staff = number
        staffOn = number == nil ? nil : check.optionalDay("staff_on", "人数日期") ?? today
        state = check.choice("state", "建会情况")
        unionWords = check.optionalText("union", "已建工会", 60)
        if check.flaws["state"] == nil, state == .founded, unionWords == nil {
            check.add("union", "已建会的，请填写它的工会（全称、简称或单位代码）。")
        }
        note = check.optionalText("note", "情况", 300)
        try check.done()
    }
}
