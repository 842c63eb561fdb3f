import Base
import Foundation
import Server
import Sheets
import Store
import Testing
import Web

@testable import Federation

@Suite("The screen of columns") struct MappingVisitTests {
    /// Heads that nobody knows, so that the officer is asked.
    private let odd = "工作证,全名,哪个部门,序\n007,林静,文学院分会,1\n008,李文,文学院分会,2\n009,王芳,理学院分会,3\n"

    private func upload(_ name: String, _ text: String, _ town: ImportTown, fields: [(String, String)] = [])
        async throws
        -> String
    {
        let list = try await town.open(Places.imports(town.university.id).text)
        let sent = try await town.send(
            Places.imports(town.university.id), list.text, file: try town.file(name, text), fields: fields)
        #expect(sent.status == 303)
        return sent.headers["Location"] ?? ""
    }

    private func fields(_ columns: [RosterColumn?], head: String = "1", _ more: [(String, String)] = []) -> [(
        String, String
    )] {
        [("sheet", "0"), ("heads", head == "" ? "0" : "1"), ("head-row", head), ("last-row", "")]
            + columns.enumerated().map { ("column-\($0)", $1?.rawValue ?? "") } + more
    }

    @Test func `asks, goes on to the dry run as told, and is not asked again next month`() async throws {
        try await withImportTown { town in
            let address = try await upload("odd.csv", odd, town)
            #expect(address.hasPrefix("/waiting-rosters/"))
            let page = try await town.open(address)
            #expect(page.text.contains("没有认出“姓名”一列") && page.text.contains("哪个部门") && page.text.contains("林静"))
            let list = try await town.open(Places.imports(town.university.id).text)
            #expect(list.text.contains("等待对应列名"))
            let told = try await town.send(
                link(address), page.text,
                fields: fields([.number, .name, .unit, nil], [("do", "check"), ("remember", "yes")]))
            #expect(told.status == 303 && told.headers["Location"]?.hasPrefix("/imports/") == true)
            try await town.runner.runOnce()
            let id = try #require(
                told.headers["Location"]?.split(separator: "/").last.flatMap { ID<ImportBatch>(String($0)) })
            let batch = try await town.batch(id)
            #expect(batch.rows == 3 && batch.new == 3 && batch.wrong == 0)
            #expect(try await town.open(address).status == 404)
            let again = try await upload("next.csv", odd.replacing("林静", with: "林静静"), town)
            #expect(again.hasPrefix("/imports/"))
            let memory = try await town.open(Places.imports(town.university.id).text)
            #expect(memory.text.contains("记住的列名对应") && memory.text.contains("2 次"))
            let memories = try await town.store.read { tx in try RosterMemory.all(of: town.university.id, in: tx) }
            let first = try #require(memories.first)
            #expect(try await town.send(Places.rosterMemoryEnd(first.id), memory.text).status == 303)
            #expect(try await upload("third.csv", odd.replacing("林静", with: "林"), town).hasPrefix("/waiting-rosters/"))
        }
    }

    @Test func `is not needed at the terminal, nor for a staff list, once an officer told it`() async throws {
        try await withImportTown { town in
            let path = try town.file("odd.csv", odd), unit = town.university
            let command: @Sendable () async throws -> ImportReport = {
                try await importMembers(
                    file: path, unitName: "春城大学", store: town.store, ring: town.ring, folder: town.folder, dryRun: true)
            }
            await #expect(throws: Flaws.self) { _ = try await command() }
            try await town.store.write { tx in
                let found = RosterFinder(
                    try RosterSurvey(of: try SheetFile(path: path)), try TableFinder.of(unit, in: tx))
                let sheet = try #require(found.survey.sheets.first)
                let one = RosterFinder.Candidate(sheet: sheet, table: found.finder.table(in: sheet, heads: 1...1))
                var plan = found.plan(of: [one], as: one)
                plan.columns = [.number, .name, .unit, nil]
                try RosterMemory.keep(plan, of: unit.id, by: nil, in: tx)
            }
            let report = try await command()
            #expect(report.rows == 3 && report.new == 3 && report.wrong == 0)
            let (uses, units, finder) = try await town.store.read { tx in
                (
                    try RosterMemory.all(of: unit.id, in: tx).map(\.uses), try UnitNames.load(at: unit, in: tx),
                    try TableFinder.of(unit, in: tx)
                )
            }
            #expect(uses == [2])
            let today = town.store.world.now().day
            let workers = try await StaffList.workers(in: path, finder, units, today: today, ring: town.ring)
            #expect(workers.map(\.name) == ["林静", "李文", "王芳"] && workers.first?.number == "007")
        }
    }

    @Test func `a file in which nothing is found says so, and says what is missing when it is sent`() async throws {
        try await withImportTown { town in
            let address = try await upload("notes.csv", "标题,内容\n一,二\n", town)
            let page = try await town.open(address)
            #expect(page.text.contains("没有认出“姓名”一列"))
            let sent = try await town.send(
                link(address), page.text, fields: fields([nil, nil], head: "", [("do", "check")]))
            #expect(sent.status == 422 && sent.text.contains("没有“姓名”一列"))
        }
    }

    @Test func `says all that is wrong at once and keeps what was chosen`() async throws {
        try await withImportTown { town in
            let address = try await upload("odd.csv", odd, town)
            let page = try await town.open(address)
            let twice = try await town.send(
                link(address), page.text, fields: fields([.name, .name, nil, nil], [("do", "check")]))
            #expect(twice.status == 422 && twice.text.contains("B 列和 A 列都选了“姓名”"))
            let none = try await town.send(
                link(address), page.text, fields: fields([.number, nil, nil, nil], [("do", "check")]))
            #expect(none.status == 422 && none.text.contains("没有“姓名”一列"))
            let far = try await town.send(
                link(address), page.text, fields: fields([], head: "99", [("do", "look")]))
            #expect(far.status == 422 && far.text.contains("第 99 行是空的"))
            // A file of one sheet asks for none, so its form names none.
            let sheet = try await town.send(link(address), page.text, fields: [("do", "check")])
            #expect(!sheet.text.contains("至少选一张工作表"))
        }
    }

    @Test func `lets one choose among the sheets, and asks for one`() async throws {
        try await withImportTown { town in
            let list = try await town.open(Places.imports(town.university.id).text)
            let sent = try await town.send(
                Places.imports(town.university.id), list.text, file: ImportTown.fixture("sheets.xlsx"),
                fields: [("look", "yes")])
            let address = sent.headers["Location"] ?? ""
            let page = try await town.open(address)
            for words in ["<legend>工作表</legend>", "文学院（", "去年（", "，隐藏）", "用工作表的名字作为所在部门"] {
                #expect(page.text.contains(words), "\(words)")
            }
            let none = try await town.send(
                link(address), page.text,
                fields: [("heads", "1"), ("head-row", "2"), ("last-row", ""), ("do", "check")])
            #expect(none.status == 422 && none.text.contains("至少选一张工作表"))
        }
    }

    @Test func `shows the group above a head, and digits that a spreadsheet has lost`() async throws {
        try await withImportTown { town in
            let list = try await town.open(Places.imports(town.university.id).text)
            let sent = try await town.send(
                Places.imports(town.university.id), list.text, file: ImportTown.fixture("grouped.xlsx"),
                fields: [("look", "yes")])
            let page = try await town.open(sent.headers["Location"] ?? "").text
            #expect(page.firstMatch(of: /<th scope="row"><span class="muted">[^<]+ \/ <\/span>/) != nil)
            let lost = try await upload("lost.csv", "姓名,身份证号\n林静,1.10105E+17\n", town, fields: [("look", "yes")])
            #expect(try await town.open(lost).text.contains("<td class=\"nowrap\"><span class=\"bad\">"))
        }
    }

    @Test func `reads the columns anew when the heads stand elsewhere`() async throws {
        try await withImportTown { town in
            let address = try await upload("low.csv", "一,二\n三,四\n姓名,工号\n林静,7\n", town, fields: [("look", "yes")])
            let page = try await town.open(address)
            #expect(page.text.contains("value=\"3\""))
            let other = try await town.send(
                link(address), page.text, fields: fields([.name, .number], head: "2", [("do", "check")]))
            #expect(other.status == 303 && other.headers["Location"]?.hasPrefix(address) == true)
            #expect(try await town.open(address).text.contains("没有认出“姓名”一列"))
            let dropped = try await town.send(link(address + "/end"), page.text)
            #expect(dropped.status == 303)
            let left = try FileManager.default.contentsOfDirectory(atPath: town.folder)
            #expect(!left.contains { $0.hasPrefix("import-") })
        }
    }

    @Test func `of another school is not there, and hides numbers`() async throws {
        try await withImportTown { town in
            let address = try await upload(
                "look.csv", "姓名,身份证号\n林静,110108198503120024\n", town, fields: [("look", "yes")])
            let page = try await town.open(address)
            #expect(page.status == 200 && !page.text.contains("19850312"))
            for way in [address, Places.rosterTemplate(town.university.id).text] {
                #expect(try await town.open(way, as: town.stranger.token).status == 404)
            }
            // With a page of their own, so that nothing but the wall stands in their way.
            let own = try await town.open(Places.imports(town.school.id).text, as: town.stranger.token)
            let sent = try await town.send(link(address + "/end"), own.text, as: town.stranger.token)
            #expect(sent.status == 404)
            #expect(try await town.open(address).status == 200)
        }
    }

    @Test func `goes away with its file when nobody tells it`() async throws {
        try await withImportTown { town in
            let address = try await upload("odd.csv", odd, town)
            let id = try #require(address.split(separator: "/").last.flatMap { ID<WaitingRoster>(String($0)) })
            let old = try await town.store.read { tx in tx.now.adding(days: -4) }
            try await town.store.write { tx in
                try tx.run("UPDATE waiting_roster SET made_at = \(old) WHERE id = \(id)")
                try ReadingSweep(files: town.files).run(tx)
            }
            #expect(try await town.open(address).status == 404)
            #expect(
                try !FileManager.default.contentsOfDirectory(atPath: town.folder).contains { $0.hasPrefix("import-") })
        }
    }

    @Test func `is not shown for the template, filled in`() async throws {
        try await withImportTown { town in
            let template = try await town.open(Places.rosterTemplate(town.university.id).text)
            #expect(template.bytes.starts(with: [0x50, 0x4B]))
            let path = town.folder + "/template.xlsx"
            try Data(template.bytes).write(to: URL(fileURLWithPath: path))
            let file = try SheetFile(path: path)
            #expect(file.sheetNames == ["会员名册", "填写说明", "选项"] && file.sheets.map(\.hidden) == [false, false, true])
            var units: [String] = []
            try file.rows(sheet: 2) { row in
                units.append(row[RosterColumn.allCases.firstIndex(of: .unit) ?? 0].written)
                return true
            }
            let found = RosterFinder(try RosterSurvey(of: file), TableFinder(isUnit: { _ in false }))
            let plan = try #require(found.plan())
            #expect(plan.columns == RosterColumn.allCases && plan.parts.map(\.sheet) == [0])
            #expect(found.best?.table.guesses.allSatisfy { $0.confidence == .certain } == true)
            #expect(units.prefix(4) == ["所在部门", "春城大学工会", "文学院分会", "理学院分会"])
        }
    }
}
