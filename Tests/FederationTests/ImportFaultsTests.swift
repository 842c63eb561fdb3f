import Base
import Foundation
import Store
import Testing
import Web

@testable import Federation

/// Five thousand rows with three hundred faults, planted by `Fixtures/faults.py` with a writer that is not ours.
@Suite("Three hundred planted faults") struct ImportFaultsTests {
    /// What was planted, and who must be in the register before.
    private struct Planted {
        let faults: [String]
        let people: [[JSON]]

        init() throws {
            let text = try String(contentsOfFile: ImportTown.fixture("faults.json"), encoding: .utf8)
            let json = try JSON(parsing: text)
            faults = (json["faults"]?.array ?? []).map { fault in
                "\(fault.array?[0].integer ?? 0) \(fault.array?[1].string ?? "") \(fault.array?[2].string ?? "")"
            }
            people = (json["people"]?.array ?? []).map { $0.array ?? [] }
        }
    }

    private func enter(_ people: [[JSON]], into town: ImportTown) async throws {
        try await town.store.write { tx in
            for above in [town.arts, town.science] {
                let group = UnitDraft(name: "青年小组", shortName: "青年小组", level: .group, kind: .branch)
                _ = try UnitEntry.insert(group, under: above, in: tx)
            }
            for person in people {
                let units = ["arts": town.arts, "science": town.science, "school": town.school]
                try tx.entered(
                    person[0].string ?? "", number: person[2].string,
                    in: try #require(units[person[4].string ?? ""]), ring: town.ring, identity: person[3].string,
                    born: person[1].string ?? "")
            }
        }
    }

    @Test func `are reported, and no others`() async throws {
        try await withImportTown { town in
            let planted = try Planted()
            try await enter(planted.people, into: town)
            let before = try await town.register()
            let batch = try await town.check(ImportTown.fixture("faults.xlsx"))
            #expect(batch.state == .checked)
            let found = try await town.findings(batch).filter { $0.kind.gravity != .mended }
                .map { "\($0.line) \($0.column.rawValue) \($0.kind.rawValue)" }
            let (missed, invented) = (Set(planted.faults).subtracting(found), Set(found).subtracting(planted.faults))
            #expect(missed.isEmpty, "missed: \(missed.sorted().prefix(10))")
            #expect(invented.isEmpty, "invented: \(invented.sorted().prefix(10))")
            #expect(found.count == 300)
            let faulty = batch.wrong + batch.doubtful
            #expect(batch.rows == 5000)
            #expect(faulty == 300)
            #expect(batch.mended > 30)
            let after = try await town.register()
            expectSame(before, after)
        }
    }
}
