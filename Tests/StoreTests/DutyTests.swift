import Base
import Synchronization
import Testing

@testable import Store

@Suite("A duty") struct DutyTests {
    /// Fails when the payload says so, and otherwise writes it down.
    static let write = DutyKind("write", attempts: 3) { turn, tx in
        try tx.add(turn.payload)
        if turn.payload == "bad" { throw Refusal.missing }
        return .done
    }

    /// Counts to three, one a turn.
    static let count = DutyKind("count") { turn, tx in
        let next = turn.done + 1
        try tx.add("\(turn.payload)\(next)")
        return next == 3 ? .done : .again(payload: turn.payload, done: next, total: 3)
    }

    static let shout = Listener("shout", event: "said") { turn, tx in
        try tx.add("\(turn.payload)!")
        return .done
    }

    private func withRunner(
        _ kinds: [DutyKind] = [write, count], _ body: (Store, DutyRunner, Clockwork) async throws -> Void
    ) async throws {
        let clock = Clockwork()
        try await withStore(Migration.duties + [notes], clock: clock) { store in
            try await body(store, DutyRunner(store, kinds: kinds, listeners: [Self.shout], holder: "test"), clock)
        }
    }

    private func duty(_ id: ID<Duty>, in store: Store) async throws -> Duty {
        try #require(try await store.read { try Duty.first(id, in: $0) })
    }

    @Test func `is done once, in one transaction with the note that it is`() async throws {
        try await withRunner { store, runner, _ in
            let id = try await store.write { try $0.later("write", payload: "one") }
            #expect(try await runner.runOnce() == 1)
            #expect(try await runner.runOnce() == 0)
            #expect(try await store.texts() == ["one"])
            #expect(try await duty(id, in: store).state == .done)
        }
    }

    @Test func `is not done for a visit that was refused`() async throws {
        try await withRunner { store, runner, _ in
            try? await store.write { tx in
                try tx.later("write", payload: "one")
                throw Refusal.forbidden
            }
            let turns = try await runner.runOnce()
            #expect(turns == 0)
        }
    }

    @Test func `waits for its time`() async throws {
        try await withRunner { store, runner, clock in
            try await store.write { tx in try tx.later("write", payload: "one", at: tx.now.adding(minutes: 1)) }
            #expect(try await runner.runOnce() == 0)
            clock.pass(seconds: 60)
            #expect(try await runner.runOnce() == 1)
        }
    }

    @Test func `is tried again later each time, then waits for a person`() async throws {
        try await withRunner { store, runner, clock in
            let id = try await store.write { try $0.later("write", payload: "bad") }
            for seconds in [10, 20] {
                #expect(try await runner.runOnce() == 1)
                let waiting = try await duty(id, in: store)
                #expect(waiting.state == .waiting)
                #expect(waiting.runAt.seconds(since: clock.world.now()) == seconds)
                clock.pass(seconds: seconds)
            }
            #expect(try await runner.runOnce() == 1)
            let failed = try await duty(id, in: store)
            #expect(failed.state == .failed)
            #expect(failed.lastError == "missing")
            #expect(try await store.count() == 0)
            try await store.write { try Duty.retry(id, in: $0) }
            #expect(try await runner.runOnce() == 1)
        }
    }

    @Test func `goes in turns and tells how far it is`() async throws {
        try await withRunner { store, runner, _ in
            let id = try await store.write { try $0.later("count", payload: "n") }
            #expect(try await runner.runOnce() == 3)
            let done = try await duty(id, in: store)
            #expect(done.progressDone == 2 && done.progressTotal == 3 && done.state == .done)
            #expect(try await store.texts() == ["n1", "n2", "n3"])
        }
    }

    @Test func `of a dead runner is taken over when its lease is out`() async throws {
        try await withRunner { store, runner, clock in
            try await store.write { tx in
                let id = try tx.later("write", payload: "one")
                try tx.run(
                    """
                    UPDATE duty SET state = 'running', held_by = 'dead', held_until = \(tx.now.adding(seconds: 300))
                     WHERE id = \(id)
                    """)
            }
            #expect(try await runner.runOnce() == 0)
            clock.pass(seconds: 301)
            #expect(try await runner.runOnce() == 1)
        }
    }

    @Test func `that is not known here is left alone`() async throws {
        try await withRunner { store, runner, _ in
            try await store.write { try $0.later("of another version", payload: "") }
            #expect(try await runner.runOnce() == 0)
        }
    }

    @Test func `outside a transaction may use several`() async throws {
        let outside = DutyKind(
            "outside",
            outside: { turn, store in
                for number in 1...3 { try await store.write { try $0.add("\(turn.payload)\(number)") } }
                return .done
            })
        try await withRunner([outside]) { store, runner, _ in
            try await store.write { try $0.later("outside", payload: "o") }
            #expect(try await runner.runOnce() == 1)
            #expect(try await store.texts() == ["o1", "o2", "o3"])
        }
    }

    @Test func `is handed back when its runner is stopped`() async throws {
        let started = AsyncStream<Void>.makeStream()
        let endless = DutyKind(
            "endless",
            outside: { _, _ in
                started.continuation.yield()
                try await Task.sleep(for: .seconds(3600))
                return .done
            })
        try await withRunner([endless]) { store, runner, _ in
            let id = try await store.write { try $0.later("endless", payload: "") }
            let running = Task { await runner.run() }
            for await _ in started.stream { break }
            running.cancel()
            await running.value
            let waiting = try await duty(id, in: store)
            #expect(waiting.state == .waiting && waiting.attempts == 0)
        }
    }

    @Test func `comes from an announcement for each who listens`() async throws {
        try await withRunner { store, runner, _ in
            try await store.write { tx in
                try tx.announce("said", payload: "hello")
                try tx.announce("unheard", payload: "x")
            }
            #expect(try await runner.runOnce() == 1)
            #expect(try await runner.runOnce() == 0)
            #expect(try await store.texts() == ["hello!"])
        }
    }

    @Test func `is done by only one of many runners`() async throws {
        try await withRunner { store, _, _ in
            try await store.write { tx in for number in 0..<100 { try tx.later("write", payload: "note \(number)") } }
            let turns = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<4 {
                    let runner = DutyRunner(store, kinds: [Self.write], holder: "runner \(number)")
                    group.addTask { try await runner.runOnce() }
                }
                return try await group.reduce(0, +)
            }
            #expect(turns == 100)
            #expect(try await store.count() == 100)
        }
    }
}
