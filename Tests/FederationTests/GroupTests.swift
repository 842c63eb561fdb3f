import Base
import Sheets
import Store
import TestKit
import Testing
import Web

@testable import Federation

@Suite("A group of units")
struct GroupTests {
    @Test(
        "is read however a paper spells it",
        arguments: [
            ("各高校工会", "高校工会", nil, false), ("高校工会", "高校工会", nil, false),
            ("各市教育工会〈教科文卫体工会〉", "市教育工会教科文卫体工会", "市教育工会", false),
            ("各区(燕山)教育工会", "区燕山教育工会", "区教育工会", false), ("各区（燕山）教育工会：", "区燕山教育工会", "区教育工会", false),
            ("区直各驻邕高校工会", "区直驻邕高校工会", nil, false), ("区直驻邕各高校工会", "区直驻邕高校工会", nil, false),
            ("各相关区直驻邕高校工会", "区直驻邕高校工会", nil, true), ("各 高等学校、直属单位 工会", "高等学校直属单位工会", nil, false),
        ] as [(String, String, String?, Bool)])
    func spelling(words: String, key: String, shorter: String?, asks: Bool) {
        let spelling = Spelling(words)
        #expect(spelling.key == key)
        #expect(spelling.shorter == shorter)
        #expect(spelling.asksForChoice == asks)
    }

    @Test func `means what the rule finds on the day, with exceptions by name`() async throws {
        try await withTown { town in
            let group = try await town.group("各基层工会", [ClauseDraft(level: .base)])
            #expect(try await town.names(group, on: "2026-03-02") == ["春城大学工会", "第一中学工会"])
            try await town.store.write { tx in
                let out = ExceptionDraft(
                    isIn: false, from: Day("2025-01-01")!, until: Day("2025-12-31")!, reason: "正在筹备")
                try UnitGroup.Exception.insert(out, of: town.school.id, to: group, tx)
                let into = ExceptionDraft(isIn: true, from: Day("2026-01-01")!, reason: "人数多", paper: "〔2026〕1 号")
                try UnitGroup.Exception.insert(into, of: town.mathematics.id, to: group, tx)
            }
            #expect(try await town.names(group, on: "2024-12-31") == ["春城大学工会", "第一中学工会"])
            #expect(try await town.names(group, on: "2025-06-01") == ["春城大学工会"])
            #expect(try await town.names(group, on: "2026-01-01") == ["春城大学工会", "数学学院分会", "第一中学工会"])
        }
    }

    @Test func `forgets nobody who was there, and names nobody who was not`() async throws {
        try await withTown { town in
            let group = try await town.group("各分会", [ClauseDraft(level: .branch)])
            try await town.store.write { tx in
                let new = try UnitEntry.insert(
                    UnitDraft(
                        name: "化学学院分会", shortName: "化学", level: .branch, kind: .branch, foundedOn: Day("2025-09-01")!),
                    under: town.university, in: tx)
                try new.dissolve(on: Day("2026-02-01")!, in: tx)
            }
            let two = ["数学学院分会", "物理学院分会"]
            #expect(try await town.names(group, on: "2025-08-31") == two)
            #expect(try await town.names(group, on: "2025-09-01") == two + ["化学学院分会"])
            #expect(try await town.names(group, on: "2026-01-31") == two + ["化学学院分会"])
            #expect(try await town.names(group, on: "2026-02-01") == two)
            let path = Places.groupDifference(group).with([("from", "2025-08-31"), ("to", "2026-01-31")])
            let page = try await town.get(path, as: town.cityChair).text
            #expect(page.contains("化学学院分会") && !page.contains("物理学院分会"))
        }
    }

    @Test func `two spellings lead to one group, and no spelling to two`() async throws {
        try await withTown { town in
            let group = try await town.group("各高校工会", [ClauseDraft(kind: .university)], also: ["各高等学校工会"])
            _ = try await town.group("各学校、直属单位工会", [ClauseDraft(kind: .school)])
            try await town.store.read { tx in
                #expect(try UnitGroup.spelled("各高校工会", in: tx)?.id == group)
                #expect(try UnitGroup.spelled("各高等学校工会", in: tx)?.id == group)
                #expect(try UnitGroup.spelled("各中学工会", in: tx) == nil)
                let line = "各高等学校、各学校、直属单位工会，第一中学工会、各相关高校工会；某某工会："
                let read = try UnitGroup.addressees(line, on: tx.today, in: tx)
                #expect(read.map(\.brief) == ["各高校工会", "各学校、直属单位工会", "第一中学工会", "各高校工会?", "不认识：某某工会"])
            }
            let taken = try await town.post(
                Places.unitGroups(town.city.id), ["name": "学院工会", "spellings": "高等学校工会\n学院教育工会"], as: town.cityChair)
            #expect(taken.status == 422 && taken.text.contains("id=\"spellings-e\""))
            #expect(taken.text.contains("学院教育工会"), "nothing typed is lost")
        }
    }

