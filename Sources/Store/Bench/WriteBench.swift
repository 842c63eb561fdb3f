public import Base
import Synchronization

/// Confirmed writes a second: of the product, and of a loop on the bare engine with the same statements, durability
/// and batch.
public enum WriteBench {
    /// What a run came to.
    public struct Outcome: Sendable {
        public let visits: Int
        public let commits: Int
        public let seconds: Double
        /// Microseconds from asking to answer, sorted; empty for the bare loop, which answers nobody.
        public let waits: [Int64]

        public var visitsPerSecond: Double { Double(visits) / seconds }

        /// The wait that this share of visits did not exceed, in microseconds.
        public func wait(share: Double) -> Int64 {
            waits.isEmpty ? 0 : waits[min(waits.count - 1, Int(Double(waits.count) * share))]
        }
    }

    static let migration = Migration(
        "bench 001 tables",
        """
        CREATE TABLE bench_actor (id bigint NOT NULL PRIMARY KEY, name text NOT NULL, state text NOT NULL);
        CREATE TABLE bench_head (actor_id bigint NOT NULL PRIMARY KEY, entry bigint NOT NULL);
        CREATE TABLE bench_note (
            id bigint NOT NULL PRIMARY KEY, actor_id bigint NOT NULL REFERENCES bench_actor (id), title text NOT NULL,
            text text NOT NULL, filed_at bigint NOT NULL
        );
        CREATE INDEX bench_note_by_actor ON bench_note (actor_id, filed_at);
        CREATE TABLE bench_key (key text NOT NULL PRIMARY KEY, note_id bigint NOT NULL, at bigint NOT NULL);
        CREATE TABLE bench_audit (
            id bigint NOT NULL PRIMARY KEY, actor_id bigint NOT NULL, act text NOT NULL, subject bigint NOT NULL,
            at bigint NOT NULL, digest text NOT NULL
        )
        """)

    static let actors = 1000
    static let text = "高温作业场所的休息安排：建议每两小时安排一次不少于十五分钟的休息，并在现场备足饮水与防暑药品。"

    /// The visit as statements for the bare loop, in the order in which `visit` runs them.
    static let statements = [
        "SELECT name, state FROM bench_actor WHERE id = ?1",
        "SELECT entry FROM bench_head WHERE actor_id = ?1",
        "INSERT INTO bench_note (id, actor_id, title, text, filed_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        "INSERT INTO bench_key (key, note_id, at) VALUES (?1, ?2, ?3)",
        "INSERT INTO bench_audit (id, actor_id, act, subject, at, digest) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    ]

    static func values(_ number: Int) -> [[Value]] {
        let (actor, id) = (Value.integer(Int64(number % actors + 1)), Value.integer(Int64(number + 1)))
        let at = Value.integer(1_772_326_800_000_000)
        return [
            [actor], [actor], [id, actor, .text(title(number)), .text(text), at], [.text(key(number)), id, at],
            [id, actor, .text("note.file"), id, at, .text(digest)],
        ]
    }

    static let digest = Digest.hexadecimal(of: "bench")
    static func title(_ number: Int) -> String { "提案 \(number)" }
    static func key(_ number: Int) -> String { "2f8a4c-\(number)-9d41b7e0" }

    /// One visit of the product: two selects, three inserts.
    static func visit(_ number: Int, in tx: Transaction) throws {
        let (actor, at) = (Int64(number % actors + 1), Int64(1_772_326_800_000_000))
        let name: String? = try tx.value("SELECT name, state FROM bench_actor WHERE id = \(actor)")
        let entry: Int64? = try tx.value("SELECT entry FROM bench_head WHERE actor_id = \(actor)")
        precondition(name != nil && entry != nil)
        let id = Int64(number + 1)
        try tx.run(
            """
            INSERT INTO bench_note (id, actor_id, title, text, filed_at)
            VALUES (\(id), \(actor), \(title(number)), \(text), \(at))
            """)
        try tx.run("INSERT INTO bench_key (key, note_id, at) VALUES (\(key(number)), \(id), \(at))")
        try tx.run(
            """
            INSERT INTO bench_audit (id, actor_id, act, subject, at, digest)
            VALUES (\(id), \(actor), \("note.file"), \(id), \(at), \(digest))
            """)
    }

    /// An empty store with the tables and actors of the bench.
    static func prepare(_ store: Store) async throws {
        try await Migrations.apply([migration], to: store)
        try await store.alone { tx in
            for id in 1...actors {
                try tx.run("INSERT INTO bench_actor (id, name, state) VALUES (\(id), \("陈荷"), \("active"))")
                try tx.run("INSERT INTO bench_head (actor_id, entry) VALUES (\(id), \(id))")
            }
        }
    }

    /// `clients` tasks, each of which asks for its next visit when the last one is confirmed. `path` must not be there
    /// yet.
    public static func product(
        path: String, clients: Int, seconds: Double, world: World, fileSystem: String? = nil
    ) async throws -> Outcome {
        var settings = SQLiteSettings()
        settings.fileSystem = fileSystem
        let store = Store.sqlite(name: "bench", path: path, world: world, settings: settings)
        try await prepare(store)
        let outcome = try await drive(store, clients: clients, seconds: seconds)
        await store.close()
        return outcome
    }

    private static func drive(_ store: Store, clients: Int, seconds: Double) async throws -> Outcome {
        try await drive(store, clients: clients, seconds: seconds) { number in
            try await store.write { try visit(number, in: $0) }
        }
    }

    /// Any visit: `clients` tasks, each of which asks for its next one when the last is confirmed, for so many seconds
    /// and no more than `most` visits. Commits are those of `store`, on SQLite.
    public static func drive(
        _ store: Store, clients: Int, seconds: Double, most: Int = .max,
        _ visit: @escaping @Sendable (Int) async throws -> Void
    ) async throws -> Outcome {
        let next = Turnstile(from: 0)
        let commits = store.tally?.commits.load(ordering: .relaxed) ?? 0
        let start = monotonicMicroseconds()
        let end = start + Int64(seconds * 1_000_000)
        let waits = try await withThrowingTaskGroup(of: [Int64].self) { group in
            for _ in 0..<clients {
                group.addTask {
                    var waits: [Int64] = []
                    var asked = monotonicMicroseconds()
                    while asked < end {
                        let number = next.number()
                        guard number < most else { break }
                        try await visit(number)
                        let answered = monotonicMicroseconds()
                        waits.append(answered - asked)
                        asked = answered
                    }
                    return waits
                }
            }
            return try await group.reduce(into: [Int64]()) { $0 += $1 }
        }
        let took = Double(monotonicMicroseconds() - start) / 1_000_000
        let made = (store.tally?.commits.load(ordering: .relaxed) ?? 0) - commits
        return Outcome(visits: waits.count, commits: made, seconds: took, waits: waits.sorted())
    }
}
