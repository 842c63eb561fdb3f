import Base
import Demo
import Federation
import Server
import Sheets
import Vault
import Web

extension Measure {
    /// Two pages of people who are signed in, and the search by name, over registers of several sizes on both databases.
    static let pages = Measure("page.member_home", "page.member_list", "search.name", "export.register") { ground in
        var readings: [Reading] = []
        for engine in ground.engines {
            var rates: [Double] = []
            for members in ground.sizes {
                readings += try await withBenchStore(on: engine, ground) { store, _ in
                    let register = try await BenchRegister(store, members: members, ground)
                    let pages = try await register.pages()
                    rates += pages.filter { $0.measure == register.name("page.member_list") }.map(\.value)
                    return try await pages + register.searches() + register.export()
                }
            }
            guard let small = rates.first, let large = rates.last, large > 0 else { continue }
            let growth = "page.member_list.\(engine.rawValue).growth"
            readings.append(
                Reading(measure: growth, value: small / large, unit: "倍", baseline: 1.5, floor: 1, isCost: true))
        }
        return readings
    }
}

extension BenchGround {
    /// What can be measured here.
    var engines: [Engine] { postgres == nil ? [.sqlite] : [.sqlite, .postgres] }
}

/// A demo of so many members, with somebody signed in who sees all of it.
private struct BenchRegister {
    private let store: Store
    private let members: Int
    private let ground: BenchGround
    private let site: Site
    private let folder: TemporaryFolder
    private let root: ID<Unit>

    init(_ store: Store, members: Int, _ ground: BenchGround) async throws {
        self.store = store
        self.members = members
        self.ground = ground
        let ring = KeyRing.fresh(on: ground.world.now().day)
        try await Demo(.beijing(members: members), ring: ring).build(in: store, cost: .interactive)
        try await store.alone { tx in _ = try tx.run("ANALYZE") }
        folder = try TemporaryFolder()
        site = Site(facts: .bench(folder.path, ring: ring), store: store, report: { _ in })
        root = try await store.read { tx in
            try tx.value("SELECT id FROM unit ORDER BY length(path), id LIMIT 1") ?? ID(0)
        }
    }

    func name(_ measure: String) -> String { "\(measure).\(store.engine.rawValue).\(members)" }

    /// The home of a member, and the register of the whole federation by state and type.
    func pages() async throws -> [Reading] {
        var readings: [Reading] = []
        let list = "/units/\(root)/members?state=active&employment=contract"
        for (page, path, who) in [("page.member_home", "/", "zhouxiaolan"), ("page.member_list", list, "liwen")] {
            let token = try await store.write { tx in try signIn(who, in: tx) }
            let statements = try await statements(of: path, token)
            let load = try await withServer(site) { address in
                try await wrk(url: address + path, ground, script: "wrk.headers[\"Cookie\"] = \"\(cookie(token))\"")
            }
            readings += [
                Reading(measure: name(page), value: load.requestsPerSecond, unit: "req/s"),
                Reading(measure: name(page) + ".p50", value: load.p50 / 1000, unit: "ms"),
                Reading(measure: name(page) + ".p99", value: load.p99 / 1000, unit: "ms"),
                Reading(measure: name(page) + ".statements", value: Double(statements), unit: "条"),
            ]
        }
        return readings
    }

    /// The first two characters of people's names, one search after the other: in the federation, and in one university.
    func searches() async throws -> [Reading] {
        let names: [String] = try await store.read { tx in
            try tx.values("SELECT substr(name, 1, 2) FROM person WHERE id % 1009 < 7 ORDER BY id % 1009, id LIMIT 300")
        }
        let university: ID<Unit> = try await store.read { tx in
            try tx.value("SELECT id FROM unit WHERE kind = 'university' ORDER BY path LIMIT 1") ?? ID(0)
        }
        let token = try await store.write { tx in try signIn("liwen", in: tx) }
        var readings: [Reading] = []
        for (place, unit) in [("all", root), ("unit", university)] {
            var times: [Double] = []
            for name in names {
                let begin = ContinuousClock.now
                try await visit("/units/\(unit)/members", query: [("q", name)], token)
                times.append(seconds(ContinuousClock.now - begin) * 1000)
            }
            times.sort()
            let measure = name("search.name") + ".\(place)"
            readings += [
                Reading(measure: measure + ".p50", value: median(times), unit: "ms"),
                Reading(
                    measure: measure + ".p99", value: times[times.count * 99 / 100], unit: "ms", baseline: 20, floor: 1,
                    isCost: true),
            ]
        }
        return readings
    }

    /// The whole register into a workbook, as the duty of a long export writes it.
    func export() async throws -> [Reading] {
        OwnProcess.forgetPeak()
        let begin = ContinuousClock.now
        let rows = try await exportMembers(of: root, as: .xlsx, to: folder.path("register.xlsx"), from: store)
        let time = seconds(ContinuousClock.now - begin)
        return [
            Reading(measure: name("export.register"), value: Double(rows) / time, unit: "行/s"),
            Reading(
                measure: name("export.register") + ".memory", value: OwnProcess.peak, unit: "MiB", baseline: 300,
                floor: 1,
                isCost: true),
        ]
    }

    /// How many statements one visit to a page runs.
    private func statements(of path: String, _ token: String) async throws -> Int {
        let parts = path.split(separator: "?").map(String.init)
        let query = parts.count == 2 ? [("state", "active"), ("employment", "contract")] : []
        let tally = StatementTally()
        try await StatementTally.$current.withValue(tally) { try await visit(parts[0], query: query, token) }
        return tally.count
    }

    /// One visit inside the process. Fails when it is not the page that was meant.
    private func visit(_ path: String, query: [(String, String)], _ token: String) async throws {
        let pairs = query.map { (name: $0.0, value: $0.1) }
        let response = await site.answer(Request(.get, path, query: pairs, headers: ["Cookie": cookie(token)]))
        guard response.status == 200 else { throw StartProblem("\(path) 的回答是 \(response.status)，不是 200。") }
    }
}

/// Opens a session as if they had signed in, and gives its token.
func signIn(_ name: String, in tx: Transaction) throws -> String {
    guard let account = try Account.first(signingInAs: name, in: tx) else { throw StartProblem("演示里没有 \(name)。") }
    return try Session.open(for: account, stage: .full, address: "127.0.0.1", agent: "bench", in: tx)
}
