import Base
import Glibc
import Testing

@testable import Store

@Suite("A backup") struct BackupTests {
    private func withFolder(_ body: (String) async throws -> Void) async throws {
        let folder = try temporaryFolder()
        defer { removeFolder(folder) }
        try await body(folder)
    }

    @Test func `is of one moment while visits go on, and can be restored`() async throws {
        try await withFolder { folder in
            try await withStore { store in
                // Every visit writes a pair: a copy of one moment holds no half of one.
                let writing = Task {
                    var number = 0
                    while !Task.isCancelled {
                        let current = number
                        try? await store.write { tx in
                            try tx.add("\(current) first " + String(repeating: "字", count: 500))
                            try tx.add("\(current) second " + String(repeating: "字", count: 500))
                        }
                        number += 1
                    }
                }
                while try await store.count() < 200 { await Task.yield() }
                try makeFolder("\(folder)/from/ab")
                try writeFile("附件", to: "\(folder)/from/ab/abc")
                try await Backup.take(store, files: "\(folder)/from", into: "\(folder)/copy")
                writing.cancel()
                await writing.value
                try await Backup.verify("\(folder)/copy")
                #expect(try await Backup.restore("\(folder)/copy", into: "\(folder)/home") == "temporary")
                #expect(try readFile("\(folder)/home/files/ab/abc") == "附件")
                let later = Clockwork()
                later.pass(seconds: 1)
                let restored = Store.sqlite(name: "restored", path: "\(folder)/home/store.db", world: later.world)
                let count = try await restored.count()
                #expect(count >= 200 && count % 2 == 0)
                try await restored.add("afterwards")
                await restored.close()
            }
        }
    }

    @Test("that was damaged is not restored", arguments: ["store.db", "files/note", "manifest.json"])
    func damage(name: String) async throws {
        try await withFolder { folder in
            try await withStore { store in
                try await store.add("one")
                try makeFolder("\(folder)/from")
                try writeFile("附件", to: "\(folder)/from/note")
                try await Backup.take(store, files: "\(folder)/from", into: "\(folder)/copy")
            }
            let file = open("\(folder)/copy/\(name)", O_WRONLY)
            pwrite(file, "?", 1, 3)
            close(file)
            #expect(await problem { try await Backup.restore("\(folder)/copy", into: "\(folder)/home") } != nil)
            #expect(!exists("\(folder)/home/store.db"))
        }
    }

    @Test func `overwrites nothing`() async throws {
        try await withFolder { folder in
            try await withStore { store in
                try await Backup.take(store, into: "\(folder)/copy")
                guard case .version? = await problem({ try await Backup.take(store, into: "\(folder)/copy") }) else {
                    throw Refusal.missing
                }
                let onto = await problem { try await Backup.restore("\(folder)/copy", into: folder) }
                guard case .version? = onto else {
                    throw Refusal.missing
                }
            }
        }
    }
}
