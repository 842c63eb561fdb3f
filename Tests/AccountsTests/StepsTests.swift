import Access
import Base
import Store
import TestKit
import Testing
import Vault
import Web

@testable import Accounts

@Suite("The steps of coming in") struct StepsTests {
    @Test func `a password given by others is changed first`() async throws {
        try await withTown { town in
            try await town.account(mustChange: true)
            let browser = town.browser()
            #expect(await browser.signIn(to: "/account").words.contains("# 设置新密码"))
            let half = browser.cookies["uh"]
            #expect(await browser.get("/").address.hasPrefix("/sign-in"))
            await browser.get(Places.newPassword().with("to", "/account"))
            await browser.submit(
                to: Places.newPassword(), ["password": "yi-ju-hao-ji-de-hua", "again": "yi-ju-hao-ji-de-hua"])
            #expect(browser.page.words.contains("和原来的一样"))
            await browser.submit(
                to: Places.newPassword(), ["password": "ling-yi-ju-hua-ne", "again": "ling-yi-ju-hua-ne"])
            #expect(browser.page.address == "/account")
            #expect(browser.cookies["uh"] != half)
            browser.cookies["uh"] = half
            #expect(await browser.get("/").address.hasPrefix("/sign-in"))
            #expect(await town.browser().signIn("t1001", "ling-yi-ju-hua-ne").status == 200)
        }
    }

    @Test func `a code of the phone is taken once`() async throws {
        try await withTown { town in
            let phone = try await town.phone(of: try await town.account())
            let browser = town.browser()
            #expect(await browser.signIn().words.contains("# 输入验证码"))
            let half = browser.cookies["uh"]
            #expect(await browser.submit(to: Places.code(), ["code": "000000"]).status == 422)
            let code = phone.code(step: TOTP.step(at: town.clock.now))
            #expect(await browser.submit(to: Places.code(), ["code": code]).words.contains("陈荷，您好"))
            #expect(browser.cookies["uh"] != half)
            let other = town.browser(from: "198.51.100.1")
            await other.signIn()
            #expect(await other.submit(to: Places.code(), ["code": code]).words.contains("已经用过"))
            town.clock.pass(seconds: 60)
            let next = phone.code(step: TOTP.step(at: town.clock.now))
            #expect(await other.submit(to: Places.code(), ["code": next]).status == 200)
        }
    }

    @Test func `guessing codes waits, from whatever address`() async throws {
        try await withTown { town in
            try await town.phone(of: try await town.account())
            for turn in 1...5 {
                let guesser = town.browser(from: "198.51.100.\(turn)")
                await guesser.signIn()
                await guesser.submit(to: Places.code(), ["code": "00000\(turn)"])
            }
            let guesser = town.browser(from: "203.0.113.1")
            await guesser.signIn()
            #expect(await guesser.submit(to: Places.code(), ["code": "000000"]).words.contains("以后再试"))
        }
    }

    @Test func `who is at the code may take another account`() async throws {
        try await withTown { town in
            try await town.phone(of: try await town.account())
            let browser = town.browser()
            await browser.signIn()
            #expect(await browser.submit(to: Places.signOut()).words.contains("# 登录"))
            #expect(await browser.get(Places.code()).address.hasPrefix("/sign-in"))
        }
    }
}

@Suite("A set-up link") struct SetUpTests {
    @Test func `says whom it is for and sets a password once`() async throws {
        try await withTown { town in
            let id = try await town.account(password: nil)
            let token = try await town.link(id)
            let browser = town.browser()
            await browser.get(Places.setUp(token))
            #expect(browser.page.words.contains("陈 *") && browser.page.words.contains("t1001"))
            #expect(!browser.page.text.contains("陈荷"))
            let fields: KeyValuePairs = ["password": "yi-ju-hao-ji-de-hua", "again": "yi-ju-hao-ji-de-hua"]
            await browser.submit(to: Places.setUp(token), fields)
            #expect(browser.page.words.hasPrefix("密码已设好。"))
            #expect(await town.browser().signIn().status == 200)
            let late = await town.browser().get(Places.setUp(token))
            #expect(late.status == 410 && late.words.contains("请本单位工会干部重新给您一张开通单"))
        }
    }

