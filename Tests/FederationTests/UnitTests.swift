import Access
import Base
import Store
import TestKit
import Testing
import Web

@testable import Federation

@Suite("Units in officers' hands")
struct UnitTests {
    @Test func `a unit is founded, found again, revised, moved and dissolved`() async throws {
        try await withTown { town in
            let got = try await town.post(
                Places.unitBelow(town.university.id),
                ["name": "化学学院分会", "short_name": "化学分会", "code": "U-09", "level": "branch", "kind": "branch"],
                as: town.secretary)
            #expect(got.status == 303)
            let unit = try await town.unit("化学学院分会")
            #expect(unit.path.hasPrefix(town.university.path))
            #expect(try await town.get(Places.unit(unit.id), as: town.secretary).text.contains("U-09"))
            #expect(try await town.get("/units?q=u-09", as: town.secretary).text.contains("化学学院分会"))
            #expect(try await town.get("/units?open=\(town.university.id)", as: town.cityChair).text.contains("化学分会"))
            let moved = try await town.post(
                Places.unitMove(unit.id), ["parent": town.school.name, "on_day": "2026-03-01"], as: town.cityChair)
            try await town.confirm(moved.location, as: town.cityChair)
            #expect(try await town.unit("化学学院分会").path.hasPrefix(town.school.path))
            let ended = try await town.post(
                Places.unitDissolution(unit.id), ["on_day": "2026-03-02"], as: town.schoolSecretary)
            try await town.confirm(ended.location, as: town.schoolSecretary)
            #expect(try await town.unit("化学学院分会").state == .dissolved)
        }
    }

    @Test func `a taken code, a level too high and a wanting name stand beside their fields`() async throws {
        try await withTown { town in
            for (name, status) in [("化学学院分会", 303), ("天文学院分会", 422)] {
                let got = try await town.post(
                    Places.unitBelow(town.university.id),
                    ["name": "\(name)", "code": "A-1", "level": "branch", "kind": "branch"], as: town.secretary)
                #expect(got.status == status)
                #expect(got.text.contains("id=\"code-e\"") == (status == 422))
            }
            let high = try await town.post(
                Places.unitBelow(town.university.id), ["name": "某区教育工会", "level": "district", "kind": "industrial"],
                as: town.secretary)
            #expect(high.status == 422)
            #expect(high.text.contains("id=\"level-e\""))
            let empty = try await town.post(Places.unitBelow(town.university.id), [:], as: town.secretary)
            #expect(empty.status == 422)
            #expect(empty.text.contains("id=\"name-e\""))
        }
    }

    @Test func `the second of two officers sees what the first wrote`() async throws {
        try await withTown { town in
            func sent(_ short: String) async throws -> Got {
                try await town.post(
                    Places.unitRevision(town.mathematics.id),
                    ["name": "数学学院分会", "short_name": "\(short)", "level": "branch", "kind": "branch", "version": "1"],
                    as: town.secretary)
            }
            #expect(try await sent("甲").status == 303)
            let second = try await sent("乙")
            #expect(second.status == 422)
            #expect(second.text.contains(Overtaken.words))
            #expect(second.text.contains("value=\"乙\""))
            #expect(second.text.contains("<b>甲</b>"))
            #expect(second.text.contains("name=\"version\" value=\"2\""))
        }
    }

    @Test func `one's own top is revised, but neither moved nor dissolved`() async throws {
        try await withTown { town in
            let top = town.university.id
            let revision = try await town.get(Places.unitRevision(top), as: town.secretary)
            #expect(revision.status == 200)
            for path in [Places.unitMove(top), Places.unitDissolution(top)] {
                let page = try await town.get(path, as: town.secretary)
                let sent = try await town.post(path, ["parent": "1", "on_day": "2026-03-02"], as: town.secretary)
                #expect([page.status, sent.status] == [403, 403])
            }
        }
    }

    @Test func `a unit with members or units is not dissolved, and not put below itself or out of reach`() async throws
    {
        try await withTown { town in
            let page = try await town.get(Places.unitDissolution(town.mathematics.id), as: town.secretary)
            #expect(page.text.contains("请先撤销或移走"))
            #expect(!page.text.contains("下一步"))
            let ended = try await town.post(
                Places.unitDissolution(town.mathematics.id), ["on_day": "2026-03-02"], as: town.secretary)
            let shown = try await town.get(ended.location, as: town.secretary)
            #expect(shown.text.contains("请先转出") && !shown.text.contains("确认撤销"))
            let confirmation = try #require(Path(local: ended.location + "/confirmation"))
            #expect(try await town.post(confirmation, ["stamp": "x"], as: town.secretary).status == 422)
            for parent in [town.group.name, town.school.name] {
                let moved = try await town.post(
                    Places.unitMove(town.mathematics.id), ["parent": "\(parent)", "on_day": "2026-03-02"],
                    as: town.secretary)
                #expect(moved.status == 422, "\(parent)")
            }
        }
    }

