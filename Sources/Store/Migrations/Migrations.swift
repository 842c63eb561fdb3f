/// Brings a store to the schema of this program, one migration a transaction, so that an interrupted run goes on where
/// it stopped.
public enum Migrations {
    /// Applies those that are not there yet, in order, and gives their names. `progress` is told each name before it
    /// is applied.
    ///
    /// Fails with `StoreProblem.version` when a landed one was edited since, or when the store knows one that this
    /// program does not.
    @discardableResult
    public static func apply(
        _ migrations: [Migration], to store: Store, progress: @Sendable (String) -> Void = { _ in }
    ) async throws -> [String] {
        precondition(Set(migrations.map(\.name)).count == migrations.count, "two migrations have one name")
        try await store.alone { tx in
            // Looked for first: a store that is up to date is not written.
            guard try !hasTable(tx) else { return }
            try tx.script(raw: table)
        }
        let landed = try await landed(in: store)
        try check(migrations, landed)
        var applied: [String] = []
        for migration in migrations where landed[migration.name] == nil {
            progress(migration.name)
            try await store.alone(whileForeignKeysSleep: migration.rebuilds) { tx in
                try tx.script(raw: migration.text(for: tx.engine))
                try tx.run(
                    """
                    INSERT INTO schema_migration (name, applied_at, digest)
                    VALUES (\(migration.name), \(tx.now), \(migration.digest))
                    """)
            }
            applied.append(migration.name)
        }
        return applied
    }

    /// Fails unless the store has exactly these migrations: for a server that starts.
    public static func verify(_ migrations: [Migration], in store: Store) async throws {
        let landed = try await landed(in: store)
        try check(migrations, landed)
        let missing = migrations.filter { landed[$0.name] == nil }
        guard let first = missing.first else { return }
        throw StoreProblem.version(
            "the store \(store.name) lacks \(missing.count) migrations, the first is \(first.name): run migrate")
    }

    /// Digests of the migrations that the store has, by name.
    static func landed(in store: Store) async throws -> [String: String] {
        try await store.read { tx in
            var landed: [String: String] = [:]
            guard try hasTable(tx) else { return landed }
            try tx.each("SELECT name, digest FROM schema_migration") { row in
                landed[try row.read("name")] = try row.read("digest")
            }
            return landed
        }
    }

    private static func check(_ migrations: [Migration], _ landed: [String: String]) throws {
        let known = Set(migrations.map(\.name))
        if let stranger = landed.keys.sorted().first(where: { !known.contains($0) }) {
            throw StoreProblem.version(
                "the store is of a newer version of the program: it has the migration \(stranger)")
        }
        for migration in migrations {
            guard let digest = landed[migration.name], digest != migration.digest else { continue }
            throw StoreProblem.version("the migration \(migration.name) was edited after it was applied")
        }
    }

    private static func hasTable(_ tx: Transaction) throws -> Bool {
        let count: Int? =
            switch tx.engine {
            case .sqlite:
                try tx.value("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_migration'")
            case .postgres:
                try tx.value(
                    """
                    SELECT count(*) FROM information_schema.tables
                     WHERE table_schema = current_schema() AND table_name = 'schema_migration'
                    """)
            }
        return count == 1
    }

    private static let table = """
        CREATE TABLE schema_migration (
            name text NOT NULL PRIMARY KEY,
            applied_at bigint NOT NULL,
            digest text NOT NULL
        )
        """
}

extension Migration {
    /// SHA-256 of both texts, so that a store of either engine tells an edit of either.
    public var digest: String { Digest.hexadecimal(of: "\(sqlite)\u{0}\(postgres)") }

    /// Only a text of its own for SQLite may rebuild a table, whose foreign keys must sleep meanwhile.
    var rebuilds: Bool { sqlite != postgres }
}
