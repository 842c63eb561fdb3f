import Base
import CSQLite
import Synchronization
import Testing

@testable import Store

/// How many of the next syncs fail, as a dying disk would.
private let failingSyncs = Atomic(0)

private func registerFailing() -> String {
    ShimFileSystem.register("failing") { file, flags in
        let left = failingSyncs.load(ordering: .sequentiallyConsistent)
        if left > 0 {
            failingSyncs.store(left - 1, ordering: .sequentiallyConsistent)
            return SQLITE_IOERR | 4 << 8
        }
        return ShimFileSystem.sync(file, flags)
    }
    return "failing"
}

@Suite("A fault", .serialized) struct FaultTests {
    @Test func `of a full disk is told, undoes its visit, and passes when there is room`() async throws {
        var settings = SQLiteSettings()
        settings.pages = 60
        try await withStore(settings: settings) { store in
            let big = String(repeating: "x", count: 3000)
            var outcome: StoreProblem?
            var count = 0
            while outcome == nil && count < 200 {
                outcome = await problem { try await store.add("\(count) \(big)") }
                if outcome == nil { count += 1 }
            }
            #expect(outcome == .full)
            #expect(try await store.count() == count)
            try await store.write { try $0.run("DELETE FROM note") }
            try await store.add("there is room again")
            #expect(try await store.count() == 1)
        }
    }

    @Test func `of a full disk takes down no small neighbour in its batch`() async throws {
        var settings = SQLiteSettings()
        settings.pages = 60
        try await withStore(settings: settings) { store in
            let huge = String(repeating: "x", count: 400_000)
            let gate = Gate()
            let first = Task { try await store.write { _ in gate.pass() } }
            try await gate.waitUntilReached()
            let tasks = (0..<20).map { number in
                Task { await problem { try await store.add(number == 10 ? huge : "note \(number)") } }
            }
            gate.open()
            try await first.value
            var outcomes: [StoreProblem?] = []
            for task in tasks { outcomes.append(await task.value) }
            #expect(outcomes.enumerated().allSatisfy { $1 == ($0 == 10 ? .full : nil) })
            #expect(try await store.count() == 19)
        }
    }

    @Test func `that a visit hides does not let the rest of it slip out`() async throws {
        var settings = SQLiteSettings()
        settings.pages = 60
        try await withStore(settings: settings) { store in
            let outcome = await problem {
                try await store.write { tx in
                    try tx.add("before")
                    _ = try? tx.add(String(repeating: "x", count: 400_000))
                    try tx.add("after")
                }
            }
            #expect(outcome == .full)
            let left = try await store.count()
            #expect(left == 0)
        }
    }

    @Test func `of the sync leaves the outcome unknown, and the service returns`() async throws {
        var settings = SQLiteSettings()
        settings.fileSystem = registerFailing()
        try await withStore(settings: settings) { store in
            try await store.add("before")
            _ = try await store.count()
            failingSyncs.store(1, ordering: .sequentiallyConsistent)
            guard case .unknownOutcome? = await problem({ try await store.add("unknown") }) else {
                throw Refusal.missing
            }
            failingSyncs.store(0, ordering: .sequentiallyConsistent)
            // Whatever the log held is settled now: readers, the writer and a fresh opening agree.
            let texts = try await store.texts()
            #expect(texts.contains("before"))
            try await store.add("after")
            await store.close()
            let again = Store.sqlite(name: "again", path: try #require(store.path), world: Clockwork().world)
            let found = try await again.texts()
            #expect(found == (texts + ["after"]).sorted())
            await again.close()
        }
    }

    @Test func `of the disk for long is told each time, and ends when the disk is back`() async throws {
        var settings = SQLiteSettings()
        settings.fileSystem = registerFailing()
        try await withStore(settings: settings) { store in
            failingSyncs.store(.max, ordering: .sequentiallyConsistent)
            for number in 0..<3 {
                switch await problem({ try await store.add("lost \(number)") }) {
                case .unknownOutcome?, .unavailable?: continue
                default: throw Refusal.missing
                }
            }
            failingSyncs.store(0, ordering: .sequentiallyConsistent)
            try await store.add("saved")
            #expect(try await store.texts().contains("saved"))
        }
    }
}
