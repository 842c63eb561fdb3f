import Access
import Base
import Federation
import TestKit
import Testing
import Vault
import Web

@testable import Accounts

@Suite("Keeping accounts") struct KeepingTests {
    @Test func `lists members by how their accounts stand`() async throws {
        try await withKeepers { town in
            let unit = try await town.unit("U002"), officer = try await town.browser("zhaoqian")
            let strangers = try await town.strangers(in: "U002")
            await officer.get(Places.unitAccounts(unit))
            #expect(officer.page.words.contains("未开通\(strangers.count)"))
            await officer.get(Places.unitAccounts(unit).with("state", "open"))
            #expect(officer.page.words.contains("周晓岚"))
            #expect(officer.page.words.contains("共 4 人"))
            await officer.get(Places.unitAccounts(unit).with("q", "周晓岚"))
            #expect(officer.page.words.contains("共 1 人"))
            await officer.get(Places.unitAccounts(unit).with("state", "closed"))
            #expect(officer.page.words.contains("没有符合条件的会员") && officer.page.words.contains("换一个条件再看。"))
            await officer.get(Places.unitAccounts(unit).with("q", "z"))
            #expect(officer.page.words.contains("请再具体一些"))
            let json = try await officer.get(Places.unitAccounts(unit), accept: "application/json").json()
            #expect(json["items"]?.array?.count == min(50, strangers.count + 4))
        }
    }

    @Test func `closes with a reason, ends the sessions, and opens again`() async throws {
        try await withKeepers { town in
            let unit = try await town.unit("U002"), person = try await town.person("zhouxiaolan")
            let member = try await town.browser("zhouxiaolan"), officer = try await town.browser("zhaoqian")
            let list = Places.slips(unit), ticked = [("person", person.description)]
            await officer.get(Places.unitAccounts(unit))
            await officer.send(to: Places.closings(unit), from: list, ticked + [("closing_reason", "短")])
            #expect(officer.page.status == 422)
            await officer.send(to: Places.closings(unit), from: list, ticked + [("closing_reason", "已调离本校")])
            #expect(officer.page.words.contains("已停用 1 个账号"))
            #expect(await member.get("/", isFollowing: false).status == 303)
            await officer.send(to: Places.openings(unit), from: list, ticked)
            #expect(officer.page.words.contains("已恢复 1 个账号"))
            let acts = try await town.count(
                "SELECT count(*) FROM audit_entry WHERE act = 'account.close' AND concerns = \(person)")
            #expect(acts == 1)
        }
    }

    @Test func `opens one account again from its own page, with its old password`() async throws {
        try await withKeepers { town in
            let person = try await town.person("zhouxiaolan"), officer = try await town.browser("zhaoqian")
            let member = Browser(town.site)
            await officer.get(Places.personAccount(person))
            await officer.submit(to: Places.personClosing(person), ["closing_reason": "已调离本校"])
            #expect(officer.page.words.contains("已从所有设备退出"))
            #expect(officer.page.words.contains("恢复后可以用原来的密码登录"))
            #expect(!officer.page.forms.contains { $0.action == Places.personClosing(person).text })
            await member.signIn("zhouxiaolan", "jiaogong-2026")
            #expect(await member.get("/", isFollowing: false).status == 303)
            await officer.submit(to: Places.personOpening(person))
            #expect(officer.page.words.contains("的账号，可以用原来的密码登录。"))
            await member.signIn("zhouxiaolan", "jiaogong-2026")
            #expect(await member.get("/", isFollowing: false).status == 200)
        }
    }

    @Test(
        "closes nobody's own account, nor one with more rights",
        arguments: [
            ("zhaoqian", "zhaoqian"), ("heyutong", "zhaoqian"), ("chenlixin", "sunyue"),
        ])
    func closesNot(officer: String, person: String) async throws {
        try await withKeepers { town in
            let id = try await town.person(person), browser = try await town.browser(officer)
            await browser.get("/account")
            let keys = browser.page.forms[0].fields.filter { ["csrf", "key"].contains($0.name) }
            let page = await browser.post(Places.personClosing(id).text, keys + [("closing_reason", "看看能不能停")])
            #expect(page.status == 422)
            #expect(try await town.count("SELECT count(*) FROM account WHERE state = 'closed'") == 0)
        }
    }

    @Test func `takes away the codes of a lost phone, with its sessions`() async throws {
        try await withKeepers { town in
            let person = try await town.person("heyutong"), ring = town.site.facts.ring
            try await town.site.store.write { tx in
                let account = try #require(try Account.first(of: person, in: tx))
                try account.setUp(TOTP.fresh(), step: TOTP.step(at: tx.now) - 5, ring: ring, in: tx)
            }
            let lost = try await town.browser("heyutong"), officer = try await town.browser("zhaoqian")
            await officer.get(Places.personAccount(person))
            await officer.submit(to: Places.personCodes(person), ["codes_reason": "手机丢失，当面核实"])
            #expect(officer.page.words.contains("手机验证码：未设置"))
            #expect(await lost.get("/", isFollowing: false).status == 303)
            await lost.signIn("heyutong", "jiaogong-2026")
            await lost.get("/me/looks")
            #expect(lost.page.words.contains("取消了手机验证码"))
        }
    }

    @Test func `is for those who hold the permission there`() async throws {
        try await withKeepers { town in
            let unit = try await town.unit("U002")
            let answers = [
                ("zhouxiaolan", 403), ("wuhang", 403), ("heyutong", 404), ("chenlixin", 404), ("guanli", 200),
            ]
            for (name, status) in answers {
                let browser = try await town.browser(name)
                #expect(await browser.get(Places.unitAccounts(unit)).status == status, "\(name)")
            }
        }
    }

    @Test func `is one step from the person and the desk`() async throws {
        try await withKeepers { town in
            let officer = try await town.browser("zhaoqian"), person = try await town.person("zhouxiaolan")
            await officer.get("/people/\(person)")
            #expect(officer.page.links.contains(Places.personAccount(person).text))
            await officer.get("/workbench")
            let unit = try await town.unit("U002")
            #expect(officer.page.links.contains(Places.unitAccounts(unit).with("state", "none").text))
        }
    }
}
