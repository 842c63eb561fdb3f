import Coverage
import Federation
import Web

/// Staff reports of the demo over fourteen months, and workplaces without a union.
///
/// Mostly the staff is a little more than the members and grows slowly towards them. Some units report late, some not at all, and
/// one has more members than staff, as in life.
struct DemoCoverage {
    let tree: DemoTree
    let today: Day

    /// Months with reports, the last closed one at the end.
    static let months = 14

    func build(in tx: Transaction) throws {
        try MonthEnd.close(in: tx)
        let members = try members(in: tx)
        let months = (1...Self.months).map { Month(today).adding(-$0) }
        var reports: [StaffReport.New] = []
        for (place, base) in tree.bases.enumerated() {
            for (ago, month) in months.enumerated() where !isMissing(place, ago: ago) {
                let enrolled = members[base.unit.id]?[month] ?? [:]
                let draft = StaffDraft(
                    month: month, source: StaffSource.allCases[place % 3],
                    staff: staff(enrolled, place, ago: ago), remark: place == 6 ? "含返聘教师，人事关系不在本校。" : nil)
                let day = month.last.adding(days: (place + ago) % 13 == 4 ? 14 : 3 + place % 6)
                let at = Instant(min(day, today.adding(days: -1)), hour: 10)
                reports.append(StaffReport.New(unit: base.unit.id, draft, at: at))
            }
        }
        try StaffReport.load(reports, in: tx)
        try addWorkplaces(in: tx)
    }

    /// A few in every month, more in the last.
    private func isMissing(_ place: Int, ago: Int) -> Bool {
        ago == 0 ? place % 17 == 9 || place == 7 : (place + ago * 5) % 29 == 3
    }

    private func staff(_ enrolled: [Employment: Int], _ place: Int, ago: Int) -> [Employment: Int] {
        var staff: [Employment: Int] = [:]
        for (order, employment) in Employment.allCases.enumerated() {
            let members = enrolled[employment] ?? 0
            // In thousandths of the members: those outside the establishment are organised least.
            let open = [20, 70, 160, 320, 60][min(order, 4)] + place * 13 % 60 + ago * 6
            let more = (members * open + 999) / 1_000
            staff[employment] = place == 6 ? members - members / 60 : members + more
        }
        return staff
    }

    private func members(in tx: Transaction) throws -> [ID<Unit>: [Month: [Employment: Int]]] {
        var found: [ID<Unit>: [Month: [Employment: Int]]] = [:]
        try tx.each("SELECT base_id, month, employment, members FROM member_month") { row in
            let base: ID<Unit> = try row.read("base_id"), month: Month = try row.read("month")
            found[base, default: [:]][month, default: [:]][try row.read("employment")] = try row.read("members")
        }
        return found
    }

    /// One that should have had a union long ago, one that is being prepared, both in the first districts.
    private func addWorkplaces(in tx: Transaction) throws {
        guard let first = tree.districts.first(where: { $0.name.hasPrefix("海淀") }) ?? tree.districts.first,
            let second = tree.districts.last
        else { return }
        try Workplace.insert(
            WorkplaceDraft(
                name: "明德双语学校", kind: .privateSchool, foundedOn: today.adding(days: -520), staff: 86,
                staffOn: today.adding(days: -40), state: .planned, note: "已与校方谈过两次，正在选筹备组。"), under: first.id, in: tx)
        try Workplace.insert(
            WorkplaceDraft(
                name: "新苗幼儿园", kind: .privateSchool, foundedOn: today.adding(days: -75), staff: 19,
                staffOn: today.adding(days: -20), state: .none), under: second.id, in: tx)
    }
}
