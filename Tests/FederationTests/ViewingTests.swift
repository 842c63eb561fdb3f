import Access
import Base
import Store
import Testing
import Vault
import Web

@testable import Federation

@Suite("Looking at sealed fields")
struct ViewingTests {
    @Test func `a look needs a reason, is the viewer's alone, ends, and the person reads of it`() async throws {
        let clock = TownClock()
        try await withTown(clock: clock) { town in
            let person = town.member.person
            try await town.store.write { tx in
                let entry = try PersonEntry.unscoped(person, in: tx)
                let draft = PersonDraft(
                    name: entry.name, sex: entry.sex, bornOn: entry.bornOn, phone: try Phone("13800132046"))
                try entry.update(draft, version: 1, ring: town.ring, in: tx)
            }
            let short = try await town.post(Places.viewings(person), ["reason": "看看"], as: town.secretary)
            #expect(short.status == 422)
            #expect(short.text.contains("查看事由至少 5 个字"))
            let made = try await town.post(Places.viewings(person), ["reason": "核对大病互助的报销资料"], as: town.secretary)
            #expect(made.status == 303)
            let page = try await town.get(made.location, as: town.secretary)
            #expect(page.text.contains("13800132046"))
            #expect(page.text.contains("还可以看 15 分钟"))
            #expect(try await town.get(made.location, as: town.cityChair).status == 404)
            clock.pass(minutes: 15)
            let late = try await town.get(made.location, as: town.secretary)
            #expect(late.status == 303)
            #expect(!late.text.contains("13800132046"))
            let looks = try await town.get(Places.looks(), as: town.member)
            #expect(looks.text.contains("马超群"))
            #expect(looks.text.contains("核对大病互助的报销资料"))
            try await town.store.write { tx in try PersonalKey.destroy(of: person, in: tx) }
            let destroyed = try await town.get(Places.looks(), as: town.member)
            #expect(destroyed.text.contains("（事由已销毁）"))
            #expect(try await town.store.read { tx in try AuditEntry.flaws(in: tx) }.isEmpty)
        }
    }
}

@Suite("What colleagues know")
struct WellKnownTests {
    @Test func `birthday and phone are told to the rule of passwords`() async throws {
        try await withTown { town in
            let known = try await town.store.write { tx in
                let person = try tx.member(
                    "林妙", number: nil, in: town.physics, ring: town.ring, phone: try Phone("13800132046"))
                return try WellKnown(of: person, ring: town.ring, in: tx)
            }
            let flaws = PasswordRule.flaws(
                in: "ok19800501ok", signInName: "lm", birthday: known.birthday, phone: known.phone)
            #expect(flaws == ["密码里不要包含出生日期。"])
            #expect(known.phone?.digits == "13800132046")
        }
    }

    @Test func `viewings that are long over are swept every day`() async throws {
        let clock = TownClock()
        try await withTown(clock: clock) { town in
            _ = try await town.post(
                Places.viewings(town.member.person), ["reason": "核对大病互助的报销资料"], as: town.secretary)
            clock.pass(minutes: 26 * 60)
            let module = Module.federation
            #expect(module.daily.contains("federation.viewings.sweep"))
            try await town.store.write { tx in try tx.later("federation.viewings.sweep", payload: "") }
            _ = try await DutyRunner(town.store, kinds: module.duties, holder: "test").runOnce()
            let left: Int? = try await town.store.read { tx in try tx.value("SELECT count(*) FROM viewing") }
            #expect(left == 0)
        }
    }
}

@Suite("A member's own pages")
struct HomeTests {
    @Test func `the home page greets by name and hour`() async throws {
        try await withTown { town in
            let page = try await town.get(Places.home(), as: town.member)
            #expect(page.status == 200)
            #expect(page.text.contains("欧阳老师，下午好"))
            #expect(page.text.contains("数学学院分会"))
            let mine = try await town.get(Places.me(), as: town.member)
            #expect(mine.status == 200)
            #expect(mine.text.contains("马超群"))
        }
    }

    @Test(arguments: [(0, "晚上好"), (6, "早上好"), (10, "上午好"), (12, "中午好"), (15, "下午好"), (20, "晚上好")])
    func `each hour has its greeting`(hour: Int, words: String) throws {
        #expect(MemberHome.hello(at: Instant(try #require(Day("2026-03-02")), hour: hour)) == words)
    }
}
