import Access
import Base
import Testing
import Web

@testable import Federation

@Suite("The audit of a unit")
struct AuditTests {
    @Test func `holds after every act, shows who did what, and keeps the detail shut`() async throws {
        try await withTown { town in
            try await Self.acts(in: town)
            #expect(try await town.store.read { try AuditEntry.flaws(in: $0) } == [])
            let page = try await town.get(Places.audit(town.mathematics.id), as: town.secretary)
            #expect(page.text.contains("链完整至第 2 条"))
            #expect(page.text.contains("马超群"))
            #expect(page.text.contains("仅当事人可以查看"))
            #expect(!page.text.contains("保密文号"))
            let only = try await town.json(Places.audit(town.mathematics.id).with("act", "post"), as: town.secretary)
            #expect(only.array?.compactMap { $0["act"]?.string } == ["post.give"])
            let above = try await town.json(Places.audit(town.university.id).with("below", "yes"), as: town.secretary)
            #expect(above.array?.count == 2)
            #expect(try await town.json(Places.audit(town.university.id), as: town.secretary).array?.isEmpty == true)
        }
    }

    @Test func `tampering is found on the page`() async throws {
        try await withTown { town in
            try await Self.acts(in: town)
            try await town.store.write { tx in
                _ = try tx.run(
                    "UPDATE audit_entry SET words = '没有这回事' WHERE chain = \(town.mathematics.id) AND number = 1")
            }
            let page = try await town.get(Places.audit(town.mathematics.id), as: town.secretary)
            #expect(page.text.contains("在第 1 条处对不上"))
        }
    }

    private static func acts(in town: Town) async throws {
        let revised = try await town.post(
            Places.unitRevision(town.mathematics.id),
            ["name": "数学学院分会", "short_name": "数学", "level": "branch", "kind": "branch", "version": "1"],
            as: town.secretary)
        #expect(revised.status == 303)
        let given = try await town.post(
            Places.posts(town.mathematics.id),
            ["person": "\(town.member.person)", "kind": "chair", "from_day": "2026-03-01", "paper": "保密文号 3"],
            as: town.secretary)
        #expect(given.status == 303)
    }
}

@Suite("The workbench")
struct WorkbenchTests {
    @Test func `counts the desk's unit with everything below, and says what waits`() async throws {
        try await withTown { town in
            let json = try await town.json(Places.workbench(), as: town.secretary)
            #expect(json["members"]?.integer == 4)
            #expect(json["units"]?.integer == 4)
            #expect(json["tasks"]?.array?.isEmpty == false)
            let page = try await town.get(Places.workbench(), as: town.secretary)
            #expect(page.text.contains("马超群，下午好"))
            #expect(page.text.contains("工会主席"))
        }
    }

    @Test func `is not for members without a desk, and nobody sits at another's`() async throws {
        try await withTown { town in
            let got = try await town.get(Places.workbench(), as: town.member)
            #expect(got.status == 303)
            #expect(got.location == "/")
            let sat = try await town.post(Places.desk(), ["unit": "\(town.school.id)"], as: town.secretary)
            #expect(sat.status == 404)
            let own = try await town.post(Places.desk(), ["unit": "\(town.university.id)"], as: town.secretary)
            #expect(own.location == "/workbench")
        }
    }
}
