import Federation
import Server
import Rulebook
import Web

let staffRoutes: [Route] = [
    .get(Places.staff, .officer(.unitKeep), askStaff),
    .post(Places.staff, .officer(.unitKeep), reportStaff, again: askStaff),
    .get(Places.missing, .officer(.unitSee), showMissing),
    .open(.post, Places.upload, .officer(.unitKeep), uploadStaff, again: showMissing),
    .open(.get, Places.template, .officer(.unitKeep), downloadTemplate),
]

/// The form of one unit for one month; above the base, the list of those who report.
private func askStaff(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    guard unit.level.reportsStaff else { return .see(Places.missing(id)) }
    let month = Month(visit.call.isSent ? visit.filled["month"] : visit.call.query("month"))
    let desk = try StaffDesk(
        unit, month ?? Month(visit.tx.today).adding(-1), rules: unit.rules(in: visit.tx), as: visit.who, in: visit.tx)
    let isSame = visit.call.query("same") == "yes"
    let onFile = desk.onFile(same: isSame)
    // Somebody else was first: theirs is shown, and a second look is asked for before anything is written over it.
    let isStale = visit.call.isSent && visit.filled["version"] != onFile["version"]
    let filled = isStale ? Filled(onFile.mapValues { [$0] }, flaws: visit.filled.flaws) : visit.filled(else: onFile)
    return .page(title: "上报教职工人数", staffPage(desk, filled))
}

private func reportStaff(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.claim(id, as: visit.who, in: visit.tx)
    guard unit.level.reportsStaff else { throw Refusal.missing }
    guard unit.state != .dissolved else { throw Flaws("", "这个单位已撤销，不再上报。") }
    let draft = try StaffDraft(visit.form, today: visit.tx.today)
    let desk = try StaffDesk(unit, draft.month, rules: unit.rules(in: visit.tx), as: visit.who, in: visit.tx)
    try desk.refuseDoubts(draft)
    try StaffReport.save(
        draft, of: id, over: Int(visit.form["version"]) ?? 0, by: visit.who.person, in: visit.tx)
    try AuditEntry.write(
        draft.act(on: id, before: desk.report), by: visit.who.person, in: id, ring: visit.site.ring, visit.tx)
    let rate = CoverageRate(
        members: desk.members.values.reduce(0, +), staff: draft.staff.values.reduce(0, +))
    return .see(
        Places.staff(id).with("month", draft.month.description),
        saying: "\(draft.month.words)教职工人数已上报，入会率 \(rate.inFull)。")
}

/// What the form of a unit's report shows beside what is typed.
struct StaffDesk: Sendable {
    let unit: UnitEntry
    let month: Month
    let rules: Rules
    let today: Day
    let above: [UnitEntry]
    /// All reports of the unit, the latest first.
    let reports: [StaffReport]
    /// 在籍会员 at the end of the month, or today while the month runs.
    let members: [Employment: Int]
    /// Who reported, by person.
    let reporters: [ID<Person>: String]

    init(_ unit: UnitEntry, _ month: Month, rules: Rules, as officer: Officer, in tx: Transaction) throws {
        self.unit = unit
        self.month = month
        self.rules = rules
        today = tx.today
        above = try UnitEntry.above(unit, as: officer, in: tx)
        reports = try StaffReport.all(of: unit, in: tx)
        reporters = try Self.names(of: reports.compactMap(\.reportedBy), in: tx)
        guard month >= Month(tx.today) else {
            let shares = try MonthShares(unit, month, rules: rules, as: officer, in: tx)
            members = shares.shares.first { $0.unit.id == unit.id }?.members ?? [:]
            return
        }
        var counts: [Employment: Int] = [:]
        for line in try MemberCount.totals(below: unit.path, as: officer, in: tx) where line.state == .active {
            counts[line.employment, default: 0] += line.members
        }
        members = counts
    }

    private static func names(of people: [ID<Person>], in tx: Transaction) throws -> [ID<Person>: String] {
        guard !people.isEmpty else { return [:] }
        var found: [ID<Person>: String] = [:]
        try tx.each("SELECT id, name FROM person WHERE id \(anyOf: Array(Set(people)))") { row in
            found[try row.read("id")] = try row.read("name")
        }
        return found
    }

    /// The report of this month, if there is one.
    var report: StaffReport? { reports.first { $0.month == month } }
    /// The latest report of an earlier month.
    var before: StaffReport? { reports.first { $0.month < month } }

    /// Months that may be reported: this one and the twelve before it.
    var months: [Month] { (0...12).map { Month(today).adding(-$0) } }

    /// What stands in the form: the report of the month, or last month's numbers if that was asked for.
    func onFile(same: Bool) -> [String: String] {
        var values = [
            "month": month.description, "as_of": (report?.asOf ?? min(month.last, today)).description,
            "source": (report?.source ?? before?.source ?? .report).rawValue, "remark": report?.remark ?? "",
            "version": String(report?.version ?? 0),
        ]
        guard let shown = report ?? (same ? before : nil) else { return values }
        for employment in Employment.allCases {
            values[StaffDraft.field(employment)] = String(shown.staff[employment] ?? 0)
        }
        return values
    }

    /// What looks odd is said beside its field, and a word of explanation is asked for; with one it is taken.
    func refuseDoubts(_ draft: StaffDraft) throws(Flaws) {
        guard draft.remark == nil else { return }
        let doubts = StaffDoubt.all(draft.staff, members: members, before: before)
        guard !doubts.isEmpty else { return }
        var flaws = Flaws()
        for doubt in doubts {
            guard let employment = doubt.employment else { continue }
            flaws.add(StaffDraft.field(employment), "\(doubt.words)请核对。")
        }
        let together = doubts.filter { $0.employment == nil }.map(\.words).joined()
        flaws.add("remark", "\(together)请核对；人数确实如此的，请在这里写明原因，再按一次“上报”。")
        throw flaws
    }
}
