import Demo
import Federation
import Vault
import Web

/// A store with a register of so many members: made for this run and thrown away, or, where a folder is named to keep it, made
/// there once. A kept one is brought to the tables of this program.
func withRegister<Result>(
    of members: Int, on engine: Engine, _ ground: BenchGround, _ body: (Store, KeyRing) async throws -> Result
) async throws -> Result {
    let today = ground.world.now().day
    guard let folder = ground.kept else {
        return try await withBenchStore(on: engine, ground) { store, _ in
            let ring = KeyRing.fresh(on: today)
            try await fill(store, members, ring)
            return try await body(store, ring)
        }
    }
    let path = "\(folder)/keys"
    let ring = try Files.isFile(path) ? KeyRing.load(from: path) : KeyRing.create(at: path, on: today)
    return try await withKeptStore("register_\(members)", on: engine, folder, ground) { store in
        try await Migrations.apply(benchJoined.migrations, to: store)
        let isFull = try await store.read { tx in try tx.value("SELECT 1 FROM person LIMIT 1") == 1 }
        if !isFull { try await fill(store, members, ring) }
        return try await body(store, ring)
    }
}

private func fill(_ store: Store, _ members: Int, _ ring: KeyRing) async throws {
    try await Demo(.beijing(members: members), ring: ring).build(in: store, cost: .interactive)
    try await store.alone { tx in
        try MemberCount.settle(in: tx)
        try tx.run("ANALYZE")
    }
}

/// A file of the folder, or a schema of the database, that stays.
private func withKeptStore<Result>(
    _ name: String, on engine: Engine, _ folder: String, _ ground: BenchGround, _ body: (Store) async throws -> Result
) async throws -> Result {
    guard engine == .postgres, let conninfo = ground.postgres else {
        let store = Store.sqlite(name: "bench", path: "\(folder)/\(name).db", world: ground.world)
        return try await closing(store) { try await body(store) }
    }
    let database = PostgresDatabase(conninfo: conninfo, connections: 4)
    if try await !database.has(schema: name) { try await database.create(schema: name) }
    let store = database.store("bench", schema: name, world: ground.world, ids: IDSource(node: 62))
    let result = try await closing(store) { try await body(store) }
    await database.close()
    return result
}
