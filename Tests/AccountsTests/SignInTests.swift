import Access
import Base
import Store
import TestKit
import Testing
import Web

@testable import Accounts

@Suite("Signing in") struct SignInTests {
    @Test func `the page asks for two things`() async throws {
        try await withTown { town in
            let page = await town.browser().get(Places.signIn())
            #expect(page.status == 200)
            #expect(
                page.words == """
                    # 登录
                    春城市教育工会的会员和工会干部都从这里进。
                    工号或登录名: ____
                    密码: ____
                    (显示密码)
                    (登录)
                    忘了密码，请找本单位工会干部重新开通。
                    """)
            #expect(page.statements == 0)
        }
    }

    @Test func `the right password leads home, or where one wanted to go`() async throws {
        try await withTown { town in
            try await town.account()
            let browser = town.browser()
            #expect(await browser.get("/").address == "/sign-in")
            #expect(await browser.signIn(" T１００１ ").words.contains("陈荷，您好"))
            let other = town.browser()
            #expect(await other.signIn(to: "/account").address == "/account")
        }
    }

    @Test(arguments: ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"])
    func `it never leads to another site`(to: String) async throws {
        try await withTown { town in
            try await town.account()
            #expect(await town.browser().signIn(to: to).address == "/")
        }
    }

    @Test func `a wrong password and an unknown name hear the same words`() async throws {
        try await withTown { town in
            try await town.account()
            try await town.account("t1002", "周平", password: nil)
            let wrong = await town.browser().signIn("t1001", "bu-shi-zhe-ge")
            let unknown = await town.browser().signIn("t1009", "bu-shi-zhe-ge")
            let unset = await town.browser().signIn("t1002", "bu-shi-zhe-ge")
            #expect(wrong.status == 422 && unknown.status == 422)
            #expect(wrong.words.contains("工号或密码不对，请核对后再试。"))
            #expect(unknown.words == wrong.words.replacing("t1001", with: "t1009"))
            #expect(unset.words == wrong.words.replacing("t1001", with: "t1002"))
            #expect(!wrong.text.contains("bu-shi-zhe-ge"))
        }
    }

    @Test func `an account that was closed stays out, and its sessions end`() async throws {
        try await withTown { town in
            let id = try await town.account()
            let browser = town.browser()
            await browser.signIn()
            try await town.site.store.write { tx in
                try Account.setState(.closed, of: try Account.find(id, in: tx).person, in: tx)
            }
            #expect(await browser.get("/").address == "/sign-in")
            #expect(await browser.signIn().status == 422)
        }
    }

    @Test func `too many failures wait, and say until when`() async throws {
        try await withTown { town in
            try await town.account()
            let browser = town.browser()
            for _ in 1...5 { await browser.signIn("t1001", "bu-shi-zhe-ge") }
            #expect(await browser.signIn().words.contains("请在 15:01 以后再试"))
            town.clock.pass(seconds: 31)
            #expect(await browser.signIn().status == 200)
        }
    }

    @Test func `strangers cannot lock the owner's device out, nor other addresses`() async throws {
        try await withTown { town in
            try await town.account()
            let owner = town.browser()
            await owner.signIn()
            owner.cookies["uh"] = nil
            let stranger = town.browser()
            for _ in 1...9 { await stranger.signIn("t1001", "bu-shi-zhe-ge") }
            #expect(await stranger.signIn().status == 422)
            #expect(await owner.signIn().status == 200)
            #expect(await town.browser(from: "198.51.100.1").signIn().status == 200)
        }
    }

    @Test func `a device mark of one's own making proves nothing`() async throws {
        try await withTown { town in
            try await town.account()
            let stranger = town.browser()
            for turn in 1...6 {
                stranger.cookies["uh-device"] = "mine\(turn).AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
                await stranger.signIn("t1001", "bu-shi-zhe-ge")
            }
            #expect(stranger.page.words.contains("以后再试"))
        }
    }

    @Test func `a token planted before is not the token afterwards`() async throws {
        try await withTown { town in
            try await town.account()
            let browser = town.browser()
            browser.cookies["uh"] = "planted"
            await browser.signIn()
            let first = browser.cookies["uh"]
            #expect(first != "planted")
            await browser.get(Places.signIn())
            let thief = town.browser()
            thief.cookies["uh"] = "planted"
            #expect(await thief.get("/").address == "/sign-in")
        }
    }

    @Test func `a form that this site did not draw for this browser is refused`() async throws {
        try await withTown { town in
            try await town.account()
            let fields = [(name: "name", value: "t1001"), (name: "password", value: "yi-ju-hao-ji-de-hua")]
            #expect(await town.browser().post("/sign-in", fields).status == 403)
            let other = await town.browser().get(Places.signIn()).forms.last?.fields.first { $0.name == "csrf" }
            #expect(await town.browser().post("/sign-in", fields + [try #require(other)]).status == 403)
        }
    }

    @Test func `signing out ends the session`() async throws {
        try await withTown { town in
            try await town.account()
            let browser = town.browser()
            await browser.signIn()
            let token = browser.cookies["uh"]
            #expect(await browser.submit(to: Places.signOut()).words.contains("已退出登录。"))
            #expect(browser.cookies["uh"] == nil)
            browser.cookies["uh"] = token
            #expect(await browser.get("/").address == "/sign-in")
        }
    }

    @Test func `a demo shows its accounts, each behind a button`() async throws {
        let demo = [DemoAccount(role: "会员", signInName: "t1001", password: "yi-ju-hao-ji-de-hua")]
        try await withTown(demoAccounts: demo) { town in
            try await town.account()
            let browser = town.browser()
            #expect(await browser.get(Places.signIn()).words.contains("(用这个账号登录：会员)"))
            let form = try #require(browser.page.forms.last { $0.action == "/sign-in" })
            #expect(await browser.post("/sign-in", form.fields).words.contains("陈荷，您好"))
        }
    }

    @Test func `it costs few statements`() async throws {
        try await withTown { town in
            try await town.account()
            // The first entry of a chain begins it, which costs two statements more.
            await town.browser().signIn()
            let browser = town.browser()
            await browser.get(Places.signIn())
            let fields: KeyValuePairs = ["name": "t1001", "password": "yi-ju-hao-ji-de-hua"]
            #expect(await browser.submit(to: Places.signIn(), fields, isFollowing: false).statements <= 10)
        }
    }
}
