import Server
import Web

extension Measure {
    /// Fixed JSON through the whole server, site and router, against the bare library with the same suspending and
    /// resuming.
    static let httpFixed = Measure(name: "http.fixed", words: "固定的 JSON，对照裸的 libmicrohttpd") { ground in
        let bare = try BareServer(port: 0)
        let baseline = try await wrk(
            url: "http://127.0.0.1:\(bare.port)/", connections: ground.connections, seconds: ground.seconds)
        bare.stop()
        let load = try await withFixedSite(ground) { port in
            try await wrk(
                url: "http://127.0.0.1:\(port)/bench/fixed", connections: ground.connections, seconds: ground.seconds)
        }
        return [
            Reading(
                measure: "http.fixed", value: load.requestsPerSecond, unit: "req/s",
                baseline: baseline.requestsPerSecond, floor: 0.8),
            Reading(measure: "http.fixed.p50", value: load.p50, unit: "us", baseline: baseline.p50),
            Reading(measure: "http.fixed.p99", value: load.p99, unit: "us", baseline: baseline.p99),
        ]
    }
}

/// A server whose site has one fixed answer, over an empty store.
private func withFixedSite<Result: Sendable>(
    _ ground: BenchGround, _ body: (UInt16) async throws -> Result
) async throws -> Result {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    var module = Module("bench")
    let answer = Response(200, #"{"name":"工会","members":1024,"open":true}"#, type: "application/json")
    module.routes = [.fixed(Place("/bench/fixed")) { answer }]
    let store = Store.sqlite(name: "bench", path: folder.path("store.db"), world: ground.world)
    let site = Site(
        facts: .bench(folder.path, Joined([module]), world: ground.world), store: store, report: { _ in })
    let server = Server(ServerSettings(port: 0)) { await site.answer($0) }
    try server.start()
    do {
        let result = try await body(server.port)
        await server.stop(within: 2)
        await store.close()
        return result
    } catch {
        await server.stop(within: 2)
        await store.close()
        throw error
    }
}
