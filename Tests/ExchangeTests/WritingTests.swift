import Base
import Federation
import Store
import Testing
import Web

@testable import Exchange

@Suite("Writing by programs") struct WritingTests {
    /// The outcomes of a batch, line by line.
    private func outcomes(_ json: JSON) -> [String] {
        (json["items"]?.array ?? []).map { item in
            let codes = (item["errors"]?.array ?? []).compactMap { $0["code"]?.string }
            return ([item["outcome"]?.string ?? ""] + codes).joined(separator: " ")
        }
    }

    @Test func `tells what became of each line`() async throws {
        try await withTown { town in
            let token = try await town.token(by: town.secretary, at: town.university)
            try await town.store.write { tx in
                try tx.member("孙文", number: "N1", in: town.mathematics, ring: town.ring)
                try tx.member("周舟", number: "S9", in: town.school, ring: town.ring)
            }
            let batch: JSON = [
                "members": [
                    ["key": "1", "name": "孙文", "number": "N1"],
                    ["key": "2", "name": "钱新", "number": "N2", "unit": JSON(town.physics.id), "sex": "male"],
                    ["key": "3", "name": "", "number": "N3"], ["key": "2", "name": "又一个"],
                    ["key": "5", "name": "李四", "unit": "没有的分会", "employment": "whatever", "colour": "red"],
                    ["key": "6", "name": "孙文", "number": "N1", "employment": "contract"],
                ]
            ]
            let rehearsed = try await town.call(.post, "/api/v1/members?dry_run=true", token, batch)
            let expected = [
                "matched", "created", "refused missing_name", "refused duplicate_key",
                "refused unknown_unit unknown_employment unknown_field", "refused duplicate_number_in_file",
            ]
            #expect(outcomes(rehearsed.json) == expected)
            #expect(rehearsed.json["items"]?.array?[1]["id"] == .null)
            #expect(try await town.call(.get, "/api/v1/members?key=1,2", token).json["items"]?.array == [])
            let written = try await town.call(.post, "/api/v1/members", token, batch)
            #expect(outcomes(written.json) == expected)
            let again: JSON = [
                "members": [
                    ["key": "1", "name": "孙文"], ["key": "2", "name": "钱新新", "phone": "13800138000"],
                    ["key": "1x", "name": "王五", "id": "77"],
                ]
            ]
            let second = try await town.call(.post, "/api/v1/members", token, again)
            #expect(outcomes(second.json) == ["unchanged", "changed", "refused not_found"])
            #expect(second.json["items"]?.array?[1]["fields"] == ["name", "phone"])
            let audit: [String] = try await town.store.read { tx in
                try tx.values("SELECT words FROM audit_entry WHERE act = 'exchange.write' ORDER BY id")
            }
            #expect(audit == ["数据接口“人事系统”写入会员 1 人：新增 1，更新 0。", "数据接口“人事系统”写入会员 1 人：新增 0，更新 1。"])
        }
    }

    @Test func `writes once for each key`() async throws {
        try await withTown { town in
            let token = try await town.token(by: town.secretary, at: town.university)
            let batch: JSON = ["members": [["key": "1", "name": "孙文", "number": "N1", "unit": "数学学院分会"]]]
            let first = try await town.call(.post, "/api/v1/members", token, batch, key: "batch-0001")
            let second = try await town.call(.post, "/api/v1/members", token, batch, key: "batch-0001")
            #expect(first.json == second.json && second.headers["idempotency-replayed"] == "true")
            #expect(outcomes(second.json) == ["created"])
            let other: JSON = ["members": [["key": "2", "name": "钱新"]]]
            #expect(try await town.call(.post, "/api/v1/members", token, other, key: "batch-0001").status == 422)
            let count: Int? = try await town.store.read { tx in
                try tx.value("SELECT count(*) FROM person WHERE name = '孙文'")
            }
            #expect(count == 1)
        }
    }

