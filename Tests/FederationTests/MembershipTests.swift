import Base
import Testing
import Web

@testable import Federation

@Suite("A spell of membership")
struct MembershipTests {
    @Test(
        "is followed only by states that may follow",
        arguments: [
            (MembershipState.active, MembershipState.retained, true), (.active, .removed, true),
            (.retained, .active, true), (.retained, .transferred, true), (.transferred, .active, true),
            (.transferred, .retained, true), (.transferred, .withdrawn, false), (.withdrawn, .active, true),
            (.withdrawn, .retained, false), (.removed, .active, true), (.removed, .transferred, false),
            (.removed, .removed, true),
        ])
    func following(state: MembershipState, next: MembershipState, isAllowed: Bool) {
        #expect((state.refusal(becoming: next) == nil) == isAllowed)
    }

    private func spell(
        _ state: MembershipState, _ reason: Retention? = nil, until: Day? = nil
    ) throws -> Membership {
        let from = try #require(Day("2020-01-01"))
        return Membership(
            id: ID(1), person: ID(2), unit: ID(3), unitPath: "0001/", number: nil, employment: .established,
            state: state, retention: reason, joinedOn: from, from: from, until: until)
    }

    @Test func `only members in good standing vote, and it is said why not`() throws {
        let day = try #require(Day("2026-03-02"))
        #expect(try spell(.active).mayVote(on: day))
        for state in MembershipState.allCases where state != .active {
            #expect(try !spell(state).mayVote(on: day), "\(state)")
        }
        let retired = try spell(.retained, .retired).standing(on: day)
        #expect(retired.words == "没有选举权、被选举权和表决权，因为已经退休，会籍只是保留；保留期间不交会费。")
        #expect(retired.source == "《中国工会章程》；《工会基层组织选举工作条例》第四条")
        #expect(try !spell(.active, until: Day("2025-12-31")).mayVote(on: day))
        #expect(try spell(.active, until: Day("2025-12-31")).mayVote(on: try #require(Day("2025-12-31"))))
    }

    /// The form that changes the member's spell.
    private func fields(_ town: Town, _ state: String, _ more: [(key: String, value: String)] = []) async throws -> JSON
    {
        let spell: ID<Membership> = try await town.store.read { tx in
            try #require(try Membership.current(of: town.member.person, in: tx)).id
        }
        let usual = [
            ("unit", town.mathematics.id.description), ("employment", "established"), ("number", "M1"),
            ("joined_on", "2019-09-01"), ("from_day", "2026-03-01"), ("spell", spell.description), ("state", state),
        ]
        var all = usual.filter { pair in !more.contains { $0.key == pair.0 } }.map { (key: $0.0, value: JSON($0.1)) }
        all += more.map { (key: $0.key, value: JSON($0.value)) }
        return .object(all)
    }

    @Test func `a retired member stays, says why, and does not vote`() async throws {
        try await withTown { town in
            let path = Places.personMembership(town.member.person)
            let bare = try await town.post(path, json: try await fields(town, "retained"), as: town.secretary)
            #expect(bare.status == 422)
            #expect(bare.text.contains("请选择保留会籍的原因"))
            let sent = try await town.post(
                path, json: try await fields(town, "retained", [("retained_for", "retired")]), as: town.secretary)
            #expect(sent.status == 303, "\(sent.text)")
            let page = try await town.get(Places.person(town.member.person), as: town.secretary)
            #expect(page.text.contains("保留会籍（退休）"))
            #expect(page.text.contains("没有选举权、被选举权和表决权，因为已经退休"))
            let list = try await town.json(
                Places.members(town.university.id).with("state", "retained"), as: town.secretary)
            #expect(list["total"]?.integer == 1)
            #expect(try await town.store.read { tx in try MemberCount.flaws(in: tx) } == [])
        }
    }

    @Test func `what contradicts is refused beside its field`() async throws {
        try await withTown { town in
            let path = Places.personMembership(town.member.person)
            func refused(_ json: JSON, _ words: String) async throws {
                let sent = try await town.post(path, json: json, as: town.secretary)
                #expect(sent.status == 422)
                #expect(sent.text.contains(words), "\(words)")
            }
            try await refused(
                try await fields(
                    town, "retained",
                    [("retained_for", "retired"), ("from_day", "2019-01-01"), ("joined_on", "2018-09-01")]), "变动日期不能早于")
            try await refused(try await fields(town, "active"), "没有要保存的变动")
            try await refused(
                try await fields(town, "retained", [("retained_for", "retired"), ("joined_on", "2026-03-02")]),
                "晚于这段会籍开始")
            let given = try await town.post(
                Places.posts(town.mathematics.id),
                ["person": "\(town.member.person)", "kind": "group_leader", "from_day": "2026-01-01"],
                as: town.secretary)
            #expect(given.status == 303)
            try await refused(try await fields(town, "withdrawn"), "数学学院分会小组长")
            let left = try await town.store.write { tx in
                try tx.run("UPDATE post SET until_day = '2026-02-01' WHERE person_id = \(town.member.person)")
            }
            #expect(left == 1)
            let gone = try await town.post(path, json: try await fields(town, "withdrawn"), as: town.secretary)
            #expect(gone.status == 303, "\(gone.text)")
            try await refused(
                try await fields(town, "retained", [("retained_for", "retired"), ("from_day", "2026-03-02")]),
                "此人已经退会")
        }
    }

    @Test func `a number alone is put right within the spell`() async throws {
        try await withTown { town in
            let path = Places.personMembership(town.member.person)
            let sent = try await town.post(
                path, json: try await fields(town, "active", [("number", "M77")]), as: town.secretary)
            #expect(sent.status == 303, "\(sent.text)")
            let json = try await town.json(Places.person(town.member.person), as: town.secretary)
            #expect(json["memberships"]?.array?.count == 1)
            #expect(json["memberships"]?.array?.first?["number"]?.string == "M77")
            let taken = try await town.post(
                path, json: try await fields(town, "active", [("number", "U1")]), as: town.secretary)
            #expect(taken.status == 422)
            #expect(taken.text.contains("工号 U1 在本单位已有人使用"))
            let found = try await town.json(Places.members(town.university.id).with("q", "M77"), as: town.secretary)
            #expect(found["total"]?.integer == 1)
        }
    }
}
