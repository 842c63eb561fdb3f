import Base
import Foundation
import Sheets
import Store
import Testing
import Web

@testable import Federation

@Suite("A long export")
struct RegisterFileTests {
    @Test(arguments: ["xlsx", "csv"])
    func `is written by a duty, taken by who ordered it, and gone a day later`(format: String) async throws {
        let clock = TownClock()
        try await withTown(clock: clock) { town in
            try await town.settle(90)
            let ordered = try await town.post(
                Places.registerFiles(town.university.id), ["format": format, "employment": "contract"],
                as: town.secretary)
            #expect(ordered.status == 303)
            let waiting = try await town.get(ordered.location, as: town.secretary)
            #expect(waiting.text.contains("等待生成"))
            #expect(try await town.work() >= 1)
            let list = try await town.json(
                Places.members(town.university.id).with("employment", "contract"), as: town.secretary)
            let total = try #require(list["total"]?.integer)
            let page = try await town.get(ordered.location, as: town.secretary)
            #expect(page.text.contains("\(total) 人") && page.text.contains("下载文件"))
            let id = try #require(ID<RegisterFile>(String(ordered.location.split(separator: "/")[1])))
            let content = try await town.get(Places.registerFileContent(id), as: town.secretary)
            #expect(content.status == 200)
            let file = NSTemporaryDirectory() + "\(UUID().uuidString).\(format)"
            defer { try? FileManager.default.removeItem(atPath: file) }
            try Data(content.bytes).write(to: URL(fileURLWithPath: file))
            var rows = 0
            try SheetFile(path: file).rows { _ in
                rows += 1
                return true
            }
            #expect(rows == total + 1)
            let files = try await town.get(Places.registerFiles(town.university.id), as: town.secretary)
            #expect(files.text.contains("href=\"\(Places.registerFileContent(id))\""))
            for other in [town.cityChair, town.schoolSecretary] {
                #expect(try await town.get(Places.registerFileContent(id), as: other).status == 404)
                #expect(try await town.get(Places.registerFile(id), as: other).status == 404)
            }
            clock.pass(minutes: 24 * 60 + 1)
            let again = try #require(try await town.freshToken(of: town.secretary))
            #expect(try await town.get(Places.registerFileContent(id), as: again).status == 404)
            #expect(try await town.work() >= 1)
            let left = try FileManager.default.contentsOfDirectory(atPath: town.site.facts.filesFolder)
            #expect(!left.contains { $0.hasPrefix("register-") }, "\(left)")
        }
    }

    @Test func `that is cancelled leaves nothing`() async throws {
        try await withTown { town in
            let ordered = try await town.post(
                Places.registerFiles(town.university.id), ["format": "csv"], as: town.secretary)
            let id = try #require(ID<RegisterFile>(String(ordered.location.split(separator: "/")[1])))
            #expect(try await town.post(Places.registerFileCancellation(id), [:], as: town.secretary).status == 303)
            try await town.work()
            let left = try FileManager.default.contentsOfDirectory(atPath: town.site.facts.filesFolder)
            #expect(!left.contains { $0.hasPrefix("register-") }, "\(left)")
            let files = try await town.json(Places.registerFiles(town.university.id), as: town.secretary)
            #expect(files["files"]?.array?.first?["state"]?.string == "cancelled")
            let page = try await town.get(Places.registerFile(id), as: town.secretary)
            #expect(page.text.contains("这次导出已取消，没有留下文件。") && !page.text.contains("下载文件"))
        }
    }

    @Test func `writes nothing for an officer who lost the right meanwhile`() async throws {
        try await withTown { town in
            let ordered = try await town.post(
                Places.registerFiles(town.university.id), ["format": "csv"], as: town.secretary)
            #expect(ordered.status == 303)
            try await town.store.write { tx in
                try tx.run("DELETE FROM permission_grant WHERE person = \(town.secretary.person)")
            }
            try await town.work()
            let state: String? = try await town.store.read { tx in try tx.value("SELECT state FROM register_file") }
            #expect(state == "failed")
        }
    }
}

extension Town {
    /// Does the room's duties until none is due, and gives the number of turns.
    @discardableResult
    func work() async throws -> Int {
        let module = Module.federation
        let kinds = module.duties + (module.siteDuties?(site.facts) ?? [])
        return try await DutyRunner(store, kinds: kinds, holder: "town", pause: .zero).runOnce()
    }

    /// The same resident signed in anew.
    func freshToken(of resident: Resident) async throws -> Resident? {
        try await store.write { tx in
            guard let account = try Account.first(of: resident.person, in: tx) else { return nil }
            let token = try Session.open(for: account, stage: .full, address: "-", agent: "tests", in: tx)
            return Resident(person: resident.person, token: token)
        }
    }
}
