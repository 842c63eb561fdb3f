import Access
import Base
import Store
import Testing
import Web

@testable import Federation

@Suite("A person's union life")
struct TimelineTests {
    private func words(_ path: Path, _ town: Town, _ resident: Resident) async throws -> [String] {
        let json = try await town.json(path, as: resident)
        return (json["timeline"]?.array ?? []).compactMap { $0["words"]?.string }
    }

    /// Moves somebody to another unit on a day.
    private func move(
        _ person: ID<Person>, to unit: UnitEntry, on day: String, _ town: Town, state: MembershipState = .active,
        _ reason: Retention? = nil
    ) async throws {
        try await town.store.write { tx in
            let spell = try #require(try Membership.current(of: person, in: tx))
            let draft = MembershipDraft(
                unit: unit.id, number: spell.number, employment: spell.employment, state: state, retention: reason,
                joinedOn: spell.joinedOn, from: try #require(Day(day)))
            try spell.change(to: draft, of: try PersonEntry.unscoped(person, in: tx), in: unit, tx)
        }
    }

    @Test func `is told in one line of events, the latest first`() async throws {
        try await withTown { town in
            let person = town.member.person
            try await move(person, to: town.physics, on: "2022-02-01", town)
            try await move(person, to: town.physics, on: "2026-01-31", town, state: .retained, .retired)
            let told = try await words(Places.me(), town, town.member)
            #expect(told == ["退休，保留会籍", "从数学学院分会转到物理学院分会", "加入工会"])
            let page = try await town.get(Places.me(), as: town.member)
            #expect(page.text.contains("退休，保留会籍"))
            #expect(page.text.contains("没有选举权"))
        }
    }

    @Test func `shows an officer no more of another unit than that there was one`() async throws {
        try await withTown { town in
            let person = town.member.person
            try await move(person, to: town.physics, on: "2021-02-01", town)
            try await move(person, to: town.school, on: "2023-02-01", town)
            #expect(
                try await words(Places.person(person), town, town.schoolSecretary) == ["转入第一中学工会", "会籍在其他单位"])
            let page = try await town.get(Places.person(person), as: town.schoolSecretary)
            #expect(!page.text.contains("数学学院"))
            #expect(!page.text.contains("物理学院"))
            let json = try await town.json(Places.person(person), as: town.schoolSecretary)
            #expect(json["memberships"]?.array?.count == 3)
            #expect(json["memberships"]?.array?.last?["unit"] == nil)
            #expect(try await words(Places.person(person), town, town.cityChair).contains("从数学学院分会转到物理学院分会"))
        }
    }

    @Test func `tells the person who looked and why, the auditor the act alone, and others nothing`() async throws {
        try await withTown { town in
            let person = town.member.person
            let made = try await town.post(
                Places.viewings(person), ["reason": "核对大病互助的报销资料"], as: town.secretary)
            #expect(made.status == 303)
            let own = try await town.get(Places.me(), as: town.member)
            #expect(own.text.contains("核对大病互助的报销资料"))
            #expect(own.text.contains("马超群"))
            let auditor = try await town.appoint(.auditChair, at: town.university)
            let audited = try await town.get(Places.person(person), as: auditor)
            #expect(audited.text.contains("查看完整证件号和手机号"))
            #expect(!audited.text.contains("核对大病互助的报销资料"))
            let leader = try await town.store.write { tx in
                _ = try Post.insert(
                    PostDraft(person: town.leader.person, kind: .groupLeader, from: try #require(Day("2020-01-01"))),
                    in: town.mathematics, tx)
                return town.leader
            }
            let seen = try await town.get(Places.person(person), as: leader)
            #expect(seen.status == 200)
            #expect(!seen.text.contains("查看完整证件号"))
        }
    }

    @Test func `is narrowed to one kind by the address`() async throws {
        try await withTown { town in
            for number in 1...9 {
                _ = try await town.post(
                    Places.viewings(town.member.person), ["reason": "第 \(number) 次核对资料"], as: town.secretary)
            }
            let page = try await town.get(Places.me().with("life", "look"), as: town.member)
            #expect(page.text.contains("第 9 次核对资料"))
            #expect(!page.text.contains("<b>加入工会</b>"))
            #expect(page.text.contains("life=membership"))
        }
    }
}
