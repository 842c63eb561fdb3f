import Base
import Store
import Testing
import Web

@testable import Federation

@Suite("Rows in doubt") struct ImportDoubtTests {
    private static let roster = """
        工号,姓名,出生日期,手机号
        D1,改名后,1990-01-01,13900000001
        N9,周安,1980-05-01,
        D3,少年,2015-01-01,
        D4,新人,1991-01-01,
        """

    /// Somebody with the number of the first row, somebody with name and birth of the second.
    private func doubtful(_ town: ImportTown) async throws -> ImportBatch {
        try await town.store.write { tx in
            try tx.entered("改名前", number: "D1", in: town.arts, ring: town.ring)
            try tx.entered("周安", number: "D2", in: town.arts, ring: town.ring)
        }
        return try await town.check(roster: Self.roster)
    }

    private func decide(
        _ choice: DoubtChoice, _ line: Int, of batch: ImportBatch, in town: ImportTown, seen: DoubtChoice = .open
    ) async throws -> ImportBatch {
        let (ring, officer) = (town.ring, town.officer.person)
        try await town.store.write { tx in
            let batch = try ImportBatch.unscopedClaim(batch.id, in: tx)
            try ImportDeciding(batch: batch, officer: officer, ring: ring, tx: tx).decide(line, choice, seen: seen)
        }
        return try await town.batch(batch.id)
    }

    @Test func `wait for an officer and are not written`() async throws {
        try await withImportTown { town in
            let batch = try await doubtful(town)
            #expect([batch.new, batch.doubtful, batch.wrong] == [1, 3, 0])
            let kinds = try await town.findings(batch).map(\.kind)
            #expect(kinds == [.numberOfAnother, .sameNameOtherNumber, .young])
            let done = try await town.write(batch)
            #expect([done.written, done.doubtful] == [1, 3])
        }
    }

    @Test(arguments: [
        (DoubtChoice.take, 2, "改名后", 1), (.keep, 2, "改名前", 1), (.another, 2, "改名前", 2), (.omit, 2, "改名前", 1),
    ])
    func `come to what the officer decides`(choice: DoubtChoice, line: Int, name: String, people: Int) async throws {
        try await withImportTown { town in
            let batch = try await decide(choice, line, of: try await doubtful(town), in: town)
            #expect(batch.doubtful == 2)
            let done = try await town.write(batch)
            #expect(done.state == .done)
            #expect(try await town.found("D1") == 1)
            let names: [String] = try await town.store.read { tx in
                try tx.values(
                    """
                    SELECT p.name FROM membership m JOIN person p ON p.id = m.person_id
                     WHERE m.number = 'D1' AND m.until_day IS NULL
                    """)
            }
            #expect(names == [name])
            let all: Int? = try await town.store.read { tx in
                try tx.value("SELECT count(*) FROM person WHERE name \(anyOf: ["改名前", "改名后"])")
            }
            #expect(all == people)
        }
    }

