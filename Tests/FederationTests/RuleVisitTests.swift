import Access
import Base
import Rulebook
import Store
import TestKit
import Testing
import Web

@testable import Federation

/// The rulebook's pages over the register's units: a city, a university with a branch; a chair and a secretary at the university.
@Suite("Rules of a unit") struct RuleVisitTests {
    struct Hall: Sendable {
        let site: Site
        let city, university, branch: UnitEntry
        let cityOfficer, chair, secretary, member: String

        func browser(_ token: String) -> Browser {
            let browser = Browser(site)
            browser.cookies["uh"] = token
            return browser
        }
    }

    private func withHall(_ body: (Hall) async throws -> Void) async throws {
        try await withSite([.rulebook(units: .register), .federation], world: .frozen("2026-11-20 09:00")) { site in
            try await body(try await Self.founded(site))
        }
    }

    private static func founded(_ site: Site) async throws -> Hall {
        let ring = site.facts.ring
        return try await site.store.write { tx in
            func unit(_ name: String, _ level: UnitLevel, _ kind: UnitKind, _ parent: UnitEntry?) throws -> UnitEntry {
                try UnitEntry.insert(
                    UnitDraft(name: name, shortName: name, level: level, kind: kind), under: parent, in: tx)
            }
            let city = try unit("北京市教育工会", .municipal, .industrial, nil)
            let university = try unit("春城大学工会", .base, .university, city)
            let branch = try unit("数学分会", .branch, .branch, university)
            func officer(_ name: String, _ kind: PostKind?, at desk: UnitEntry) throws -> String {
                let draft = PersonDraft(name: name, sex: .female, bornOn: Day("1980-05-01")!, identity: nil, phone: nil)
                let person = try PersonEntry.insert(draft, ring: ring, in: tx)
                let spell = MembershipDraft(
                    unit: branch.id, number: nil, employment: .established, state: .active,
                    joinedOn: Day("2019-09-01")!, from: Day("2019-09-01")!)
                _ = try Membership.begin(spell, of: person, draft, in: branch, tx)
                if let kind {
                    _ = try Post.insert(PostDraft(person: person, kind: kind, from: Day("2020-01-01")!), in: desk, tx)
                }
                _ = try Account.insert(for: person, signInName: name, name: name, in: tx)
                let account = try #require(try Account.first(signingInAs: name, in: tx))
                return try Session.open(for: account, stage: .full, address: "192.0.2.1", agent: "tests", in: tx)
            }
            return Hall(
                site: site, city: city, university: university, branch: branch,
                cityOfficer: try officer("shi", .secretary, at: city),
                chair: try officer("zhuxi", .chair, at: university),
                secretary: try officer("ganshi", .secretary, at: university),
                member: try officer("huiyuan", nil, at: university))
        }
    }

    private func address(_ unit: UnitEntry, _ rest: String = "") -> String { "/units/\(unit.id)/rules\(rest)" }

    private func path(_ address: String) -> Path { Path(segments: address.split(separator: "/").map(String.init)) }

    private let birthday = "/event.birthday_cap"
    private let change: KeyValuePairs = [
        "value": "500", "from_day": "2026-12-01", "citation": "本会委员会 2026 年第 9 次会议", "confidence": "high", "remark": "",
    ]

    /// The number of the change that the page's forms decide.
    private func number(_ page: BrowsedPage) throws -> Substring {
        let action = page.forms.map(\.action).first { $0.hasPrefix("/rule-changes/") }
        return try #require(action).split(separator: "/")[1]
    }

    @Test func `the page says what holds, from where, and by which paper`() async throws {
        try await withHall { hall in
            let page = await hall.browser(hall.chair).get(address(hall.university, "?group=benefits"))
            #expect(page.status == 200 && page.words.contains("全国 · 北京市") && page.words.contains("300 元"))
            #expect(page.words.contains("到 2026-12-01 为止没有变化"))
            let low = await hall.browser(hall.chair).get(address(hall.university, "/hotline.general"))
            #expect(low.words.contains("依据不确定") && low.words.contains("5 个工作日"))
            #expect(await hall.browser(hall.chair).get(address(hall.university, "/no.such")).status == 404)
            #expect(await hall.browser(hall.member).get(address(hall.university)).status == 403)
            #expect(await hall.browser(hall.chair).get(address(hall.city)).status == 404)
        }
    }

