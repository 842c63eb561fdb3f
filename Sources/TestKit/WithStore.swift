public import Base
import Glibc
public import Store
import Synchronization

/// Runs `body` on a fresh, migrated store that is gone afterwards.
///
/// A file of SQLite; with `UNIONHOME_TEST_POSTGRES` set to a conninfo, a schema of that database. So the same tests run
/// on both, and none sees another's rows.
public func withStore(
    migrations: [Migration] = [], world: World = .frozen(), _ body: (Store) async throws -> Void
) async throws {
    guard runsOnPostgres else { return try await withSQLite(migrations, world, body) }
    try await withPostgres(migrations, world, body)
}

/// Whether tests run on PostgreSQL: `@Suite(.enabled(if: runsOnPostgres))`.
public var runsOnPostgres: Bool { setting("UNIONHOME_TEST_POSTGRES") != nil }

private func withSQLite(
    _ migrations: [Migration], _ world: World, _ body: (Store) async throws -> Void
) async throws {
    let store = try await Store.temporary(migrations, world: world)
    let folder = store.path.map { path in
        path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    }
    do {
        try await body(store)
    } catch {
        await store.close()
        remove(folder)
        throw error
    }
    await store.close()
    remove(folder)
}

/// Removes a store's own folder: the file and what SQLite lays beside it.
private func remove(_ folder: String?) {
    guard let folder else { return }
    for ending in ["", "-wal", "-shm", "-journal"] { unsafe unlink("\(folder)/store.db\(ending)") }
    unsafe rmdir(folder)
}

private func withPostgres(
    _ migrations: [Migration], _ world: World, _ body: (Store) async throws -> Void
) async throws {
    let schema = "t_\(getpid())_\(number.add(1, ordering: .relaxed).newValue)"
    try await database.create(schema: schema)
    let store = database.store("test", schema: schema, world: world, ids: IDSource(node: 0))
    do {
        try await Migrations.apply(migrations, to: store)
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
