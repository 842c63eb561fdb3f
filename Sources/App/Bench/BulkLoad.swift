import Glibc
import Threads
import Web

/// What an import wrote, loaded once more by the engine itself into tables with the same indexes that hold what was there before.
struct BulkLoad: Sendable {
    private let engine: Engine
    private let folder: TemporaryFolder
    private let conninfo: String
    private let schema = "bench_\(OwnProcess.id)"

    /// In the order in which they may be loaded.
    private static let tables = ["person", "membership", "member_token", "import_row"]

    init(_ engine: Engine, folder: TemporaryFolder, conninfo: String) {
        self.engine = engine
        self.folder = folder
        self.conninfo = conninfo
    }

    /// The last key of each table, before an import.
    struct Marks: Sendable {
        let person: Int
        let membership: Int
        let batch: Int
    }

    func withStore<Result: Sendable>(_ world: World, _ body: (Store) async throws -> Result) async throws -> Result {
        guard engine == .postgres else {
            let store = Store.sqlite(name: "bench", path: folder.path("store.db"), world: world)
            return try await closing(store) { try await body(store) }
        }
        let database = PostgresDatabase(conninfo: conninfo, connections: 4)
        try await database.drop(schema: schema)
        try await database.create(schema: schema)
        let store = database.store("bench", schema: schema, world: world, ids: IDSource(node: 62))
        let result = try await closing(store) { try await body(store) }
        try await database.drop(schema: schema)
        await database.close()
        return result
    }

    func marks(_ store: Store) async throws -> Marks {
        try await store.read { tx in
            func last(_ sql: SQL) throws -> Int { try tx.value(sql) ?? 0 }
            return Marks(
                person: try last("SELECT coalesce(max(id), 0) FROM person"),
                membership: try last("SELECT coalesce(max(id), 0) FROM membership"),
                batch: try last("SELECT coalesce(max(id), 0) FROM import_batch"))
        }
    }

    /// Seconds that the engine needs for the rows after the marks.
    func seconds(since marks: Marks) async throws -> Double {
        let text = engine == .sqlite ? sqlite(marks) : postgres(marks)
        try folder.write(text, to: "bulk.sh")
        let child = try Child("sh", ["-e", folder.path("bulk.sh")])
        let (out, status) = await onThread(named: "child") { (child.text(), child.wait()) }
        let words = out.split(separator: "\n").compactMap { Double($0) }
        guard status == 0, words.count == 2 else { throw StartProblem("批量装入没有成功：\(out)") }
        return words[1] - words[0]
    }

    private func condition(_ table: String, _ marks: Marks) -> String {
        switch table {
        case "person": "id > \(marks.person)"
        case "import_row": "batch_id > \(marks.batch)"
        default: "id > \(marks.membership)"
        }
    }

    /// Sets aside how the file stands before an import. PostgreSQL takes the new rows away again afterwards.
    func begin() async throws {
        guard engine == .sqlite else { return }
        let (from, to) = (folder.path("store.db"), folder.path("bulk.db"))
        let child = try Child("sqlite3", [from, "VACUUM INTO '\(to)'"])
        guard await onThread(named: "child", { child.wait() }) == 0 else { throw StartProblem("没有留下 \(from) 的副本。") }
    }

    /// The file as it was before, then the new rows in one transaction.
    private func sqlite(_ marks: Marks) -> String {
        let (from, to) = (folder.path("store.db"), folder.path("bulk.db"))
        let inserts = Self.tables.map { "INSERT INTO \($0) SELECT * FROM s.\($0) WHERE \(condition($0, marks));" }
        return """
            sqlite3 \(to) 'PRAGMA journal_mode=WAL' >/dev/null
            date +%s.%N
            sqlite3 \(to) <<'E' >/dev/null
            PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY; PRAGMA foreign_keys=ON;
            ATTACH '\(from)' AS s;
            BEGIN;
            INSERT INTO import_batch SELECT * FROM s.import_batch WHERE id > \(marks.batch);
            \(inserts.joined(separator: "\n"))
            INSERT INTO member_search (rowid, tokens) SELECT id, tokens FROM s.member_token
                WHERE \(condition("member_token", marks));
            COMMIT;
            E
            date +%s.%N
            """
    }

    /// The new rows copied out and away, then copied in, a transaction for all.
    private func postgres(_ marks: Marks) -> String {
        let outs = Self.tables.map {
            "\\copy (SELECT * FROM \($0) WHERE \(condition($0, marks))) TO '\(folder.path($0))' (FORMAT binary)"
        }
        let deletes = Self.tables.reversed().map { "DELETE FROM \($0) WHERE \(condition($0, marks));" }
        let ins = Self.tables.map { "\\copy \($0) FROM '\(folder.path($0))' (FORMAT binary)" }
        let psql = "PGOPTIONS='-c search_path=\(schema)' psql -q -v ON_ERROR_STOP=1 '\(conninfo)'"
        return """
            \(psql) <<'E' >/dev/null
            \(outs.joined(separator: "\n"))
            \(deletes.joined(separator: "\n"))
            VACUUM \(Self.tables.joined(separator: ", "));
            CHECKPOINT;
            E
            date +%s.%N
            \(psql) <<'E' >/dev/null
            BEGIN;
            \(ins.joined(separator: "\n"))
            COMMIT;
            E
            date +%s.%N
            """
    }
}