    @Test func `one proposes, another confirms, and from its day on it holds for the unit and those below`()
        async throws
    {
        try await withHall { hall in
            let chair = hall.browser(hall.chair), secretary = hall.browser(hall.secretary)
            await chair.get(address(hall.university, birthday))
            await chair.submit(to: path(address(hall.university, birthday + "/changes")), change)
            #expect(chair.page.words.contains("已提出") && chair.page.words.contains("请另一位有权限的干部确认"))
            let id = try number(chair.page)
            #expect(await chair.get(address(hall.university)).words.contains("待另一人确认"))
            await chair.get(address(hall.university, birthday))
            // Not by the one who proposed, even when the form is made by hand.
            let fields = chair.page.forms.first?.fields ?? []
            let csrf = fields.first { $0.name == "csrf" }?.value ?? ""
            await chair.post("/rule-changes/\(id)/confirmation", [("csrf", csrf), ("key", "k1")])
            #expect(chair.page.status == 422 && chair.page.words.contains("提出人不能自己确认"))
            await secretary.get(address(hall.university, birthday))
            await secretary.submit(to: path("/rule-changes/\(id)/confirmation"))
            #expect(secretary.page.words.contains("已确认，自 2026-12-01 起生效"))
            let list = await secretary.get(address(hall.university))
            #expect(list.words.contains("12 月 1 日起的变化") && list.words.contains("500 元"))
            try await hall.site.store.read { tx in
                let rules = try hall.branch.rules(in: tx)
                #expect(rules.find(.birthday, on: Day("2026-11-30")!)?.value == Money(fen: 300_00))
                #expect(rules.find(.birthday, on: Day("2026-12-01")!)?.value == Money(fen: 500_00))
                #expect(
                    try hall.city.rules(in: tx).find(.birthday, on: Day("2026-12-01")!)?.value == Money(fen: 300_00))
                #expect(try AuditEntry.flaws(in: tx) == [])
            }
        }
    }

    @Test func `a union may give up its own and follow those above again`() async throws {
        try await withHall { hall in
            try await hall.site.store.write { tx in
                let parameter = try #require(AnyParameter.find("event.birthday_cap"))
                for (text, from) in [("500.00", "2026-01-01"), ("", "2026-12-01")] {
                    let draft = RuleChangeDraft(parameter, text, from: Day(from)!, citation: "本会决定")
                    let id = try draft.propose(for: hall.university.id, by: ID(1), owner: "本会", in: tx)
                    try ProposedRule.decide(id, .confirmed, by: ID(2), in: tx)
                }
                let rules = try hall.university.rules(in: tx)
                #expect(rules.find(.birthday, on: Day("2026-11-30")!)?.value == Money(fen: 500_00))
                #expect(rules.find(.birthday, on: Day("2026-12-01")!)?.value == Money(fen: 300_00))
            }
            let page = await hall.browser(hall.chair).get(address(hall.university, birthday))
            #expect(page.words.contains("按上级的规定"))
        }
    }

    @Test func `a wrong form says all at once, keeps what was typed, and law is entered at the top`() async throws {
        try await withHall { hall in
            let chair = hall.browser(hall.chair), changes = path(address(hall.university, birthday + "/changes"))
            await chair.get(address(hall.university, birthday))
            await chair.submit(
                to: changes, ["value": "三百", "from_day": "2026-12-01", "until_day": "2026-11-01", "citation": "会"])
            #expect(chair.page.status == 422)
            for field in ["value", "until_day", "citation"] { #expect(chair.page.text.contains("id=\"\(field)-e\"")) }
            #expect(chair.page.text.contains("value=\"三百\""))
            await chair.get(address(hall.university, "/meeting.quorum"))
            #expect(chair.page.words.contains("由最高一级工会录入") && !chair.page.words.contains("提出变更 对"))
            let city = hall.browser(hall.cityOfficer)
            await city.get(address(hall.city, "/meeting.quorum"))
            await city.submit(
                to: path(address(hall.city, "/meeting.quorum/changes")),
                ["value": "3/4", "from_day": "2027-01-01", "citation": "新修订的条例第十七条"])
            #expect(city.page.words.contains("已提出"))
        }
    }

    @Test func `whoever is second hears that it was decided, a reason is kept, and a proposal may be taken back`()
        async throws
    {
        try await withHall { hall in
            let chair = hall.browser(hall.chair), secretary = hall.browser(hall.secretary),
                city = hall.browser(hall.cityOfficer)
            await chair.get(address(hall.university, birthday))
            await chair.submit(to: path(address(hall.university, birthday + "/changes")), change)
            let id = try number(chair.page)
            await secretary.get(address(hall.university, birthday))
            await city.get(address(hall.university, birthday))
            await secretary.submit(to: path("/rule-changes/\(id)/refusal"), ["reason": ""])
            #expect(secretary.page.status == 422 && secretary.page.text.contains("id=\"reason-e\""))
            await secretary.submit(to: path("/rule-changes/\(id)/refusal"), ["reason": "超过上级标准"])
            #expect(secretary.page.words.contains("超过上级标准"))
            await city.submit(to: path("/rule-changes/\(id)/confirmation"))
            #expect(city.page.status == 422 && city.page.words.contains("刚才已经有人处理了"))
            await chair.get(address(hall.university, birthday))
            await chair.submit(to: path(address(hall.university, birthday + "/changes")), change)
            let second = try number(chair.page)
            await chair.submit(to: path("/rule-changes/\(second)/withdrawal"))
            #expect(chair.page.words.contains("已撤回"))
        }
    }

    @Test func `the calendar shows a year, counts, and guesses nothing; the list is a workbook`() async throws {
        try await withHall { hall in
            let chair = hall.browser(hall.chair)
            let year = await chair.get("/calendar?year=2025&from=2025-09-30&days=5")
            #expect(year.words.contains("国办发明电〔2024〕12号") && year.words.contains("2025 年 10 月 14 日"))
            #expect(await chair.get("/calendar?year=2027").words.contains("2027 年的放假安排还没有公布"))
            #expect(await chair.get("/calendar?from=2026-12-30&days=5").words.contains("期限待定"))
            let file = await chair.get("/units/\(hall.university.id)/rules-export")
            #expect(file.status == 200)
            #expect(await hall.browser(hall.member).get("/calendar").status == 403)
        }
    }

    @Test func `the place of a unit is set in its settings, by six digits`() async throws {
        try await withHall { hall in
            let chair = hall.browser(hall.chair), place = path("/units/\(hall.university.id)/place")
            await chair.get("/units/\(hall.university.id)/settings")
            await chair.submit(to: place, ["place": "海淀"])
            #expect(chair.page.status == 422 && chair.page.text.contains("id=\"place-e\""))
            await chair.submit(to: place, ["place": "110108"])
            #expect(chair.page.words.contains("现在按“海淀区”的规定"))
        }
    }

    @Test func `where a unit lies is its own, else that of the nearest above, else by the name of the highest`()
        async throws
    {
        try await withHall { hall in
            try await hall.site.store.write { tx in
                #expect(try hall.branch.locus(in: tx).place.code == "110000")
                try UnitPlace.set(Jurisdiction("110108"), of: hall.university.id, in: tx)
                #expect(try hall.branch.locus(in: tx).place.words == "海淀区")
                #expect(try hall.branch.locus(in: tx).steps.map(\.level) == [.municipal, .base, .branch])
                #expect(try hall.branch.locus(in: tx).school == .university)
                #expect(try hall.city.locus(in: tx).place.code == "110000")
            }
        }
    }
}
