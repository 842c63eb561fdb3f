import Base
import Couriers
import Federation
import Server
import Store
import Synchronization
import TestKit
import Testing
import Vault
import Web

@testable import Exchange

@Suite("A webhook", .serialized) struct WebhookTests {
    /// What a receiver got, and what it answers next.
    private final class Inbox: Sendable {
        let got = Mutex<[Request]>([])
        let answers = Mutex<[Int]>([])

        var server: Server {
            var settings = ServerSettings()
            settings.spool = "/tmp/exchange-test-\(Secret.token(bytes: 6))"
            return Server(settings) { request in
                self.got.withLock { $0.append(request) }
                let status = self.answers.withLock { $0.isEmpty ? 204 : $0.removeFirst() }
                return Response(status, body: .none)
            }
        }

        var bodies: [JSON] {
            got.withLock { $0 }.compactMap { request in
                guard case .bytes(let bytes) = request.body else { return nil }
                return try? JSON(parsing: bytes)
            }
        }
    }

    /// Runs `body` with a receiver on a real socket, registered for the city, and its secret.
    private func withReceiver(
        _ body: (Town, Inbox, ID<Webhook>, String) async throws -> Void
    ) async throws {
        try await withTown { town in
            let inbox = Inbox(), server = inbox.server
            try server.start()
            let browser = town.browser(town.cityChair)
            await browser.get(Places.webhookNew(town.city.id))
            let page = await browser.submit(
                to: Places.webhooks(town.city.id),
                [
                    "purpose": "人事系统", "address": "http://127.0.0.1:\(server.port)/notify", "kind": "member",
                    "kind": "unit",
                ])
            #expect(Soundness.flaws(of: page.text) == [])
            let secret = try #require(page.text.firstMatch(of: /whsec_[A-Za-z0-9+\/=]{44}/)).output
            let id: ID<Webhook> = try #require(
                try await town.store.read { tx in try tx.value("SELECT id FROM webhook") })
            do {
                try await body(town, inbox, id, String(secret))
            } catch {
                await server.stop(within: 1)
                throw error
            }
            await server.stop(within: 1)
        }
    }

    private func enter(_ town: Town, _ name: String, in unit: UnitEntry) async throws -> ID<Person> {
        try await town.store.write { tx in
            let person = try tx.member(name, number: nil, in: unit, ring: town.ring)
            try tx.note("person.enter", on: person, in: unit, ring: town.ring)
            return person
        }
    }

    private func deliver(_ town: Town) async throws {
        try await town.settle()
        while try await Delivering.turn(town.site.facts, town.store) {}
    }

    @Test func `is listed beside the tokens, with where it goes and when something last arrived`() async throws {
        try await withReceiver { town, inbox, id, _ in
            let browser = town.browser(town.cityChair), list = Places.interfaces(town.city.id)
            await browser.get(list)
            #expect(Soundness.flaws(of: browser.page.text) == [])
            #expect(browser.page.links.contains(Places.webhook(id).text))
            #expect(browser.page.words.contains("/notify") && browser.page.words.contains("还没有"))
            _ = try await enter(town, "孙文", in: town.mathematics)
            try await deliver(town)
            await browser.get(list)
            #expect(browser.page.words.contains("2026-03-02 15:00"))
            #expect(inbox.bodies.count == 1)
        }
    }

    @Test func `is told of a change, signed, without names`() async throws {
        try await withReceiver { town, inbox, id, secret in
            let person = try await enter(town, "孙文", in: town.mathematics)
            try await deliver(town)
            let request = try #require(inbox.got.withLock { $0.first })
            guard case .bytes(let bytes) = request.body else { throw Refusal.missing }
            let text = String(decoding: bytes, as: UTF8.self)
            let json = try JSON(parsing: bytes)
            #expect(json["type"]?.string == "member.entered")
            #expect(json["data"]?["id"] == JSON(person) && !text.contains("孙文"))
            let message = request.headers["webhook-id"] ?? "", time = request.headers["webhook-timestamp"] ?? ""
            let key = try #require(Base64.decode(secret.dropFirst(6)))
            let code = MessageCode.of(Array("\(message).\(time).\(text)".utf8), secret: key)
            #expect(request.headers["webhook-signature"] == "v1,\(Base64.encode(code))")
            #expect(message == "msg_1_\(id)")
            let sealed: [UInt8]? = try await town.store.read { tx in try tx.value("SELECT secret_sealed FROM webhook") }
            #expect(!String(decoding: sealed ?? [], as: UTF8.self).contains(secret))
        }
    }

    @Test func `gets a new secret, signs with both for a day, and then with the new one alone`() async throws {
        try await withReceiver { town, inbox, id, old in
            let browser = town.browser(town.cityChair)
            await browser.get(Places.webhook(id))
            let page = await browser.submit(to: Places.webhookSecret(id), [:])
            #expect(Soundness.flaws(of: page.text) == [])
            let new = String(try #require(page.text.firstMatch(of: /whsec_[A-Za-z0-9+\/=]{44}/)).output)
            #expect(new != old)
            /// Which of the two secrets signed the last message that came.
            func signers() throws -> [String] {
                let request = try #require(inbox.got.withLock { $0.last })
                guard case .bytes(let bytes) = request.body else { throw Refusal.missing }
                let head = "\(request.headers["webhook-id"] ?? "").\(request.headers["webhook-timestamp"] ?? "")."
                let codes = [new, old].map { secret in
                    let key = Base64.decode(secret.dropFirst(6)) ?? []
                    return "v1,\(Base64.encode(MessageCode.of(Array(head.utf8) + bytes, secret: key)))"
                }
                let written = (request.headers["webhook-signature"] ?? "").split(separator: " ").map(String.init)
                return written.map { $0 == codes[0] ? "new" : $0 == codes[1] ? "old" : "unknown" }
            }
            _ = try await enter(town, "孙文", in: town.mathematics)
            try await deliver(town)
            #expect(try signers() == ["new", "old"])
            #expect(await browser.get(Places.webhook(id)).words.contains("新、旧两个签名"))
            town.clock.pass(hours: 24)
            _ = try await enter(town, "李武", in: town.mathematics)
            try await deliver(town)
            #expect(try signers() == ["new"])
            try await town.store.write { tx in try Webhook.sweep(in: tx) }
            let left: Int? = try await town.store.read {
                try $0.value("SELECT count(*) FROM webhook WHERE former_sealed IS NOT NULL")
            }
            #expect(left == 0)
        }
    }

    @Test func `lets the old secret die at once when an officer says so`() async throws {
        try await withReceiver { town, inbox, id, _ in
            let browser = town.browser(town.cityChair)
            await browser.get(Places.webhook(id))
            await browser.submit(to: Places.webhookSecret(id), [:])
            await browser.get(Places.webhook(id))
            await browser.submit(to: Places.webhookFormerEnd(id), [:])
            _ = try await enter(town, "孙文", in: town.mathematics)
            try await deliver(town)
            let signature = inbox.got.withLock { $0.last?.headers["webhook-signature"] } ?? ""
            #expect(signature.split(separator: " ").count == 1)
            let other = town.browser(town.secretary)
            await other.get(Places.webhook(id))
            #expect(other.page.status == 404 || other.page.status == 403)
        }
    }

    @Test func `is tried again with growing waits, in order of the subject`() async throws {
        try await withReceiver { town, inbox, id, _ in
            inbox.answers.withLock { $0 = [500, 503] }
            let person = try await enter(town, "孙文", in: town.mathematics)
            try await town.store.write { tx in
                try tx.note("person.revise", on: person, in: town.mathematics, ring: town.ring)
            }
            try await deliver(town)
            #expect(inbox.bodies.map { $0["type"]?.string } == ["member.entered"])
            town.clock.pass(seconds: 11)
            try await deliver(town)
            #expect(inbox.bodies.count == 2)
            town.clock.pass(seconds: 29)
            try await deliver(town)
            #expect(inbox.bodies.count == 2)
            town.clock.pass(seconds: 2)
            try await deliver(town)
            #expect(
                inbox.bodies.map { $0["type"]?.string } == [
                    "member.entered", "member.entered", "member.entered", "member.changed",
                ])
            #expect(Set(inbox.got.withLock { $0.compactMap { $0.headers["webhook-id"] } }).count == 2)
            let browser = town.browser(town.cityChair)
            let page = await browser.get(Places.webhook(id))
            #expect(Soundness.flaws(of: page.text) == [])
            #expect(page.words.contains("已送达"))
        }
    }

    @Test func `stops after days without an answer, says so at the desk, and opens again`() async throws {
        try await withReceiver { town, inbox, id, _ in
            inbox.answers.withLock { $0 = [Int](repeating: 500, count: 100) }
            _ = try await enter(town, "孙文", in: town.mathematics)
            for _ in 0..<8 {
                try await deliver(town)
                town.clock.pass(hours: 25)
            }
            let browser = town.browser(town.cityChair)
            #expect(await browser.get("/workbench").words.contains("变更通知已停用"))
            let page = await browser.get(Places.webhook(id))
            #expect(page.words.contains("已自动停用") && page.words.contains("对方答复 500"))
            inbox.answers.withLock { $0 = [] }
            await browser.submit(to: Places.webhookState(id), ["state": "open"])
            try await deliver(town)
            #expect(await browser.get(Places.webhook(id)).words.contains("已送达"))
        }
    }

    @Test func `is tried by hand, sent again, paused, and ended by 410`() async throws {
        try await withReceiver { town, inbox, id, _ in
            let browser = town.browser(town.cityChair)
            await browser.get(Places.webhook(id))
            await browser.submit(to: Places.webhookPing(id))
            try await deliver(town)
            #expect(inbox.bodies.map { $0["type"]?.string } == ["ping"])
            let ping: ID<Delivery> = try #require(
                try await town.store.read { tx in try tx.value("SELECT id FROM delivery") })
            await browser.get(Places.webhook(id))
            await browser.submit(to: Places.deliveryAgain(ping))
            try await deliver(town)
            #expect(inbox.bodies.count == 2)
            await browser.get(Places.webhook(id))
            await browser.submit(to: Places.webhookState(id), ["state": "paused"])
            _ = try await enter(town, "孙文", in: town.mathematics)
            try await deliver(town)
            #expect(inbox.bodies.count == 2)
            await browser.get(Places.webhook(id))
            await browser.submit(to: Places.webhookState(id), ["state": "open"])
            inbox.answers.withLock { $0 = [410] }
            _ = try await enter(town, "周舟", in: town.physics)
            try await deliver(town)
            #expect(await browser.get(Places.webhook(id)).words.contains("已自动停用"))
        }
    }

    @Test func `tells nothing that its maker may no longer see`() async throws {
        try await withReceiver { town, inbox, _, _ in
            try await town.store.write { tx in
                let posts: [Post] = try tx.all(
                    "SELECT \(Post.columns) FROM post WHERE person_id = \(town.cityChair.person)")
                for post in posts { try post.end(on: Day("2026-03-01")!, in: tx) }
            }
            _ = try await enter(town, "孙文", in: town.mathematics)
            try await deliver(town)
            #expect(inbox.bodies == [])
        }
    }

    @Test func `takes no address inside, and no officer of another school`() async throws {
        try await withTown(outreach: false) { town in
            let browser = town.browser(town.cityChair)
            await browser.get(Places.webhookNew(town.city.id))
            let page = await browser.submit(
                to: Places.webhooks(town.city.id),
                ["purpose": "人事系统", "address": "http://127.0.0.1/x", "kind": "member"])
            #expect(page.status == 422 && page.words.contains("地址要以 https:// 开头"))
            await browser.get(Places.webhookNew(town.city.id))
            await browser.submit(
                to: Places.webhooks(town.city.id),
                ["purpose": "人事系统", "address": "https://127.0.0.1:9/x", "kind": "member"])
            _ = try await enter(town, "孙文", in: town.mathematics)
            try await deliver(town)
            let id: ID<Webhook> = try #require(
                try await town.store.read { tx in try tx.value("SELECT id FROM webhook") })
            #expect(await browser.get(Places.webhook(id)).words.contains("域名指向内部网络的地址"))
            let other = town.browser(town.schoolSecretary)
            #expect(await other.get(Places.webhook(id)).status == 404)
            #expect(await other.get(Places.interfaces(town.city.id)).status == 404)
        }
    }
}
