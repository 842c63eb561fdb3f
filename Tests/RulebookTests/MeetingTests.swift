import Base
import Testing

@testable import Rulebook

@Suite("Quorum and pass lines") struct MeetingTests {
    private let rules = Rulings.beijing, today = Rulings.today

    @Test(arguments: [
        (79, 120, Verdict.Outcome.no), (80, 120, .yes), (81, 120, .yes), (0, 120, .no), (67, 100, .yes), (66, 100, .no),
        (2, 3, .yes),
        (121, 120, .person), (0, 0, .person),
    ])
    func `two thirds of all must be present`(present: Int, all: Int, outcome: Verdict.Outcome) {
        #expect(rules.quorum(present: present, of: all, on: today).outcome == outcome)
    }

    // R1.10: 120 delegates, 81 present.
    @Test(arguments: [
        (59, 81, Verdict.Outcome.no), (60, 81, .person), (61, 81, .yes), (81, 81, .yes), (79, 79, .no),
        (82, 81, .person),
    ])
    func `more than half of all carries, exactly half goes to a person`(
        yes: Int, present: Int, outcome: Verdict.Outcome
    ) {
        #expect(rules.passes(yes: yes, present: present, of: 120, on: today).outcome == outcome)
    }

    @Test func `a verdict shows its arithmetic, its sources and what would change it`() {
        let verdict = rules.passes(yes: 59, present: 81, of: 120, on: today)
        #expect(verdict.words == "应到 120 人，到会 81 人，赞成 59 票，须有 61 票（超过全体的 50%），未通过。")
        #expect(verdict.change == "再有 2 票赞成即通过。")
        #expect(verdict.sources.map(\.key) == ["meeting.quorum", "meeting.pass_share", "meeting.pass_line"])
        #expect(verdict.sources.allSatisfy { $0.origin == "2026.1 版" && $0.place == "全国" && !$0.citation.isEmpty })
    }

    @Test func `of an odd number there is no exact half`() {
        #expect(rules.passes(yes: 60, present: 100, of: 121, on: today).outcome == .no)
        #expect(rules.passes(yes: 61, present: 100, of: 121, on: today).outcome == .yes)
    }

    @Test func `more votes never turn a yes into a no, and more members never help`() {
        func rank(_ yes: Int, _ all: Int) -> Int {
            switch rules.passes(yes: yes, present: all, of: all, on: today).outcome {
            case .no: 0
            case .person: 1
            case .yes: 2
            }
        }
        for all in 1...60 {
            for yes in 0..<all {
                #expect(rank(yes, all) <= rank(yes + 1, all))
                #expect(rank(yes, all) >= rank(yes, all + 1))
            }
        }
    }

    @Test func `composition of delegates`() {
        #expect(rules.reaches(.teacherShare, 72, of: 120, on: today).isYes)
        #expect(rules.reaches(.teacherShare, 71, of: 120, on: today).change == "增加 1 人。")
        #expect(rules.staysWithin(.leaderShare, 24, of: 120, on: today).isYes)
        #expect(rules.staysWithin(.leaderShare, 25, of: 120, on: today).outcome == .no)
        #expect(rules.staysWithin(.prizeShare, 66, of: 100, on: today).isYes)
        #expect(Rulings.anhui.staysWithin(.prizeShare, 34, of: 100, on: today).outcome == .no)
    }

    @Test func `what nobody entered goes to a person and says where to enter it`() {
        let verdict = rules.reaches(.delegateShare, 30, of: 100, on: today)
        #expect(verdict.outcome == .person && verdict.words == "海淀区没有录入“教代会代表占教职工的最低比例”，不能判断。")
    }
}

@Suite("Verdicts") struct VerdictTests {
    @Test func `what is kept as JSON is read again as it was`() throws {
        let verdict = Rulings.beijing.needsWomensCommittee(members: 9, staff: 26, on: Rulings.today)
        let kept = try JSON(parsing: Array(verdict.json.text.utf8))
        #expect(Verdict(json: kept) == verdict)
        #expect(Verdict(json: ["outcome": "perhaps"]) == nil)
        #expect(verdict.sources.contains { $0.place == "北京市" })
    }

    @Test func `a page says when a source is not sure`() {
        let sure = verdict(Rulings.beijing.quorum(present: 80, of: 120, on: Rulings.today)).text
        #expect(!sure.contains("依据不确定") && sure.contains("总工发〔2016〕27号") && sure.contains("符合"))
        let unsure = verdict(Rulings.beijing.byElection(vacantSince: Rulings.today, today: Rulings.today)).text
        #expect(unsure.contains("依据不确定") && unsure.contains("请核对后使用"))
    }
}
