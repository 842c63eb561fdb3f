import Vault
import Web

/// Confirmed visits on PostgreSQL through HTTP, against `pgbench` with every statement that they run, at its best
/// number of connections.
struct PoolBench {
    private let ground: BenchGround
    private let store: Store
    private let database: PostgresDatabase
    private let isSpread: Bool
    private let ring: KeyRing

    init(_ ground: BenchGround, _ store: Store, _ database: PostgresDatabase, isSpread: Bool) {
        self.ground = ground
        self.store = store
        self.database = database
        self.isSpread = isSpread
        ring = .fresh(on: ground.world.now().day)
    }

    func readings() async throws -> [Reading] {
        let tokens = try await BenchNote.prepare(store, ring: ring)
        let (first, second) = try await logged(tokens)
        let best = try await bestCount(first, second)
        let filing = filing(store, tokens)
        var speeds: [Double] = [], baselines: [Double] = []
        for round in 1...ground.rounds {
            speeds.append(try await filing.load(ground, run: round).requestsPerSecond)
            baselines.append(try await pgbench(first, second, connections: best, run: 10 + round))
        }
        return [
            Reading(
                measure: "write.confirmed.http.postgres.quick.\(isSpread ? "spread" : "one")", value: median(speeds),
                unit: "visits/s", baseline: median(baselines), floor: 0.5)
        ]
    }

    /// Two visits of one person to one unit.
    private func logged(
        _ tokens: [String]
    ) async throws -> ([StatementLog.Statement], [StatementLog.Statement]) {
        let log = StatementLog()
        let filing = filing(store.logging(in: log), tokens)
        for number in [0, BenchNote.units.count] { try await filing.fileByRequest(number, as: 0) }
        let visits = log.visits
        guard visits.count == 2 else { throw StartProblem("没有记下两次办理的语句。") }
        return (visits[0], visits[1])
    }

    /// The number of connections at which `pgbench` is fastest.
    private func bestCount(
        _ first: [StatementLog.Statement], _ second: [StatementLog.Statement]
    ) async throws -> Int {
        var best = (count: 2, speed: 0.0)
        for (run, count) in [2, 4, 8].enumerated() {
            let speed = try await pgbench(first, second, connections: count, run: run)
            if speed > best.speed { best = (count, speed) }
        }
        return best.count
    }

    private func pgbench(
        _ first: [StatementLog.Statement], _ second: [StatementLog.Statement], connections: Int, run: Int
    ) async throws -> Double {
        let units = isSpread ? BenchNote.units : BenchNote.units.lowerBound...BenchNote.units.lowerBound
        let script = PostgresScript(first, second, units: units, run: run + 1)
        return try await database.pgbench(
            script, schema: "bench_\(OwnProcess.id)", connections: connections, seconds: ground.seconds)
    }

    private func filing(_ store: Store, _ tokens: [String]) -> FilingSite {
        let site = Site(facts: .bench("/tmp", ring: ring), store: store, report: { complain($0.problem) })
        return FilingSite(site: site, ring: ring, tokens: tokens, isSpread: isSpread)
    }
}
