import Base
import Foundation
import Server
import Store
import Testing
import Web

@testable import Federation

@Suite("Whom a split takes along")
struct SplitTests {
    /// The university's own members: its two officers on the staff, one on contract, two dispatched.
    private func members(_ town: Town) async throws {
        try await town.store.write { tx in
            try tx.member("文静", number: "U7", in: town.university, ring: town.ring, employment: .contract)
            for (name, number) in [("彭甲", "D0"), ("彭乙", "D1")] {
                try tx.member(name, number: number, in: town.university, ring: town.ring, employment: .dispatched)
            }
        }
    }

    private func file(_ field: String, _ text: String) throws -> Upload {
        let path = NSTemporaryDirectory() + "split-\(UUID().uuidString)"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return Upload(field: field, fileName: "名单.csv", contentType: "", size: text.utf8.count, path: path)
    }

    private func plan(_ town: Town, _ fields: [String: String], _ files: [Upload] = []) async throws -> Got {
        let all = fields.merging(["on_day": "2026-02-01", "fate": "stay"]) { mine, _ in mine }
        return try await town.post(Places.unitSplit(town.university.id), all, files, as: town.cityChair)
    }

    @Test func `are ticked one by one, taken by type, or named, and nobody goes twice`() async throws {
        try await withTown { town in
            try await members(town)
            let form = try await town.get(Places.unitSplit(town.university.id), as: town.cityChair)
            #expect(form.text.contains("劳务派遣（2 人）") && form.text.contains("逐个勾选（5 人）"))
            let got = try await plan(
                town,
                [
                    "name-1": "春城大学研究院工会", "type-1": "dispatched", "tick-1": town.secretary.person.description,
                    "name-2": "春城大学附属学院工会", "people-2": "U7",
                ])
            let page = try await town.get(got.location, as: town.cityChair)
            #expect(page.text.contains("春城大学研究院工会</b>：3 人（马超群、彭甲、彭乙）"))
            #expect(page.text.contains("春城大学附属学院工会</b>：1 人（文静）"))
            try await town.confirm(got.location, as: town.cityChair)
            try await town.store.read { tx in
                let tree = try TreeOfDay(on: Day("2026-02-01")!, below: town.city.path, in: tx)
                func count(_ name: String) -> Int? {
                    tree.units.first { $0.name == name }.flatMap { tree.members[$0.path] }
                }
                #expect([count("春城大学研究院工会"), count("春城大学附属学院工会"), count("春城大学工会")] == [3, 1, 3])
                #expect(try MemberCount.flaws(in: tx) + UnitSpell.flaws(in: tx) == [])
            }
        }
    }

    @Test func `stand beside the field when two new units would take the same`() async throws {
        try await withTown { town in
            try await members(town)
            let person = town.secretary.person.description
            let twice = try await plan(
                town, ["name-1": "甲工会", "tick-1": person, "name-2": "乙工会", "people-2": "U1"])
            #expect(twice.status == 422 && twice.text.contains("“马超群”已经分到新单位 1"))
            #expect(twice.text.contains("value=\"\(person)\" checked"), "what was ticked stays")
            let types = try await plan(
                town, ["name-1": "甲工会", "type-1": "contract", "name-2": "乙工会", "type-2": "contract"])
            #expect(types.status == 422 && types.text.contains("“聘用”选在了两个新单位"))
        }
    }

    @Test func `come from a file, whose unknown lines the preview names`() async throws {
        try await withTown { town in
            try await members(town)
            let list = try file("file-1", "姓名,工号\n文静,U7\n彭甲,D0\n查无此人,X9\n欧阳小文,M1\n")
            let got = try await plan(town, ["name-1": "春城大学研究院工会"], [list])
            #expect(got.status == 303)
            let page = try await town.get(got.location, as: town.cityChair)
            for words in [
                "2 人（彭甲、文静）", "名单“名单.csv”：找到 2 人，2 行没有找到", "第 4 行 查无此人（X9）", "第 5 行 欧阳小文（M1）",
                "这些人不会分过去",
            ] { #expect(page.text.contains(words), "\(words)") }
            let plan: String? = try await town.store.read {
                try $0.value("SELECT plan FROM unit_change WHERE plan <> ''")
            }
            #expect(!(plan ?? "").contains("csrf"))
            let number = try #require(got.location.split(separator: "/").last)
            let again = try await town.get(
                "\(Places.unitSplit(town.university.id).text)?plan=\(number)", as: town.cityChair)
            #expect(again.text.contains("已读入名单“名单.csv”：找到 2 人"))
            try await town.confirm(got.location, as: town.cityChair)
            #expect(try await town.unit("春城大学研究院工会").state == .standing)
            let broken = try await self.plan(
                town, ["name-1": "另一个工会"], [try file("file-1", "%PDF-1.4 not a list")])
            #expect(broken.status == 422 && broken.text.contains("id=\"file-1-e\""))
        }
    }
}
