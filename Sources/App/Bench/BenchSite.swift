import Glibc
import Server
import Vault
import Web

/// The rooms with one more, of which nobody but a bench knows.
let benchJoined = Joined(joined.modules + [benchRoom])

extension SiteFacts {
    /// A federation that only a bench knows.
    static func bench(_ folder: String, ring: KeyRing) -> SiteFacts {
        SiteFacts(name: "bench", title: "bench", ring: ring, joined: benchJoined, filesFolder: folder)
    }
}

/// Serves a site on a free port as `serve` would, while `body` runs.
func withServer<Result>(_ site: Site, _ body: (_ address: String) async throws -> Result) async throws -> Result {
    let server = Server(ServerSettings(port: 0)) { await site.answer($0) }
    try server.start()
    do {
        let result = try await body("http://127.0.0.1:\(server.port)")
        await server.stop(within: 2)
        return result
    } catch {
        await server.stop(within: 2)
        throw error
    }
}

/// A store that is thrown away afterwards, with the tables of every room.
func withBenchStore<Result>(
    on engine: Engine, _ ground: BenchGround, _ body: (Store, PostgresDatabase?) async throws -> Result
) async throws -> Result {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    guard engine == .postgres, let conninfo = ground.postgres else {
        let store = Store.sqlite(name: "bench", path: folder.path("store.db"), world: ground.world)
        return try await closing(store) {
            try await Migrations.apply(benchJoined.migrations, to: store)
            return try await body(store, nil)
        }
    }
    let database = PostgresDatabase(conninfo: conninfo, connections: 4)
    let schema = "bench_\(OwnProcess.id)"
    try await database.drop(schema: schema)
    try await database.create(schema: schema)
    let store = database.store("bench", schema: schema, world: ground.world, ids: IDSource(node: 62))
    let result = try await closing(store) {
        try await Migrations.apply(benchJoined.migrations, to: store)
        return try await body(store, database)
    }
    try await database.drop(schema: schema)
    await database.close()
    return result
}

/// Closes a store however `body` ends.
func closing<Result>(_ store: Store, _ body: () async throws -> Result) async throws -> Result {
    do {
        let result = try await body()
        await store.close()
        return result
    } catch {
        await store.close()
        throw error
    }
}

/// The header that shows a session.
func cookie(_ token: String) -> String { "uh=\(token)" }

/// The load of the machine over the last minute, and its cores.
func loadLine(at now: Instant) -> String {
    let load = Files.text("/proc/loadavg")?.split(separator: " ").first.map(String.init) ?? "?"
    return "\(now.minute)，\(sysconf(Int32(_SC_NPROCESSORS_ONLN))) 核，开始时系统负载 \(load)"
}
