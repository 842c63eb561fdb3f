import Base
import Foundation
import Sheets
import Testing
import Web

@testable import Federation

@Suite("Taking the register out")
struct ExportTests {
    @Test(arguments: ["xlsx", "csv"])
    func `a file holds what the list shows, and nothing sealed`(format: String) async throws {
        try await withTown { town in
            try await town.settle(120)
            let path = Places.memberExport(town.mathematics.id).with([("format", format), ("employment", "contract")])
            let got = try await town.get(path, as: town.secretary)
            #expect(got.status == 200)
            let head = try #require(got.headers["Content-Disposition"])
            #expect(head.contains("filename*=UTF-8''%E6%95%B0%E5%AD%A6"))
            let file = NSTemporaryDirectory() + "\(UUID().uuidString).\(format)"
            defer { try? FileManager.default.removeItem(atPath: file) }
            try Data(got.bytes).write(to: URL(fileURLWithPath: file))
            var rows: [[String]] = []
            try SheetFile(path: file).rows { row in
                rows.append(row.cells.map(\.written))
                return true
            }
            #expect(rows.first == ["姓名", "工号", "性别", "出生日期", "所在单位", "单位全路径", "用工形式", "会籍状态", "入会日期"])
            let list = try await town.json(
                Places.members(town.mathematics.id).with("employment", "contract"), as: town.secretary)
            let total = try #require(list["total"]?.integer)
            #expect(total > 5)
            #expect(rows.count == total + 1)
            let names = list["items"]?.array?.compactMap { $0["name"]?.string } ?? []
            #expect(Array(rows.dropFirst().map { $0[0] }.prefix(50)) == names)
            #expect(rows[1][5].hasPrefix("春城市教育工会 / 春城大学工会 / "))
            #expect(rows[1][8] == "2019-09-01")
            let left = try FileManager.default.contentsOfDirectory(atPath: town.site.facts.filesFolder)
            #expect(!left.contains { $0.hasPrefix("export-") })
            let acts: [String] = try await town.store.read { tx in
                try tx.values("SELECT words FROM audit_entry WHERE act = 'member.export'")
            }
            #expect(acts == ["导出会员名册 \(total) 人（在籍和保留会籍、聘用）"])
        }
    }

    @Test func `a command exports a whole unit`() async throws {
        try await withTown { town in
            let file = NSTemporaryDirectory() + "\(UUID().uuidString).csv"
            defer { try? FileManager.default.removeItem(atPath: file) }
            let count = try await exportMembers(of: town.city.id, as: .csv, to: file, from: town.store)
            #expect(count == 5)
        }
    }
}
