import Base
import Synchronization
import Testing

@testable import Store

@Suite("The writer") struct GroupCommitTests {
    /// Writes `count` notes at once and gives what each came to, in order.
    private func writeAtOnce(
        _ count: Int, in store: Store, _ text: @escaping @Sendable (Int) -> String
    ) async -> [StoreProblem?] {
        await withTaskGroup(of: (Int, StoreProblem?).self) { group in
            for number in 0..<count {
                group.addTask { (number, await problem { try await store.add(text(number)) }) }
            }
            return await group.reduce(into: Array(repeating: nil, count: count)) { $0[$1.0] = $1.1 }
        }
    }

    @Test func `commits many visits at once, and all are durable`() async throws {
        try await withStore { store in
            let tally = try #require(store.tally)
            let (visits, commits) = (tally.visits.load(ordering: .relaxed), tally.commits.load(ordering: .relaxed))
            // The first holds the lane so that the others wait together.
            let outcomes = await writeAtOnce(640, in: store) { "note \($0)" }
            #expect(outcomes.allSatisfy { $0 == nil })
            #expect(tally.visits.load(ordering: .relaxed) - visits == 640)
            #expect(tally.commits.load(ordering: .relaxed) - commits < 640)
            await store.close()
            let again = Store.sqlite(name: "again", path: try #require(store.path), world: Clockwork().world)
            #expect(try await again.count() == 640)
            await again.close()
        }
    }

    @Test func `undoes a refused visit alone while its neighbours commit`() async throws {
        try await withStore { store in
            let outcomes = await writeAtOnce(200, in: store) { number in
                number % 10 == 3 ? "the same" : number % 10 == 5 ? "forbidden" : "note \(number)"
            }
            #expect(outcomes.filter { $0 == .notUnique }.count == 19)
            #expect(outcomes.filter { $0 == .notAllowed }.count == 20)
            let kept = try await store.count()
            #expect(kept == 161)
        }
    }

    @Test func `says busy at once when too many wait`() async throws {
        var settings = SQLiteSettings()
        settings.writersWaiting = 4
        try await withStore(settings: settings) { store in
            let gate = Gate()
            let first = Task { try await store.write { _ in gate.pass() } }
            try await gate.waitUntilReached()
            // More than may wait: the first four are taken in, the rest hear at once, while the lane still stands.
            let outcomes = await withTaskGroup(of: StoreProblem?.self) { group in
                for number in 0..<10 { group.addTask { await problem { try await store.add("note \(number)") } } }
                var outcomes: [StoreProblem?] = []
                for await outcome in group {
                    outcomes.append(outcome)
                    if outcomes.count == 6 { gate.open() }
                }
                return outcomes
            }
            #expect(outcomes == Array(repeating: .busy, count: 6) + Array(repeating: nil, count: 4))
            try await first.value
            try await store.add("afterwards")
        }
    }

    @Test func `does not run a visit whose task was cancelled while it waited`() async throws {
        try await withStore { store in
            let gate = Gate()
            let first = Task { try await store.write { _ in gate.pass() } }
            try await gate.waitUntilReached()
            let second = Task { try await store.add("cancelled") }
            second.cancel()
            gate.open()
            try await first.value
            #expect(await problem { try await second.value } == .interrupted)
            #expect(try await store.count() == 0)
        }
    }

    @Test func `lets a long read be cut off`() async throws {
        try await withStore { store in
            let gate = Gate()
            let endless = Task {
                try await store.read { tx in
                    gate.reached()
                    let count: Int? = try tx.value(
                        "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n")
                    return count
                }
            }
            try await gate.waitUntilReached()
            endless.cancel()
            #expect(await problem { _ = try await endless.value } == .interrupted)
            #expect(try await store.count() == 0)
        }
    }

    @Test func `runs what is alone between two commits`() async throws {
        try await withStore { store in
            async let many = writeAtOnce(100, in: store) { "note \($0)" }
            try await store.alone { try $0.add("alone") }
            #expect(await many.allSatisfy { $0 == nil })
            #expect(try await store.count() == 101)
        }
    }

    @Test func `refuses after it was closed`() async throws {
        try await withStore { store in
            await store.close()
            guard case .unavailable? = await problem({ try await store.add("late") }) else { throw Refusal.missing }
        }
    }
}
