import Base
import Federation
import Server
import Sheets
import Vault
import Web

extension Measure {
    /// Two pages of people who are signed in, and the search by name, over registers of several sizes on both databases.
    static let pages = Measure(
        "page.member_home", "page.member_list", "search.name", "export.register", "doubles"
    ) { ground in
        var readings: [Reading] = []
        for engine in ground.engines {
            var rates: [Double] = []
            for members in ground.sizes {
                let names = ["page.member_home", "page.member_list", "search.name", "export.register", "doubles"]
                guard names.contains(where: { ground.wants("\($0).\(engine.rawValue).\(members)") }) else { continue }
                readings += try await withRegister(of: members, on: engine, ground) { store, ring in
                    let register = try await BenchRegister(store, members: members, ring, ground)
                    let pages = try await register.pages()
                    rates += pages.filter { $0.measure == register.name("page.member_list") }.map(\.value)
                    return try await pages + register.searches() + register.export() + register.doubles()
                }
            }
            guard rates.count > 1, let small = rates.first, let large = rates.last, large > 0 else { continue }
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
struct BenchRegister {
    let store: Store
    let members: Int
    let ground: BenchGround
    private let site: Site
    private let folder: TemporaryFolder
    let root: ID<Unit>

    init(_ store: Store, members: Int, _ ring: KeyRing, _ ground: BenchGround) async throws {
        self.store = store
        self.members = members
        self.ground = ground
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
        for (page, path, who) in [("page.member_home", "/", "zhouxiaolan"), ("page.member_list", list, "liwen")]
        where ground.wants(name(page)) {
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

    /// The whole register into a workbook, as the duty of a long export writes it.
    func export() async throws -> [Reading] {
        guard ground.wants(name("export.register")) else { return [] }
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
    func visit(_ path: String, query: [(String, String)], _ token: String) async throws {
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
