import Base
import Federation
import Store
import TestKit
import Testing
import Web

@testable import Procedures

@Suite("A sign-off")
struct SignOffTests {
    @Test func `goes from the branch to the university to the city, with one history`() async throws {
        try await withTown { town in
            let branch = town.browser("fen")
            await branch.get(Places.requestNew(town.physics.id))
            await branch.submit(to: Places.requests(town.physics.id), ["title": "关于增补委员的请示", "text": "拟增补一名委员，请审批。"])
            #expect(branch.page.status == 200 && branch.page.words.contains("等春城大学审批"))
            let university = town.browser("gao")
            await university.get(Places.desk(town.university.id))
            #expect(university.page.words.contains("1 件等着审批") && university.page.words.contains("关于增补委员的请示"))
            let id = try #require(
                try await town.store.read { tx in try tx.value("SELECT id FROM sign_off") as ID<SignOff>? })
            await university.get(Places.signOff(id))
            await university.submit(to: Places.signOffDecision(id), ["decision": "agree", "words": "情况属实"])
            #expect(university.page.words.contains("已同意，报到春城市教育"))
            let city = town.browser("shi")
            await city.get(Places.signOff(id))
            #expect(city.page.words.contains("情况属实") && city.page.words.contains("请您审批"))
            await city.submit(to: Places.signOffDecision(id), ["decision": "agree"])
            let done = try await town.signOff(id)
            #expect(done.state == .approved && done.holder == nil)
            let words = await branch.get(Places.signOff(id)).words
            #expect(words.contains("春城市教育的shi已批准"))
            for act in ["提交", "同意，报上级", "批准", "gao，当天办理"] { #expect(words.contains(act)) }
            #expect(try await town.flaws() == [])
        }
    }

