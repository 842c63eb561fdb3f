public import Web

/// How high a union organisation stands, as rules tell it. Federation's levels have the same names.
public enum UnionLevel: String, CaseIterable, Sendable, Readable, Bindable {
    case national, provincial, municipal, district
    /// 基层工会
    case base
    case branch, group

    public var words: String {
        switch self {
        case .national: "全国"
        case .provincial: "省级"
        case .municipal: "市级"
        case .district: "区级"
        case .base: "基层工会"
        case .branch: "分会"
        case .group: "小组"
        }
    }

    /// 0 for the highest.
    var depth: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// What kind of school a base union stands in, where a rule tells them apart.
public enum SchoolLevel: String, CaseIterable, Sendable, Readable, Bindable {
    case university, vocational
    /// 中小学、幼儿园
    case school

    public var words: String {
        switch self {
        case .university: "高等学校"
        case .vocational: "职业院校"
        case .school: "中小学、幼儿园"
        }
    }
}

/// Where a rule is asked for: a place, and a unit with those above it. The room that keeps units makes it (`UnitEntry.locus`);
/// the rulebook knows nothing of their tables.
///
/// The nearest wins. From far to near: the country, its province, its city, its district, and between them the unions of the
/// same levels, then the base union, its branch, its group. At one level a union's own decision is nearer than its place.
public struct Locus: Hashable, Sendable {
    /// One union of the chain.
    public struct Step: Hashable, Sendable {
        public let unit: ID<Unit>
        public let level: UnionLevel
        /// Its short name, for pages.
        public let name: String

        public init(_ unit: ID<Unit>, _ level: UnionLevel, name: String = "") {
            self.unit = unit
            self.level = level
            self.name = name
        }
    }

    public let place: Jurisdiction
    /// From the highest union of the federation down to the one that asks; empty for a question about a place alone.
    public let steps: [Step]
    /// Nil where the unit is no school, or nobody knows.
    public let school: SchoolLevel?

    public init(_ place: Jurisdiction, steps: [Step] = [], school: SchoolLevel? = nil) {
        self.place = place
        self.steps = steps
        self.school = school
    }

    /// The level of the union that asks.
    public var level: UnionLevel? { steps.last?.level }

    /// How near a scope is; nil when it does not hold here.
    func nearness(_ scope: RuleScope) -> Int? {
        switch scope {
        case .place(let other): other.contains(place) ? other.depth * 2 : nil
        case .unit(let unit): steps.first { $0.unit == unit }.map { $0.level.depth * 2 + 1 }
        }
    }
}

/// Whom a value holds for: a place, or a unit with all below it.
public enum RuleScope: Hashable, Sendable {
    case place(Jurisdiction)
    case unit(ID<Unit>)
}
