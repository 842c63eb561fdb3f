import Federation
import Rulebook
import Web

/// Who has not reported a month, who came late, and the words to remind them with.
struct MissingReports: Sendable {
    let shares: MonthShares
    let above: [UnitEntry]
    let rules: Rules
    let today: Day
    let officer: Officer
    /// Whether the officer may send a file for these units.
    let mayReport: Bool

    var unit: UnitEntry { shares.unit }
    var month: Month { shares.month }
    private var all: [UnitShare] { shares.shares + shares.parts }
    var missing: [UnitShare] { shares.shares.filter { $0.staff == nil } }
    var late: [UnitShare] { shares.shares.filter(\.isLate) }

    init(_ unit: UnitEntry, _ month: Month, rules: Rules, as officer: Officer, in tx: Transaction) throws {
        shares = try MonthShares(unit, month, rules: rules, as: officer, in: tx)
        above = try UnitEntry.above(unit, as: officer, in: tx)
        self.rules = rules
        today = tx.today
        self.officer = officer
        mayReport = officer.holds(.unitKeep, at: unit.path)
    }

    /// The reminder, ready to be sent as it is.
    var reminder: String {
        let names = missing.map(\.unit.name).joined(separator: "、"), due = month.due(by: rules)
        let when =
            today <= due ? "请于 \(due.ofYear) 前上报" : "上报期限是 \(due.ofYear)，现已过期，请尽快补报"
        return """
            各有关单位工会：
            \(month.words)教职工人数，还有 \(missing.count) 个单位没有上报：\(names)。
            \(when)。登录教工之家，打开“覆盖情况”，选“上报教职工人数”，按用工形式填写即可；没有变化的，可以一键填入上月的数字。没有上报的单位不计入入会率。
            \(unit.name)
            \(today.plain)
            """
    }
}

extension Day {
    /// `11 月 10 日`
    fileprivate var ofYear: String { "\(month) 月 \(day) 日" }
}

/// `/units/:id/coverage/missing`
func showMissing(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let month = askedMonth(visit.call.isSent ? visit.filled["month"] : visit.call.query("month"), on: visit.tx.today)
    let list = try MissingReports(unit, month, rules: unit.rules(in: visit.tx), as: visit.who, in: visit.tx)
    let json: JSON = [
        "month": JSON(month.description), "units": JSON(list.shares.shares.count),
        "missing": .array(list.missing.map { ["id": JSON($0.unit.id), "name": JSON($0.unit.name)] }),
    ]
    return .page(title: "未上报单位", json: json, missingPage(list, visit.filled))
}

/// The month that an address asks for, if it is among those that are kept; the last closed one otherwise.
func askedMonth(_ words: String, on today: Day) -> Month {
    let last = Month(today).adding(-1)
    guard let month = Month(words), month <= last, month >= last.adding(1 - MonthEnd.kept) else { return last }
    return month
}

/// A choice of the month, which the address keeps.
func monthChoice(_ month: Month, to path: Path, today: Day, _ more: HTML = .none) -> HTML {
    let months = MonthEnd.months(on: today).reversed().map { (value: $0.description, words: "\($0.words)末") }
    return """
        <form class="filters mb4 no-print" method="get" action="\(path)">\(more)\
        \(select(Field("month", "月份"), Array(months), Filled(onFile: ["month": month.description])))\
        <button class="btn">查看</button></form>
        """
}
