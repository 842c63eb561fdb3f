public import Federation
import Rulebook
public import Web

/// 教职工人数上报: how many people work at a unit at the end of a month, by employment type, as somebody reported it.
///
/// A unit has one report a month; a correction takes its place and stays in the audit chain. A unit without one is in no rate of
/// that month: last month's number is never taken for this month's.
public struct StaffReport: Equatable, Sendable {
    public let id: ID<StaffReport>
    public let unit: ID<Unit>
    public let month: Month
    /// 统计日期: the day the numbers hold for, within the month.
    public let asOf: Day
    public let source: StaffSource
    /// Why the numbers are what they are, where they looked odd.
    public let remark: String?
    /// Who reported; nil for the house itself.
    public let reportedBy: ID<Person>?
    /// The first time, by which it is late or not.
    public let reportedAt: Instant
    /// The last correction; nil when there was none.
    public let correctedAt: Instant?
    /// Grows with each correction, so that two officers at once are told.
    public let version: Int
    /// Every type, 0 where there is nobody.
    public let staff: [Employment: Int]

    var total: Int { staff.values.reduce(0, +) }

    /// Whether it came after the last day of its month's reporting.
    func isLate(by rules: Rules) -> Bool { reportedAt.day > month.due(by: rules) }

    /// Most people that a unit may report of one type: more is a slip of the finger.
    static let most = 500_000
}

/// Where a staff number comes from (R16a: figures say their source).
public enum StaffSource: String, CaseIterable, Sendable, Readable, Bindable {
    /// 单位填报
    case report
    /// 人事部门的名册
    case hrFile = "hr_file"
    /// 人事系统导出
    case personnelSystem = "personnel_system"

    var words: String {
        switch self {
        case .report: "单位填报"
        case .hrFile: "人事名册"
        case .personnelSystem: "人事系统"
        }
    }
}

/// What a report must hold.
public struct StaffDraft: Equatable, Sendable {
    public let month: Month
    public let asOf: Day
    public let source: StaffSource
    public let staff: [Employment: Int]
    public let remark: String?

    public init(
        month: Month, asOf: Day? = nil, source: StaffSource = .report, staff: [Employment: Int], remark: String? = nil
    ) {
        self.month = month
        self.asOf = asOf ?? month.last
        self.source = source
        self.staff = staff
        self.remark = remark
    }

    /// The name of the field of one type.
    static func field(_ employment: Employment) -> String { "staff_\(employment.rawValue)" }

    init(_ form: Form, today: Day) throws(Flaws) {
        var check = Check(form)
        let month = Month(check.typed("month")) ?? Month(today)
        if Month(check.typed("month")) == nil { check.add("month", "请选择月份。") }
        if month > Month(today) { check.add("month", "\(month.words)还没有到。") }
        self.month = month
        let day = check.optionalDay("as_of", "统计日期") ?? min(month.last, today)
        if Month(day) != month { check.add("as_of", "统计日期应在\(month.words)之内。") }
        if day > today { check.add("as_of", "统计日期 \(day) 晚于今天。") }
        asOf = day
        source = check.choice("source", "数据来源")
        var staff: [Employment: Int] = [:]
        for employment in Employment.allCases { staff[employment] = check.staff(employment) }
        self.staff = staff
        remark = check.optionalText("remark", "情况说明", 300)
        try check.done()
    }
}

extension Check {
    /// A number of people. Nothing typed is not nobody: that is written as 0.
    fileprivate mutating func staff(_ employment: Employment) -> Int {
        let name = StaffDraft.field(employment), words = typed(name)
        guard !words.isEmpty else {
            add(name, "请填写\(employment.words)人数，没有请填 0。")
            return 0
        }
        guard let number = wholeNumber(words), number <= StaffReport.most else {
            add(name, "\(employment.words)人数应为 0 到 \(grouped(StaffReport.most)) 的整数。")
            return 0
        }
        return number
    }
}

/// A whole number as people type it: with commas, in full-width digits, with 人 behind it.
func wholeNumber(_ words: String) -> Int? {
    var digits = ""
    for scalar in words.unicodeScalars {
        switch scalar.value {
        case 0x30...0x39: digits.unicodeScalars.append(scalar)
        case 0xFF10...0xFF19: digits += String(scalar.value - 0xFF10)
        case 0x2C, 0xFF0C, 0x20, 0x3000, 0x4EBA: continue
        default: return nil
        }
    }
    return digits.isEmpty || digits.utf8.count > 9 ? nil : Int(digits)
}

/// Something in a report that looks wrong but may be right: it wants a word of explanation, not another number.
struct StaffDoubt: Equatable, Sendable {
    /// The type it is about; nil for all together.
    let employment: Employment?
    let words: String

    /// Fewer staff of a type than members of that type; half as many again, or half as few, as the month before.
    static func all(
        _ staff: [Employment: Int], members: [Employment: Int], before: StaffReport?
    ) -> [StaffDoubt] {
        var doubts = Employment.allCases.compactMap { employment -> StaffDoubt? in
            let there = staff[employment] ?? 0, enrolled = members[employment] ?? 0
            guard there < enrolled else { return nil }
            let words = "\(employment.words)教职工 \(grouped(there)) 人，少于\(employment.words)的在籍会员 \(grouped(enrolled)) 人。"
            return StaffDoubt(employment: employment, words: words)
        }
        let total = staff.values.reduce(0, +)
        if let before, before.total >= 20, abs(total - before.total) * 2 > before.total {
            doubts.append(
                StaffDoubt(
                    employment: nil,
                    words: "合计 \(grouped(total)) 人，\(before.month.words)上报的是 \(grouped(before.total)) 人，相差一半以上。"))
        }
        return doubts
    }
}
