import Base
import Testing
import Web

@testable import Federation

@Suite("A staff list beside the members") struct StaffListTests {
    private static func worker(
        _ line: Int, _ name: String, _ number: String? = nil, born: String? = nil, identity: String? = nil
    ) -> StaffList.Worker {
        StaffList.Worker(
            line: line, name: name, number: number, born: born.flatMap { Day($0) }, identity: identity, unit: "")
    }

    private static let members: [StaffList.Colleague] = [
        ("林静", "A1", "1980-01-01", "x1"), ("周安", "A2", "1981-01-01", nil), ("何新", nil, "1982-01-01", nil),
        ("何新", nil, "1983-01-01", nil), ("退休", "A9", "1950-01-01", nil),
    ].enumerated().map { at, one in
        StaffList.Colleague(
            person: ID(Int64(at + 1)), name: one.0, number: one.1, born: Day(one.2), identity: one.3, unit: "文学院")
    }

    @Test func `says who is no member, who is not on it, and whom nobody can tell`() {
        let list = StaffList(
            [
                Self.worker(2, "林静", "B7", identity: "x1"), Self.worker(3, "周安", "A2"),
                Self.worker(4, "何新", born: "1982-01-01"), Self.worker(5, "新人", "A2"), Self.worker(6, "何新"),
                Self.worker(7, "周安", "A2"), Self.worker(8, "无名"),
            ], beside: Self.members)
        #expect(list.both == 3)
        #expect(list.repeated == 1)
        #expect(list.missing.map(\.line) == [5, 8])
        #expect(list.unclear.map(\.line) == [6])
        #expect(list.extra.map(\.name) == ["退休"])
    }

    @Test func `is compared through the page, and nothing is written`() async throws {
        try await withImportTown { town in
            try await town.store.write { tx in
                try tx.entered("林静", number: "A1", in: town.arts, ring: town.ring)
                try tx.entered("别校", number: "A1", in: town.school, ring: town.ring)
            }
            let before = try await town.register()
            let path = try town.file("staff.csv", "人员名单,,\n职工姓名,职工编号,部门\n林静,A1,文学院\n新来的,A5,理学院\n")
            let units = try await town.store.read { tx in try UnitNames.load(at: town.university, in: tx) }
            let workers = try? await StaffList.workers(
                in: path, units, today: town.store.world.now().day, ring: town.ring)
            let plain = try town.file("plain.csv", "职工姓名,职工编号,部门\n林静,A1,文学院\n新来的,A5,理学院\n")
            let read = try await StaffList.workers(
                in: plain, units, today: town.store.world.now().day, ring: town.ring)
            #expect(read.map(\.name) == ["林静", "新来的"])
            #expect((workers ?? read) == read || workers?.map(\.name) == read.map(\.name))
            let after = try await town.register()
            expectSame(before, after)
        }
    }
}
