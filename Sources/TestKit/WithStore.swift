public import Base
import Glibc
public import Store
import Synchronization

/// Runs `body` on a fresh, migrated store that is gone afterwards.
///
/// A file of SQLite; with `UNIONHOME_TEST_POSTGRES` set to a conninfo, a schema of that database. So the same tests run on
/// both, and none sees another's rows.
public func withStore(
    migrations: [Migration] = [], world: World = .frozen(), _ body: (Store) async throws -> Void
) async throws {
    try await withPostgres(migrations, world, body)
}

/// Whether tests run on PostgreSQL: `@Suite(.enabled(if: runsOnPostgres))`.
public var runsOnPostgres: Bool { setting("UNIONHOME_TEST_POSTGRES") != nil }

private func withPostgres(
    _ migrations: [Migration], _ world: World, _ body: (Store) async throws -> Void
) async throws {
    let schema = "t_\(getpid())_\(number.add(1, ordering: .relaxed).newValue)"
    try await database.create(schema: schema)
    let store = database.store("test", schema: schema, world: world, ids: IDSource(node: 0))
    do {
        for migration in migrations {
            try await store.alone { try $0.script(raw: migration.text(for: .postgres)) }
        }
        try await body(store)
    } catch {
        try? await database.drop(schema: schema)
        throw error
    }
    try await database.drop(schema: schema)
}

/// One pool for all tests of the process: twice the cores, and a row long enough for every test at once.
private let database = PostgresDatabase(
    conninfo: setting("UNIONHOME_TEST_POSTGRES") ?? "", connections: 4, waitLimit: 10_000)

private let number = Atomic(0)
