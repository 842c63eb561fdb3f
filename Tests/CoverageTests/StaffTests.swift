import Base
import Federation
import TestKit
import Testing
import Web

@testable import Coverage

@Suite("A report of staff")
struct StaffTests {
    @Test(
        "is read as people type numbers",
        arguments: [
            ("52", 52), ("1,208", 1_208), ("５２", 52), ("12 人", 12), ("0", 0), ("", nil), ("-1", nil), ("1.5", nil),
            ("五十", nil), ("9999999999", nil),
        ])
    func number(words: String, number: Int?) {
        #expect(wholeNumber(words) == number)
    }

    @Test func `looks odd with fewer staff than members of a type, or half as many as last month`() {
        let members: [Employment: Int] = [.established: 10, .contract: 3]
        #expect(StaffDoubt.all([.established: 10, .contract: 3], members: members, before: nil) == [])
        let fewer = StaffDoubt.all([.established: 9, .contract: 3], members: members, before: nil)
        #expect(fewer.map(\.employment) == [.established])
        let before = StaffReport.sample([.established: 40])
        #expect(StaffDoubt.all([.established: 61], members: members, before: before).count == 2)
        #expect(
            StaffDoubt.all([.established: 60, .contract: 3], members: members, before: before).map(\.employment) == [
                nil
            ])
        #expect(StaffDoubt.all([.established: 57, .contract: 3], members: members, before: before) == [])
    }

    @Test func `is sent, seen, and corrected; the other officer sees that it changed meanwhile`() async throws {
        try await withTown { town in
            let chair = town.browser(town.schoolChair), address = Places.staff(town.school.id)
            await chair.get(address)
            #expect(chair.page.text.contains("在籍会员 10 人"))
            await chair.send(to: address, Self.numbers("15", "0"))
            #expect(chair.page.words.contains("66.7%（10 / 15）"))
            #expect(chair.page.words.contains("更正"))
            await chair.send(to: address, ["version": "0", "staff_established": "16", "remark": "核对过"])
            #expect(chair.page.status == 422)
            #expect(chair.page.words.contains("刚才有人报过"))
            await chair.get(address)
            await chair.send(to: address, ["staff_established": "16"])
            #expect(chair.page.words.contains("62.5%（10 / 16）"))
        }
    }

    @Test func `wants every type, 0 for nobody, and a word where it looks odd, and keeps what was typed`() async throws
    {
        try await withTown { town in
            let chair = town.browser(town.schoolChair), address = Places.staff(town.school.id)
            await chair.get(address)
            await chair.send(to: address, ["staff_established": "十五", "remark": "待核"])
            #expect(chair.page.status == 422)
            #expect(chair.page.text.contains("id=\"staff_established-e\"") && chair.page.text.contains("value=\"十五\""))
            #expect(chair.page.text.contains("没有请填 0"))
            await chair.get(address)
            await chair.send(to: address, Self.numbers("9", "0"))
            #expect(chair.page.status == 422)
            #expect(chair.page.text.contains("少于在编的在籍会员 10 人"))
            await chair.send(to: address, ["remark": "两人已调离，转会手续在办。"])
            #expect(chair.page.status == 200)
            #expect(chair.page.words.contains("111.1%（10 / 9）"))
        }
    }

    @Test func `is for the unit's own officers and those above`() async throws {
        try await withTown { town in
            let address = Places.staff(town.school.id)
            for (token, status) in [
                (town.universityChair, 404), (town.branchOfficer, 404), (town.member, 403), (town.districtOfficer, 200),
                (town.cityOfficer, 200), (town.schoolChair, 200),
            ] {
                #expect(await town.browser(token).get(address).status == status)
            }
            let other = town.browser(town.universityChair)
            await other.get(Places.staff(town.university.id))
            let form = try #require(other.page.forms.first { $0.names.contains("staff_established") })
            await other.post(address.text, form.fields + [("staff_established", "1")])
            #expect([404, 422].contains(other.page.status) && !other.page.text.contains("第一中学"))
        }
    }

    @Test func `last month's numbers are offered and never taken by themselves`() async throws {
        try await withTown { town in
            try await town.report(town.school, [.established: 12, .contract: 2], month: "2026-09")
            let chair = town.browser(town.schoolChair)
            await chair.get(Places.staff(town.school.id))
            #expect(chair.page.text.contains("placeholder=\"12\"") && chair.page.text.contains("上次报 12 人"))
            #expect(!chair.page.text.contains("value=\"12\""))
            await chair.get(Places.staff(town.school.id).with("same", "yes"))
            #expect(chair.page.text.contains("value=\"12\""))
            await chair.get(Places.coverage(town.school.id))
            #expect(chair.page.words.contains("还没有上报"))
        }
    }

    @Test func `that comes after its day is listed as late, and counts all the same`() async throws {
        try await withTown { town in
            try await town.store.write { tx in
                let draft = StaffDraft(month: Month("2026-10")!, staff: [.established: 12])
                try StaffReport.save(draft, of: town.school.id, by: nil, at: Instant(Day("2026-11-11")!), in: tx)
            }
            let page = await town.browser(town.districtOfficer).get(Places.missing(town.district.id))
            let parts = page.words.split(separator: "迟报", maxSplits: 1)
            #expect(parts.count == 2 && parts[0].contains("第二中学") && !parts[0].contains("[第一中学工会]"))
            #expect(parts.last?.contains("1 个单位，已计入比率") == true && parts.last?.contains("[第一中学") == true)
            #expect(Soundness.flaws(of: page.text) == [])
        }
    }

    /// All types: established, and the rest alike.
    static func numbers(_ established: String, _ rest: String) -> KeyValuePairs<String, String> {
        [
            "staff_established": established, "staff_contract": rest, "staff_unestablished": rest,
            "staff_dispatched": rest, "staff_other": rest,
        ]
    }
}

extension Browser {
    /// Sends the form of a report, which stands below the one that chooses the month.
    func send(to path: Path, _ fields: KeyValuePairs<String, String>) async {
        let form = page.forms.first { $0.names.contains("staff_established") }
        let given = Set(fields.map(\.key))
        let kept = form?.fields.filter { !given.contains($0.name) } ?? []
        await post(path.text, kept + fields.map { (name: $0.key, value: $0.value) })
    }
}

extension StaffReport {
    static func sample(_ staff: [Employment: Int]) -> StaffReport {
        StaffReport(
            id: ID(1), unit: ID(1), month: Month("2026-09")!, asOf: Day("2026-09-30")!, source: .report, remark: nil,
            reportedBy: nil, reportedAt: Instant(Day("2026-10-02")!), correctedAt: nil, version: 1, staff: staff)
    }
}
