import Base
import Glibc
import Synchronization
import Testing
import TestKit

import Threads
@testable import Store

/// A server of a test's own, to be killed.
struct PostgresCluster {
    let folder: String
    var conninfo: String { "host=\(folder) user=postgres dbname=postgres" }

    static let programs = "/usr/lib/postgresql/15/bin"
    static let isThere = access(programs + "/initdb", X_OK) == 0 && runsOnPostgres

    init(locale: String = "C") throws {
        folder = try temporaryFolder()
        if getuid() == 0 { try PostgresCommand("chown", ["postgres", folder]).run() }
        let options = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=\(locale)", "-N"]
        try run("initdb", ["-D", "\(folder)/data"] + options)
        try start()
    }

    func start() throws {
        let sockets = "-c listen_addresses='' -c unix_socket_directories='\(folder)'"
        let options = sockets + " -c shared_buffers=16MB -c max_connections=20"
        try run("pg_ctl", ["-D", "\(folder)/data", "-l", "\(folder)/log", "-w", "-o", options, "start"])
    }

    /// Kills it as a failure of power would.
    func kill() throws {
        try run("pg_ctl", ["-D", "\(folder)/data", "-w", "-m", "immediate", "stop"])
    }

    func remove() {
        try? kill()
        removeFolder(folder)
    }

    /// PostgreSQL refuses to be started by root.
    private func run(_ program: String, _ arguments: [String]) throws {
        let full = "\(Self.programs)/\(program)"
        if getuid() == 0 {
            try PostgresCommand("runuser", ["-u", "postgres", "--", full] + arguments).run()
        } else {
            try PostgresCommand(full, arguments).run()
        }
    }
}

/// What became of the keys that were written.
private struct Outcome: Sendable {
    var confirmed: Set<Int> = []
    var denied: Set<Int> = []
    var unknown: Set<Int> = []
    var others: [String] = []
}

/// Writes keys and notes what it was told of each.
private final class Load: Sendable {
    let outcome = Mutex(Outcome())
    let isOver = Atomic(false)
    private let next = Atomic(0)
    private let store: Store

    init(_ store: Store) {
        self.store = store
    }

    func run() async throws {
        while !isOver.load(ordering: .relaxed) {
            let key = next.add(1, ordering: .relaxed).newValue
            do {
                try await store.write { tx in _ = try tx.run("INSERT INTO mark (id) VALUES (\(key))") }
                outcome.withLock { _ = $0.confirmed.insert(key) }
            } catch {
                note(error, key)
                try await Task.sleep(for: .milliseconds(5))
            }
        }
    }

    private func note(_ error: any Error, _ key: Int) {
        outcome.withLock { outcome in
            switch error as? StoreProblem {
            case .unavailable: outcome.denied.insert(key)
            case .unknownOutcome: outcome.unknown.insert(key)
            default: outcome.others.append("\(error)")
            }
        }
    }

    func count(denied: Bool) -> Int { outcome.withLock { denied ? $0.denied.count : $0.confirmed.count } }

    /// Waits until so many more were confirmed, or denied.
    func atLeast(_ count: Int, denied: Bool = false) async throws {
        let before = self.count(denied: denied)
        for _ in 0..<4000 {
            if self.count(denied: denied) >= before + count { return }
            try await Task.sleep(for: .milliseconds(5))
        }
        Issue.record("the service did not return")
    }
}

@Suite("A server of PostgreSQL", .enabled(if: PostgresCluster.isThere), .serialized) struct PostgresServerTests {
    @Test func `may be killed under load: nothing confirmed is lost, nothing denied is there`() async throws {
        let cluster = try PostgresCluster()
        defer { cluster.remove() }
        let database = PostgresDatabase(conninfo: cluster.conninfo, connections: 4)
        try await database.create(schema: "fed_a")
        let store = database.store("a", schema: "fed_a", world: .frozen(), ids: IDSource(node: 0))
        try await store.alone { try $0.script(raw: "CREATE TABLE mark (id bigint NOT NULL PRIMARY KEY)") }
        let load = Load(store)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 { group.addTask { try await load.run() } }
            for _ in 0..<2 {
                try await load.atLeast(200)
                try await offPool { try cluster.kill() }
                try await load.atLeast(20, denied: true)
                try await offPool { try cluster.start() }
            }
            try await load.atLeast(200)
            load.isOver.store(true, ordering: .relaxed)
            try await group.waitForAll()
        }
        let rows = Set(try await store.read { try $0.values("SELECT id FROM mark") as [Int] })
        let seen = load.outcome.withLock { $0 }
        #expect(seen.others == [])
        #expect(seen.confirmed.subtracting(rows) == [])
        #expect(seen.denied.intersection(rows) == [])
        #expect(rows.subtracting(seen.confirmed).subtracting(seen.unknown) == [])
        await database.close()
    }

    @Test func `of another locale is refused in words`() async throws {
        let cluster = try PostgresCluster(locale: "C.UTF-8")
        defer { cluster.remove() }
        let database = PostgresDatabase(conninfo: cluster.conninfo, connections: 1)
        do {
            try await database.create(schema: "fed_a")
            Issue.record("it was accepted")
        } catch StoreProblem.version(let words) {
            #expect(words.contains("排序规则是 C.UTF-8，须为 C"))
        }
        await database.close()
    }
}

/// Runs what blocks on a thread of its own.
func offPool(_ body: @escaping @Sendable () throws -> Void) async throws {
    try await withCheckedThrowingContinuation { (waiter: CheckedContinuation<Void, any Error>) in
        startThread(named: "test") { waiter.resume(with: Result { try body() }) }
    }
}
