public import Web

/// A cluster of units that exchange experience (片组, A08), for a term, with one of them in the lead.
public struct Cluster: Equatable, Sendable {
    public let id: ID<Cluster>
    /// The union that keeps it; its members stand below this one.
    public let unit: ID<Unit>
    public let kind: ClusterKind
    public let name: String
    public let note: String?
    public let from: Day
    /// The last day of its term; nil while no end is known.
    public let until: Day?
    public let paper: String?
    /// Grows with each change, so that two officers at once are told.
    public let version: Int

    public func isOpen(on day: Day) -> Bool { from <= day && until.map { $0 >= day } ?? true }

    public enum Problem: Explained, Equatable {
        case changedMeanwhile
        case ended(Day)
        case outsideTerm
        case inAnother(unit: String, cluster: String, until: Day?)
        case doesNotFit(String)
        case notMember
        case leadsSince(Day)
        case isLead
        case endsBeforeItBegins
        case hasLater(Day)

        public var words: String {
            switch self {
            case .changedMeanwhile: "刚才有人改过这个片组。下面是现在的内容，请再看一遍后保存。"
            case .ended(let day): "这个片组在 \(day) 已经结束。"
            case .outsideTerm: "日期不在片组的任期内。"
            case .inAnother(let unit, let cluster, let until):
                "“\(unit)”在“\(cluster)”\(until.map { "到 \($0)" } ?? "")，同类片组一天只能在一个，请先移出或改日期。"
            case .doesNotFit(let unit): "“\(unit)”不是这类片组的单位。"
            case .notMember: "组长单位须是那一天在片组里的单位。"
            case .leadsSince(let day): "现任组长单位从 \(day) 起担任，交接日期要晚于这一天。"
            case .isLead: "它是组长单位，请先交接组长。"
            case .endsBeforeItBegins: "结束日期早于开始日期。"
            case .hasLater(let day): "片组里有 \(day) 以后才开始的登记，请先处理。"
            }
        }
    }
}

/// What kind of units a cluster joins. A unit is in at most one cluster of a kind on a day.
public enum ClusterKind: String, CaseIterable, Sendable, Readable, Bindable {
    case district
    case university
    case base

    public var words: String {
        switch self {
        case .district: "区教育工会片组"
        case .university: "高校片组"
        case .base: "基层工会片组"
        }
    }

    /// Whether a unit may be in such a cluster. Districts of a province's union are its cities.
    public func takes(_ level: UnitLevel, _ kind: UnitKind) -> Bool {
        switch self {
        case .district: level == .district || level == .municipal
        case .university: level == .base && kind == .university
        case .base: level == .base && kind != .university
        }
    }
}

/// A unit's time in a cluster, or at its lead.
public struct ClusterMember: Equatable, Sendable {
    public let id: ID<ClusterMember>
    public let cluster: ID<Cluster>
    public let unit: ID<Unit>
    public let unitName: String
    public let from: Day
    /// The last day; nil while no end is known.
    public let until: Day?
    /// What ended it before the term, such as `撤销`; nil when an officer did, or the term.
    public let why: String?

    public func holds(on day: Day) -> Bool { from <= day && until.map { $0 >= day } ?? true }
}

/// What a form for a cluster must hold.
package struct ClusterDraft: Sendable {
    let kind: ClusterKind
    let name: String
    let note: String?
    let from: Day
    let until: Day?
    let paper: String?

    package init(_ kind: ClusterKind, _ name: String, note: String? = nil, from: Day, until: Day?, paper: String?) {
        (self.kind, self.name, self.note, self.from) = (kind, name, note, from)
        (self.until, self.paper) = (until, paper)
    }

    init(_ form: Form) throws(Flaws) {
        var check = Check(form)
        name = check.text("name", "名称", 2...60)
        kind = check.choice("kind", "类型")
        from = check.day("from_day", "开始日期")
        until = check.optionalDay("until_day", "届满日期")
        paper = check.optionalText("paper", "依据文件", 80)
        note = check.optionalText("note", "说明", 200)
        if let until, check.flaws["from_day"] == nil, until < from {
            check.add("until_day", Cluster.Problem.endsBeforeItBegins.words)
        }
        try check.done()
    }
}
