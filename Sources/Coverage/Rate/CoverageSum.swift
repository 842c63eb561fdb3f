import Federation
import Web

/// One unit at the end of a month: its members, and its staff if it reported them.
struct UnitShare: Sendable {
    let unit: CoveredUnit
    let members: [Employment: Int]
    /// Nil when the unit did not report: then it is in no rate.
    let staff: [Employment: Int]?
    let isLate: Bool

    var allMembers: Int { members.values.reduce(0, +) }
    var allStaff: Int? { staff?.values.reduce(0, +) }
    var rate: CoverageRate? { allStaff.map { CoverageRate(members: allMembers, staff: $0) } }

    func rate(of employment: Employment) -> CoverageRate? {
        staff.map { CoverageRate(members: members[employment] ?? 0, staff: $0[employment] ?? 0) }
    }
}

/// Several units together. Only those that reported are in the rate, and how many of how many is always said beside it.
struct CoverageSum: Equatable, Sendable {
    private(set) var units = 0
    private(set) var reported = 0
    private(set) var late = 0
    /// Of the units that reported.
    private(set) var members: [Employment: Int] = [:]
    private(set) var staff: [Employment: Int] = [:]
    /// Of the units that did not report.
    private(set) var membersApart = 0
    /// 应入未入: the sum over units with fewer members than staff. What others have too many does not hide it.
    private(set) var gap = 0
    /// By how many members the units with more members than staff exceed it.
    private(set) var excess = 0
    private(set) var excessUnits = 0

    init() {}

    init(_ shares: some Sequence<UnitShare>) {
        for share in shares { add(share) }
    }

    mutating func add(_ share: UnitShare) {
        units += 1
        guard let rate = share.rate else {
            membersApart += share.allMembers
            return
        }
        reported += 1
        if share.isLate { late += 1 }
        for (employment, count) in share.members { members[employment, default: 0] += count }
        for (employment, count) in share.staff ?? [:] { staff[employment, default: 0] += count }
        if rate.isOver {
            excess -= rate.gap
            excessUnits += 1
        } else {
            gap += rate.gap
        }
    }

    var missing: Int { units - reported }

    /// Nil when nobody reported.
    var rate: CoverageRate? {
        guard reported > 0 else { return nil }
        return CoverageRate(members: members.values.reduce(0, +), staff: staff.values.reduce(0, +))
    }

    func rate(of employment: Employment) -> CoverageRate? {
        guard reported > 0 else { return nil }
        return CoverageRate(members: members[employment] ?? 0, staff: staff[employment] ?? 0)
    }

    /// `12 / 13 个单位已上报`
    var reportedWords: String { "\(grouped(reported)) / \(grouped(units)) 个单位已上报" }
}
