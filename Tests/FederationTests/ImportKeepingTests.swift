import Base
import Sheets
import Store
import TestKit
import Testing
import Vault
import Web

@testable import Federation

@Suite("A file given back") struct MarkedRosterTests {
    @Test func `has the officer's own layout, with what is wrong in its cells`() async throws {
        try await withImportTown { town in
            let source = try town.file(
                "own.csv", "职称,姓名,职工号,联系电话,所属分会\n教授,林静,M1,13900000001,文学院\n讲师,周安,M2,139,文学院工会\n助教,何新,M3,,\n")
            let batch = try await town.check(source)
            #expect([batch.wrong, batch.new] == [1, 2])
            for (isWhole, lines) in [(false, [1, 2]), (true, [1, 2, 3, 4])] {
                let path = town.folder + "/marked-\(isWhole).xlsx"
                try await town.store.read { tx in
                    try MarkedRoster(batch: batch, isWhole: isWhole).write(from: source, to: path) { lines in
                        try ImportFinding.all(of: batch.id, lines: lines, in: tx)
                    }
                }
                var rows: [SheetRow] = []
                try SheetFile(path: path).rows { row in
                    rows.append(row)
                    return true
                }
                #expect(rows.map(\.number) == lines)
                #expect(rows.first?.cells.map(\.written) == ["职称", "姓名", "职工号", "联系电话", "所属分会", "问题"])
                let wrong = rows.first { $0.cells.contains(.text("周安")) }
                #expect(wrong?[3].written == "139")
                #expect(wrong?[5].written.contains("手机号码应为 11 位") == true)
                #expect(wrong?[5].written.contains("没有这个单位") == true)
            }
        }
    }

    @Test func `has every sheet that was read, and fills what was merged over several people`() async throws {
        try await withImportTown { town in
            for (name, tabs) in [("sheets.xlsx", ["文学院", "理学院"]), ("grouped.xlsx", ["会员名册"])] {
                let batch = try await town.check(ImportTown.fixture(name), into: town.university)
                let path = town.folder + "/marked-\(name)"
                try await town.store.read { tx in
                    try MarkedRoster(batch: batch, isWhole: true).write(from: ImportTown.fixture(name), to: path) {
                        lines in
                        try ImportFinding.all(of: batch.id, lines: lines, in: tx)
                    }
                }
                #expect(try SheetFile(path: path).sheetNames == tabs)
                let again = try await town.check(path, into: town.university)
                #expect([again.rows, again.new, again.wrong] == [batch.rows, batch.new, batch.wrong])
                let places = try await town.store.read { tx -> [[ID<Unit>?]] in
                    try [batch, again].map { one in
                        let rows: [ImportRow] = try tx.all(
                            "SELECT \(ImportRow.columns) FROM import_row WHERE batch_id = \(one.id) ORDER BY line")
                        return try rows.map { try $0.draft(town.ring).unit }
                    }
                }
                #expect(places[0] == places[1])
            }
        }
    }

    @Test func `mended and sent again is unchanged where it was taken in`() async throws {
        try await withImportTown { town in
            let first = try await town.write(
                try await town.check(roster: "姓名,职工号,所属分会\n林静,M1,文学院\n周安,M2,文学院工会\n"))
            #expect([first.written, first.wrong] == [1, 1])
            let again = try await town.check(roster: "姓名,职工号,所属分会,问题\n林静,M1,文学院,\n周安,M2,文学院分会,没有这个单位\n")
            #expect([again.matched, again.new, again.wrong] == [1, 1, 0])
        }
    }
}