    @Test func `the same form sent twice sets it once`() async throws {
        try await withTown { town in
            let token = try await town.link(try await town.account(password: nil))
            let browser = town.browser()
            await browser.get(Places.setUp(token))
            let jar = browser.cookies
            let fields: KeyValuePairs = ["password": "yi-ju-hao-ji-de-hua", "again": "yi-ju-hao-ji-de-hua"]
            await browser.submit(to: Places.setUp(token), fields, isFollowing: false)
            let first = browser.page
            browser.cookies = jar
            await browser.submitAgain(isFollowing: false)
            #expect(browser.page.status == 303 && browser.page.location == first.location)
            #expect(try await town.count("SELECT count(*) FROM audit_entry WHERE act = 'account.set-up'") == 1)
            #expect(try await town.count("SELECT count(*) FROM session") == 1)
        }
    }

    @Test func `two who hold the same link: one sets the password`() async throws {
        try await withTown { town in
            let token = try await town.link(try await town.account(password: nil))
            let (one, other) = (town.browser(), town.browser())
            await one.get(Places.setUp(token))
            await other.get(Places.setUp(token))
            await one.submit(
                to: Places.setUp(token), ["password": "yi-ju-hao-ji-de-hua", "again": "yi-ju-hao-ji-de-hua"])
            await other.submit(
                to: Places.setUp(token), ["password": "bie-ren-de-yi-ju-hua", "again": "bie-ren-de-yi-ju-hua"])
            #expect(other.page.status == 410)
            #expect(await town.browser().signIn().status == 200)
        }
    }

    @Test(arguments: [
        ("short", "short", "密码至少 10 个字符，现在是 5 个。"),
        ("1234567890", "1234567890", "这个密码太常见"),
        ("wo-shi-t1001-a", "wo-shi-t1001-a", "密码里不要包含登录名。"),
        ("yi-ju-hao-ji-de-hua", "yi-ju-hao", "两次输入的新密码不一样。"),
        ("", "", "请填写新密码。"),
    ])
    func `says what is wrong beside the field`(password: String, again: String, words: String) async throws {
        try await withTown { town in
            let token = try await town.link(try await town.account(password: nil))
            let browser = town.browser()
            await browser.get(Places.setUp(token))
            await browser.submit(to: Places.setUp(token), ["password": password, "again": again])
            #expect(browser.page.status == 422 && browser.page.words.contains(words))
            #expect(try await town.count("SELECT count(*) FROM set_up_link") == 1)
        }
    }

    @Test func `is good for a fortnight, and a newer one takes it back`() async throws {
        try await withTown { town in
            let id = try await town.account(password: nil)
            let first = try await town.link(id), second = try await town.link(id)
            #expect(await town.browser().get(Places.setUp(first)).status == 410)
            #expect(await town.browser().get(Places.setUp(second)).status == 200)
            town.clock.pass(days: SetUpLink.days)
            #expect(await town.browser().get(Places.setUp(second)).status == 410)
        }
    }

    @Test func `is how the first officer comes in`() async throws {
        try await withTown { town in
            let ring = town.site.facts.ring
            let path = try await town.site.store.write { tx in
                try openFirstAccount(for: tx.newID(), signInName: "Admin1", name: "陈荷", ring: ring, in: tx)
            }
            let browser = town.browser()
            await browser.get(path)
            await browser.submit(to: path, ["password": "yi-ju-hao-ji-de-hua", "again": "yi-ju-hao-ji-de-hua"])
            #expect(browser.page.words.contains("陈荷，您好"))
            #expect(await town.browser().signIn("admin1").words.contains("陈荷，您好"))
        }
    }

    @Test func `does not go round the phone's code`() async throws {
        try await withTown { town in
            let id = try await town.account()
            try await town.phone(of: id)
            let token = try await town.link(id), browser = town.browser()
            await browser.get(Places.setUp(token))
            await browser.submit(
                to: Places.setUp(token), ["password": "ling-yi-ju-hua-ne", "again": "ling-yi-ju-hua-ne"])
            #expect(browser.page.words.contains("# 输入验证码"))
        }
    }
}