    @Test func `is made, ruled, excepted, revised and ended by its keeper`() async throws {
        try await withTown { town in
            let made = try await town.post(
                Places.unitGroups(town.city.id), ["name": "各高校工会", "spellings": "各高等学校工会"], as: town.cityChair)
            #expect(made.status == 303)
            let id = try #require(ID<UnitGroup>(made.location.split(separator: "/")[1]))
            let ruled = try await town.post(
                Places.groupClauses(id), ["below": "春城市教育工会", "kind": "university", "direct": "yes"], as: town.cityChair
            )
            #expect(ruled.status == 303)
            let wrong = try await town.post(
                Places.groupClauses(id), ["below": "春城", "level": "branch", "kind": "school"], as: town.cityChair)
            #expect(wrong.status == 422 && wrong.text.contains("id=\"kind-e\""))
            let near = try await town.post(Places.groupClauses(id), ["below": "春城"], as: town.cityChair)
            #expect(near.text.contains("您要找的可能是：春城市教育工会、春城大学工会"))
            let excepted = try await town.post(
                Places.groupExceptions(id),
                ["unit": "第一中学工会", "how": "in", "from_day": "2026-03-01", "reason": "办有大专班", "paper": "〔2026〕3 号"],
                as: town.cityChair)
            #expect(excepted.status == 303)
            let page = try await town.get(Places.group(id), as: town.cityChair).text
            #expect(page.contains("规则第 1 条：春城市教育工会直接下级的高等学校"))
            #expect(page.contains("特别列入：办有大专班（〔2026〕3 号）"))
            let stale = try await town.post(
                Places.groupRevision(id), ["name": "高校", "version": "9"], as: town.cityChair)
            #expect(stale.status == 422 && stale.text.contains(UnitGroup.Problem.changedMeanwhile.words))
            #expect(try await town.post(Places.groupEnd(id), [:], as: town.cityChair).status == 303)
            #expect(try await town.get(Places.group(id), as: town.cityChair).text.contains("停用，以前的含义仍可查"))
            #expect(try await town.store.read { tx in try UnitGroup.spelled("各高校工会", in: tx) } == nil)
        }
    }

    @Test func `shows those below only their own units, and lets nobody else change it`() async throws {
        try await withTown { town in
            let group = try await town.group("各基层工会", [ClauseDraft(level: .base)])
            let page = try await town.get(Places.group(group), as: town.schoolSecretary).text
            #expect(page.contains("第一中学工会") && !page.contains("春城大学工会"))
            #expect(page.contains("另有 1 个单位不在您能看到的范围内"))
            let revision = try await town.get(Places.groupRevision(group), as: town.schoolSecretary)
            let sent = try await town.post(Places.groupEnd(group), [:], as: town.schoolSecretary)
            #expect([revision.status, sent.status] == [403, 404])
            let own = try await town.store.write { tx in
                try UnitGroup.insert("各学院分会", in: town.university.id, tx)
            }
            #expect(try await town.get(Places.group(own), as: town.schoolSecretary).status == 404)
        }
    }

