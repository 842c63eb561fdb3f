import Access
import Base
import Federation
import TestKit
import Testing
import Web

@testable import Accounts

@Suite("Set-up slips") struct SlipTests {
    @Test func `open accounts for the ticked and lead to a password`() async throws {
        try await withKeepers { town in
            let unit = try await town.unit("U002"), people = try await town.strangers(in: "U002").prefix(2)
            let officer = try await town.browser("zhaoqian"), list = Places.unitAccounts(unit).with("state", "none")
            await officer.get(list)
            let page = await officer.send(
                to: Places.slips(unit), from: Places.slips(unit).with("state", "none"),
                people.map { ("person", $0.description) })
            #expect(page.status == 200)
            #expect(page.words.contains("2 张开通单"))
            #expect(page.text.contains("http://house.test/set-up/"))
            #expect(officer.shownLinks.count == 2)
            let member = Browser(town.site)
            let link = try #require(Path(local: officer.shownLinks[0]))
            await member.get(link)
            let password = "shan-shang-you-song"
            await member.submit(to: link, ["password": password, "again": password])
            #expect(member.page.status == 200)
            #expect(member.cookies["uh"] != nil)
            let acts = try await town.count(
                "SELECT count(*) FROM audit_entry WHERE act = 'account.slip' AND chain = \(unit)")
            #expect(acts == 2)
        }
    }

    @Test func `sent twice are made once, and say so`() async throws {
        try await withKeepers { town in
            let unit = try await town.unit("U002"), officer = try await town.browser("zhaoqian")
            let people = try await town.strangers(in: "U002").prefix(2)
            await officer.get(Places.unitAccounts(unit))
            let ticked = people.map { (name: "person", value: $0.description) }
            await officer.send(to: Places.slips(unit), from: Places.slips(unit), ticked)
            let first = officer.shownLinks
            await officer.submitAgain()
            #expect(officer.page.words.contains("其中 2 张还没有用"))
            #expect(officer.shownLinks == [])
            #expect(await Browser(town.site).get(first[0]).status == 200)
            await officer.submit(to: Places.slips(unit))
            #expect(officer.shownLinks.count == 2)
            #expect(await Browser(town.site).get(first[0]).status == 410)
        }
    }

    @Test func `open nothing any more for somebody who was given a post since`() async throws {
        try await withKeepers { town in
            let unit = try await town.unit("U002"), officer = try await town.browser("zhaoqian")
            let person = try #require(try await town.strangers(in: "U002").first)
            await officer.get(Places.unitAccounts(unit))
            await officer.send(to: Places.slips(unit), from: Places.slips(unit), [("person", person.description)])
            let link = officer.shownLinks[0]
            #expect(await Browser(town.site).get(link).status == 200)
            try await town.site.store.write { tx in
                let entry = try UnitEntry.unscoped(unit, in: tx)
                _ = try Post.insert(PostDraft(person: person, kind: .chair, from: tx.today), in: entry, tx)
            }
            #expect(await Browser(town.site).get(link).status == 410)
        }
    }

    @Test func `for all leave nobody without one`() async throws {
        try await withKeepers { town in
            let unit = try await town.unit("S0201"), officer = try await town.browser("chenlixin")
            let people = try await town.strangers(in: "S0201")
            await officer.get(Places.unitAccounts(unit))
            await officer.submit(to: Places.slips(unit), ["all": "yes"])
            #expect(officer.shownLinks.count == people.count)
            await officer.get(Places.unitAccounts(unit))
            #expect(!officer.page.words.contains("人打印开通单"))
        }
    }

    @Test func `of people elsewhere are missing, all together`() async throws {
        try await withKeepers { town in
            let unit = try await town.unit("U002"), officer = try await town.browser("zhaoqian")
            let own = try await town.strangers(in: "U002"), others = try await town.strangers(in: "U001")
            await officer.get(Places.unitAccounts(unit))
            let fields = [own[0], others[0]].map { ("person", $0.description) }
            #expect(await officer.send(to: Places.slips(unit), from: Places.slips(unit), fields).status == 404)
            #expect(try await town.links == 0)
            let elsewhere = try await town.unit("U001")
            #expect(await officer.get(Places.unitAccounts(elsewhere)).status == 404)
            #expect(await officer.get(Places.personAccount(others[0])).status == 404)
        }
    }

    @Test(
        "are refused for rights that the officer lacks",
        arguments: [
            ("chenlixin", "sunyue", false), ("heyutong", "zhaoqian", false), ("guanli", "zhaoqian", false),
            ("zhaoqian", "zhaoqian", false), ("zhaoqian", "heyutong", true), ("liwen", "zhaoqian", true),
            ("heyutong", "zhouxiaolan", true),
        ])
    func refused(officer: String, person: String, isMade: Bool) async throws {
        try await withKeepers { town in
            let id = try await town.person(person), browser = try await town.browser(officer)
            await browser.get(Places.personAccount(id))
            #expect(browser.page.status == 200)
            let hasButton = browser.page.forms.contains { $0.action == Places.personSlip(id).text }
            #expect(hasButton == isMade)
            await browser.get("/account")
            let keys = browser.page.forms[0].fields.filter { ["csrf", "key"].contains($0.name) }
            let page = await browser.post(Places.personSlip(id).text, keys)
            #expect(page.status == (isMade ? 200 : 422))
            #expect(browser.shownLinks.count == (isMade ? 1 : 0))
            #expect(try await town.links == (isMade ? 1 : 0))
        }
    }

    @Test func `skip in a batch whoever has more rights, and say so`() async throws {
        try await withKeepers { town in
            let unit = try await town.unit("S0201"), officer = try await town.browser("chenlixin")
            let people = [try await town.strangers(in: "S0201")[0], try await town.person("sunyue")]
            await officer.get(Places.unitAccounts(unit))
            let ticked = people.map { (name: "person", value: $0.description) }
            await officer.send(to: Places.slips(unit), from: Places.slips(unit), ticked)
            #expect(officer.shownLinks.count == 1)
            #expect(officer.page.words.contains("孙悦：此人担任的工会职务有您没有的权限"))
        }
    }

    @Test func `give another sign-in name where the number is taken`() async throws {
        try await withKeepers { town in
            let unit = try await town.unit("U002"), person = try await town.strangers(in: "U002")[0]
            try await town.site.store.write { tx in
                let number: String = try tx.value("SELECT number FROM membership WHERE person_id = \(person)") ?? ""
                _ = try Account.insert(for: tx.newID(), signInName: number, name: "别人", in: tx)
            }
            let officer = try await town.browser("zhaoqian")
            await officer.get(Places.unitAccounts(unit))
            await officer.send(to: Places.slips(unit), from: Places.slips(unit), [("person", person.description)])
            #expect(officer.page.words.contains("这些人的登录名不是工号"))
            let name = try await town.site.store.read { tx in try Account.first(of: person, in: tx)?.signInName }
            #expect(name?.hasPrefix("u002u002") == true)
        }
    }
}