    @Test func `an empty unit is ended after a last question`() async throws {
        try await withTown { town in
            let empty = try await town.store.write { tx in
                try UnitEntry.insert(
                    UnitDraft(
                        name: "化学学院分会", shortName: "化学", level: .branch, kind: .branch, foundedOn: Day("2025-09-01")!),
                    under: town.university, in: tx)
            }
            let path = Places.unitDissolution(empty.id)
            let page = try await town.get(path, as: town.secretary).text
            #expect(page.contains("撤销后不再登记会员和任职，过去的记录都保留。"))
            #expect(page.contains("value=\"2026-03-02\"") && Soundness.flaws(of: page) == [])
            let early = try await town.post(path, ["on_day": "2025-08-01"], as: town.secretary)
            #expect(try await town.get(early.location, as: town.secretary).text.contains("自 2025-09-01 起才有记录"))
            let plan = try await town.post(path, ["on_day": "2026-03-02"], as: town.secretary)
            let shown = try await town.get(plan.location, as: town.secretary).text
            #expect(shown.contains("2026-03-02 以前的职务和变动记录仍可查看") && Soundness.flaws(of: shown) == [])
            try await town.confirm(plan.location, as: town.secretary)
            #expect(try await town.unit("化学学院分会").state == .dissolved)
            #expect(try await town.get(path, as: town.secretary).status == 404)
        }
    }

    @Test func `units of another school are not there, on every address`() async throws {
        try await withTown { town in
            let id = town.mathematics.id
            let seen = [
                Places.unit(id), Places.unitBelow(id), Places.unitRevision(id), Places.unitMove(id),
                Places.unitDissolution(id),
                Places.settings(id), Places.posts(id), Places.permissions(id), Places.audit(id),
            ]
            for path in seen {
                #expect(try await town.get(path, as: town.schoolSecretary).status == 404, "\(path)")
                #expect(try await town.get(path, as: town.member).status == 403, "\(path)")
            }
            let fields: KeyValuePairs = [
                "name": "改名", "level": "group", "kind": "group", "version": "1", "on_day": "2026-03-02", "parent": "1",
                "person": "1", "from_day": "2026-03-02",
            ]
            let written = [
                Places.unitBelow(id), Places.unitRevision(id), Places.unitMove(id), Places.unitDissolution(id),
                Places.settings(id), Places.unitLinks(id),
            ]
            for path in written {
                #expect(try await town.post(path, fields, as: town.schoolSecretary).status == 404, "\(path)")
            }
            let post = try await town.post(
                Places.posts(id), ["person": "1", "kind": "auditor_none", "from_day": "x"], as: town.schoolSecretary)
            #expect([404, 422].contains(post.status))
            #expect(!post.text.contains(town.mathematics.name))
            let list = try await town.get("/units?q=\(town.mathematics.name)", as: town.schoolSecretary)
            #expect(!list.text.contains("href=\"\(Places.unit(id).text)\""))
        }
    }

    @Test func `a contact is kept, emptied, and refused when nobody could dial it`() async throws {
        try await withTown { town in
            let path = Places.settings(town.university.id)
            #expect(try await town.post(path, ["phone": "010-62751234 转 8"], as: town.secretary).status == 303)
            let near = try await town.store.read { try UnitContact.nearest(to: town.group.path, in: $0) }
            #expect(near?.phone == "010-62751234 转 8")
            #expect(try await town.post(path, ["phone": "办公室"], as: town.secretary).text.contains("id=\"phone-e\""))
            #expect(try await town.post(path, [:], as: town.secretary).status == 303)
            #expect(try await town.store.read { try UnitContact.nearest(to: town.group.path, in: $0) } == nil)
        }
    }
}

extension Town {
    /// A unit by its name.
    func unit(_ name: String) async throws -> UnitEntry {
        try await store.read { tx in
            let unit: UnitEntry? = try tx.first("SELECT \(UnitEntry.columns) FROM unit WHERE name = \(name)")
            return try #require(unit)
        }
    }
}