    @Test func `is listed with what papers call it, below an empty list and above those that are over`() async throws {
        try await withTown { town in
            let list = Places.unitGroups(town.city.id)
            let empty = try await town.get(list, as: town.cityChair).text
            #expect(empty.contains("还没有分组") && empty.contains("建一个分组，发文和派任务时就不用一个个数单位"))
            let group = try await town.group("各基层工会", [ClauseDraft(level: .base)])
            let over = try await town.group("各分会", [ClauseDraft(level: .branch)])
            try await town.store.write { tx in
                let out = ExceptionDraft(isIn: false, from: Day("2025-01-01")!, reason: "正在筹备")
                try UnitGroup.Exception.insert(out, of: town.school.id, to: group, tx)
            }
            #expect(try await town.post(Places.groupEnd(over), [:], as: town.cityChair).status == 303)
            let page = try await town.get(list.with("read", "各相关基层工会、第一中学工会、某某工会"), as: town.cityChair).text
            #expect(Soundness.flaws(of: page) == [])
            for words in [
                "今天指 1 个单位", "已停用的分组（1）", "只指其中相关的单位，由人选定", "一个单位，校级", "某某工会", "没有这样的分组或单位",
            ] { #expect(page.contains(words), "\(words)") }
            let bare = try await town.group("各处", [])
            #expect(try await town.get(Places.group(bare), as: town.cityChair).text.contains("还没有规则。"))
            #expect(try await town.get(Places.groupRevision(bare), as: town.cityChair).text.contains("所以现在谁也不指"))
            let left = try await town.get(Places.group(group), as: town.cityChair).text
            #expect(left.contains("按规则在内、已特别除外") && left.contains("正在筹备"))
        }
    }

    @Test func `is frozen as a value, and exported as a workbook`() async throws {
        try await withTown { town in
            let id = try await town.group("各基层工会", [ClauseDraft(level: .base)])
            let frozen = try await town.store.read { tx in
                let group = try #require(try UnitGroup.spelled("各基层工会", in: tx))
                return GroupResolution(of: group, try group.meaning(on: tx.today, in: tx))
            }
            #expect(GroupResolution(json: try JSON(parsing: Array(frozen.json.text.utf8))) == frozen)
            #expect(frozen.lines.map(\.name) == ["春城大学工会", "第一中学工会"])
            let file = try await town.get(Places.groupExport(id), as: town.cityChair)
            #expect(file.headers["Content-Type"]?.contains("spreadsheetml") == true)
            #expect(file.bytes.prefix(2) == [0x50, 0x4B])
        }
    }

    /// The list is the rule's answer whatever the rule: each unit fits a clause or is named in, and none that fits is missing
    /// but those named out.
    @Test func `keeps its word for any rule`() {
        forAll(60) { (dice: inout Dice) in
            let units = (1...30).map { Self.unit($0, &dice) }
            let clauses = (1...dice.number(1...4)).map { Self.clause($0, &dice) }
            let named = (1...dice.number(1...6)).map { Self.exception($0, &dice) }
            let day = Day("2025-06-01")!
            let meaning = GroupMeaning(clauses, named, on: day, among: units, paths: [ID(1): "0001/"])
            for unit in units {
                let fits = clauses.contains { $0.isInForce(on: day) && $0.fits(unit, below: "0001/") }
                let word = named.first { $0.isInForce(on: day) && $0.unit == unit.id }?.isIn
                #expect(meaning.units.contains { $0.unit == unit } == (word ?? fits), "\(unit)")
            }
        }
    }

    private static func unit(_ number: Int, _ dice: inout Dice) -> DayUnit {
        let level = dice.one(of: UnitLevel.allCases)
        let path = "0001/" + (dice.number(0...1) == 0 ? "" : "0002/") + "00\(number + 10)/"
        return DayUnit(
            id: ID(Int64(number)), path: path, parent: ID(1), name: "单位\(number)", shortName: "单位\(number)",
            level: level,
            kind: dice.one(of: UnitKind.fitting(level)), state: dice.number(0...4) == 0 ? .preparing : .standing)
    }

    private static func clause(_ number: Int, _ dice: inout Dice) -> UnitGroup.Clause {
        UnitGroup.Clause(
            id: ID(Int64(number)), group: ID(1), below: ID(1), belowName: "市", isDirect: dice.number(0...1) == 0,
            level: dice.number(0...1) == 0 ? dice.one(of: UnitLevel.allCases) : nil,
            kind: dice.number(0...2) == 0 ? dice.one(of: UnitKind.allCases) : nil,
            hasPreparing: dice.number(0...1) == 0,
            from: dice.number(0...2) == 0 ? Day("2026-01-01") : nil, until: nil)
    }

    private static func exception(_ number: Int, _ dice: inout Dice) -> UnitGroup.Exception {
        UnitGroup.Exception(
            id: ID(Int64(number)), group: ID(1), unit: ID(Int64(number * 4)), unitName: "",
            isIn: dice.number(0...1) == 0,
            from: Day("2025-01-01")!, until: dice.number(0...2) == 0 ? Day("2025-02-01") : nil, reason: "", paper: nil)
    }
}

extension Addressee {
    /// In a word, for a test.
    fileprivate var brief: String {
        switch self {
        case .group(let group, let asks): group.name + (asks ? "?" : "")
        case .unit(let unit): unit.name
        case .unknown(let words): "不认识：\(words)"
        }
    }
}

extension Town {
    fileprivate func group(
        _ name: String, _ clauses: [ClauseDraft], also spellings: [String] = []
    ) async throws -> ID<UnitGroup> {
        try await store.write { tx in
            let id = try UnitGroup.insert(name, spellings: spellings, in: city.id, tx)
            for clause in clauses { try UnitGroup.Clause.insert(clause, below: city.id, to: id, tx) }
            return id
        }
    }

    fileprivate func names(_ group: ID<UnitGroup>, on day: StaticString) async throws -> [String] {
        try await store.read { tx in
            let found: UnitGroup? = try tx.first("SELECT \(UnitGroup.columns) FROM unit_group g WHERE g.id = \(group)")
            return try #require(found).units(on: Day(day.description)!, in: tx).map(\.name)
        }
    }
}
