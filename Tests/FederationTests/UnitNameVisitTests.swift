import Base
import Testing
import Web

@testable import Federation

@Suite("Other names of a unit, and two officers at one")
struct UnitNameVisitTests {
    @Test func `an alias is entered, found and ended`() async throws {
        try await withTown { town in
            let names = Places.unitAliases(town.city.id)
            let got = try await town.post(
                names, ["kind": "second", "name": "中国教育工会春城市委员会"], as: town.cityChair)
            #expect(got.status == 303)
            let found = try await town.get("/units?q=中国教育工会", as: town.cityChair)
            #expect(found.text.contains("又名“中国教育工会春城市委员会”"))
            #expect(try await town.post(names, ["kind": "former", "name": "旧名工会"], as: town.cityChair).status == 422)
            let alias: ID<UnitAlias> = try await town.store.read { tx in
                try #require(try tx.value("SELECT id FROM unit_alias"))
            }
            #expect(try await town.post(Places.unitAliasEnd(alias), [:], as: town.schoolSecretary).status == 404)
            #expect(try await town.post(Places.unitAliasEnd(alias), [:], as: town.cityChair).status == 303)
            #expect(try await town.get(Places.unit(town.city.id), as: town.cityChair).text.contains("至 2026-03-02"))
        }
    }

    @Test func `the second of two officers chooses field by field and loses nothing`() async throws {
        try await withTown { town in
            func sent(_ short: String, code: String, version: Int, keep: String = "") async throws -> Got {
                try await town.post(
                    Places.unitRevision(town.mathematics.id),
                    [
                        "name": "数学学院分会", "short_name": "\(short)", "code": "\(code)", "level": "branch",
                        "kind": "branch", "version": "\(version)", "was.short_name": "数学学院分会", "was.code": "",
                        "keep.code": "\(keep)",
                    ], as: town.secretary)
            }
            #expect(try await sent("甲", code: "B-7", version: 1).status == 303)
            let second = try await sent("乙", code: "", version: 1)
            #expect(second.status == 422)
            #expect(second.text.contains("name=\"keep.short_name\" value=\"mine\" checked"))
            #expect(second.text.contains("name=\"keep.code\" value=\"theirs\" checked"))
            #expect(try await sent("乙", code: "", version: 2, keep: "theirs").status == 303)
            let unit = try await town.unit("数学学院分会")
            #expect(unit.code == "B-7")
            #expect(unit.shortName == "乙")
        }
    }
}
