import Access
import Base
import Foundation
import Server
import Store
import Testing
import Web

@testable import Federation

@Suite("Acts on units in officers' hands")
struct ChangeVisitTests {
    @Test func `a unit is renamed by a paper, and both names find it`() async throws {
        try await withTown { town in
            let got = try await town.post(
                Places.unitRename(town.mathematics.id),
                [
                    "name": "数学科学学院分会", "short_name": "数院分会", "on_day": "2026-01-10", "paper": "春大工〔2026〕3 号",
                    "paper_day": "2026-01-05",
                ], as: town.secretary)
            let plan = try await town.get(got.location, as: town.secretary)
            #expect(plan.text.contains("春大工〔2026〕3 号"))
            #expect(try await town.unit("数学学院分会").id == town.mathematics.id)
            try await town.confirm(got.location, as: town.secretary)
            #expect(try await town.unit("数学科学学院分会").id == town.mathematics.id)
            let found = try await town.get("/units?q=数学学院分会", as: town.secretary)
            #expect(found.text.contains("原名“数学学院分会”（至 2026-01-09）"))
            #expect(try await town.get("/units?q=sxxyfh", as: town.secretary).text.contains("数学科学学院分会"))
            #expect(try await town.get("/search?q=数学学院分会", as: town.secretary).text.contains("原名"))
            let before = try await town.get(
                "\(Places.unit(town.mathematics.id).text)?on=2026-01-09", as: town.secretary)
            #expect(before.text.contains("数学学院分会"))
            let history = try await town.get(Places.unitHistory(town.mathematics.id), as: town.secretary)
            #expect(history.text.contains("由“数学学院分会”更名为“数学科学学院分会”"))
            let names = try await town.store.read { tx in try UnitNames.load(at: town.university, in: tx) }
            guard case .found(let place) = names.find("数学学院分会") else { return #expect(Bool(false)) }
            #expect(place.id == town.mathematics.id)
        }
    }

    @Test func `two branches merge, and last year stays as it was`() async throws {
        try await withTown { town in
            let fields: KeyValuePairs = [
                "other": town.physics.id.description, "into": "new", "name": "数理学院分会", "on_day": "2026-02-01",
                "paper": "春大工〔2026〕5 号",
            ]
            let got = try await town.post(Places.unitMerger(town.mathematics.id), fields, as: town.secretary)
            #expect(got.status == 303)
            let preview = try await town.get(got.location, as: town.secretary)
            #expect(preview.text.contains("随同的下级：代数小组"))
            try await town.confirm(got.location, as: town.secretary)
            let merged = try await town.unit("数理学院分会")
            #expect(try await town.unit("数学学院分会").state == .dissolved)
            #expect(try await town.unit("代数小组").path.hasPrefix(merged.path))
            try await town.store.read { tx in
                let before = try TreeOfDay(on: Day("2026-01-31")!, below: town.university.path, in: tx)
                let after = try TreeOfDay(on: Day("2026-02-01")!, below: town.university.path, in: tx)
                #expect(before.total == after.total)
                #expect(before.members[town.mathematics.path] == 2)
                #expect(after.members[merged.path] == 2)
                #expect(!after.units.contains { $0.unit == town.mathematics.id })
                #expect(try MemberCount.flaws(in: tx) + UnitSpell.flaws(in: tx) == [])
            }
            let tree = try await town.get("/units?on=2026-01-31", as: town.secretary)
            #expect(tree.text.contains("数学学院分会"))
            #expect(!tree.text.contains("数理学院分会"))
            let result = try await town.get(got.location, as: town.secretary)
            #expect(result.text.contains("合并前"))
            #expect(try await town.get("/units?q=数学学院分会", as: town.secretary).text.contains("由“数学学院分会”并入"))
        }
    }

    @Test func `numbers that collide stand against a merger, or gain the code`() async throws {
        try await withTown { town in
            try await town.store.write { tx in
                try tx.member("同号的人", number: "U1", in: town.school, ring: town.ring)
                try tx.run("UPDATE unit SET code = 'S-1' WHERE id = \(town.school.id)")
            }
            func plan(_ numbering: String) async throws -> Got {
                try await town.post(
                    Places.unitMerger(town.university.id),
                    [
                        "other": town.school.id.description, "into": town.university.id.description,
                        "on_day": "2026-02-01", "numbering": "\(numbering)",
                    ], as: town.cityChair)
            }
            let refused = try await plan("")
            let shown = try await town.get(refused.location, as: town.cityChair)
            #expect(shown.text.contains("1 个工号重复"))
            #expect(!shown.text.contains("确认合并"))
            let agreed = try await plan("yes")
            try await town.confirm(agreed.location, as: town.cityChair)
            let number: String? = try await town.store.read { tx in
                try tx.value("SELECT number FROM membership WHERE number LIKE 'S-1-%' AND until_day IS NULL")
            }
            #expect(number == "S-1-U1")
            #expect(try await town.get("/search?q=S-1-U1", as: town.cityChair).text.contains("同号的人"))
            #expect(try await town.get(Places.posts(town.school.id), as: town.cityChair).text.contains("2026-01-31"))
        }
    }

    @Test func `a branch is split by units and by numbers`() async throws {
        try await withTown { town in
            let empty = try await town.post(
                Places.unitSplit(town.mathematics.id), ["on_day": "2026-02-01", "fate": "stay"], as: town.secretary)
            #expect(empty.status == 422)
            #expect(empty.text.contains("id=\"name-1-e\""))
            let unknown = try await town.post(
                Places.unitSplit(town.mathematics.id),
                ["on_day": "2026-02-01", "fate": "stay", "name-1": "统计学院分会", "people-1": "X9"], as: town.secretary)
            #expect(unknown.text.contains("自己的会员里没有：X9"))
            let got = try await town.post(
                Places.unitSplit(town.mathematics.id),
                [
                    "on_day": "2026-02-01", "fate": "stay", "name-1": "统计学院分会", "people-1": "M1",
                    "unit-\(town.group.id)": "1",
                ], as: town.secretary)
            try await town.confirm(got.location, as: town.secretary)
            let part = try await town.unit("统计学院分会")
            try await town.store.read { tx in
                let tree = try TreeOfDay(on: Day("2026-02-01")!, below: town.university.path, in: tx)
                #expect(tree.members[part.path] == 2)
                #expect(tree.members[town.mathematics.path] ?? 0 == 0)
                #expect(try MemberCount.flaws(in: tx) + UnitSpell.flaws(in: tx) == [])
            }
        }
    }

    @Test func `what changed after the preview is shown before anything is done`() async throws {
        try await withTown { town in
            let got = try await town.post(
                Places.unitMerger(town.mathematics.id),
                ["other": town.physics.id.description, "into": town.physics.id.description, "on_day": "2026-02-01"],
                as: town.secretary)
            let stamp = try await town.stamp(got.location, as: town.secretary)
            try await town.store.write { tx in
                try tx.member("后来的人", number: "P9", in: town.physics, ring: town.ring)
            }
            let path = try #require(Path(local: got.location + "/confirmation"))
            let second = try await town.post(path, ["stamp": "\(stamp)"], as: town.secretary)
            #expect(second.status == 422)
            #expect(second.text.contains("有人改动过这些单位"))
            #expect(try await town.unit("数学学院分会").state == .standing)
            try await town.confirm(got.location, as: town.secretary)
            #expect(try await town.unit("数学学院分会").state == .dissolved)
            let again = try await town.post(path, ["stamp": "\(stamp)"], as: town.secretary)
            #expect(again.location == got.location)
        }
    }

    @Test func `an act is not dated before a later one that it contradicts`() async throws {
        try await withTown { town in
            try await town.store.write { tx in
                try town.physics.rename("物理系分会", "物理系", by: UnitOrder(on: Day("2026-02-10")!), in: tx)
            }
            let got = try await town.post(
                Places.unitMerger(town.mathematics.id),
                [
                    "other": town.physics.id.description, "into": town.mathematics.id.description,
                    "on_day": "2026-02-01",
                ],
                as: town.secretary)
            let shown = try await town.get(got.location, as: town.secretary)
            #expect(shown.text.contains("在 2026-02-10 已经有过一次“更名”"))
            let future = try await town.post(
                Places.unitRename(town.physics.id), ["name": "未来分会", "on_day": "2026-12-01"], as: town.secretary)
            #expect(future.text.contains("id=\"on_day-e\""))
        }
    }

    @Test func `plans and acts of another school are not there`() async throws {
        try await withTown { town in
            let got = try await town.post(
                Places.unitRename(town.mathematics.id), ["name": "新名分会", "on_day": "2026-02-01"], as: town.secretary)
            #expect(try await town.get(got.location, as: town.schoolSecretary).status == 404)
            for end in ["/confirmation", "/withdrawal"] {
                let path = try #require(Path(local: got.location + end))
                #expect(try await town.post(path, ["stamp": "x"], as: town.schoolSecretary).status == 404)
            }
            let dropped = try #require(Path(local: got.location + "/withdrawal"))
            #expect(try await town.post(dropped, [:], as: town.secretary).status == 303)
            #expect(try await town.get(got.location, as: town.secretary).status == 404)
            for path in [Places.unitMerger(town.university.id), Places.unitSplit(town.university.id)] {
                #expect(try await town.get(path, as: town.secretary).status == 403)
            }
        }
    }

    @Test func `the scan of a paper is kept, told by its bytes, and sent back`() async throws {
        try await withTown { town in
            let pdf = Array("%PDF-1.4 a paper".utf8)
            let fields = [("name", "数学科学学院分会"), ("on_day", "2026-01-10"), ("paper", "〔2026〕3 号")]
            let wrong = try await town.send(
                Places.unitRename(town.mathematics.id), fields, scan: Array("<html>".utf8), as: town.secretary)
            #expect(wrong.status == 422)
            #expect(wrong.text.contains("id=\"scan-e\""))
            let got = try await town.send(Places.unitRename(town.mathematics.id), fields, scan: pdf, as: town.secretary)
            try await town.confirm(got.location, as: town.secretary)
            let sent = try await town.get(got.location + "/scan", as: town.secretary)
            #expect(sent.bytes == pdf)
            #expect(sent.headers["Content-Type"] == "application/pdf")
            #expect(try await town.get(got.location + "/scan", as: town.schoolSecretary).status == 404)
            let marks: [String] = try await town.store.read {
                try $0.values("SELECT scan_hash FROM unit_change WHERE scan_hash IS NOT NULL")
            }
            let held = try await town.store.read { try UnitChange.heldScans(["x"] + marks, in: $0) }
            #expect(held.count == 1)
            let form = try await town.get(got.location + "/paper", as: town.secretary)
            #expect(form.text.contains("已有“scan.pdf”"))
            let path = try #require(Path(local: got.location + "/paper"))
            let version = try #require(form.text.firstMatch(of: /name="version" value="(\d+)"/)?.1)
            let kept = try await town.post(
                path, ["paper": "〔2026〕4 号", "version": "\(version)"], as: town.secretary)
            #expect(kept.status == 303)
            let stale = try await town.post(
                path, ["paper": "〔2026〕5 号", "version": "\(version)"], as: town.secretary)
            #expect(stale.status == 422)
            #expect(stale.text.contains("现在是：〔2026〕4 号"))
            #expect(try await town.get(got.location, as: town.secretary).text.contains("scan.pdf"))
            #expect(
                try await town.get(Places.unitHistory(town.mathematics.id), as: town.secretary).text.contains("PDF"))
        }
    }

