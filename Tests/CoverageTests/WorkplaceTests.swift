import Base
import Federation
import TestKit
import Testing
import Web

@testable import Coverage

@Suite("A workplace without a union")
struct WorkplaceTests {
    @Test func `is entered, listed as due with its arithmetic, and gone from the list with its union`() async throws {
        try await withTown { town in
            let officer = town.browser(town.districtOfficer), list = Places.workplaces(town.district.id)
            await officer.get(Places.workplaceNew(town.district.id))
            await officer.submit(
                to: Places.workplaceNew(town.district.id),
                ["name": "明德学校", "kind": "private_school", "founded_on": "2026-05-01", "staff": "86", "state": "none"])
            #expect(officer.page.words.contains("2026-05-01 成立，2026-11-01 满 6 个月，已过 11 天。"))
            await officer.get(Places.workplaceNew(town.district.id))
            await officer.submit(
                to: Places.workplaceNew(town.district.id), ["name": "明德学校", "kind": "school", "state": "none"])
            #expect(officer.page.status == 422 && officer.page.text.contains("id=\"name-e\""))
            let id = try #require(
                try await town.store.read { tx -> ID<Workplace>? in
                    try tx.value("SELECT id FROM workplace")
                })
            let city = await town.browser(town.cityOfficer).get(Places.coverage(town.city.id))
            #expect(city.words.contains("建会率 75.0%（3 / 4）"))
            await officer.get(Places.workplace(id))
            await officer.submit(to: Places.workplace(id), ["state": "founded"])
            #expect(officer.page.status == 422 && officer.page.text.contains("id=\"union-e\""))
            await officer.submit(to: Places.workplace(id), ["state": "founded", "union": "没有这个"])
            #expect(officer.page.text.contains("没有找到校级工会"))
            await officer.submit(to: Places.workplace(id), ["state": "founded", "union": "第二中学"])
            #expect(officer.page.address == list.text && !officer.page.words.contains("明德学校）"))
            await officer.get(Places.workplace(id))
            #expect(officer.page.words.contains("它的工会是"))
        }
    }

    @Test func `of another district is not there, and two officers at once are told`() async throws {
        try await withTown { town in
            let id = try await town.store.write { tx in
                try Workplace.insert(
                    WorkplaceDraft(
                        name: "新苗幼儿园", kind: .privateSchool, foundedOn: nil, staff: nil, staffOn: nil, state: .none),
                    under: town.district.id, in: tx)
            }
            #expect(await town.browser(town.universityChair).get(Places.workplace(id)).status == 404)
            #expect(await town.browser(town.member).get(Places.workplace(id)).status == 403)
            let first = town.browser(town.districtOfficer), second = town.browser(town.cityOfficer)
            await first.get(Places.workplace(id))
            await second.get(Places.workplace(id))
            await first.submit(to: Places.workplace(id), ["staff": "19"])
            await second.submit(to: Places.workplace(id), ["staff": "21"])
            #expect(second.page.status == 422 && second.page.words.contains("刚才有人改过"))
            #expect(second.page.text.contains("value=\"19\""))
            #expect(await first.get(Places.workplaces(town.district.id)).words.contains("缺成立日期"))
        }
    }

    @Test func `a union of twenty-five members without a committee is named beside them`() async throws {
        try await withTown { town in
            let list = Places.workplaces(town.district.id), officer = town.browser(town.districtOfficer)
            #expect(!(await officer.get(list).words.contains("没有登记委员会")))
            try await town.store.write { tx in
                for number in 0..<25 { try tx.member("戊\(number)", in: town.other, ring: town.ring) }
            }
            try await town.close()
            let page = await officer.get(list)
            #expect(page.words.contains("会员满 25 人，没有登记委员会\n1 个工会"))
            #expect(page.links.contains(Places.unit(town.other.id).text))
            #expect(!page.links.contains(Places.unit(town.school.id).text))
            #expect(Soundness.flaws(of: page.text) == [])
        }
    }

    @Test func `stands below districts and cities only`() async throws {
        try await withTown { town in
            #expect(await town.browser(town.schoolChair).get(Places.workplaceNew(town.school.id)).status == 404)
        }
    }
}
