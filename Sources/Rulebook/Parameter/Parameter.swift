import Web

/// A rule parameter that code asks for: its key knows its type, so that no rule reads days as money (R19).
///
/// Keys are declared below, group by group, and never spelled out elsewhere.
public struct Parameter<Value: ParameterValue>: Sendable {
    /// `meeting.quorum`
    public let key: String
    /// `会议法定人数`
    public let name: String
    /// What a number counts: `人`; empty where the value says it itself.
    public let unit: String
    let group: ParameterGroup
    let setter: ParameterSetter

    init(
        _ key: StaticString, _ name: String, _ group: ParameterGroup, unit: String = "",
        _ setter: ParameterSetter = .unit
    ) {
        self.key = key.description
        self.name = name
        self.unit = unit
        self.group = group
        self.setter = setter
    }

    /// The value as a page prints it: `25 人`.
    public func words(_ value: Value) -> String { unit.isEmpty ? value.words : "\(value.words) \(unit)" }
}

/// Who may decide otherwise than the data file.
enum ParameterSetter: Sendable {
    /// Law that no unit may loosen for itself: only the highest union of the federation enters what was changed in it.
    case law
    /// Any union may set its own for itself and those below.
    case unit
}

/// The groups in which pages show parameters.
public enum ParameterGroup: String, CaseIterable, Sendable {
    case meetings, elections, organisation, money, benefits, limits, honours, support

    public var words: String {
        switch self {
        case .meetings: "会议与表决"
        case .elections: "选举与任期"
        case .organisation: "组织建设"
        case .money: "会费与经费"
        case .benefits: "慰问与福利"
        case .limits: "办理时限"
        case .honours: "竞赛与评选"
        case .support: "疗休养与帮扶"
        }
    }
}

/// A parameter without its type, for lists and forms.
public struct AnyParameter: Sendable {
    public let key: String
    public let name: String
    public let group: ParameterGroup
    let setter: ParameterSetter
    /// How its value is written.
    let example: String
    /// The text as the database keeps it; nil when it is none of this type.
    public let settled: @Sendable (String) -> String?
    /// As a page prints it; the text itself when it cannot be read.
    let words: @Sendable (String) -> String

    init<Value>(_ parameter: Parameter<Value>) {
        key = parameter.key
        name = parameter.name
        group = parameter.group
        setter = parameter.setter
        example = parameter.unit.isEmpty ? Value.example : "\(Value.example)（\(parameter.unit)）"
        settled = { Value(parameter: $0)?.parameterText }
        words = { text in Value(parameter: text).map(parameter.words) ?? text }
    }

    /// Every parameter there is, in the order of the pages.
    public static let all: [AnyParameter] =
        ofMeetings + ofElections + ofOrganisation + ofMoney + ofBenefits + ofLimits + ofHonours + ofSupport

    private static let byKey = Dictionary(uniqueKeysWithValues: all.map { ($0.key, $0) })

    /// The parameter of a key; nil for a key that nothing asks for.
    public static func find(_ key: String) -> AnyParameter? { byKey[key] }
}
