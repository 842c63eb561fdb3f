import Base
import Federation
import Glibc
import Server
import Store
import Synchronization
import TestKit
import Testing
import Vault
import Web

@testable import Notices

/// A mail server that takes letters on a socket of this machine: as much of SMTP as a courier speaks.
final class MailServer: Sendable {
    let letters = Mutex<[String]>([])
    /// What it answers to the next recipients; 250 when there is nothing.
    let answers = Mutex<[Int]>([])
    let port: UInt16
    private let socket: Int32

    init() throws {
        let file = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { plain in
                bind(file, plain, size) == 0 && listen(file, 16) == 0 && getsockname(file, plain, &size) == 0
            }
        }
        try #require(bound)
        socket = file
        port = UInt16(bigEndian: address.sin_port)
        let this = Unmanaged.passRetained(self)
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { raw in
                Unmanaged<MailServer>.fromOpaque(raw!).takeRetainedValue().serve()
                return nil
            }, this.toOpaque())
        pthread_detach(thread)
    }

    func stop() { shutdown(socket, Int32(SHUT_RDWR)) }

    private func serve() {
        while true {
            let talk = accept(socket, nil, nil)
            guard talk >= 0 else { break }
            converse(talk)
            close(talk)
        }
        close(socket)
    }

    private func converse(_ talk: Int32) {
        var rest: [UInt8] = [], letter: String?
        func say(_ words: String) { _ = send(talk, words + "\r\n", words.utf8.count + 2, Int32(MSG_NOSIGNAL)) }
        func line() -> String? {
            while true {
                if let end = rest.firstIndex(of: 0x0A) {
                    let words = String(decoding: rest[..<end].filter { $0 != 0x0D }, as: UTF8.self)
                    rest.removeFirst(end + 1)
                    return words
                }
                var piece = [UInt8](repeating: 0, count: 4096)
                let count = read(talk, &piece, piece.count)
                guard count > 0 else { return nil }
                rest += piece[..<count]
            }
        }
        say("220 test")
        while let words = line() {
            if let text = letter {
                guard words == "." else {
                    letter = text + words + "\n"
                    continue
                }
                letters.withLock { $0.append(text) }
                letter = nil
                say("250 taken")
            } else if words.hasPrefix("RCPT") {
                let answer = answers.withLock { $0.isEmpty ? 250 : $0.removeFirst() }
                say("\(answer) recipient")
            } else if words == "DATA" {
                letter = ""
                say("354 go on")
            } else {
                say(words.hasPrefix("QUIT") ? "221 bye" : "250 fine")
            }
        }
    }
}

