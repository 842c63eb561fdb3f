import Access
import Base
import Store
import TestKit
import Testing
import Vault
import Web

@testable import Accounts

@Suite("One's own account") struct AccountTests {
    @Test func `shows the devices and ends one of them`() async throws {
        try await withTown { town in
            try await town.account()
            let phone = Browser(town.site, remote: "198.51.100.1", agent: "Mozilla/5.0 (iPhone) MicroMessenger/8.0")
            await phone.signIn()
            let desk = Browser(town.site, agent: "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Edg/140.0")
            await desk.signIn()
            let page = await desk.get(Places.account())
            #expect(page.words.contains("Windows 电脑 · Edge 浏览器 这台设备") && page.words.contains("iPhone · 微信"))
            #expect(page.statements <= 6)
            let end = try #require(
                page.forms.first {
                    $0.action.hasPrefix("/account/sessions/") && $0.action.hasSuffix("/end")
                        && $0.action != "/account/sessions/end"
                })
            await desk.post(end.action, end.fields)
            #expect(desk.page.words.hasPrefix("那台设备已退出登录。"))
            #expect(await phone.get("/").address == "/sign-in")
            #expect(await desk.get("/").status == 200)
        }
    }

    @Test func `ends all other devices`() async throws {
        try await withTown { town in
            try await town.account()
            let others = [town.browser(), town.browser()], desk = town.browser()
            for other in others { await other.signIn() }
            await desk.signIn()
            await desk.get(Places.account())
            await desk.submit(to: Places.othersEnd())
            #expect(desk.page.status == 200)
            for other in others { #expect(await other.get("/").address == "/sign-in") }
        }
    }

    @Test func `another's session is not there`() async throws {
        try await withTown { town in
            try await town.account()
            try await town.account("t1002", "周平")
            let (one, other) = (town.browser(), town.browser())
            await one.signIn()
            await other.signIn("t1002")
            let digest = Session.digest(of: try #require(one.cookies["uh"]))
            await other.get(Places.account())
            let form = try #require(other.page.forms.first { $0.action == "/account/password" })
            await other.post("/account/sessions/\(digest)/end", form.fields)
            #expect(other.page.status == 404)
            #expect(await one.get("/").status == 200)
        }
    }

    @Test func `changes the password once, and other devices must sign in again`() async throws {
        try await withTown { town in
            try await town.account()
            let (phone, desk) = (town.browser(), town.browser())
            await phone.signIn()
            await desk.signIn()
            await desk.get(Places.account())
            let fields: KeyValuePairs = [
                "old": "yi-ju-hao-ji-de-hua", "password": "ling-yi-ju-hua-ne", "again": "ling-yi-ju-hua-ne",
            ]
            await desk.submit(to: Places.password(), fields)
            #expect(desk.page.words.hasPrefix("密码已改好。"))
            #expect(await desk.submitAgain().words.hasPrefix("密码已改好。"))
            #expect(try await town.count("SELECT count(*) FROM audit_entry WHERE act = 'account.change-password'") == 1)
            #expect(await phone.get("/").address == "/sign-in")
            #expect(await phone.signIn("t1001", "ling-yi-ju-hua-ne").status == 200)
        }
    }

    @Test func `the old password must be right, and guessing it waits`() async throws {
        try await withTown { town in
            try await town.account()
            let desk = town.browser()
            await desk.signIn()
            let fields: KeyValuePairs = [
                "old": "bu-dui", "password": "ling-yi-ju-hua-ne", "again": "ling-yi-ju-hua-ne",
            ]
            for turn in 1...6 {
                await desk.get(Places.account())
                await desk.submit(to: Places.password(), fields)
                #expect(desk.page.words.contains(turn < 6 ? "密码不对" : "以后再试"))
            }
        }
    }

    @Test func `sets up the phone's codes, and takes them away with the password`() async throws {
        try await withTown { town in
            let id = try await town.account(), desk = town.browser()
            await desk.signIn()
            await desk.get(Places.codes())
            #expect(desk.page.words.contains("〔验证器的二维码〕"))
            await desk.submit(to: Places.codes(), ["code": "12"])
            #expect(desk.page.status == 422)
            let offer = try #require(
                desk.page.forms.first { $0.action == "/account/codes" }?.fields.first { $0.name == "offer" })
            let account = try await town.site.store.read { tx in try Account.find(id, in: tx) }
            let phone = try account.offered(offer.value, ring: town.site.facts.ring)
            #expect(desk.page.text.contains(phone.spelled))
            await desk.submit(to: Places.codes(), ["code": phone.code(step: TOTP.step(at: town.clock.now))])
            #expect(desk.page.words.hasPrefix("手机验证码已设好"))
            await desk.get(Places.codes())
            await desk.submit(to: Places.codesRemoval(), ["password": "yi-ju-hao-ji-de-hua"])
            #expect(desk.page.words.hasPrefix("手机验证码已取消"))
            #expect(await town.browser().signIn().words.contains("您好"))
        }
    }

    @Test func `answers programs too`() async throws {
        try await withTown { town in
            try await town.account()
            let desk = town.browser()
            await desk.signIn()
            let json = try await desk.get(Places.account(), accept: "application/json").json()
            #expect(json["signInName"]?.string == "t1001" && json["sessions"]?.array?.count == 1)
            #expect(await town.browser().get(Places.account(), accept: "application/json").status == 401)
        }
    }

    @Test(arguments: [
        ("Mozilla/5.0 (Linux; Android 14) Chrome/120 MicroMessenger/8", "安卓手机 · 微信"),
        ("Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0", "Linux 电脑 · Firefox 浏览器"), ("", "其他设备"),
    ])
    func `a device is named as people name it`(agent: String, words: String) {
        #expect(Device(agent: agent).words == words)
    }
}