    @Test func `needs its reasons when it is given back or refused, and keeps what was typed`() async throws {
        try await withTown { town in
            let id = try await town.request("关于活动经费的请示", from: town.physics)
            let university = town.browser("gao")
            await university.get(Places.signOff(id))
            await university.submit(to: Places.signOffDecision(id), ["decision": "give_back", "words": "改"])
            #expect(university.page.status == 422 && university.page.words.contains("至少 4 个字"))
            #expect(university.page.text.contains(">改</textarea>"))
            await university.submit(to: Places.signOffDecision(id), ["decision": "", "words": "说明"])
            #expect(university.page.status == 422 && university.page.words.contains("请选择同意、退回修改或不同意"))
            await university.submit(to: Places.signOffDecision(id), ["decision": "give_back", "words": "请附上预算明细"])
            let branch = town.browser("fen")
            await branch.get(Places.desk(town.physics.id).with("show", "returned"))
            #expect(branch.page.words.contains("关于活动经费的请示"))
            let request = try #require(
                try await town.store.read { tx in try tx.value("SELECT id FROM request") as ID<Request>? })
            await branch.get(Places.requestRevision(request))
            await branch.submit(to: Places.requestRevision(request), ["title": "关于活动经费的请示（附预算）"])
            let again = try await town.signOff(id)
            #expect(again.state == .held && again.place == 0 && again.title == "关于活动经费的请示（附预算）")
            #expect(again.holder == town.university.id)
            #expect(branch.page.words.contains("请附上预算明细"))
        }
    }

    @Test func `is decided where it lies, not by whoever stands above, and not by strangers`() async throws {
        try await withTown { town in
            let id = try await town.request("关于会议室的请示", from: town.physics)
            let city = town.browser("shi")
            await city.get(Places.signOff(id))
            #expect(city.page.status == 200 && !city.page.words.contains("请您审批"))
            let version = String(try await town.signOff(id).version)
            let csrf = city.page.forms.first?.fields.first { $0.name == "csrf" }?.value ?? ""
            await city.post(
                Places.signOffDecision(id).text,
                [("csrf", csrf), ("key", "k"), ("version", version), ("decision", "agree")])
            #expect(city.page.status == 403)
            #expect(await town.browser("xiao").get(Places.signOff(id)).status == 404)
            #expect(await town.browser("hui").get(Places.signOff(id)).status == 403)
        }
    }

    @Test func `passes over levels that are not there, and has none above the top`() async throws {
        try await withTown { town in
            let school = try await town.request("关于学校工会换届的请示", from: town.school, by: "xiao")
            let names = try await town.store.read { tx in
                try SignOff.all([school], in: tx)[0].chain(in: tx).map(\.name)
            }
            #expect(names == ["东区教育", "春城市教育"])
            let city = town.browser("shi")
            await city.get(Places.requestNew(town.city.id))
            await city.submit(to: Places.requests(town.city.id), ["title": "报给谁的请示", "text": "上面没有单位了，请审批。"])
            #expect(city.page.status == 422 && city.page.words.contains("上面没有可以审批的单位"))
            #expect(city.page.text.contains("报给谁的请示"))
        }
    }

    @Test func `of two officers at once has one decision, and the second hears of it`() async throws {
        try await withTown { town in
            let id = try await town.request("关于同一件事的请示", from: town.university, by: "gao")
            let first = town.browser("shi"), second = town.browser("fu")
            await first.get(Places.signOff(id))
            await second.get(Places.signOff(id))
            await first.submit(to: Places.signOffDecision(id), ["decision": "agree", "words": ""])
            await second.submit(to: Places.signOffDecision(id), ["decision": "refuse", "words": "我不同意这件事"])
            #expect(second.page.words.contains("春城市教育的shi已于 09:00 办理：批准。以那次为准，不用再办。"))
            #expect(try await town.signOff(id).state == .approved)
        }
    }

    @Test func `is decided once by many who come at the same moment`() async throws {
        try await withTown { town in
            let id = try await town.request("关于抢着办的请示", from: town.university, by: "gao")
            let browsers = (0..<6).map { town.browser($0 % 2 == 0 ? "shi" : "fu") }
            for browser in browsers { await browser.get(Places.signOff(id)) }
            await withTaskGroup(of: Void.self) { group in
                for (order, browser) in browsers.enumerated() {
                    nonisolated(unsafe) let browser = browser
                    group.addTask {
                        await browser.submit(
                            to: Places.signOffDecision(id),
                            ["decision": order % 2 == 0 ? "agree" : "refuse", "words": "我的意见是这样"])
                    }
                }
            }
            let steps = try await town.store.read { tx in try SignOffStep.all(of: id, in: tx) }
            #expect(steps.count == 2)
            #expect(browsers.count { $0.page.words.contains("不用再办") } == 5)
            #expect(try await town.flaws() == [])
        }
    }

    @Test func `is withdrawn by the unit it comes from, and then cannot be decided`() async throws {
        try await withTown { town in
            let id = try await town.request("关于撤回的请示", from: town.physics)
            let university = town.browser("gao"), branch = town.browser("fen")
            await university.get(Places.signOff(id))
            await branch.get(Places.signOff(id))
            await branch.submit(to: Places.signOffWithdrawal(id))
            #expect(try await town.signOff(id).state == .withdrawn)
            await university.submit(to: Places.signOffDecision(id), ["decision": "agree"])
            #expect(university.page.words.contains("办理：撤回"))
        }
    }

    @Test(
        "moves only as its table says",
        arguments: [
            (SignOff.State.held, 0, SignOffAct.forward, "held 1"), (.held, 1, .approve, "approved 1"),
            (.held, 0, .giveBack, "returned 0"), (.held, 1, .refuse, "refused 1"), (.returned, 1, .refile, "held 0"),
            (.returned, 0, .withdraw, "withdrawn 0"), (.held, 0, .lift, "held 1"), (.held, 1, .lift, "-"),
            (.approved, 1, .withdraw, "-"), (.refused, 0, .approve, "-"), (.held, 0, .refile, "-"),
            (.withdrawn, 0, .giveBack, "-"), (.held, 0, .file, "-"),
        ])
    func table(state: SignOff.State, place: Int, act: SignOffAct, expected: String) async throws {
        let next = try? SignOff.of(state, at: place, of: 2).after(act)
        #expect(next.map { "\($0.state.rawValue) \($0.place)" } ?? "-" == expected)
    }

    @Test func `shows its papers to those who may read it, and says nothing of one that is gone`() async throws {
        try await withTown { town in
            let id = try await town.request("关于带附件的请示", from: town.physics)
            let request = try await town.store.write { tx in
                let request: ID<Request> = try tx.value("SELECT id FROM request") ?? ID(0)
                let kept = Paper.Kept(
                    mark: String(repeating: "0", count: 32), name: "预算.pdf", size: 2_048, media: .pdf)
                try Paper.add([kept], to: "request", request.raw, by: nil, in: tx)
                return request
            }
            let university = town.browser("gao")
            #expect(await university.get(Places.signOff(id)).words.contains("预算.pdf"))
            let paper = try #require(
                try await town.store.read { tx in try Paper.all(of: "request", request.raw, in: tx).first?.id })
            #expect(await university.get(Places.requestPaper(request, paper)).status == 404)
            #expect(await town.browser("xiao").get(Places.requestPaper(request, paper)).status == 404)
        }
    }

    @Test func `keeps the chain it was filed with when its line changes`() async throws {
        try await withTown { town in
            let id = try await town.request("关于换了规则的请示", from: town.physics)
            var module = Module("later")
            module.brought = [SignOffLine("request", "请示", version: "2027-01", stages: [.init(.base, days: 1)])]
            let lines = SignOffLines(Joined([module]))
            let hand = SignOffHand(person: town.person("gao"), unit: town.university.id, absent: nil)
            let seen = try await town.signOff(id)
            try await town.store.write { tx in
                _ = try SignOff.move([seen], { _ in .forward }, by: hand, saying: nil, lines, in: tx)
            }
            let moved = try await town.signOff(id)
            #expect(moved.holder == town.city.id && moved.days == 5 && moved.lineVersion == "2026-01")
        }
    }

    @Test func `leaves nothing behind when its line of work refuses`() async throws {
        try await withTown { town in
            let id = try await town.request("关于出错的请示", from: town.physics), lines = town.lines
            let hand = SignOffHand(person: town.person("gao"), unit: town.university.id, absent: nil)
            let before = try await town.signOff(id)
            struct Stop: Error {}
            await #expect(throws: Stop.self) {
                try await town.store.write { tx in
                    try SignOff.move([before], { _ in .forward }, by: hand, saying: nil, lines, in: tx)
                    throw Stop()
                }
            }
            #expect(try await town.signOff(id) == before)
        }
    }
}

extension SignOff {
    /// One in a state, for rules that ask nothing else.
    static func of(_ state: State, at place: Int, of stages: Int) -> SignOff {
        SignOff(
            id: ID(1), line: "request", lineVersion: "1", subjectKind: "request", subject: 1, title: "请示", unit: ID(1),
            unitName: "", unitPath: "0001/", state: state, place: place, stages: stages,
            holder: state.isOpen ? ID(2) : nil, holderName: nil, needs: "signoff.decide",
            since: Instant(microseconds: 0), days: 3, filedBy: ID(1), filedAt: Instant(microseconds: 0), version: 1)
    }
}
