import Base
import Testing

@testable import Rulebook

@Suite("Elections, committees and terms") struct ElectionTests {
    private let rules = Rulings.beijing, today = Rulings.today

    private func day(_ text: String) throws -> Day { try #require(Day(text)) }

    @Test func `retained members neither vote nor stand`() {
        #expect(rules.mayVote(isMember: true, isRetained: false, on: today).isYes)
        let retained = rules.mayVote(isMember: true, isRetained: true, on: today)
        #expect(retained.outcome == .no && retained.sources.first?.from.description == "2016-10-09")
        #expect(rules.mayVote(isMember: false, isRetained: false, on: today).outcome == .no)
    }

    // R3.6, and PKU's own elections with at least 110 %.
    @Test(arguments: [
        (13, 13, false, Verdict.Outcome.no), (14, 13, false, .yes), (41, 39, false, .yes), (40, 39, false, .no),
        (15, 13, true, .yes),
        (14, 13, true, .no), (2, 1, false, .yes), (43, 39, true, .yes),
    ])
    func `there are more names than seats`(names: Int, seats: Int, isStanding: Bool, outcome: Verdict.Outcome) {
        #expect(rules.margin(candidates: names, seats: seats, isStanding: isStanding, on: today).outcome == outcome)
    }

    @Test func `more names never harm, and more seats never need fewer`() throws {
        let share = try #require(rules.find(.committeeMargin, on: today)?.value)
        for seats in 1...200 { #expect(Rules.names(for: seats, share) < Rules.names(for: seats + 1, share)) }
    }

    @Test(arguments: [
        (9, 300, Verdict.Outcome.yes), (8, 300, .person), (17, 300, .no), (3, 30, .yes), (9, 200, .no), (7, 200, .yes),
        (7, 201, .yes),
        (45, 60_000, .yes), (1, 9, .yes),
    ])
    func `a committee's seats fit its members`(seats: Int, members: Int, outcome: Verdict.Outcome) {
        #expect(rules.committeeSize(seats, members: members, on: today).outcome == outcome)
    }

    @Test(arguments: [
        // Members, women employed; Beijing counts the employed too.
        (9, 24, Verdict.Outcome.no, Verdict.Outcome.no), (10, 10, .yes, .yes), (9, 25, .yes, .no),
    ])
    func `a women's committee differs by place`(
        members: Int, staff: Int, inBeijing: Verdict.Outcome, inAnhui: Verdict.Outcome
    ) {
        #expect(rules.needsWomensCommittee(members: members, staff: staff, on: today).outcome == inBeijing)
        #expect(Rulings.anhui.needsWomensCommittee(members: members, staff: staff, on: today).outcome == inAnhui)
    }

    @Test func `where the number that matters is not known, a person decides`() {
        #expect(rules.needsWomensCommittee(members: 3, staff: nil, on: today).outcome == .person)
        #expect(Rulings.anhui.needsWomensCommittee(members: 3, staff: nil, on: today).outcome == .no)
    }

    @Test func `committees of members and of audit`() {
        #expect(rules.needsCommittee(members: 25, on: today).isYes)
        #expect(rules.needsCommittee(members: 24, on: today).outcome == .no)
        #expect(rules.auditCommittee(nil, members: 25, on: today).outcome == .no)
        #expect(rules.auditCommittee(nil, members: 24, on: today).isYes)
        #expect(rules.auditCommittee(3, members: 200, on: today).isYes)
        #expect(rules.auditCommittee(13, members: 200, on: today).outcome == .no)
    }

    @Test(arguments: [
        ("2021-11-21", 5, Verdict.Outcome.yes), ("2021-11-20", 5, .person), ("2021-05-21", 5, .person),
        ("2021-05-19", 5, .no),
        ("2023-11-21", 3, .yes), ("2023-01-01", 3, .no), ("2023-01-01", 4, .person),
    ])
    func `a term ends, may be delayed, and is overdue`(elected: String, years: Int, outcome: Verdict.Outcome) throws {
        #expect(rules.term(electedOn: try day(elected), years: years, today: today).outcome == outcome)
    }

    @Test(arguments: [
        ("2026-12-21", Verdict.Outcome.no), ("2026-12-20", .yes), ("2026-11-20", .yes), ("2026-11-19", .no),
    ])
    func `a certificate is renewed in its last thirty days`(expires: String, outcome: Verdict.Outcome) throws {
        #expect(rules.certificate(expires: try day(expires), today: today).outcome == outcome)
    }

    @Test func `a limit is the one of the day it began`() throws {
        let longer = Rulings.own("publicity.days", "7工作日", of: 3, from: "2026-01-01")
        let rules = Rulings.at("110108", [Locus.Step(ID(3), .base, name: "一中工会")], adding: [longer])
        let before = try day("2025-09-30"), after = try day("2026-09-30")
        #expect(rules.deadline(.publicity, after: before) == .on(try day("2025-10-14")))
        #expect(rules.deadline(.publicity, after: after) == .on(try day("2026-10-15")))
        let late = rules.inTime(.publicity, after: before, done: try day("2025-10-15"), today: today)
        #expect(late.words == "自 2025-09-30 起 5 个工作日，2025-10-14 截止（按 2026.1 版工作日历），办结于 2025-10-15，超过 1 天。")
        #expect(rules.inTime(.publicity, after: before, done: try day("2025-10-14"), today: today).isYes)
        let open = rules.inTime(.publicity, after: try day("2026-12-30"), today: try day("2026-12-31"))
        #expect(open.outcome == .person && open.words.contains("2027 年放假安排尚未公布"))
    }
}
