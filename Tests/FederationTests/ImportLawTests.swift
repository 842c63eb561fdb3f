import Base
import Store
import TestKit
import Testing
import Web

@testable import Federation

@Suite("An import") struct ImportLawTests {
    @Test func `reports exactly the faults that were planted`() async throws {
        try await withImportTown { town in
            let batch = try await town.check(ImportTown.fixture("planted.xlsx"))
            #expect(batch.state == .checked)
            let findings = try await town.findings(batch).filter { $0.kind.gravity != .mended }
            let found = findings.map { "\($0.line) \($0.column.rawValue) \($0.kind.rawValue)" }
            #expect(
                found == [
                    "3 identity bad_identity", "4 name missing_name", "5 birth identity_birth_mismatch",
                    "6 sex identity_sex_mismatch", "7 phone bad_phone", "8 birth bad_date", "9 joined future_date",
                    "10 unit unknown_unit", "11 employment unknown_employment", "12 state unknown_state",
                    "13 number duplicate_number_in_file", "14 identity duplicate_identity_in_file",
                    "15 identity number_as_scientific", "16 note too_long",
                ])
            #expect([batch.rows, batch.new, batch.matched, batch.changed, batch.wrong] == [17, 3, 0, 0, 14])
        }
    }

    @Test func `that was only checked has written nothing to the register`() async throws {
        try await withImportTown { town in
            let before = try await town.register()
            let batch = try await town.check(ImportTown.fixture("planted.xlsx"))
            #expect(batch.new == 3)
            let after = try await town.register()
            expectSame(before, after)
        }
    }

    @Test func `of a clean file goes in, is found, and a second time is all matched`() async throws {
        try await withImportTown { town in
            let first = try await town.write(try await town.check(ImportTown.fixture("clean.xlsx")))
            #expect([first.rows, first.new, first.written, first.wrong] == [40, 40, 40, 0])
            #expect(first.state == .done)
            #expect(try await town.found("C00007") == 1)
            let before = try await town.register()
            let second = try await town.check(ImportTown.fixture("clean.xlsx"))
            #expect([second.rows, second.matched, second.new, second.changed, second.wrong] == [40, 40, 0, 0, 0])
            let after = try await town.register()
            expectSame(before, after)
        }
    }

    @Test func `that is undone leaves the register, its counters and its index as they were`() async throws {
        try await withImportTown { town in
            let identity = sound("45010219800101001")
            try await town.store.write { tx in
                try tx.entered("旧名", number: "D1", in: town.arts, ring: town.ring, identity: identity)
                try tx.entered("周安", number: "D2", in: town.arts, ring: town.ring)
                try tx.entered("吴静", number: nil, in: town.science, ring: town.ring, born: "1977-07-07")
            }
            let before = try await town.register()
            let batch = try await town.check(
                roster: """
                    工号,姓名,身份证号,出生日期,手机号,所在部门,用工形式,会籍状态
                    D1,新名,\(identity),,13911112222,理学院分会,聘用,在籍
                    D2,周安,,1980-05-01,,,,保留
                    D3,吴静,,1977-07-07,,,,
                    D4,何新,,1999-01-01,,文学院,,
                    """)
            #expect([batch.new, batch.changed, batch.matched, batch.wrong] == [1, 3, 0, 0])
            let done = try await town.write(batch)
            #expect(done.written == 4)
            #expect(try await town.found("新名") == 1)
            #expect(try await town.found("旧名") == 0)
            #expect(try await town.found("D3") == 1)
            let undone = try await town.undo(done)
            #expect(undone.state == .undone)
            #expect([undone.written, undone.kept] == [0, 0])
            let after = try await town.register()
            expectSame(before, after)
            #expect(try await town.found("旧名") == 1)
        }
    }

    @Test func `leaves alone, when it is undone, whom somebody changed since`() async throws {
        try await withImportTown { town in
            let done = try await town.write(
                try await town.check(roster: "工号,姓名,出生日期\nE1,何新,1999-01-01\nE2,何旧,1998-01-01\nE3,何任,1997-01-01\n"))
            try await town.store.write { tx in
                let people: [ID<Person>] = try tx.values(
                    "SELECT person_id FROM membership WHERE number \(anyOf: ["E1", "E3"]) ORDER BY number")
                let person = try PersonEntry.unscoped(people[0], in: tx)
                try person.update(
                    PersonDraft(name: "何改", sex: .female, bornOn: nil), version: person.version, ring: town.ring, in: tx
                )
                let post = PostDraft(person: people[1], kind: .committeeMember, from: tx.today)
                _ = try Post.insert(post, in: town.university, tx)
            }
            let changed = try await town.store.read { tx in
                try LaterChange.count(on: try ImportBatch.unscoped(done.id, in: tx), in: tx)
            }
            #expect(changed == 2)
            let undone = try await town.undo(done)
            #expect([undone.written, undone.kept] == [0, 2])
            #expect(try await town.found("E1") == 1)
            #expect(try await town.found("E2") == 0)
            #expect(try await town.found("E3") == 1)
        }
    }

    @Test func `finds a person by identity, then number, then name and birth, and takes no one from elsewhere`()
        async throws
    {
        try await withImportTown { town in
            let (elsewhere, here) = (sound("45010219800101002"), sound("45010219800101003"))
            try await town.store.write { tx in
                try tx.entered("外校", number: "S1", in: town.school, ring: town.ring, identity: elsewhere)
                try tx.entered("本校", number: "F1", in: town.arts, ring: town.ring, identity: here)
                try tx.entered("无证", number: "F2", in: town.arts, ring: town.ring, born: "1970-01-01")
            }
            let batch = try await town.check(
                roster: """
                    工号,姓名,身份证号,出生日期
                    F9,外校,\(elsewhere),
                    F1,本校,\(here),
                    F1b,本校,\(here),
                    F2,别人,,1990-01-01
                    ,无证,,1970-01-01
                    """)
            let found = try await town.findings(batch).map { "\($0.line) \($0.kind.rawValue)" }
            #expect(found == ["2 identity_elsewhere", "4 duplicate_identity_in_file", "5 number_of_another"])
            #expect(batch.matched == 2)
            let words = try await town.findings(batch).first?.message ?? ""
            #expect(words.contains("其他单位") && !words.contains("第一中学"))
        }
    }

    @Test func `may not change a member of a branch that the officer does not reach`() async throws {
        try await withImportTown { town in
            let identity = sound("45010219800101004")
            let person = try await town.store.write { tx in
                try tx.entered("理院", number: "G1", in: town.science, ring: town.ring, identity: identity)
                let head = try tx.entered("文院干事", number: "G2", in: town.arts, ring: town.ring)
                _ = try Post.insert(PostDraft(person: head, kind: .organiser, from: tx.today), in: town.arts, tx)
                return head
            }
            let path = try town.file("b.csv", "工号,姓名,身份证号\nG1,改名,\(identity)\nG7,新人,\n")
            let id = try await town.take(path, into: town.arts, by: person)
            try await town.runner.runOnce()
            let batch = try await town.batch(id)
            let kinds = try await town.findings(batch).map(\.kind)
            #expect(kinds == [.identityElsewhere])
            #expect(batch.new == 1)
        }
    }
}

