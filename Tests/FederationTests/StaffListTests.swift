import Base
import Store
import TestKit
import Testing
import Web

@testable import Federation

@Suite("A staff list beside the members") struct StaffListTests {
    private static func worker(
        _ line: Int, _ name: String, _ number: String? = nil, born: String? = nil, identity: String? = nil
    ) -> StaffList.Worker {
        StaffList.Worker(
            line: String(line), name: name, number: number, born: born.flatMap { Day($0) }, identity: identity, unit: ""
        )
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
        #expect(list.missing.map(\.line) == ["5", "8"])
        #expect(list.unclear.map(\.line) == ["6"])
        #expect(list.extra.map(\.name) == ["退休"])
    }

    @Test func `is compared through the page, and nothing is written but that it was`() async throws {
        try await withImportTown { town in
            try await town.store.write { tx in
                try tx.entered("林静", number: "A1", in: town.arts, ring: town.ring)
                try tx.entered("周安", number: "A2", in: town.science, ring: town.ring)
                try tx.entered("别校", number: "A1", in: town.school, ring: town.ring)
            }
            let before = try await town.register()
            let place = Places.staffList(town.university.id), form = try await town.open(place.text)
            let staff = try town.file("staff.csv", "人员名单,,\n职工姓名,职工编号,部门\n林静,A1,文学院\n新来的,A5,理学院\n周安,,\n")
            let page = try await town.send(place, form.text, file: staff, fields: [("as", "page")])
            #expect(page.status == 200 && Soundness.flaws(of: page.text) == [], "\(Soundness.flaws(of: page.text))")
            for words in ["名单已经销毁", "应入未入", "新来的", "A5", "无法确认", "周安", "是会员，不在名单上", "马超群"] {
                #expect(page.text.contains(words), "\(words)")
            }
            #expect(!page.text.contains("别校"))
            let file = try await town.send(place, form.text, file: staff, fields: [("as", "xlsx")])
            #expect(file.status == 200 && file.bytes.starts(with: [0x50, 0x4B]))
            let after = try await town.register()
            expectSame(before, after)
            let told: [String] = try await town.store.read { tx in
                try tx.values("SELECT words FROM audit_entry WHERE act = 'staff.compare'")
            }
            #expect(told == Array(repeating: "职工名单比对：名单 3 人，会员 3 人，未入会 1 人。", count: 2))
        }
    }

    @Test func `of members alone leaves nobody out, and a file that is no list is refused beside its field`()
        async throws
    {
        try await withImportTown { town in
            let place = Places.staffList(town.university.id), form = try await town.open(place.text)
            let whole = try town.file("whole.csv", "姓名,出生日期\n马超群,1980-05-01\n")
            let page = try await town.send(place, form.text, file: whole)
            #expect(page.text.contains("名单上的人都是会员。") && page.text.contains("会员都在名单上。"))
            #expect(!page.text.contains("h-unclear"))
            let none = try await town.send(place, form.text)
            #expect(none.status == 422 && none.text.contains("请选择职工名单"))
        }
    }
}
