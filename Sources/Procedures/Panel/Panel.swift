import Federation
public import Web

/// 评审组: people with roles who judge entries, and whom each of them must not judge.
///
/// Later modules add assignment, marks and rankings; who may judge what is fixed here, once, for all of them.
public struct Panel: Record, Sendable {
    public let id: ID<Panel>
    public let unit: ID<Unit>
    public let name: String
    /// How near units must not be for a judge: see `ConflictRule`.
    public let rule: ConflictRule

    public static let columns: SQL = "id, unit_id, name, rule"

    public init(_ row: borrowing Row) throws {
        id = try row.read("id")
        unit = try row.read("unit_id")
        name = try row.read("name")
        rule = try row.read("rule")
    }
}

/// What a member of a panel does.
public enum PanelRole: String, CaseIterable, Sendable, Readable, Bindable {
    /// 组长
    case head
    /// 评委
    case judge
    /// 监督员: sees everything, marks nothing.
    case overseer
    /// 秘书
    case secretary

    public var words: String {
        switch self {
        case .head: "组长"
        case .judge: "评委"
        case .overseer: "监督员"
        case .secretary: "秘书"
        }
    }

    /// Whether they mark entries.
    public var marks: Bool { self == .head || self == .judge }
}

/// How wide "the same unit" is.
public enum ConflictRule: String, CaseIterable, Sendable, Readable, Bindable {
    /// 同一基层工会: the base union and everything below it.
    case base
    /// 同一分会: only the unit itself and what is below.
    case unit

    public var words: String {
        switch self {
        case .base: "同一学校的回避"
        case .unit: "同一分会的回避"
        }
    }
}

/// Somebody on a panel, as the conflict rule sees them.
public struct Panellist: Equatable, Sendable {
    public let person: ID<Person>
    public let role: PanelRole
    /// The paths of their units today: their membership's, and those of their posts.
    public let units: [String]
    /// The paths of the base unions of those units.
    public let bases: [String]

    public init(person: ID<Person>, role: PanelRole, units: [String], bases: [String]) {
        self.person = person
        self.role = role
        self.units = units
        self.bases = bases
    }
}

/// What is judged, as the conflict rule sees it.
public struct PanelEntry: Equatable, Sendable {
    /// What the declarations name: `lesson` 17.
    public let kind: String
    public let subject: Int64
    /// Whose work it is, and who advised them.
    public let people: [ID<Person>]
    public let unit: String
    public let base: String?

    public init(kind: String, subject: Int64, people: [ID<Person>], unit: String, base: String?) {
        self.kind = kind
        self.subject = subject
        self.people = people
        self.unit = unit
        self.base = base
    }
}

/// Why somebody must not judge an entry. Derived ones hold whatever anybody declares; a declared one is taken at its word.
public enum Conflict: Hashable, Sendable {
    /// 本人或指导的作品
    case own
    /// 同一单位
    case sameUnit
    /// 本人申报的关系: to a person, or to this entry.
    case declared(String)

    public var words: String {
        switch self {
        case .own: "本人的作品"
        case .sameUnit: "同一单位"
        case .declared(let relation): "本人申报：\(relation)"
        }
    }
}

/// A relation that a panellist declared: to a person, or to one entry.
public struct Declaration: Equatable, Sendable {
    public enum Target: Equatable, Sendable {
        case person(ID<Person>)
        case entry(kind: String, subject: Int64)
    }

    public let panellist: ID<Person>
    public let target: Target
    /// `师生`, `亲属`, `合作研究`
    public let relation: String

    public init(panellist: ID<Person>, target: Target, relation: String) {
        self.panellist = panellist
        self.target = target
        self.relation = relation
    }
}

extension Conflict {
    /// Every conflict between a panellist and an entry: none means they may judge it. A pure function, so that anybody can
    /// recompute who had to stand back.
    public static func all(
        _ panellist: Panellist, _ entry: PanelEntry, _ rule: ConflictRule, declared: [Declaration]
    ) -> [Conflict] {
        guard panellist.role.marks else { return [] }
        var found: [Conflict] = []
        if entry.people.contains(panellist.person) { found.append(.own) }
        if isNear(panellist, entry, rule) { found.append(.sameUnit) }
        for declaration in declared where declaration.panellist == panellist.person {
            let isMeant =
                switch declaration.target {
                case .person(let person): entry.people.contains(person)
                case .entry(let kind, let subject): kind == entry.kind && subject == entry.subject
                }
            if isMeant { found.append(.declared(declaration.relation)) }
        }
        return found
    }

    /// Units above the base are not "the same unit" as everything below them: a city's officer may judge its schools. By the narrow
    /// rule neither is the base union's own desk near every branch.
    private static func isNear(_ panellist: Panellist, _ entry: PanelEntry, _ rule: ConflictRule) -> Bool {
        guard let base = entry.base else { return panellist.units.contains(entry.unit) }
        switch rule {
        case .base: return panellist.bases.contains(base)
        case .unit:
            return panellist.units.contains { unit in
                if unit == entry.unit { return true }
                guard unit != base, unit.hasPrefix(base), entry.unit != base else { return false }
                return entry.unit.hasPrefix(unit) || unit.hasPrefix(entry.unit)
            }
        }
    }
}
