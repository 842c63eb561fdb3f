import Base
import Federation
import Server
import Store
import TestKit
import Testing
import Web

@testable import Exchange

#if DEBUG
    /// Each write fails at its first statement, then at its second, and so on until it succeeds; nothing is left behind.
    @Suite("A write of the interfaces that fails on its way", .serialized) struct FaultTests {
        private func json(_ response: Response) throws -> JSON {
            guard case .bytes(let bytes) = response.body else { return .null }
            return try JSON(parsing: bytes)
        }

        /// The town's own checks of what is derived from what.
        private func flaws(_ town: Town) async throws -> [String] {
            let checks = town.site.facts.joined.checks
            return try await town.store.read { tx in try checks.flatMap { try $0.flaws(tx) } }
        }

        @Test func `by a program, leaves every table as it was`() async throws {
            try await withTown { town in
                let token = try await town.token(by: town.secretary, at: town.university)
                let people = try await town.store.write { tx in
                    try ["孙文", "钱新", "李四"].enumerated().map { index, name in
                        try tx.member(name, number: "N\(index)", in: town.mathematics, ring: town.ring)
                    }
                }
                let batch: JSON = [
                    "members": [
                        [
                            "key": "n", "name": "王五", "number": "N9", "unit": "数学学院分会", "phone": "13800138000",
                            "identity": "110105198005010021",
                        ],
                        ["key": "a", "id": JSON(people[0]), "name": "孙武", "phone": "13800138001"],
                        ["key": "b", "id": JSON(people[1]), "unit": JSON(town.physics.id), "employment": "contract"],
                        ["id": JSON(people[2]), "state": "withdrawn"], ["name": ""],
                    ]
                ]
                let written = try await town.site.withstand(
                    town.request(.post, "/api/v1/members", token, batch, key: "batch-0001"), "a batch")
                let items = try json(written.response)["items"]?.array ?? []
                #expect(
                    items.map { $0["outcome"]?.string } == ["created", "changed", "changed", "changed", "refused"])
                let address = "/api/v1/members/\(people[0])"
                for (name, method, address, sent, status) in [
                    ("a member", Method.put, address, ["name": "孙权", "version": 2], 200),
                    ("a member that another changed", .put, address, ["name": "孙策", "version": 2], 409),
                    ("a move", .put, address, ["unit": JSON(town.physics.id)], 200),
                    ("a look at full numbers", .post, address + "/numbers", ["reason": "核对工会会员证"], 200),
                ] as [(String, Method, String, JSON, Int)] {
                    let call = town.request(method, address, token, sent, key: "call-\(name)")
                    let done = try await town.site.withstand(call, name)
                    #expect(done.response.status == status, "\(name)")
                    #expect(done.statements > 5, "\(name) ran but \(done.statements) statements")
                }
                #expect(try await flaws(town) == [])
            }
        }

        @Test func `by an officer, leaves every table as it was`() async throws {
            try await withTown { town in
                func send(_ name: String, _ path: Path, _ fields: JSON) async throws {
                    let request = town.request(
                        .post, path.text, nil, fields, key: "deed-\(name)", session: town.cityChair.session)
                    let done = try await town.site.withstand(request, name)
                    #expect([200, 303].contains(done.response.status), "\(name)")
                }
                func first<Thing>(_ sql: SQL) async throws -> ID<Thing> {
                    try await town.store.read { tx in try #require(try tx.value(sql)) }
                }
                try await send(
                    "make a token", Places.tokens(town.city.id),
                    ["purpose": "人事系统", "scope": "members.read", "last_day": "2026-06-30"])
                let token: ID<Token> = try await first("SELECT id FROM api_token")
                try await send("replace a token", Places.tokenSuccessor(token), ["overlap": "7"])
                try await send("end a token", Places.tokenEnd(token), [:])
                try await send(
                    "add a webhook", Places.webhooks(town.city.id),
                    ["purpose": "人事系统", "address": "http://127.0.0.1:9/notify", "kind": "member"])
                let webhook: ID<Webhook> = try await first("SELECT id FROM webhook")
                try await send("try a webhook", Places.webhookPing(webhook), [:])
                let delivery: ID<Delivery> = try await first("SELECT id FROM delivery")
                try await town.store.write { tx in
                    try tx.run("UPDATE delivery SET state = 'dead' WHERE id = \(delivery)")
                }
                try await send("deliver again", Places.deliveryAgain(delivery), [:])
                try await send("pause a webhook", Places.webhookState(webhook), ["state": "paused"])
                #expect(try await flaws(town) == [])
            }
        }
    }
#endif