    @Test func `may be decided anew until they are written, and by one officer at a time`() async throws {
        try await withImportTown { town in
            var batch = try await decide(.omit, 3, of: try await doubtful(town), in: town)
            #expect([batch.doubtful, batch.omitted] == [2, 1])
            // A second officer whose page still shows the row as open.
            await #expect(throws: ImportProblem.decidedMeanwhile(.omit)) {
                _ = try await decide(.take, 3, of: batch, in: town)
            }
            batch = try await decide(.open, 3, of: batch, in: town, seen: .omit)
            #expect([batch.doubtful, batch.omitted] == [3, 0])
            batch = try await decide(.take, 3, of: batch, in: town)
            #expect([batch.doubtful, batch.changed] == [2, 1])
        }
    }

    @Test func `that are decided after the first writing are written by a second`() async throws {
        try await withImportTown { town in
            let first = try await town.write(try await doubtful(town))
            #expect(first.written == 1)
            let decided = try await decide(.another, 4, of: first, in: town)
            #expect(decided.waiting == 1)
            let second = try await town.write(decided)
            #expect([second.written, second.new] == [2, 2])
            let before = try await town.found("D3")
            #expect(before == 1)
            let undone = try await town.undo(second)
            #expect([undone.written, undone.kept] == [0, 0])
            #expect(try await town.found("D3") == 0)
        }
    }

    @Test func `that are many are put right by a duty, and the batch stands again where it stood`() async throws {
        try await withImportTown { town in
            let rows = (1...7).map { "U\($0),林静\($0 > 4 ? "安" : ""),文学院工会" }
            let batch = try await town.check(roster: "工号,姓名,所在部门\n" + rows.joined(separator: "\n"))
            let (id, ring) = (batch.id, town.ring)
            let answer = ImportMending.Answer(kind: .unknownUnit, value: "文学院工会", choice: "文学院")
            let begun = try await town.store.write { tx in
                let batch = try ImportBatch.unscopedClaim(id, in: tx)
                return try ImportMending(batch: batch, ring: ring, tx: tx).settle([answer], most: 3)
            }
            #expect(begun == .begun(7))
            let under = try await town.batch(id)
            #expect(under.state == .checking && under.progress.done == 0 && under.progress.total == 7)
            try await town.runner.runOnce()
            let after = try await town.batch(id)
            #expect(after.state == .checked && [after.new, after.wrong, after.read] == [7, 0, 7])
            #expect(try LongMending(LongMending(batch: id, back: .done, answers: [answer]).payload).back == .done)
        }
    }

    @Test func `that are many are left as they are when the import is cancelled, or the answer is none any more`()
        async throws
    {
        try await withImportTown { town in
            let batch = try await town.check(roster: "工号,姓名,所在部门\nU1,林静,文学院工会\nU2,林安,文学院工会")
            let (id, ring, arts) = (batch.id, town.ring, town.arts.id)
            let answer = ImportMending.Answer(kind: .unknownUnit, value: "文学院工会", choice: "文学院")
            let settle: @Sendable () async throws -> Void = {
                _ = try await town.store.write { tx in
                    let batch = try ImportBatch.unscopedClaim(id, in: tx)
                    return try ImportMending(batch: batch, ring: ring, tx: tx).settle([answer], most: 1)
                }
            }
            try await settle()
            try await town.store.write { tx in try tx.run("UPDATE unit SET state = 'dissolved' WHERE id = \(arts)") }
            try await town.runner.runOnce()
            let unanswered = try await town.batch(id)
            #expect(unanswered.state == .checked && unanswered.wrong == 2)
            try await town.store.write { tx in try tx.run("UPDATE unit SET state = 'standing' WHERE id = \(arts)") }
            try await settle()
            try await town.store.write { tx in try ImportBatch.unscopedClaim(id, in: tx).cancel(in: tx) }
            try await town.runner.runOnce()
            let cancelled = try await town.batch(id)
            #expect(cancelled.state == .cancelled && cancelled.wrong == 2)
        }
    }

    @Test func `that say an unknown unit are put right by one answer`() async throws {
        try await withImportTown { town in
            let rows = (1...7).map { "U\($0),林\($0 % 2 == 0 ? "静" : "安"),文学院工会,\($0 == 7 ? "神秘" : "")" }
            var batch = try await town.check(roster: "工号,姓名,所在部门,用工形式\n" + rows.joined(separator: "\n"))
            #expect([batch.wrong, batch.new] == [7, 0])
            let id = batch.id
            let words = try await town.store.read { tx in
                try ImportMending.words(of: try ImportBatch.unscoped(id, in: tx), in: tx)
            }
            #expect(words.map(\.value) == ["文学院工会", "神秘"])
            #expect(words.map(\.rows) == [7, 1])
            #expect(words.first?.suggestion == "文学院分会")
            for (kind, value, choice) in [
                (Finding.Kind.unknownUnit, "文学院工会", "文学院分会"), (.unknownEmployment, "神秘", "聘用"),
            ] {
                try await town.store.write { [ring = town.ring] tx in
                    let batch = try ImportBatch.unscopedClaim(id, in: tx)
                    let answer = ImportMending.Answer(kind: kind, value: value, choice: choice)
                    let outcome = try ImportMending(batch: batch, ring: ring, tx: tx).settle([answer])
                    #expect(outcome == .mended(kind == .unknownUnit ? 7 : 1))
                }
                batch = try await town.batch(batch.id)
                #expect(batch.new == (kind == .unknownUnit ? 6 : 7))
            }
            let done = try await town.write(batch)
            #expect([done.written, done.wrong] == [7, 0])
            let units: [ID<Unit>] = try await town.store.read { tx in
                try tx.values("SELECT DISTINCT unit_id FROM membership WHERE number \(anyOf: (1...7).map { "U\($0)" })")
            }
            #expect(units == [town.arts.id])
        }
    }
}
