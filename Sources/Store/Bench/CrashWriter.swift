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
                        guard write(file, line, line.utf8.count) == line.utf8.count else {
                            throw FileProblem("write", log)
                        }
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
            let whole: Int? = try tx.value(
                """
                SELECT count(*) FROM bench_key k
                  JOIN bench_note n ON n.id = k.note_id
                  JOIN bench_audit a ON a.id = n.id AND a.subject = n.id
                """)
            for table in ["bench_note", "bench_key", "bench_audit"] {
                let rows: Int? = try tx.value("SELECT count(*) FROM " + SQL(raw: table))
                guard rows == whole else { throw StoreProblem.engine("visits are there by half, as \(table) shows") }
            }
            return Set(try tx.values("SELECT key FROM bench_key") as [String])
        }
        await store.close()
        let missing = confirmed.subtracting(kept).count
        guard missing == 0 else {
            throw StoreProblem.engine("\(missing) of \(confirmed.count) confirmed visits are missing")
        }
        return Finding(confirmed: confirmed.count, kept: kept.count)
    }
}
