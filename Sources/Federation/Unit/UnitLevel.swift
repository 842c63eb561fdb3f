public import Web

/// How high a union organisation stands (A01): seven levels, and a tree may leave some out.
public enum UnitLevel: String, CaseIterable, Sendable, Readable, Bindable {
    case national
    case provincial
    case municipal
    case district
    /// 基层工会: the union of one university, hospital or school; the only level that admits members.
    case base
    case branch
    case group

    public var words: String {
        switch self {
        case .national: "全国"
        case .provincial: "省级"
        case .municipal: "市级"
        case .district: "区级"
        case .base: "校级"
        case .branch: "分会"
        case .group: "小组"
        }
    }

    /// 0 for the highest. A unit's level is always lower than its parent's.
    public var depth: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// What kind of organisation a unit is (A01).
public enum UnitKind: String, CaseIterable, Sendable, Readable, Bindable {
    /// 产业工会: an education union above the base.
    case industrial
    case university
    case hospital
    case school
    case vocational
    /// 民办学校
    case privateSchool = "private_school"
    /// 直属单位
    case direct
    /// 分工会、部门工会
    case branch
    /// 工会小组
    case group

    public var words: String {
        switch self {
        case .industrial: "教育工会"
        case .university: "高等学校"
        case .hospital: "附属医院"
        case .school: "中小学、幼儿园"
        case .vocational: "职业院校"
        case .privateSchool: "民办学校"
        case .direct: "直属单位"
        case .branch: "分工会（部门工会）"
        case .group: "工会小组"
        }
    }

    /// The kinds that fit a level.
    public static func fitting(_ level: UnitLevel) -> [UnitKind] {
        switch level {
        case .national, .provincial, .municipal, .district: [.industrial]
        case .base: [.university, .hospital, .school, .vocational, .privateSchool, .direct]
        case .branch: [.branch]
        case .group: [.group]
        }
    }
}

/// Where a unit stands in its life (A01): preparing, standing, dissolved. Merging and splitting are the next issue's.
public enum UnitState: String, CaseIterable, Sendable, Readable, Bindable {
    case preparing
    case standing
    case dissolved

    public var words: String {
        switch self {
        case .preparing: "筹备"
        case .standing: "在届"
        case .dissolved: "已撤销"
        }
    }
}