    @Test func `plans wait to be seen, and days without the unit say so`() async throws {
        try await withTown { town in
            let got = try await town.post(
                Places.unitRename(town.mathematics.id), ["name": "新名分会", "on_day": "2026-02-01"], as: town.secretary)
            let page = try await town.get(Places.unitChanges(town.mathematics.id), as: town.secretary)
            #expect(page.text.contains("还没有确认的"))
            let plan = try #require(got.location.split(separator: "/").last)
            let again = try await town.get(
                "\(Places.unitRename(town.mathematics.id).text)?plan=\(plan)", as: town.secretary)
            #expect(again.text.contains("value=\"新名分会\""))
            try await town.store.write { tx in
                let order = UnitOrder(on: Day("2026-02-20")!)
                let draft = UnitDraft(name: "新设分会", shortName: "新设分会", level: .branch, kind: .branch)
                let young = try UnitEntry.insert(draft, under: town.university, by: order, in: tx)
                try tx.member("早到的人", number: "E1", in: young, ring: town.ring)
            }
            let young = try await town.unit("新设分会")
            let absent = try await town.get("\(Places.unit(young.id).text)?on=2026-02-19", as: town.cityChair)
            #expect(absent.text.contains("那一天没有这个单位"))
            let tree = try await town.get("/units?on=2026-02-19", as: town.cityChair)
            #expect(tree.text.contains("另有 1 人的会籍早于所在单位的成立日期"))
        }
    }
}

