import Base
import Rulebook
import Federation
import TestKit
import Testing

@testable import Coverage

@Suite("A rate of coverage")
struct RateTests {
    @Test(
        "is rounded when it is written, but is 100% only when all are members",
        arguments: [
            (932, 1_000, "93.2%"), (1, 3, "33.3%"), (2, 3, "66.7%"), (9_999, 10_000, "99.9%"), (5, 5, "100.0%"),
            (10_001, 10_000, "100.1%"), (21, 20, "105.0%"), (0, 7, "0.0%"), (0, 0, "—"), (3, 0, "—"),
        ])
    func words(members: Int, staff: Int, words: String) {
        #expect(CoverageRate(members: members, staff: staff).words == words)
    }

    @Test(
        "months add and end as calendars do",
        arguments: [
            ("2026-01-31", 1, "2026-02-28"), ("2025-08-31", 6, "2026-02-28"), ("2026-03-15", 6, "2026-09-15"),
            ("2023-11-30", 3, "2024-02-29"), ("2026-05-01", 0, "2026-05-01"), ("2026-05-31", -3, "2026-02-28"),
        ])
    func months(day: String, months: Int, later: String) {
        #expect(Day(day)!.adding(months: months) == Day(later)!)
    }

    @Test func `a month is read digit for digit`() {
        #expect(Month("2026-10")?.last == Day("2026-10-31"))
        #expect(Month("2024-02")?.last == Day("2024-02-29"))
        for wrong in ["2026-13", "2026-1", "2026-00", "26-10", "2026-10-01", "", "2026/10"] {
            #expect(Month(wrong) == nil, "\(wrong)")
        }
    }

    @Test func `sums hold only those who reported, and nothing is lost between them and the others`() throws {
        forAll { dice in
            let shares = (0..<Int.random(in: 0...12, using: &dice)).map { _ in UnitShare.random(&dice) }
            let sum = CoverageSum(shares)
            let reported = shares.filter { $0.staff != nil }
            #expect(sum.units == shares.count && sum.reported == reported.count)
            let all = shares.map(\.allMembers).reduce(0, +)
            #expect((sum.rate?.members ?? 0) + sum.membersApart == all)
            #expect((sum.rate == nil) == reported.isEmpty)
            // What is wanting less what is too much is exactly staff less members.
            #expect(sum.gap - sum.excess == sum.rate?.gap ?? 0)
            #expect(sum.gap >= 0 && sum.excess >= 0)
            let byType = Employment.allCases.compactMap { sum.rate(of: $0) }
            if let rate = sum.rate { #expect(byType.reduce(CoverageRate(members: 0, staff: 0), +) == rate) }
        }
    }
}

extension UnitShare {
    fileprivate static func random(_ dice: inout Dice) -> UnitShare {
        func numbers() -> [Employment: Int] {
            Dictionary(
                uniqueKeysWithValues: Employment.allCases.map { ($0, Int.random(in: 0...20, using: &dice)) })
        }
        return UnitShare(
            unit: .sample, members: numbers(), staff: Bool.random(using: &dice) ? numbers() : nil, isLate: false)
    }
}

@Suite("The duty to found a union")
struct UnionDutyTests {
    @Test(
        "begins when more than six months have passed since the founding",
        arguments: [
            ("2026-03-02", UnionDuty.Outcome.notYet), ("2026-03-01", .due), ("2025-08-31", .due), ("", .unknown),
            ("2026-08-31", .notYet),
        ])
    func due(founded: String, outcome: UnionDuty.Outcome) {
        let duty = UnionDuty.judge(
            foundedOn: Day(founded), isOpen: true, by: .reviewed(at: Locus(Jurisdiction("110000")!)),
            on: Day("2026-09-02")!)
        #expect(duty.outcome == outcome)
        #expect(duty.rule?.citation.contains("北京市实施") == true)
        #expect(!duty.words.isEmpty)
    }

    @Test func `is over where there is a union, and elsewhere says that the number is borrowed`() {
        let day = Day("2026-09-02")!
        let done = UnionDuty.judge(
            foundedOn: day.adding(years: -3), isOpen: false, by: .reviewed(at: Locus(Jurisdiction("110000")!)), on: day)
        #expect(done.outcome == .done)
        let elsewhere = UnionDuty.judge(
            foundedOn: day.adding(years: -3), isOpen: true, by: .reviewed(at: Locus(Jurisdiction("450000")!)), on: day)
        #expect(elsewhere.outcome == .due)
        #expect(elsewhere.rule?.confidence == .low)
        let before = Rules.reviewed(at: Locus(.nation)).find(.timeToFound, on: Day("2015-12-31")!)
        #expect(before == nil)
    }

    @Test("a committee is needed from 25 members on", arguments: [(24, false), (25, true), (26, true)])
    func committee(members: Int, needs: Bool) {
        #expect(
            UnionDuty.needsCommittee(members, by: .reviewed(at: Locus(Jurisdiction("110000")!)), on: Day("2026-09-02")!)
                == needs)
    }
}

extension CoveredUnit {
    static let sample = CoveredUnit(
        id: ID(1), path: "0001/", name: "第一中学", code: "S01", level: .base, kind: .school,
        parentLevel: .district, pathNow: "0001/")
}
