import Base
import Store
import TestKit
import Testing

@testable import Access

@Suite("A throttle") struct ThrottleTests {
    @Test(
        "waits longer with each failure, an hour at most",
        arguments: [
            (0, 0), (4, 0), (5, 30), (6, 60), (7, 120), (11, 1920), (12, 3600), (13, 3600), (1_000_000, 3600),
        ])
    func waits(failures: Int, seconds: Int) {
        #expect(Throttle.wait(after: failures, free: 5) == seconds)
    }

    /// Fails so often and gives the seconds that each of these keys must wait then.
    private static func seconds(
        _ store: Store, failing keys: [String], times: Int, waiting: [[String]]
    ) async throws -> [Int] {
        try await store.write { tx in
            for _ in 0..<times { try Throttle.count(keys, in: tx) }
            return try waiting.map { try Throttle.waiting($0, in: tx).map { $0.seconds(since: tx.now) } ?? 0 }
        }
    }

    @Test func `stops whoever guesses, and nobody else`() async throws {
        try await withStore(migrations: accessMigrations) { store in
            let guesser = Throttle.keys(name: "T1001", address: "192.0.2.7", device: nil)
            let owner = Throttle.keys(name: "t1001", address: "198.51.100.4", device: nil)
            let known = Throttle.keys(name: "t1001", address: "192.0.2.7", device: "mark")
            let neighbour = Throttle.keys(name: "t2002", address: "192.0.2.7", device: nil)
            let asked = [guesser, owner, known, neighbour]
            let found1 = try await Self.seconds(store, failing: guesser, times: 4, waiting: asked)
            #expect(found1 == [0, 0, 0, 0])
            let found2 = try await Self.seconds(store, failing: guesser, times: 2, waiting: asked)
            #expect(found2 == [60, 0, 0, 0])
            let found3 = try await Self.seconds(store, failing: guesser, times: 45, waiting: asked)
            #expect(found3 == [3600, 0, 0, 60])
        }
    }

    @Test func `forgets after a success, but not what the address did`() async throws {
        try await withStore(migrations: accessMigrations) { store in
            let keys = Throttle.keys(name: "t1001", address: "192.0.2.7", device: nil)
            _ = try await Self.seconds(store, failing: keys, times: 50, waiting: [])
            let waiting = try await store.write { tx in
                try Throttle.forget(keys, in: tx)
                return try keys.map { try Throttle.waiting([$0], in: tx) != nil }
            }
            #expect(waiting == [false, true])
        }
    }

    @Test func `begins anew after a day`() async throws {
        let clock = TestClock("2026-03-02 09:00")
        try await withStore(migrations: accessMigrations, world: clock.world(seed: 7)) { store in
            let keys = ["pair:t:a"]
            let found4 = try await Self.seconds(store, failing: keys, times: 9, waiting: [keys])
            #expect(found4 == [480])
            clock.pass(days: 1, minutes: 1)
            let found5 = try await Self.seconds(store, failing: keys, times: 1, waiting: [keys])
            #expect(found5 == [0])
        }
    }
}