@Suite("The keeping of imports") struct ImportKeepingTests {
    @Test func `destroys what stood in the rows after a quarter, and keeps the counts`() async throws {
        try await withImportTown { town in
            let batch = try await town.write(try await town.check(roster: "姓名,职工号,手机号\n林静,K1,13900000001\n周安,K2,12\n"))
            let old = town.store.world.now().adding(days: -ImportKeeping.days - 1)
            try await town.store.write { tx in
                try tx.run("UPDATE import_batch SET finished_at = \(old) WHERE id = \(batch.id)")
                try tx.later(ImportKeeping.duty, payload: "")
            }
            try await DutyRunner(town.store, kinds: [ImportKeeping.kind], holder: "keeper").runOnce()
            let kept = try await town.batch(batch.id)
            #expect(kept.destroyedAt != nil)
            #expect(!kept.canBeUndone && !kept.isOpen)
            #expect([kept.written, kept.wrong] == [1, 1])
            let left: Int? = try await town.store.read { tx in
                try tx.value("SELECT count(*) FROM import_row WHERE payload IS NOT NULL OR before IS NOT NULL")
            }
            #expect(left == 0)
            let findings = try await town.findings(kept)
            #expect(findings.isEmpty)
        }
    }

    @Test func `leaves alone what is younger`() async throws {
        try await withImportTown { town in
            let batch = try await town.check(roster: "姓名\n林静\n")
            try await town.store.write { tx in _ = try tx.later(ImportKeeping.duty, payload: "") }
            try await DutyRunner(town.store, kinds: [ImportKeeping.kind], holder: "keeper").runOnce()
            #expect(try await town.batch(batch.id).destroyedAt == nil)
        }
    }
}

@Suite("An import left for the server") struct ImportErrandTests {
    @Test(arguments: [(false, 2), (true, 0)])
    func `is taken up once, run and reported`(isDry: Bool, written: Int) async throws {
        try await withImportTown { town in
            let path = try town.file("errand.csv", "姓名,职工号\n林静,E1\n周安,E2\n,E3\n")
            let errand = try ImportErrand.leave(
                file: path, unit: town.university.id, dryRun: isDry, folder: town.folder)
            try await ImportErrand.take(from: town.folder, in: town.store)
            try await ImportErrand.take(from: town.folder, in: town.store)
            try await town.runner.runOnce()
            let report = try await errand.report(from: town.store) { _ in }
            #expect([report.rows, report.new, report.wrong, report.written] == [3, 2, 1, written])
            let batches: Int? = try await town.store.read { try $0.value("SELECT count(*) FROM import_batch") }
            #expect(batches == 1)
        }
    }

    @Test func `is refused in words when it is no list`() async throws {
        try await withImportTown { town in
            let path = try town.file("letter.csv", "敬启者\n")
            let errand = try ImportErrand.leave(
                file: path, unit: town.university.id, dryRun: false, folder: town.folder)
            try await ImportErrand.take(from: town.folder, in: town.store)
            await #expect(throws: Flaws.self) { _ = try await errand.report(from: town.store) { _ in } }
        }
    }
}

@Suite("What stands on an import") struct LaterChangeTests {
    @Test func `is named before it is undone, with what was done since and by whom`() async throws {
        try await withImportTown { town in
            let done = try await town.write(
                try await town.check(roster: "工号,姓名,出生日期\nL1,何新,1999-01-01\nL2,何旧,1998-01-01\n"))
            try await town.store.write { [ring = town.ring, officer = town.officer.person, unit = town.arts.id] tx in
                let found: ID<Person>? = try tx.value("SELECT person_id FROM membership WHERE number = 'L1'")
                let person = try PersonEntry.unscoped(try #require(found), in: tx)
                let draft = PersonDraft(name: "何改", sex: .female, bornOn: nil)
                try person.update(draft, version: person.version, ring: ring, in: tx)
                try tx.run("UPDATE import_batch SET finished_at = \(tx.now.adding(seconds: -60)) WHERE id = \(done.id)")
                let act = Act("person.revise", on: "person", person.id, concerning: person.id, "修改会员资料")
                try AuditEntry.write(act, by: officer, in: unit, ring: ring, tx)
            }
            let later = try await town.store.read { tx in
                try LaterChange.all(on: try ImportBatch.unscoped(done.id, in: tx), limit: 10, in: tx)
            }
            #expect(later.map(\.name) == ["何改"])
            #expect(later.map(\.reasons) == [[.revised]])
            #expect(later.first?.since.map(\.words) == ["修改会员资料"])
            #expect(later.first?.since.first?.by == "马超群")
        }
    }
}