    @Test func `sent by many at once is written once`() async throws {
        try await withTown { town in
            let token = try await town.token(by: town.secretary, at: town.university)
            let batch: JSON = ["members": [["key": "1", "name": "孙文", "number": "N1", "unit": "数学学院分会"]]]
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        try await town.call(.post, "/api/v1/members", token, batch, key: "batch-0001").status
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.contains(200) && statuses.allSatisfy { [200, 409].contains($0) })
            let count: Int? = try await town.store.read { tx in
                try tx.value("SELECT count(*) FROM person WHERE name = '孙文'")
            }
            #expect(count == 1)
        }
    }

    @Test func `shows both versions when another was first`() async throws {
        try await withTown { town in
            let token = try await town.token(by: town.secretary, at: town.university)
            let person = try await town.store.write { tx in
                try tx.member("孙文", number: "N1", in: town.mathematics, ring: town.ring)
            }
            let address = "/api/v1/members/\(person)"
            let good = try await town.call(.put, address, token, ["name": "孙武", "version": 1])
            #expect(good.status == 200 && good.json["version"]?.integer == 2)
            let late = try await town.call(.put, address, token, ["name": "孙权", "version": 1])
            #expect(late.status == 409)
            #expect(late.json["sent"]?["name"]?.string == "孙权" && late.json["current"]?["name"]?.string == "孙武")
            #expect(late.json["current"]?["version"]?.integer == 2)
            let line: JSON = ["members": [["id": JSON(person), "name": "孙权", "version": 1]]]
            #expect(
                outcomes(try await town.call(.post, "/api/v1/members", token, line).json) == [
                    "refused version_conflict"
                ])
        }
    }

    @Test func `moves a member and ends a membership`() async throws {
        try await withTown { town in
            let token = try await town.token(by: town.secretary, at: town.university)
            let person = try await town.store.write { tx in
                try tx.member("孙文", number: "N1", in: town.mathematics, ring: town.ring)
            }
            let address = "/api/v1/members/\(person)"
            #expect(try await town.call(.put, address, token, ["unit": JSON(town.physics.id)]).status == 200)
            #expect(try await town.call(.get, address, token).json["unit"]?.string == town.physics.id.description)
            #expect(
                try await town.call(.put, address, token, ["state": "withdrawn"]).json["outcome"]?.string == "changed")
            let spells: [String] = try await town.store.read { tx in
                try tx.values("SELECT state FROM membership WHERE person_id = \(person) ORDER BY from_day, id")
            }
            #expect(spells.last == "withdrawn")
            #expect(try await town.call(.put, address, token, ["unit": JSON(town.school.id)]).status == 422)
        }
    }

    @Test func `a member of another school is neither found nor taken`() async throws {
        try await withTown { town in
            let token = try await town.token(by: town.secretary, at: town.university)
            let identity = "110105198005010021"
            let person = try await town.store.write { tx in
                let draft = PersonDraft(
                    name: "周舟", sex: .female, bornOn: Day("1980-05-01")!, identity: try IdentityNumber(identity))
                let person = try PersonEntry.insert(draft, ring: town.ring, in: tx)
                let day = Day("2019-09-01")!
                _ = try Membership.begin(
                    MembershipDraft(
                        unit: town.school.id, number: "S9", employment: .established, state: .active, joinedOn: day,
                        from: day), of: person, draft, in: town.school, tx)
                return person
            }
            let batch: JSON = [
                "members": [
                    ["key": "1", "name": "周舟", "identity": JSON(identity), "unit": "数学学院分会"],
                    ["key": "2", "id": JSON(person), "name": "周舟"],
                ]
            ]
            let got = try await town.call(.post, "/api/v1/members", token, batch)
            #expect(outcomes(got.json) == ["refused identity_elsewhere", "refused not_found"])
            #expect(!got.json.text.contains("第一中学") && !got.json.text.contains("S9"))
        }
    }

    @Test func `a batch that is none, or too long, is refused as a whole`() async throws {
        try await withTown { town in
            let token = try await town.token(by: town.secretary, at: town.university)
            let long = JSON.array((0...1000).map { ["key": JSON(String($0)), "name": "孙文"] })
            for json in [["members": long], ["members": []], [:], ["members": [], "unit": 5]] as [JSON] {
                #expect(try await town.call(.post, "/api/v1/members", token, json).status == 422)
            }
            #expect(try await town.call(.post, "/api/v1/members", token, [1]).status == 422)
            #expect(try await town.call(.post, "/api/v1/members", token).status == 422)
        }
    }
}
