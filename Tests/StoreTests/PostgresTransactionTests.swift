import Base
import Glibc
import Testing
import TestKit

@testable import Store

private let counters = [
    Migration(
        "tests 001 counters",
        """
        CREATE TABLE counter (id bigint NOT NULL PRIMARY KEY, value bigint NOT NULL CHECK (value >= 0));
        CREATE TABLE mark (
            id bigint NOT NULL PRIMARY KEY, counter_id bigint NOT NULL REFERENCES counter (id), words text UNIQUE
        );
        INSERT INTO counter (id, value) VALUES (1, 0), (2, 0);
        """)
]

@Suite("A transaction on PostgreSQL", .enabled(if: runsOnPostgres)) struct PostgresTransactionTests {
    @Test(
        "tells apart what the schema refuses",
        arguments: [
            ("INSERT INTO counter (id, value) VALUES (1, 5)" as SQL, StoreProblem.notUnique),
            ("INSERT INTO mark (id, counter_id) VALUES (1, 99)", .brokenLink),
            ("INSERT INTO counter (id, value) VALUES (3, -1)", .notAllowed),
            ("INSERT INTO counter (id, value) VALUES (3, NULL)", .notAllowed),
        ])
    func refusals(sql: SQL, problem: StoreProblem) async throws {
        try await withStore(migrations: counters) { store in
            await #expect(throws: problem) { try await store.write { try $0.run(sql) } }
            let count: Int? = try await store.read { try $0.value("SELECT count(*) FROM counter") }
            #expect(count == 2)
        }
    }

    @Test func `cannot write when it reads`() async throws {
        try await withStore(migrations: counters) { store in
            await #expect(throws: StoreProblem.readOnly) {
                try await store.read { try $0.run("UPDATE counter SET value = 1 WHERE id = 1") }
            }
        }
    }

    @Test func `that reads sees one state throughout`() async throws {
        try await withStore(migrations: counters) { store in
            let started = AsyncStream<Void>.makeStream()
            let written = Turnstile()
            async let seen: [Int] = store.read { tx in
                let before: Int = try #require(try tx.value("SELECT value FROM counter WHERE id = 1"))
                started.continuation.finish()
                written.wait()
                let after: Int = try #require(try tx.value("SELECT value FROM counter WHERE id = 1"))
                return [before, after]
            }
            for await _ in started.stream {}
            _ = try await store.write { try $0.run("UPDATE counter SET value = 7 WHERE id = 1") }
            written.open()
            #expect(try await seen == [0, 0])
            #expect(try await store.read { try $0.value("SELECT value FROM counter WHERE id = 1") } == 7)
        }
    }

    @Test func `that fails in an attempt loses only that`() async throws {
        try await withStore(migrations: counters) { store in
            try await store.write { tx in
                try tx.run("INSERT INTO counter (id, value) VALUES (3, 3)")
                #expect(throws: StoreProblem.notUnique) {
                    try tx.attempt {
                        try tx.run("INSERT INTO counter (id, value) VALUES (4, 4)")
                        try tx.run("INSERT INTO counter (id, value) VALUES (1, 1)")
                    }
                }
            }
            #expect(try await store.read { try $0.values("SELECT id FROM counter ORDER BY id") } == [1, 2, 3])
        }
    }

    @Test func `that hides an error is not committed`() async throws {
        try await withStore(migrations: counters) { store in
            await #expect(throws: StoreProblem.notUnique) {
                try await store.write { tx in
                    try tx.run("INSERT INTO counter (id, value) VALUES (3, 3)")
                    try? tx.script(raw: "INSERT INTO counter (id, value) VALUES (1, 1)")
                }
            }
            let count: Int? = try await store.read { try $0.value("SELECT count(*) FROM counter") }
            #expect(count == 2)
        }
    }

    @Test func `may ask while another answer is still coming`() async throws {
        try await withStore(migrations: counters) { store in
            let pairs = try await store.write { tx in
                var pairs: [Int] = []
                try tx.each("SELECT n FROM generate_series(1, 1000) AS n") { row in
                    let n: Int = try row.read("n")
                    pairs.append(try #require(try tx.value("SELECT CAST(\(n) AS bigint) * 2")))
                }
                return pairs
            }
            #expect(pairs == (1...1000).map { $0 * 2 })
        }
    }

    @Test func `counts what it changed`() async throws {
        try await withStore(migrations: counters) { store in
            let counts = try await store.write { tx in
                [
                    try tx.run("UPDATE counter SET value = 1"),
                    try tx.run("UPDATE counter SET value = 2 WHERE id = 77"),
                    try tx.run("INSERT INTO counter (id, value) VALUES (8, 1) RETURNING id"),
                    try tx.run("SELECT id FROM counter"),
                ]
            }
            #expect(counts == [2, 0, 1, 0])
        }
    }

    @Test func `is run again after a deadlock, and both are kept`() async throws {
        try await withStore(migrations: counters) { store in
            let (first, second) = (Turnstile(), Turnstile())
            let runs = try await withThrowingTaskGroup(of: Int.self) { group in
                for (order, mine, other) in [([1, 2], first, second), ([2, 1], second, first)] {
                    group.addTask {
                        let runs = Runs()
                        try await store.write { tx in
                            runs.count += 1
                            try tx.run("UPDATE counter SET value = value + 1 WHERE id = \(order[0])")
                            // Each holds what the other wants next.
                            mine.open()
                            other.wait()
                            try tx.run("UPDATE counter SET value = value + 1 WHERE id = \(order[1])")
                        }
                        return runs.count
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(runs.sorted() == [1, 2])
            #expect(try await store.read { try $0.values("SELECT value FROM counter ORDER BY id") } == [2, 2])
        }
    }

    @Test func `loses none of 64 writers at once`() async throws {
        try await withStore(migrations: counters) { store in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<64 {
                    group.addTask {
                        for turn in 0..<10 {
                            try await store.write { tx in
                                let (id, words) = (tx.newID(Person.self), "\(writer).\(turn)")
                                try tx.run("INSERT INTO mark (id, counter_id, words) VALUES (\(id), 1, \(words))")
                                try tx.run("UPDATE counter SET value = value + 1 WHERE id = 1")
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await store.read { try $0.value("SELECT value FROM counter WHERE id = 1") } == 640)
            #expect(try await store.read { try $0.value("SELECT count(*) FROM mark") } == 640)
        }
    }
}

/// Holds a connection's thread until a test lets it go on. Tests only: a thread of the shared pool must never wait so.
final class Turnstile: @unchecked Sendable {
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var isOpen = false

    init() {
        pthread_mutex_init(lock, nil)
        pthread_cond_init(condition, nil)
    }

    func wait() {
        pthread_mutex_lock(lock)
        while !isOpen { pthread_cond_wait(condition, lock) }
        pthread_mutex_unlock(lock)
    }

    func open() {
        pthread_mutex_lock(lock)
        isOpen = true
        pthread_cond_broadcast(condition)
        pthread_mutex_unlock(lock)
    }
}

/// Counts how often a transaction ran. Sendable because only its connection's thread counts, before the test reads.
private final class Runs: @unchecked Sendable {
    var count = 0
}
