public import Web

/// How sure we are of a value and its source.
public enum RuleConfidence: String, CaseIterable, Sendable, Readable, Bindable {
    /// Read in the text itself or a trustworthy copy.
    case high
    /// From memory, and many agree; the text was not seen.
    case medium
    /// Not sure: wherever it is used, the page says so.
    case low

    public var words: String {
        switch self {
        case .high: "已核对"
        case .medium: "待核对原文"
        case .low: "不确定"
        }
    }
}

/// One value of a parameter: for whom and when it holds, where it is written, and how sure we are of it (R19).
public struct RuleValue: Equatable, Sendable {
    public let id: ID<RuleValue>
    public let key: String
    /// As `ParameterValue` reads it.
    public let text: String
    public let scope: RuleScope
    /// Only for unions of this level; nil for all.
    public let level: UnionLevel?
    /// Only for schools of this kind; nil for all.
    public let school: SchoolLevel?
    public let from: Day
    /// The last day; nil while no end is known.
    public let until: Day?
    public let citation: String
    /// Who answers for it.
    public let owner: String
    /// When somebody last compared it with its source.
    public let checkedOn: Day
    public let confidence: RuleConfidence
    /// What to know when using it.
    public let remark: String?
    /// The edition of the data file it came with; nil for a federation's own.
    public let edition: String?

    /// Whether its union gives up its own value from that day on and follows those above again.
    public var isRelease: Bool { text.isEmpty }

    /// As a page prints it.
    public var words: String { isRelease ? "按上级的规定" : AnyParameter.find(key)?.words(text) ?? text }

    /// `会议法定人数`
    public var name: String { AnyParameter.find(key)?.name ?? key }

    public func holds(on day: Day) -> Bool { from <= day && until.map { $0 >= day } ?? true }

    /// `2026.1 版` or `本会录入`.
    public var origin: String { edition.map { "\($0) 版" } ?? "本会录入" }

    /// `全国`, `北京市`; nil for a unit, whose name a locus knows.
    public var placeWords: String? { if case .place(let place) = scope { place.words } else { nil } }

    func fits(_ locus: Locus) -> Bool {
        locus.nearness(scope) != nil && (level == nil || level == locus.level)
            && (school == nil || school == locus.school)
    }
}

/// A value with where it comes from: what a lookup gives.
public struct Ruled<Value: ParameterValue>: Equatable, Sendable {
    public let value: Value
    public let source: RuleValue
}
