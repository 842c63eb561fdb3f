import Base
import CSQLite
import Threads

/// Copies of one federation on SQLite: taken while it is written, proved before they are used. Keys are never in them.
public enum Backup {
    /// Takes a backup into an empty folder, or one that is not there. The copy is of one moment; visits go on
    /// meanwhile, and the log grows until it is done. `progress` is told pages copied and pages in all.
    public static func take(
        _ store: Store, files: String? = nil, into folder: String,
        progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
    ) async throws {
        guard let path = store.path else { throw StoreProblem.engine("a backup of PostgreSQL is pg_dump's") }
        // Something must have made the file, and a visit does.
        _ = try await store.read { tx in tx.now }
        let manifest = Manifest(federation: store.name, takenAt: store.world.now())
        try await onThread(named: "backup") {
            try requireEmpty(folder)
            var manifest = manifest
            try copyStore(path, to: "\(folder)/store.db", progress)
            manifest.rows = try prove("\(folder)/store.db")
            manifest.entries = [try entry("store.db", in: folder)]
            if let files { try copyFiles(files, into: folder, &manifest) }
            try writeFile(manifest.text, to: "\(folder)/manifest.json")
        }
    }

    /// Checks a backup whole: every file's digest, the database's pages and links, and its numbers of rows.
    public static func verify(_ folder: String) async throws {
        try await onThread(named: "verify") { try check(folder) }
    }

    /// Checks a backup, then puts it where a federation is to be opened; `home` must be empty or not there. Gives the
    /// federation's name at the time. Fails and leaves `home` without a store when anything is wrong.
    @discardableResult
    public static func restore(_ folder: String, into home: String) async throws -> String {
        try await onThread(named: "restore") {
            let manifest = try check(folder)
            try requireEmpty(home)
            try makeFolder("\(home)/files")
            // The database last: without it there is no federation to open.
            for entry in manifest.entries.reversed() {
                try makeFolder(parent(of: "\(home)/\(entry.path)"))
                let draft = entry.path == "store.db" ? "\(home)/store.db.new" : "\(home)/\(entry.path)"
                try copyFile("\(folder)/\(entry.path)", to: draft, syncing: true)
            }
            try move("\(home)/store.db.new", to: "\(home)/store.db")
            return manifest.federation
        }
    }

    /// Copies the pages of one snapshot, some at a time.
    private static func copyStore(_ path: String, to target: String, _ progress: (Int, Int) -> Void) throws {
        let source = try SQLiteConnection(path: path, settings: SQLiteSettings(), reads: true)
        // A snapshot held throughout: otherwise every commit would make the copy start again.
        try source.script("BEGIN; SELECT count(*) FROM sqlite_master")
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
        let code = sqlite3_open_v2(target, &opened, flags, nil)
        defer { sqlite3_close(opened) }
        guard code == SQLITE_OK, let backup = sqlite3_backup_init(opened, "main", source.handle, "main") else {
            throw StoreProblem(sqlite: sqlite3_errcode(opened), String(cString: sqlite3_errmsg(opened)))
        }
        var step = SQLITE_OK
        repeat {
            step = sqlite3_backup_step(backup, 1024)
            let total = Int(sqlite3_backup_pagecount(backup))
            progress(total - Int(sqlite3_backup_remaining(backup)), total)
        } while step == SQLITE_OK
        let end = sqlite3_backup_finish(backup)
        guard step == SQLITE_DONE, end == SQLITE_OK else {
            throw StoreProblem(sqlite: step == SQLITE_DONE ? end : step, "backup of \(path)")
        }
    }

    @discardableResult
    private static func check(_ folder: String) throws -> Manifest {
        let manifest = try Manifest(in: folder)
        try proveFiles(manifest, in: folder)
        guard try prove("\(folder)/store.db") == manifest.rows else {
            throw StoreProblem.unavailable("the rows of \(folder)/store.db are not those of its manifest")
        }
        return manifest
    }

    /// Integrity of pages, indexes and links; gives the number of rows of each table.
    private static func prove(_ path: String) throws -> [String: Int] {
        // Read as a file that nobody changes, so that no log is made beside it.
        let uri = "file:" + path.split(separator: "?").joined(separator: "%3f") + "?immutable=1"
        let connection = try SQLiteConnection(proving: uri)
        var faults: [String] = []
        _ = try connection.run("PRAGMA integrity_check") { row in
            faults.append(try row.read(at: 0))
            return true
        }
        guard faults == ["ok"] else { throw StoreProblem.unavailable("\(path): \(faults.first ?? "no answer")") }
        _ = try connection.run("PRAGMA foreign_key_check") { _ in throw StoreProblem.brokenLink }
        var tables: [String] = []
        _ = try connection.run("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0") { row in
            tables.append(try row.read(at: 0))
            return true
        }
        var rows: [String: Int] = [:]
        for table in tables {
            _ = try connection.run(SQL(raw: "SELECT count(*) FROM \"\(table)\"")) { row in
                rows[table] = try row.read(at: 0)
                return true
            }
        }
        return rows
    }

    private static func entry(_ path: String, in folder: String) throws -> Manifest.Entry {
        let (size, digest) = try digestOfFile("\(folder)/\(path)")
        return Manifest.Entry(path: path, size: size, digest: digest)
    }

    /// Copies a federation's files and writes each down.
    static func copyFiles(_ files: String, into folder: String, _ manifest: inout Manifest) throws {
        for name in try filesBelow(files) {
            try makeFolder(parent(of: "\(folder)/files/\(name)"))
            try copyFile("\(files)/\(name)", to: "\(folder)/files/\(name)", syncing: true)
            manifest.entries.append(try entry("files/\(name)", in: folder))
        }
    }

    /// Fails unless every file is what was written down.
    static func proveFiles(_ manifest: Manifest, in folder: String) throws {
        for expected in manifest.entries where try entry(expected.path, in: folder) != expected {
            throw StoreProblem.unavailable("\(folder)/\(expected.path) is not what was backed up")
        }
    }

    static func requireEmpty(_ folder: String) throws {
        try makeFolder(folder)
        guard try namesIn(folder).isEmpty else {
            throw StoreProblem.version("\(folder) is not empty: choose another folder")
        }
    }
}
