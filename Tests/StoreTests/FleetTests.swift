import Base
import Synchronization
import Testing

@testable import Store

@Suite("An installation with more federations than open files") struct FleetTests {
    private static let names = ["aa", "bb", "cc", "dd", "ee"]

    /// Five federations of which two are open at once while nobody is at them.
    private func withFive(
        clock: Clockwork = Clockwork(), _ body: (Installation, [Store]) async throws -> Void
    ) async throws {
        let folder = try temporaryFolder()
        defer { removeFolder(folder) }
        var settings = SQLiteSettings()
        settings.openFiles = 2
        let house = try await Installation.open(at: folder, database: .sqlite, world: clock.world, settings: settings)
        var stores: [Store] = []
        for name in Self.names {
            try await house.add(name: name, title: name, hosts: ["\(name).test"])
            let store = try #require(house.store(named: name))
            try await Migrations.apply([notes] + Migration.duties, to: store)
            stores.append(store)
        }
        try await body(house, stores)
        await house.close()
    }

    @Test func `loses no visit, whoever comes when`() async throws {
        try await withFive { house, stores in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for visitor in 0..<8 {
                    group.addTask {
                        for round in 0..<40 {
                            let store = stores[(visitor * 3 + round * (visitor + 1)) % 5]
                            store.noteVisit()
                            try await store.add("\(visitor) \(round)")
                            let known: Int? = try await store.read { tx in
                                try tx.value("SELECT 1 FROM note WHERE text = \("\(visitor) \(round)")")
                            }
                            #expect(known == 1)
                        }
                    }
                }
                try await group.waitForAll()
            }
            var texts: Set<String> = []
            for store in stores { texts.formUnion(try await store.texts()) }
            #expect(texts.count == 320)
            #expect(stores.count { !$0.isAsleep } == 2)
            #expect(house.maker.fleet.count == 2)
        }
    }

    @Test func `closes the one that was visited longest ago, and opens it again`() async throws {
        try await withFive { _, stores in
            for index in [0, 1, 0, 2] {
                stores[index].noteVisit()
                try await stores[index].add("\(index) \(stores[index].writes)")
            }
            #expect(stores.map(\.isAsleep) == [false, true, false, true, true])
            try await stores[1].add("again")
            #expect(try await stores[1].texts().count == 2)
            #expect(stores.map(\.isAsleep) == [true, false, false, true, true])
        }
    }

    @Test func `closes none that somebody is at`() async throws {
        try await withFive { _, stores in
            let turnout = Turnout()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for store in stores {
                    group.addTask {
                        try await store.write { tx in
                            try tx.run("INSERT INTO note (id, text) VALUES (1, 'held')")
                            turnout.arrive(of: 5)
                        }
                    }
                }
                try await group.waitForAll()
            }
            for store in stores { #expect(try await store.texts() == ["held"]) }
            #expect(stores.count { !$0.isAsleep } == 2)
        }
    }

    @Test func `does the duties of those that rest`() async throws {
        let clock = Clockwork()
        try await withFive(clock: clock) { _, stores in
            let done = Mutex<Set<String>>([])
            let names = Self.names
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (store, name) in zip(stores, names) {
                    let kind = DutyKind("note") { _, tx in
                        try tx.run("INSERT INTO note (id, text) VALUES (1, 'done')")
                        done.withLock { _ = $0.insert(name) }
                        return .done
                    }
                    let runner = DutyRunner(store, kinds: [kind], holder: name, pause: .milliseconds(1))
                    group.addTask { await runner.run { Issue.record($0) } }
                }
                for store in stores {
                    try await store.write { try $0.later("note", payload: "", at: $0.now.adding(seconds: 60)) }
                }
                clock.pass(seconds: 61)
                while done.withLock({ $0.count }) < 5 { try await Task.sleep(for: .milliseconds(2)) }
                group.cancelAll()
            }
            for store in stores { #expect(try await store.texts() == ["done"]) }
        }
    }

    @Test func `is told that a store which was closed for good is closed`() async throws {
        try await withFive { _, stores in
            await stores[0].close()
            guard case .unavailable? = await problem({ _ = try await stores[0].texts() }) else { throw Refusal.missing }
            #expect(!stores[0].isAsleep)
        }
    }
}

/// Holds threads until so many have come.
private final class Turnout: Sendable {
    private let arrived = Atomic(0)

    func arrive(of count: Int) {
        arrived.add(1, ordering: .relaxed)
        while arrived.load(ordering: .relaxed) < count {}
    }
}
