import Web

/// Members out of staff (入会率): both numbers, exactly. It is rounded only when it is written, and then never to 100 % when it
/// is not.
struct CoverageRate: Equatable, Sendable {
    /// 在籍会员; 保留会籍 (退休、离岗) are members but no staff, and are on neither side.
    let members: Int
    let staff: Int

    /// 应入未入: negative where there are more members than staff.
    var gap: Int { staff - members }

    var isOver: Bool { members > staff }

    /// In thousandths, rounded half up, but 1,000 only when both numbers are the same. Nil without staff.
    var thousandths: Int? {
        guard staff > 0 else { return nil }
        let rounded = (members * 2_000 + staff) / (staff * 2)
        if members < staff { return min(rounded, 999) }
        return members > staff ? max(rounded, 1_001) : 1_000
    }

    /// `93.2%`, or a dash where there is no staff to divide by.
    var words: String {
        guard let thousandths else { return "—" }
        return "\(thousandths / 10).\(thousandths % 10)%"
    }

    /// `93.2%（932 / 1,000）`
    var inFull: String { "\(words)（\(grouped(members)) / \(grouped(staff))）" }

    static func + (a: CoverageRate, b: CoverageRate) -> CoverageRate {
        CoverageRate(members: a.members + b.members, staff: a.staff + b.staff)
    }
}