extension Town {
    /// Sends a form with a file, as a browser does.
    func send(
        _ path: Path, _ fields: [(String, String)], scan: [UInt8], as resident: Resident
    ) async throws -> Got {
        let page = try await get(path, as: resident)
        let csrf = try #require(page.text.firstMatch(of: /name="csrf" value="([^"]+)"/)?.1)
        let spool = NSTemporaryDirectory() + "scan-\(UUID().uuidString)"
        try Data(scan).write(to: URL(fileURLWithPath: spool))
        let all = [("csrf", String(csrf)), ("key", UUID().uuidString)] + fields
        var submission = Submission(fields: all.map { (name: $0.0, value: $0.1) })
        submission.uploads = [
            Upload(field: "scan", fileName: "scan.pdf", contentType: "", size: scan.count, path: spool)
        ]
        let headers: Headers = ["Accept": "text/html", "Host": "town.test", "Cookie": "uh=\(resident.token)"]
        let response = await site.answer(Request(.post, path.text, headers: headers, body: .form(submission)))
        guard case .bytes(let bytes) = response.body else {
            return Got(status: response.status, text: "", headers: response.headers, bytes: [])
        }
        return Got(
            status: response.status, text: String(decoding: bytes, as: UTF8.self), headers: response.headers,
            bytes: bytes)
    }

    /// What a preview says it was made of.
    func stamp(_ address: String, as resident: Resident) async throws -> String {
        try #require(try await get(address, as: resident, accept: "application/json").json()["stamp"]?.string)
    }

    /// Looks at a plan and says yes.
    func confirm(_ address: String, as resident: Resident) async throws {
        let path = try #require(Path(local: address + "/confirmation"))
        let got = try await post(path, ["stamp": try await stamp(address, as: resident)], as: resident)
        #expect(got.status == 303, "\(got.text.split(separator: "err-summary").last?.prefix(400) ?? "")")
    }
}
