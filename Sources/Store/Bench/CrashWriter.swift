public import Base
import Glibc

/// Proof against `kill -9`: a process that writes until it is killed and notes each confirmation in a file of its own,
/// and the check that afterwards every confirmed visit is there whole.
public enum CrashWriter {
    /// What the check found.
    public struct Finding: Equatable, Sendable {
        /// Confirmations in the log.
        public let confirmed: Int
        /// Visits in the store; never fewer, perhaps a few more, whose answers were on their way.
        public let kept: Int
    }

    /// Writes from `clients` tasks until the process is killed. `path` is made when it is not there; a later run goes
    /// on after the numbers that are there. The log is written by one call a line, so that a killed process leaves no
    /// half of one behind a whole.
    public static func run(path: String, log: String, clients: Int = 16, world: World) async throws {
        let store = Store.sqlite(name: "crash", path: path, world: world)
        if !exists(path) { try await WriteBench.prepare(store) }
        let first = try await store.read { try $0.value("SELECT coalesce(max(id), 0) FROM bench_note") ?? 0 }
        let file = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw FileProblem("open", log) }
        defer { close(file) }
        let turnstile = Turnstile(from: first)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<clients {
                group.addTask {
                    while !Task.isCancelled {
                        let number = turnstile.number()
                        try await store.write { try WriteBench.visit(number, in: $0) }
                        let line = "\(WriteBench.key(number))\n"
                        guard write(file, line, line.utf8.count) == line.utf8.count else { throw FileProblem("write", log) }
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// Opens the store as after any crash. Fails when a confirmed visit is missing or one is there by half.
    public static func check(path: String, log: String, world: World) async throws -> Finding {
        let lines = try readFile(log).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        let confirmed = Set(lines.map(String.init))
        guard confirmed.count == lines.count else { throw StoreProblem.engine("a visit was confirmed twice") }
        let store = Store.sqlite(name: "crash", path: path, world: world)
        let kept: Set<String> = try await store.read { tx in
            let faults: [String] = try tx.values("PRAGMA integrity_check")
            guard faults == ["ok"] else { throw StoreProblem.unavailable(faults.first ?? path) }
            let halves: Int? = try tx.value("""
                SELECT count(*) FROM bench_note n
                  FULL JOIN bench_key k ON k.note_id = n.id
                  FULL JOIN bench_audit a ON a.subject = n.id
                 WHERE n.id IS NULL OR k.key IS NULL OR a.id IS NULL
                """)
            guard halves == 0 else { throw StoreProblem.engine("\(halves ?? 0) visits are there by half") }
            return Set(try tx.values("SELECT key FROM bench_key") as [String])
        }
        await store.close()
        let missing = confirmed.subtracting(kept).count
        guard missing == 0 else { throw StoreProblem.engine("\(missing) of \(confirmed.count) confirmed visits are missing") }
        return Finding(confirmed: confirmed.count, kept: kept.count)
    }
}
