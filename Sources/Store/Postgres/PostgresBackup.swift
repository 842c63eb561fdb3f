import Glibc

/// What a backup holds, written beside it: proof that the file is whole, and what a restore must give back.
struct PostgresManifest: Equatable {
    /// The schema it was taken from, which the file names throughout.
    var schema: String
    var bytes: Int
    /// SHA-256 of the file, in hexadecimal.
    var digest: String
    /// Rows by table, counted in the very snapshot that was dumped.
    var rows: [String: Int]

    /// One fact a line: a word, a tab, its value.
    var text: String {
        let lines = ["format\t1", "engine\tpostgres", "schema\t\(schema)", "bytes\t\(bytes)", "sha256\t\(digest)"]
        let counts = rows.sorted { $0.key < $1.key }.map { "rows\t\($0.key)\t\($0.value)" }
        return (lines + counts).joined(separator: "\n") + "\n"
    }

    init(schema: String, bytes: Int, digest: String, rows: [String: Int]) {
        (self.schema, self.bytes, self.digest, self.rows) = (schema, bytes, digest, rows)
    }

    /// Fails with `StoreProblem.version` where it is of another format or engine.
    init(_ text: String) throws {
        var facts: [Substring: Substring] = [:]
        rows = [:]
        for line in text.split(separator: "\n") {
            let words = line.split(separator: "\t", omittingEmptySubsequences: false)
            if words.count == 2 { facts[words[0]] = words[1] }
            if words.count == 3, words[0] == "rows" { rows[String(words[1])] = Int(words[2]) }
        }
        guard facts["format"] == "1", facts["engine"] == "postgres", let schema = facts["schema"],
            let digest = facts["sha256"], let bytes = facts["bytes"].flatMap({ Int($0) })
        else { throw StoreProblem.version("这不是本程序的 PostgreSQL 备份，或格式不同。请用制作它的版本恢复。") }
        // It will stand in SQL.
        guard schema.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }) else {
            throw StoreProblem.version("备份清单中的名称不合规，没有恢复任何内容。")
        }
        (self.schema, self.bytes, self.digest) = (String(schema), bytes, String(digest))
    }
}

/// Dumps one schema into a folder and brings it back, by PostgreSQL's own programs. Everything here blocks.
enum PostgresBackup {
    /// Writes `store.sql` and `manifest.txt` into the folder, which must exist. The connection is inside a reading
    /// transaction, whose snapshot the dump shares: the counts are those of the dump.
    static func take(
        of schema: String, into folder: String, through connection: any Connection, at address: PostgresAddress
    ) throws -> PostgresManifest {
        try connection.script("SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL statement_timeout = 0")
        let rows = try counts(of: schema, in: connection)
        let snapshots = try PostgresSchema.words("SELECT pg_export_snapshot()", in: connection)
        let file = "\(folder)/store.sql"
        let options = ["--no-owner", "--no-privileges", "--snapshot=\(snapshots[0])", "--file=\(file)"]
        // The pattern is in quotes, so that a name is never taken for several.
        try PostgresCommand("pg_dump", ["--schema=\(PostgresSchema.quoted(schema))"] + options, at: address).run()
        let (bytes, digest) = try measure(file)
        let manifest = PostgresManifest(schema: schema, bytes: bytes, digest: digest, rows: rows)
        // The manifest last: a folder without one holds no backup.
        try writeFile(manifest.text, to: "\(folder)/manifest.txt")
        return manifest
    }

    /// Rows by table.
    static func counts(of schema: String, in connection: any Connection) throws -> [String: Int] {
        var rows: [String: Int] = [:]
        for table in try PostgresSchema.tables(of: schema, in: connection) {
            let name = "\(PostgresSchema.quoted(schema)).\(PostgresSchema.quoted(table))"
            _ = try connection.run(SQL(raw: "SELECT count(*) FROM \(name)")) { row in
                rows[table] = try row.read(at: 0)
                return false
            }
        }
        return rows
    }

    /// The length and the digest of a file, read in pieces.
    private static func measure(_ path: String) throws -> (bytes: Int, digest: String) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw FileProblem("open", path) }
        defer { close(file) }
        var digest = Digest()
        var bytes = 0
        var piece = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = read(file, &piece, piece.count)
            guard count >= 0 else { throw FileProblem("read", path) }
            guard count > 0 else { return (bytes, digest.finish()) }
            bytes += count
            piece.withUnsafeBytes { digest.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        }
    }

    /// psql's option that gives a schema another name, if it is there.
    private static func renaming(_ old: String, to new: String) -> String {
        """
        --command=DO $$ BEGIN IF to_regnamespace('\(old)') IS NOT NULL
        THEN ALTER SCHEMA \(old) RENAME TO \(new); END IF; END $$
        """
    }

    /// The manifest of a folder, after proof that its file is what was written.
    static func check(_ folder: String) throws -> PostgresManifest {
        let manifest = try PostgresManifest(try readFile("\(folder)/manifest.txt"))
        guard try measure("\(folder)/store.sql") == (manifest.bytes, manifest.digest) else {
            throw StoreProblem.version("备份文件与清单不符，已损坏或被改动，没有恢复任何内容。")
        }
        return manifest
    }

    /// Brings a backup back as `schema`, all or nothing. The schema must be empty or not there.
    ///
    /// The file names the schema it was taken from. If that one is alive beside, it steps aside for the length of the
    /// transaction.
    static func bringBack(
        _ manifest: PostgresManifest, from folder: String, as schema: String, at address: PostgresAddress
    ) throws {
        let (old, new) = (PostgresSchema.quoted(manifest.schema), PostgresSchema.quoted(schema))
        let aside = PostgresSchema.quoted(manifest.schema + "_aside")
        var steps = ["--command=DROP SCHEMA IF EXISTS \(new) RESTRICT"]
        let file = "--file=\(folder)/store.sql"
        if old == new {
            steps.append(file)
        } else {
            let rename = "--command=ALTER SCHEMA \(old) RENAME TO \(new)"
            steps += [renaming(old, to: aside), file, rename, renaming(aside, to: old)]
        }
        let options = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
        try PostgresCommand("psql", options + steps, at: address).run()
    }
}

extension PostgresDatabase {
    /// Backs up one federation's schema into a folder, which must exist.
    public func backUp(schema: String, into folder: String) async throws {
        _ = try await pool.transaction(.read, schema: schema) { [address] connection in
            try PostgresBackup.take(of: schema, into: folder, through: connection, at: address)
        }
    }

    /// Brings a backup back as `schema`, which must be empty or not there, and counts what came. On Citus, have
    /// `citus.enable_schema_based_sharding` on for the user, or run `citus_schema_distribute` afterwards.
    public func restore(from folder: String, as schema: String) async throws {
        try await pool.transaction(.alone, schema: "pg_catalog") { [address] _ in
            let manifest = try PostgresBackup.check(folder)
            // Only the thread is needed here: psql has a connection of its own, which must not wait for ours.
            try PostgresBackup.bringBack(manifest, from: folder, as: schema, at: address)
        }
        let wanted = try await pool.transaction(.read, schema: "pg_catalog") { _ in
            try PostgresBackup.check(folder).rows
        }
        let found = try await pool.transaction(.read, schema: schema) { try PostgresBackup.counts(of: schema, in: $0) }
        guard found == wanted else { throw StoreProblem.engine("the restored rows are not those of the backup") }
    }
}
