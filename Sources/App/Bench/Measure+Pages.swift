import Demo
import Server
import Vault
import Web

extension Measure {
    /// Two pages of people who are signed in, over registers of two sizes on both databases.
    static let pages = Measure("page.member_home", "page.member_list") { ground in
        var readings: [Reading] = []
        for engine in ground.engines {
            for members in [1_000, 20_000] {
                readings += try await withBenchStore(on: engine, ground) { store, _ in
                    try await pageReadings(of: store, members: members, ground)
                }
            }
        }
        return readings
    }
}

extension BenchGround {
    /// What can be measured here.
    var engines: [Engine] { postgres == nil ? [.sqlite] : [.sqlite, .postgres] }
}

/// Builds a demo of so many members and loads both pages of it.
private func pageReadings(of store: Store, members: Int, _ ground: BenchGround) async throws -> [Reading] {
    let ring = KeyRing.fresh(on: ground.world.now().day)
    try await Demo(.beijing(members: members), ring: ring).build(in: store, cost: .interactive)
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let site = Site(facts: .bench(folder.path, ring: ring), store: store, report: { _ in })
    let root: Int64 = try await store.read { tx in
        try tx.value("SELECT id FROM unit ORDER BY length(path), id LIMIT 1") ?? 0
    }
    var readings: [Reading] = []
    for (name, path, who) in [("home", "/", "zhouxiaolan"), ("list", "/units/\(root)/members", "liwen")] {
        let token = try await store.write { tx in try signIn(who, in: tx) }
        let statements = try await statements(of: path, token, site)
        let load = try await withServer(site) { address in
            try await wrk(url: address + path, ground, script: "wrk.headers[\"Cookie\"] = \"\(cookie(token))\"")
        }
        let measure = "page.member_\(name).\(store.engine.rawValue).\(members)"
        readings += [
            Reading(measure: measure, value: load.requestsPerSecond, unit: "req/s"),
            Reading(measure: measure + ".p50", value: load.p50 / 1000, unit: "ms"),
            Reading(measure: measure + ".p99", value: load.p99 / 1000, unit: "ms"),
            Reading(measure: measure + ".statements", value: Double(statements), unit: "条"),
        ]
    }
    return readings
}

/// Opens a session as if they had signed in, and gives its token.
func signIn(_ name: String, in tx: Transaction) throws -> String {
    guard let account = try Account.first(signingInAs: name, in: tx) else { throw StartProblem("演示里没有 \(name)。") }
    return try Session.open(for: account, stage: .full, address: "127.0.0.1", agent: "bench", in: tx)
}

/// How many statements one visit to a page runs. Fails when it is not the page that was meant.
private func statements(of path: String, _ token: String, _ site: Site) async throws -> Int {
    let tally = StatementTally()
    let request = Request(.get, path, headers: ["Cookie": cookie(token)])
    let response = await StatementTally.$current.withValue(tally) { await site.answer(request) }
    guard response.status == 200 else { throw StartProblem("\(path) 的回答是 \(response.status)，不是 200。") }
    return tally.count
}
