import Base
import Federation
import Store
import TestKit
import Testing
import Web

@testable import Procedures

@Suite("A publicity")
struct PublicityTests {
    private func drawn(
        in town: Town, days: Int = 5, isOpen: Bool = true, from: String? = "2026-11-13"
    ) async throws -> (ID<Publicity>, [PublicityEntry]) {
        let (university, gao) = (town.university, town.person("gao"))
        return try await town.store.write { tx in
            let draft = PublicityDraft(
                title: "关于先进教职工小家的公示", text: "经推荐和评审，拟表彰下列小家。", contact: "电话 010-12345678", days: days,
                isOpen: isOpen,
                entries: [
                    .init(name: "欧阳文静", unitWords: "数学分会", detail: "推荐"), .init(name: "林晓", unitWords: "物理分会"),
                ])
            let id = try Publicity.draw(draft, at: university, by: gao, in: tx)
            if let from { try Publicity.publish(id, from: Day(from)!, in: tx) }
            return (id, try PublicityEntry.all(of: id, in: tx))
        }
    }

    private func gate(_ entry: PublicityEntry, on day: String, _ town: Town) async throws -> PublicityGate {
        let id = entry.id
        return try await town.store.read { tx in
            let now: PublicityEntry = try #require(
                try tx.first("SELECT \(PublicityEntry.columns) FROM publicity_entry WHERE id = \(id)"))
            let publicity: Publicity = try #require(
                try tx.first("SELECT \(Publicity.columns) FROM \(Publicity.tables) WHERE b.id = \(now.publicity)"))
            return PublicityGate(publicity, now, on: Day(day)!, by: houseCalendar)
        }
    }

    @Test func `stands its working days, the first of them counted, and lets nothing through before`() async throws {
        #expect(Publicity.last(of: 5, from: Day("2018-04-18")!, by: testCalendar) == nil)
        #expect(Publicity.last(of: 5, from: Day("2025-10-13")!, by: testCalendar) == Day("2025-10-17"))
        try await withTown { town in
            let (_, entries) = try await drawn(in: town)
            // Friday the 13th, then Monday to Thursday.
            #expect(try await gate(entries[0], on: "2026-11-19", town) == .waiting(through: Day("2026-11-19")))
            #expect(try await gate(entries[0], on: "2026-11-20", town) == .passed(on: Day("2026-11-19")!))
            let (_, drafts) = try await drawn(in: town, from: nil)
            #expect(try await gate(drafts[0], on: "2026-12-20", town) == .notPublished)
        }
    }

    @Test func `is drawn with all flaws at once, published on a working day, and read by strangers with masked names`()
        async throws
    {
        try await withTown { town in
            let officer = town.browser("gao"), list = Places.publicities(town.university.id)
            await officer.get(Places.publicityNew(town.university.id))
            await officer.submit(to: list, ["title": "公", "text": "短", "entries": "只有姓名", "contact": "", "days": "0"])
            #expect(officer.page.status == 422 && officer.page.words.contains("还有 5 处需要改"))
            await officer.submit(
                to: list,
                [
                    "title": "关于拟表彰人员的公示", "text": "经民主推荐，拟表彰下列人员。", "entries": "欧阳文静 数学分会 推荐\n林晓，物理分会",
                    "contact": "电话 010-12345678", "days": "5", "is_open": "yes",
                ])
            #expect(officer.page.words.contains("草稿已存"))
            let id = try #require(
                try await town.store.read { tx in try tx.value("SELECT id FROM publicity") as ID<Publicity>? })
            let stranger = Browser(town.site)
            #expect(await stranger.get(Places.publicPublicity(id)).status == 404)
            await officer.submit(to: Places.publicityPublication(id), ["starts_on": "2026-11-14"])
            #expect(officer.page.status == 422 && officer.page.words.contains("是休息日"))
            await officer.submit(to: Places.publicityPublication(id), ["starts_on": "2026-11-12"])
            #expect(officer.page.words.contains("公示中"))
            let page = await stranger.get(Places.publicPublicity(id))
            #expect(page.words.contains("欧阳 **") && page.words.contains("林 *") && !page.text.contains("文静"))
            #expect(await officer.get(Places.publicityNotice(id)).words.contains("公示期"))
        }
    }

    @Test func `freezes an entry on a named objection, and publishes it again after the finding`() async throws {
        try await withTown { town in
            let (id, entries) = try await drawn(in: town, from: "2026-11-12")
            let stranger = Browser(town.site), place = Places.publicObjections(id)
            await stranger.get(Places.publicPublicity(id))
            await stranger.submit(to: place, ["entry": "", "kind": "named", "text": "太短", "name": "", "phone": "12"])
            #expect(stranger.page.status == 422 && stranger.page.words.contains("手机号不对"))
            #expect(stranger.page.text.contains("太短"))
            await stranger.submit(
                to: place,
                [
                    "entry": entries[0].id.description, "kind": "named", "text": "小家的场地实际上没有建成，请核实。", "name": "吴某",
                    "phone": "13800138000",
                ])
            #expect(stranger.page.words.contains("这一条已停下"))
            #expect(try await gate(entries[0], on: "2026-12-20", town) == .frozen)
            #expect(try await gate(entries[1], on: "2026-12-18", town).mayProceed)
            let officer = town.browser("gao")
            let objection = try #require(
                try await town.store.read { tx in try tx.value("SELECT id FROM objection") as ID<Objection>? })
            await officer.get(Places.objection(objection))
            #expect(officer.page.words.contains("吴某，13800138000") && officer.page.words.contains("场地实际上没有建成"))
            #expect(await town.browser("xiao").get(Places.objection(objection)).status == 404)
            await officer.get(Places.publicity(id))
            #expect(officer.page.words.contains("还有异议没有结论"))
            await officer.get(Places.objection(objection))
            await officer.submit(to: Places.objectionFinding(objection), ["outcome": "", "finding": "查"])
            #expect(officer.page.status == 422)
            await officer.submit(
                to: Places.objectionFinding(objection), ["outcome": "unfounded", "finding": "经实地查看，场地已经建成使用，异议不成立。"])
            #expect(try await gate(entries[0], on: "2026-11-19", town) == .waiting(through: Day("2026-11-19")))
            #expect(try await gate(entries[0], on: "2026-11-20", town).mayProceed)
        }
    }

    @Test func `takes an anonymous lead without stopping, until somebody inquires; upheld, the entry is off`()
        async throws
    {
        try await withTown { town in
            let (id, entries) = try await drawn(in: town, from: "2026-11-12")
            let (ring, entry) = (town.ring, entries[1].id)
            let objection = try await town.store.write { tx in
                try Objection.insert(
                    ObjectionDraft(kind: .anonymous, entry: entry, text: "听说材料不是本人写的，请查一查。", who: nil), to: id,
                    ring: ring,
                    in: tx)
            }
            #expect(try await gate(entries[1], on: "2026-11-19", town).mayProceed)
            let officer = town.browser("gao")
            await officer.get(Places.objection(objection))
            #expect(officer.page.words.contains("匿名，无法答复"))
            await officer.submit(to: Places.objectionInquiry(objection))
            #expect(try await gate(entries[1], on: "2026-11-19", town) == .frozen)
            await officer.submit(
                to: Places.objectionFinding(objection), ["outcome": "upheld", "finding": "经调查，材料确系抄袭，取消资格。"])
            #expect(try await gate(entries[1], on: "2026-11-19", town) == .removed)
            #expect(!(await Browser(town.site).get(Places.publicPublicity(id)).words.contains("林 *")))
        }
    }

    @Test func `is closed only when its time is over, and shows no name afterwards`() async throws {
        try await withTown { town in
            let (early, _) = try await drawn(in: town, from: "2026-11-12")
            let officer = town.browser("gao")
            #expect(await officer.get(Places.publicity(early)).words.contains("期满以前不能往下办"))
            let (id, _) = try await drawn(in: town, from: "2026-11-02")
            await officer.get(Places.publicity(id))
            await officer.submit(to: Places.publicityClosing(id), ["closing": "公示期内没有收到异议。"])
            #expect(officer.page.words.contains("公示已结束"))
            let page = await Browser(town.site).get(Places.publicPublicity(id))
            #expect(page.status == 200 && page.words.contains("公示已经结束") && !page.words.contains("林"))
            let (inside, _) = try await drawn(in: town, isOpen: false, from: "2026-11-12")
            #expect(await Browser(town.site).get(Places.publicPublicity(inside)).address.hasPrefix("/sign-in"))
            #expect(await town.browser("hui").get(Places.publicPublicity(inside)).words.contains("林 *"))
            #expect(try await town.flaws() == [])
        }
    }
}
