import Base
import Federation
import TestKit
import Testing
import Web

@testable import Coverage

@Suite("The figures of coverage")
struct OverviewTests {
    /// Members at the end of October: the first school 10 (8, its chair and the district's officer), the second 4, the university 37.
    private static let school: [Employment: Int] = [.established: 12]

    @Test func `leave out who did not report, and say so`() async throws {
        try await withTown { town in
            let officer = town.browser(town.districtOfficer), address = Places.coverage(town.district.id)
            await officer.get(address)
            #expect(officer.page.words.contains("没有单位上报教职工人数"))
            try await town.report(town.school, Self.school)
            await officer.get(address)
            #expect(officer.page.words.contains("83.3%"))
            #expect(officer.page.words.contains("1/2"))
            #expect(officer.page.words.contains("有 1 个单位没有上报2026 年 10 月的教职工人数（在籍会员 4 人），不计入任何比率"))
            let json = try await officer.get(address, accept: "application/json").json()
            #expect(json["members"] == 10 && json["staff"] == 12 && json["units"] == 2 && json["reported"] == 1)
            #expect(json["members_of_unreported"] == 4 && json["gap"] == 2)
        }
    }

    @Test func `show more members than staff as they are`() async throws {
        try await withTown { town in
            try await town.report(town.school, [.established: 9])
            try await town.report(town.other, [.contract: 6])
            let officer = town.browser(town.districtOfficer)
            await officer.get(Places.coverage(town.district.id))
            #expect(officer.page.words.contains("[1 个单位]的会员比上报的教职工多，共多 1 人"))
            #expect(officer.page.words.contains("111.1%"))
            await officer.get(Places.coveredUnits(town.district.id).with("part", "over"))
            #expect(officer.page.words.contains("多 1") && !officer.page.words.contains("第二中学"))
            await officer.get(Places.coveredUnits(town.district.id))
            let first = try #require(officer.page.text.range(of: "第二中学"))
            let second = try #require(officer.page.text.range(of: "第一中学</a></th>"))
            #expect(first.lowerBound < second.lowerBound, "the most people to win first")
        }
    }

    @Test func `lead from the city to the unit and to its register`() async throws {
        try await withTown { town in
            for unit in [town.school, town.other] { try await town.report(unit, Self.school) }
            let officer = town.browser(town.cityOfficer)
            await officer.get(Places.coverage(town.city.id))
            #expect(officer.page.links.contains { $0.hasPrefix(Places.coverage(town.district.id).text) })
            #expect(officer.page.links.contains { $0.contains("employment=established") })
            await officer.get(Places.coveredUnits(town.city.id).with("employment", "contract"))
            let register = Places.members(town.other.id).with([
                ("on", "2026-10-31"), ("state", "active"), ("employment", "contract"),
            ])
            #expect(officer.page.links.contains(register.text))
            await officer.get(register)
            #expect(officer.page.status == 200)
            #expect(officer.page.statements <= 16)
        }
    }

    @Test func `follow the months, with a gap where nobody reported`() async throws {
        try await withTown { town in
            for month in ["2026-06", "2026-07", "2026-09", "2026-10"] {
                try await town.report(town.school, Self.school, month: month)
            }
            let officer = town.browser(town.districtOfficer)
            await officer.get(Places.coverage(town.district.id))
            #expect(officer.page.text.components(separatedBy: "<circle class=\"ch-o").count == 5)
            #expect(officer.page.text.components(separatedBy: "class=\"ch-s c1\"").count == 3)
            #expect(officer.page.text.contains("，1/2 个单位</title>"))
            #expect(officer.page.statements <= 16)
            await officer.get(Places.coverage(town.district.id).with("month", "2026-08"))
            #expect(officer.page.words.contains("2026 年 8 月末"))
        }
    }

    @Test func `stay within the officer's reach`() async throws {
        try await withTown { town in
            let pages = [Places.coverage, Places.coveredUnits, Places.missing, Places.workplaces, Places.export]
            for place in pages {
                #expect(await town.browser(town.schoolChair).get(place(town.university.id)).status == 404)
                #expect(await town.browser(town.member).get(place(town.university.id)).status == 403)
                #expect(await town.browser(town.branchOfficer).get(place(town.university.id)).status == 404)
                #expect(await town.browser(town.districtOfficer).get(place(town.city.id)).status == 404)
                #expect(await town.browser(town.cityOfficer).get(place(town.university.id)).status == 200)
            }
        }
    }

    @Test func `of a branch of fewer than five are not told by type to officers of other units`() async throws {
        try await withTown { town in
            try await town.report(town.physics, [.dispatched: 5])
            let address = Places.coverage(town.university.id)
            let above = await town.browser(town.cityOfficer).get(address)
            #expect(above.words.contains("不足 5 人，不分列") && !above.words.contains("劳务派遣 3"))
            let own = await town.browser(town.universityChair).get(address)
            #expect(own.words.contains("劳务派遣 3"))
            let branch = await town.browser(town.cityOfficer).get(Places.coverage(town.physics.id))
            #expect(branch.status == 200 && branch.words.contains("不按用工形式分列"))
            #expect(!branch.words.contains("劳务派遣"))
            let officer = await town.browser(town.branchOfficer).get(Places.coverage(town.physics.id))
            #expect(officer.words.contains("劳务派遣"))
        }
    }

    @Test func `are sound pages`() async throws {
        try await withTown { town in
            try await town.report(town.school, Self.school)
            let officer = town.browser(town.cityOfficer)
            for unit in [town.city, town.district, town.school, town.university, town.physics] {
                for place in [Places.coverage, Places.coveredUnits, Places.missing, Places.workplaces, Places.staff] {
                    await officer.get(place(unit.id))
                    #expect(
                        officer.page.status == 200 && Soundness.flaws(of: officer.page.text) == [],
                        "\(officer.page.address)")
                    #expect(officer.page.statements <= 16, "\(officer.page.address)")
                }
            }
        }
    }
}
