import Server
import Vault
import Web

extension Measure {
    /// Audited visits that were confirmed, against the engine alone with every statement that they run.
    static let writeConfirmed = Measure("write.confirmed") { ground in
        var readings: [Reading] = []
        for disk in [nil, ShimFileSystem.registerSlow()] {
            for isSpread in [true, false] {
                readings += try await LaneBench(ground, fileSystem: disk, isSpread: isSpread).readings()
            }
        }
        guard ground.postgres != nil else { return readings }
        for isSpread in [true, false] {
            readings += try await withBenchStore(on: .postgres, ground) { store, database in
                guard let database else { return [] }
                return try await PoolBench(ground, store, database, isSpread: isSpread).readings()
            }
        }
        return readings
    }
}

/// A site whose people file notes: how they are filed in process, by a request inside the process, and through HTTP.
struct FilingSite: Sendable {
    let site: Site
    let ring: KeyRing
    let tokens: [String]
    let isSpread: Bool

    private var units: [Int64] { isSpread ? Array(BenchNote.units) : [BenchNote.units.lowerBound] }

    func unit(_ number: Int) -> ID<Unit> { ID(units[number % units.count]) }

    func fileInProcess(_ number: Int) async throws {
        let (unit, ring) = (unit(number), ring)
        try await site.store.write { try BenchNote.fileWithKey(number, in: unit, ring: ring, $0) }
    }

    /// Files as the person of a number, by a request that no wire carried.
    func fileByRequest(_ number: Int, as person: Int) async throws {
        let body = #"{"unit":"\#(unit(number))","words":"\#(BenchNote.words)"}"#
        let headers: Headers = [
            "Cookie": cookie(tokens[person % tokens.count]), "Content-Type": "application/json",
            "Accept": "application/json", "Idempotency-Key": "request-\(number)",
        ]
        let request = Request(.post, "/bench/notes", headers: headers, body: .bytes(Array(body.utf8)))
        let response = await site.answer(request)
        guard response.status == 200 else { throw StartProblem("/bench/notes 的回答是 \(response.status)，不是 200。") }
    }

    /// Files through HTTP for some seconds. `run` keeps the keys of several runs apart.
    func load(_ ground: BenchGround, run: Int) async throws -> Load {
        try await withServer(site) { try await wrk(url: "\($0)/bench/notes", ground, script: script(run)) }
    }

    private func script(_ run: Int) -> String {
        """
        local cookies = {\(tokens.map { "\"\(cookie($0))\"" }.joined(separator: ","))}
        local units = {\(units.map { "\"\($0)\"" }.joined(separator: ","))}
        local number = 0
        request = function()
            number = number + 1
            local headers = {
                ["Cookie"] = cookies[number % #cookies + 1], ["Content-Type"] = "application/json",
                ["Accept"] = "application/json", ["Idempotency-Key"] = "run-\(run)-" .. number
            }
            local body = '{"unit":"' .. units[number % #units + 1] .. '","words":"\(BenchNote.words)"}'
            return wrk.format("POST", nil, headers, body)
        end
        """
    }
}
