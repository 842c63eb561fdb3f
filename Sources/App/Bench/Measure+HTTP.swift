import Server
import Vault
import Web

extension Measure {
    /// Fixed JSON through the whole server, site and router, against the bare library with the same suspending and
    /// resuming. Both take turns.
    static let httpFixed = Measure("http.fixed") { ground in
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let store = Store.sqlite(name: "bench", path: folder.path("store.db"), world: ground.world)
        let site = Site(
            facts: .bench(folder.path, ring: .fresh(on: ground.world.now().day)), store: store, report: { _ in })
        let bare = try BareServer(port: 0)
        defer { bare.stop() }
        let (loads, baselines) = try await closing(store) {
            try await withServer(site) { address in
                var loads: [Load] = [], baselines: [Load] = []
                for _ in 0..<ground.rounds {
                    baselines.append(try await wrk(url: "http://127.0.0.1:\(bare.port)/", ground))
                    loads.append(try await wrk(url: "\(address)/api/bench", ground))
                }
                return (loads, baselines)
            }
        }
        func reading(_ word: String, _ unit: String, floor: Double? = nil, _ part: (Load) -> Double) -> Reading {
            Reading(
                measure: "http.fixed" + word, value: median(loads.map(part)), unit: unit,
                baseline: median(baselines.map(part)), floor: floor)
        }
        return [
            reading("", "req/s", floor: 0.8, \.requestsPerSecond), reading(".p50", "us", \.p50),
            reading(".p99", "us", \.p99),
        ]
    }
}

/// The bench's room: a fixed answer, and a note that is filed with an entry in its unit's audit.
let benchRoom: Module = {
    var room = Module("bench")
    let answer = Response(200, #"{"name":"工会","members":1024,"open":true}"#, type: "application/json")
    room.migrations = [BenchNote.migration]
    room.routes = [
        .fixed(Place("/api/bench")) { answer }, .post(Place("/bench/notes"), .member, fileBenchNote),
    ]
    return room
}()

/// Files what was sent.
private func fileBenchNote(_ visit: Visit<Member>) throws -> Answer {
    var check = Check(visit.form)
    let unit: ID<Unit> = check.id("unit", "单位")
    let words = check.text("words", "内容", 1...500)
    try check.done()
    try BenchNote.file(words, by: visit.who.person, in: unit, ring: visit.site.ring, visit.tx)
    return .see(Path("/bench/notes"))
}
