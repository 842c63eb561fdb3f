import Base
import Federation
import Store
import TestKit
import Testing
import Web

@testable import Coverage

@Suite("The figures of past months")
struct PastMonthTests {
    /// The two schools of the district merge in March: 10 members and 4; both reported 12 staff each for February, the new one 20
    /// for April.
    private func merging(_ town: Town) async throws -> UnitEntry {
        let merged = try await town.store.write { tx in
            let draft = UnitDraft(name: "联合中学工会", shortName: "联合中学", level: .base, kind: .school)
            let order = UnitOrder(on: Day("2026-03-10")!, paper: UnitPaper(number: "〔2026〕3 号"))
            let sources = [town.school, town.other]
            return try Merger(sources, into: .founded(draft, under: town.district)).carryOut(by: order, in: tx)
        }
        try await town.report(town.school, [.established: 12], month: "2026-02")
        try await town.report(town.other, [.contract: 12], month: "2026-02")
        try await town.report(merged, [.established: 10, .contract: 10], month: "2026-04")
        try await town.close()
        return merged
    }

    @Test func `show the two units before a merger and the one after it, and both add up`() async throws {
        try await withTown { town in
            let merged = try await merging(town)
            let officer = town.browser(town.districtOfficer)
            for (month, names, members, staff) in [
                ("2026-02", ["第一中学", "第二中学"], 14, 24), ("2026-04", ["联合中学"], 14, 20),
            ] {
                let address = Places.coverage(town.district.id).with("month", month)
                let json = try await officer.get(address, accept: "application/json").json()
                let rows = json["below"]?.array ?? []
                #expect(rows.compactMap { $0["name"]?.string } == names, "\(month)")
                #expect(json["members"]?.integer == members && json["staff"]?.integer == staff, "\(month)")
                #expect(rows.compactMap { $0["members"]?.integer }.reduce(0, +) == members)
                #expect(rows.compactMap { $0["staff"]?.integer }.reduce(0, +) == staff)
                #expect(json["units"]?.integer == names.count && json["reported"]?.integer == names.count)
            }
            // The union that came of it: before, those it came from.
            let before = try await officer.get(
                Places.coverage(merged.id).with("month", "2026-02"), accept: "application/json"
            ).json()
            #expect(before["members"]?.integer == 14)
            #expect((before["below"]?.array ?? []).compactMap { $0["name"]?.string } == ["第一中学", "第二中学"])
            await officer.get(Places.coverage(town.school.id).with("month", "2026-02"))
            #expect(officer.page.status == 200 && officer.page.words.contains("83.3%"))
        }
    }

    @Test func `are the same in the trend, in the figures and in the tree of the day`() async throws {
        try await withTown { town in
            _ = try await merging(town)
            let officer = town.browser(town.cityOfficer)
            let json = try await officer.get(
                Places.coverage(town.district.id).with([("month", "2026-10")]), accept: "application/json"
            ).json()
            let trend = json["trend"]?.array ?? []
            let lines = trend.compactMap { point -> String? in
                guard let month = point["month"]?.string, let members = point["members"]?.integer else { return nil }
                return
                    "\(month) \(point["units"]?.integer ?? 0) \(point["reported"]?.integer ?? 0) \(members)/\(point["staff"]?.integer ?? 0)"
            }
            #expect(lines == ["2026-02 2 2 14/24", "2026-04 1 1 14/20"])
            #expect(trend.compactMap { $0["units"]?.integer } == [2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1])
            let tree = try await town.store.read { tx in
                try TreeOfDay(on: Day("2026-02-28")!, below: town.district.path, in: tx)
            }
            // One of them is retained, and so in no rate.
            #expect(tree.total == 15)
        }
    }

    @Test func `open the members of that day`() async throws {
        try await withTown { town in
            let merged = try await merging(town)
            let officer = town.browser(town.districtOfficer)
            await officer.get(Places.coveredUnits(town.district.id).with("month", "2026-02"))
            let register = Places.members(town.school.id).with([("on", "2026-02-28"), ("state", "active")])
            #expect(officer.page.links.contains(register.text))
            let then = try await officer.get(register, accept: "application/json").json()
            #expect(then["total"]?.integer == 10 && then["items"]?.array?.count == 10)
            await officer.get(register)
            #expect(officer.page.words.contains("过去的名册") && officer.page.words.contains("在联合中学"))
            let type = Places.members(town.other.id).with([
                ("on", "2026-02-28"), ("state", "active"), ("employment", "contract"),
            ])
            #expect(try await officer.get(type, accept: "application/json").json()["total"]?.integer == 4)
            for (unit, day, total) in [
                (merged, "2026-04-30", 15), (merged, "2026-02-28", 15), (town.school, "2026-04-30", 0),
                (town.district, "2026-02-28", 15),
            ] {
                let address = Places.members(unit.id).with("on", day)
                let json = try await officer.get(address, accept: "application/json").json()
                #expect(json["total"]?.integer == total && json["items"]?.array?.count == total, "\(unit.name) \(day)")
            }
            let other = town.browser(town.universityChair)
            await other.get(register)
            #expect(other.page.status == 404)
        }
    }

    @Test func `keep whom a branch counted for before it moved`() async throws {
        try await withTown { town in
            try await town.store.write { tx in
                let order = UnitOrder(on: Day("2026-06-01")!)
                try UnitEntry.unscoped(town.physics.id, in: tx).move(under: town.school, by: order, in: tx)
            }
            try await town.close()
            try await town.store.read { tx in
                func members(_ base: UnitEntry, _ month: String) throws -> Int {
                    let sum: Int?? = try tx.value(
                        """
                        SELECT CAST(sum(members) AS bigint) FROM member_month
                         WHERE base_id = \(base.id) AND month = \(Month(month)!)
                        """)
                    return (sum ?? nil) ?? 0
                }
                let may = [try members(town.university, "2026-05"), try members(town.school, "2026-05")]
                let june = [try members(town.university, "2026-06"), try members(town.school, "2026-06")]
                #expect(may == [37, 10] && june == [33, 14])
            }
            let officer = town.browser(town.universityChair)
            await officer.get(Places.coverage(town.university.id).with("month", "2026-05"))
            #expect(officer.page.words.contains("物理分会"))
            #expect(
                !officer.page.links.contains { $0.hasPrefix(Places.coverage(town.physics.id).text) },
                "out of reach today")
            await officer.get(Places.coverage(town.university.id).with("month", "2026-06"))
            #expect(!officer.page.words.contains("物理分会"))
        }
    }

    @Test func `pages of a past register follow each other without a gap`() async throws {
        try await withTown { town in
            try await town.store.write { tx in
                for number in 0..<70 { try tx.member("戊\(number)", in: town.physics, ring: town.ring) }
            }
            let officer = town.browser(town.cityOfficer)
            var next: String? = Places.members(town.university.id).with("on", "2026-01-31").text
            var seen: [String] = [], pages = 0
            while let address = next, let path = Path(local: address) {
                let json = try await officer.get(path, accept: "application/json").json()
                seen += (json["items"]?.array ?? []).compactMap { $0["id"]?.string }
                #expect(json["total"]?.integer == 107)
                next = json["next"]?.string
                pages += 1
            }
            #expect(pages == 3 && seen.count == 107 && Set(seen).count == 107)
        }
    }
}