@Suite("The ways out", .serialized) struct DeliveringTests {
    /// What a gateway of the web got, and what it answers.
    private final class Inbox: Sendable {
        let got = Mutex<[Request]>([])
        let answer = Mutex<(status: Int, body: String)>((200, #"{"errcode":0}"#))

        var server: Server {
            var settings = ServerSettings()
            settings.spool = "/tmp/notices-test-\(Secret.token(bytes: 6))"
            return Server(settings) { request in
                self.got.withLock { $0.append(request) }
                let (status, body) = self.answer.withLock { $0 }
                return Response(status, body: .bytes(Array(body.utf8)))
            }
        }

        var bodies: [JSON] {
            got.withLock { $0 }.compactMap { request in
                guard case .bytes(let bytes) = request.body else { return nil }
                return try? JSON(parsing: bytes)
            }
        }
    }

    private func deliver(_ town: Town) async throws {
        try await town.settle()
        while try await Delivering.turn(town.site.facts, town.store) {}
    }

    private func send(_ town: Town, isUrgent: Bool = false) async throws -> ID<Notice> {
        let draft = NoticeDraft(.activity, "健步走报名", "请向分会报名。", to: .members, isUrgent: isUrgent)
        return try await town.store.write { tx in try Notice.send(draft, from: town.branch.id, by: nil, in: tx) }
    }

    private func state(_ town: Town, _ channel: NoticeChannel) async throws -> [String] {
        try await town.store.read { tx in
            try tx.values("SELECT state FROM notice_delivery WHERE channel = \(channel) ORDER BY person_id")
        }
    }

    /// A town whose member has given an address, with a mail server.
    private func withMail(_ body: (Town, MailServer) async throws -> Void) async throws {
        try await withTown { town in
            let mail = try MailServer()
            defer { mail.stop() }
            let browser = town.browser(town.chair)
            await browser.get(Places.gatewayNew(town.city.id))
            #expect(Soundness.flaws(of: browser.page.text) == [])
            await browser.submit(
                to: Places.channels(town.city.id),
                [
                    "kind": "email", "name": "学校邮箱", "host": "127.0.0.1", "port": "\(mail.port)", "security": "none",
                    "sender": "gonghui@example.cn", "secret": "geheim",
                ])
            #expect(browser.page.words.contains("学校邮箱") && !browser.page.text.contains("geheim"))
            #expect(Soundness.flaws(of: browser.page.text) == [])
            let member = town.browser(town.member)
            await member.get("/me/choices")
            await member.submit(to: Places.choices(), ["mail": "zhou@example.cn", "want": "activity.email"])
            try await body(town, mail)
        }
    }

    @Test func `carry a letter in the words of its sender`() async throws {
        try await withMail { town, mail in
            _ = try await send(town)
            try await deliver(town)
            let letter = try #require(mail.letters.withLock { $0.first })
            #expect(letter.contains("To: <zhou@example.cn>") && letter.contains("<gonghui@example.cn>"))
            let body = letter.split(separator: "\n\n", maxSplits: 1).last?.filter { $0 != "\n" } ?? ""
            let text = String(decoding: Base64.decode(body) ?? [], as: UTF8.self)
            #expect(text.hasPrefix("请向分会报名。"))
            #expect(try await state(town, .email) == ["sent"])
            #expect(try await state(town, .app) == ["unread"])
        }
    }

    @Test func `try a letter again later, and give up what will never go`() async throws {
        try await withMail { town, mail in
            mail.answers.withLock { $0 = [451, 550] }
            _ = try await send(town)
            try await deliver(town)
            #expect(try await state(town, .email) == ["waiting"] && mail.letters.withLock { $0.isEmpty })
            town.clock.pass(seconds: 59)
            try await deliver(town)
            #expect(try await state(town, .email) == ["waiting"])
            town.clock.pass(seconds: 2)
            try await deliver(town)
            #expect(try await state(town, .email) == ["failed"])
            let view = town.browser(town.chair)
            await view.get(Places.channels(town.city.id))
            #expect(view.page.words.contains("对方答复 550"))
        }
    }

    /// A town with a gateway for text messages and a robot in a group, and somebody with nothing but a phone.
    private func withGateways(_ body: (Town, Inbox, ID<Person>) async throws -> Void) async throws {
        try await withTown { town in
            let inbox = Inbox(), server = inbox.server
            try server.start()
            let browser = town.browser(town.chair)
            for (unit, kind) in [(town.city.id, "sms"), (town.branch.id, "dingtalk")] {
                await browser.get(Places.gatewayNew(unit))
                await browser.submit(
                    to: Places.channels(unit),
                    [
                        "kind": kind, "name": "网关", "address": "http://127.0.0.1:\(server.port)/send",
                        "secret": "s3cret",
                        "sender": "春城工会",
                    ])
            }
            let person = try await town.store.write { tx in
                try tx.member("孙文", number: "N9", in: town.branch, ring: town.ring, phone: try Phone("13800138000"))
            }
            do {
                try await body(town, inbox, person)
            } catch {
                await server.stop(within: 1)
                throw error
            }
            await server.stop(within: 1)
        }
    }

    @Test func `ring a phone and speak to a group, by day`() async throws {
        try await withGateways { town, inbox, _ in
            _ = try await send(town)
            try await deliver(town)
            let texts = inbox.bodies.compactMap { $0["text"]?.string }
            #expect(texts == ["【春城工会】健步走报名。详情请登录“教工之家”查看。"])
            #expect(inbox.bodies.compactMap { $0["to"]?.string } == ["13800138000"])
            #expect(inbox.got.withLock { $0.compactMap { $0.headers["Authorization"] } } == ["Bearer s3cret"])
            let spoken = inbox.bodies.compactMap { $0["text"]?["content"]?.string }
            #expect(spoken == ["数学学院分会：健步走报名\n请向分会报名。"])
            #expect(try await state(town, .sms) == ["sent"])
            #expect(try await town.count("SELECT count(*) FROM group_posting WHERE state = 'sent'") == 1)
        }
    }

    @Test func `leave people alone at night, except when it is urgent`() async throws {
        try await withGateways { town, inbox, _ in
            town.clock.pass(hours: 8)
            _ = try await send(town)
            try await deliver(town)
            #expect(inbox.bodies.isEmpty)
            _ = try await send(town, isUrgent: true)
            try await deliver(town)
            #expect(inbox.bodies.count == 2)
            town.clock.pass(hours: 9)
            try await deliver(town)
            #expect(inbox.bodies.count == 4)
        }
    }

    @Test func `print a slip for whom every way failed, and hear what a robot says`() async throws {
        try await withGateways { town, inbox, person in
            inbox.answer.withLock { $0 = (200, #"{"errcode":310000,"errmsg":"sign not match"}"#) }
            _ = try await send(town)
            try await deliver(town)
            let problem: String? = try await town.store.read { tx in try tx.value("SELECT problem FROM group_posting") }
            #expect(problem == "机器人答复 310000：sign not match")
            inbox.answer.withLock { $0 = (404, "") }
            _ = try await send(town)
            try await deliver(town)
            let slips: [ID<Person>] = try await town.store.read { tx in
                try tx.values("SELECT person_id FROM notice_delivery WHERE channel = 'slip' AND state = 'unhanded'")
            }
            #expect(slips == [person])
        }
    }

    @Test func `know their hours of rest from a day on`() async throws {
        try await withTown { town in
            let browser = town.browser(town.chair)
            await browser.get(Places.channels(town.city.id))
            await browser.submit(
                to: Places.quietHours(town.city.id),
                ["starts": "25:00", "ends": "8", "from_day": "2026-03-01", "reason": ""])
            for words in ["开始读不出时间", "结束读不出时间", "不能早于今天", "请填写依据"] {
                #expect(browser.page.words.contains(words), "\(words)")
            }
            await browser.submit(
                to: Places.quietHours(town.city.id),
                ["starts": "20:30", "ends": "7：30", "from_day": "2026-03-05", "reason": "主席办公会"])
            #expect(
                browser.page.words.contains("现在是 21:00—8:00") && browser.page.words.contains("2026-03-05 起：20:30—7:30"))
            town.clock.pass(days: 3)
            await browser.get(Places.channels(town.city.id))
            #expect(browser.page.words.contains("现在是 20:30—7:30"))
            let school = town.browser(town.schoolChair)
            await school.get(Places.channels(town.school.id))
            #expect(school.page.words.contains("由联合会统一设定"))
        }
    }
}
