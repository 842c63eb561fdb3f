import Access
import Base
import Store
import TestKit
import Testing
import Web

@testable import Federation

@Suite("A file in a person's union life") struct ImportTimelineTests {
    /// Who imports, as everybody reads it.
    private let officer = "马超群（春城大学工会干事）"

    /// What the page of a person says of files, the latest first, with its detail behind it.
    private func told(_ path: Path, _ town: ImportTown, as token: String) async throws -> [String] {
        let browser = Browser(town.site)
        browser.cookies["uh"] = token
        let page = try await browser.get(path, accept: "application/json").json()
        return (page["timeline"]?.array ?? []).filter { $0["kind"]?.string == "file" }
            .map { "\($0["words"]?.string ?? "")｜\($0["detail"]?.string ?? "")" }
    }

    private func person(_ number: String, _ town: ImportTown) async throws -> ID<Person> {
        try await town.store.read { tx in
            try #require(
                try tx.value("SELECT person_id FROM membership WHERE number = \(number) AND until_day IS NULL"))
        }
    }

    /// A session of somebody, who now holds a post if one is given, and gets an account if they had none.
    private func token(
        _ person: ID<Person>, _ town: ImportTown, _ post: PostKind? = nil, at unit: UnitEntry? = nil
    ) async throws -> String {
        try await town.store.write { tx in
            if let post, let unit {
                _ = try Post.insert(PostDraft(person: person, kind: post, from: Day(number: 18_000)), in: unit, tx)
            }
            let known = try Account.first(of: person, in: tx)?.id
            let id = try known ?? Account.insert(for: person, signInName: "p\(person)", name: "某人", in: tx)
            let account = try Account.find(id, in: tx)
            return try Session.open(for: account, stage: .full, address: "192.0.2.1", agent: "tests", in: tx)
        }
    }

    /// Enters somebody by hand and gives them a session.
    private func entered(
        _ name: String, _ number: String, in unit: UnitEntry, _ town: ImportTown, identity: String? = nil
    ) async throws -> (person: ID<Person>, token: String) {
        let person = try await town.store.write { [ring = town.ring] tx in
            try tx.entered(name, number: number, in: unit, ring: ring, identity: identity)
        }
        return (person, try await token(person, town))
    }

    private func write(_ roster: String, _ town: ImportTown) async throws -> ImportBatch {
        try await town.write(try await town.check(roster: roster))
    }

    @Test func `tells who entered them, from which line of which file`() async throws {
        try await withImportTown { town in
            _ = try await write("工号,姓名\nT0,周安\nT1,林静\n", town)
            let person = try await person("T1", town)
            let words = ["批量导入登记进名册｜文件“roster.csv”第 3 行，\(officer)"]
            #expect(try await told(Places.person(person), town, as: town.officer.token) == words)
            #expect(try await told(Places.me(), town, as: try await token(person, town)) == words)
        }
    }

    @Test func `tells each field that a line changed, and of sealed ones only that they are others`() async throws {
        try await withImportTown { town in
            let identity = sound("11010519850312001")
            let known = try await entered("林静", "T1", in: town.arts, town, identity: identity)
            let other = try await entered("周安", "T2", in: town.arts, town)
            _ = try await write(
                """
                工号,姓名,性别,身份证号,出生日期,手机号,所在部门,用工形式,会籍状态,入会日期,备注
                T9,林竞,,\(identity),,,理学院,合同,,,
                T2,周安,男,,1981-06-02,13900000001,,,保留会籍,2016-01-01,借调

                """, town)
            #expect(
                try await told(Places.me(), town, as: known.token) == [
                    "批量导入改了姓名、所在单位、工号、用工形式｜姓名：林静 改为 林竞；所在单位：文学院 改为 理学院；工号：T1 改为 T9；"
                        + "用工形式：在编 改为 聘用；文件“roster.csv”第 2 行，\(officer)"
                ])
            #expect(
                try await told(Places.me(), town, as: other.token) == [
                    "批量导入改了性别、出生日期、备注、手机号、会籍状态、入会日期｜性别：女 改为 男；出生日期：1980-05-01 改为 1981-06-02；"
                        + "备注：无 改为 借调；手机号已更换；会籍状态：在籍 改为 保留会籍；入会日期：2015-09-01 改为 2016-01-01；"
                        + "文件“roster.csv”第 3 行，\(officer)"
                ])
        }
    }

    @Test func `names no unit to an officer who may not see it`() async throws {
        try await withImportTown { town in
            let moved = try await entered("林静", "T1", in: town.arts, town)
            let leader = try await entered("周安", "T2", in: town.science, town)
            let desk = try await token(leader.person, town, .organiser, at: town.science)
            _ = try await write("工号,姓名,所在部门\nT1,林静,理学院\n", town)
            for (token, name) in [(desk, "其他单位"), (town.officer.token, "文学院")] {
                #expect(
                    try await told(Places.person(moved.person), town, as: token) == [
                        "批量导入改了所在单位｜所在单位：\(name) 改为 理学院；文件“roster.csv”第 2 行，\(officer)"
                    ])
            }
        }
    }

    @Test func `is not told where the person went afterwards`() async throws {
        try await withImportTown { town in
            _ = try await write("工号,姓名,所在部门\nT1,林静,文学院\n", town)
            let person = try await person("T1", town)
            try await town.store.write { tx in
                let spell = try #require(try Membership.current(of: person, in: tx))
                let draft = MembershipDraft(
                    unit: town.school.id, number: nil, employment: .established, state: .active, joinedOn: nil,
                    from: tx.today)
                try spell.change(to: draft, of: try PersonEntry.unscoped(person, in: tx), in: town.school, tx)
            }
            #expect(try await told(Places.person(person), town, as: town.stranger.token) == [])
            #expect(try await told(Places.me(), town, as: try await token(person, town)).count == 1)
        }
    }

    @Test func `is taken back with the import, but for those who were changed since`() async throws {
        try await withImportTown { town in
            let known = try await entered("周安", "T2", in: town.arts, town)
            let later = try await entered("何新", "T3", in: town.arts, town)
            let batch = try await write("工号,姓名,备注\nT1,林静,新来\nT2,周安,借调\nT3,何新,返聘\n", town)
            let fresh = try await person("T1", town)
            let own = try await token(fresh, town)
            try await town.store.write { [ring = town.ring] tx in
                let entry = try PersonEntry.unscoped(later.person, in: tx)
                try entry.update(
                    PersonDraft(name: "何新", sex: .male, bornOn: nil), version: entry.version, ring: ring, in: tx)
            }
            let undone = try await town.undo(batch)
            #expect([undone.kept, undone.written] == [2, 0])
            #expect(try await told(Places.me(), town, as: known.token) == [])
            // Who has an account by now stays in the register, and it still says how they came there.
            #expect(
                try await told(Places.me(), town, as: own) == ["批量导入登记进名册｜文件“roster.csv”第 2 行，\(officer)"])
            #expect(
                try await told(Places.me(), town, as: later.token) == [
                    "批量导入改了备注｜备注：无 改为 返聘；文件“roster.csv”第 4 行，\(officer)"
                ])
        }
    }

    @Test func `stays known when what stood in the rows is destroyed`() async throws {
        try await withImportTown { town in
            let known = try await entered("周安", "T2", in: town.arts, town)
            let batch = try await write("工号,姓名,备注\nT1,林静,新来\nT2,周安,借调\n", town)
            let own = try await token(try await person("T1", town), town)
            let old = town.store.world.now().adding(days: -ImportKeeping.days - 1)
            try await town.store.write { tx in
                try tx.run("UPDATE import_batch SET finished_at = \(old) WHERE id = \(batch.id)")
                try tx.later(ImportKeeping.duty, payload: "")
            }
            try await DutyRunner(town.store, kinds: [ImportKeeping.kind], holder: "keeper").runOnce()
            #expect(try await told(Places.me(), town, as: own) == ["批量导入登记进名册｜文件“roster.csv”第 2 行，\(officer)"])
            #expect(try await told(Places.me(), town, as: known.token) == ["批量导入改了资料｜文件“roster.csv”第 3 行，\(officer)"])
        }
    }

    @Test func `names nobody when the command line brought it`() async throws {
        try await withImportTown { town in
            let report = try await importMembers(
                file: try town.file("list.csv", "工号,姓名\nT1,林静\n"), unitName: "春城大学", store: town.store,
                ring: town.ring, folder: town.folder, dryRun: false)
            #expect(report.written == 1)
            let person = try await person("T1", town)
            let words = ["批量导入登记进名册｜文件“list.csv”第 2 行，系统"]
            #expect(try await told(Places.person(person), town, as: town.officer.token) == words)
        }
    }
}