@Suite("The turns of an import") struct ImportTurnTests {
    private static func roster(_ count: Int) -> String {
        "工号,姓名,出生日期,所在部门\n"
            + (1...count).map { "T\($0),张\($0 % 2 == 0 ? "明" : "华")\($0 % 7),1985-01-\(10 + $0 % 10),文学院" }.joined(
                separator: "\n")
    }

    @Test func `go on after a crash and write no row twice`() async throws {
        try await withImportTown { town in
            let batch = try await town.check(roster: Self.roster(1200))
            #expect([batch.rows, batch.new] == [1200, 1200])
            try await town.store.write { tx in try ImportBatch.unscopedClaim(batch.id, in: tx).confirm(in: tx) }
            try await town.writeTurn(of: batch.id)
            let half = try await town.batch(batch.id)
            #expect([half.written, half.waiting] == [500, 700])
            // The process died here: the duty begins anew, and the rows of the first turn are done already.
            try await town.runner.runOnce()
            let done = try await town.batch(batch.id)
            #expect([done.written, done.matched, done.wrong] == [1200, 0, 0])
            #expect(done.state == .done)
            let flaws = try await town.store.read { try MemberCount.flaws(in: $0) }
            #expect(flaws == [])
        }
    }

    @Test func `made ready by two are written once`() async throws {
        try await withImportTown { town in
            let batch = try await town.check(roster: Self.roster(20))
            try await town.store.write { tx in try ImportBatch.unscopedClaim(batch.id, in: tx).confirm(in: tx) }
            let work = ImportWrite(batch: batch.id, store: town.store, ring: town.ring)
            let (one, other) = (try await work.next(after: 0), try await work.next(after: 0))
            try await town.store.write { tx in _ = try work.write(one, in: tx) }
            let after = try await town.register()
            await #expect(throws: (any Error).self) {
                try await town.store.write { tx in _ = try work.write(other, in: tx) }
            }
            let still = try await town.register()
            expectSame(after, still)
            let left = try await work.next(after: 0)
            #expect(left.isEmpty)
        }
    }

    @Test func `stop when the batch is cancelled, and what was written can be undone`() async throws {
        try await withImportTown { town in
            let before = try await town.register()
            let batch = try await town.check(roster: Self.roster(1200))
            try await town.store.write { tx in try ImportBatch.unscopedClaim(batch.id, in: tx).confirm(in: tx) }
            try await town.writeTurn(of: batch.id)
            try await town.store.write { tx in try ImportBatch.unscopedClaim(batch.id, in: tx).cancel(in: tx) }
            try await town.runner.runOnce()
            let stopped = try await town.batch(batch.id)
            #expect(stopped.written == 500)
            #expect(stopped.canBeUndone)
            let undone = try await town.undo(stopped)
            #expect(undone.written == 0)
            let after = try await town.register()
            expectSame(before, after)
        }
    }

    @Test func `leave nothing half done, at whichever statement they fail`() async throws {
        try await withImportTown { town in
            let identity = sound("45010219800101005")
            try await town.store.write { tx in
                try tx.entered("旧名", number: "H1", in: town.arts, ring: town.ring, identity: identity)
            }
            let batch = try await town.check(roster: "工号,姓名,身份证号,所在部门\nH1,新名,\(identity),理学院\nH2,新人,,文学院\n")
            #expect([batch.new, batch.changed] == [1, 1])
            try await town.store.write { tx in try ImportBatch.unscopedClaim(batch.id, in: tx).confirm(in: tx) }
            let before = try await town.register()
            var number = 1
            while true {
                do {
                    try await town.writeTurn(of: batch.id, failing: number)
                    break
                } catch {
                    let after = try await town.register()
                    expectSame(before, after)
                }
                number += 1
            }
            #expect(number > 20)
            let written = try await town.batch(batch.id).written
            #expect(written == 2)
        }
    }

    @Test func `confirmed by two at once run once`() async throws {
        try await withImportTown { town in
            let batch = try await town.check(roster: Self.roster(20))
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        try? await town.store.write { tx in
                            try ImportBatch.unscopedClaim(batch.id, in: tx).confirm(in: tx)
                        }
                    }
                }
            }
            let duties: Int? = try await town.store.read { tx in
                try tx.value("SELECT count(*) FROM duty WHERE name = \(ImportDuty.write)")
            }
            #expect(duties == 1)
            try await town.runner.runOnce()
            let done = try await town.batch(batch.id)
            #expect(done.written == 20)
        }
    }
}
