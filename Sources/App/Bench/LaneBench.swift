import Synchronization
import Vault
import Web

/// Confirmed visits on SQLite: the lane with its shared commits against one thread on SQLite's own functions.
struct LaneBench {
    private let ground: BenchGround
    private let fileSystem: String?
    private let isSpread: Bool
    private let ring: KeyRing

    /// Visits that the bare engine is given.
    private static let replayed = 10_000

    init(_ ground: BenchGround, fileSystem: String?, isSpread: Bool) {
        self.ground = ground
        self.fileSystem = fileSystem
        self.isSpread = isSpread
        ring = .fresh(on: ground.world.now().day)
    }

    /// In process and through HTTP, each in turns with the bare engine.
    func readings() async throws -> [Reading] {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let image = folder.path("image.db")
        let tokens = try await makeImage(image)
        let name = "sqlite.\(fileSystem == nil ? "quick" : "slow").\(isSpread ? "spread" : "one")"
        return [
            try await reading("write.confirmed.process." + name, floor: 0.6, folder, tokens) { filing in
                let ground = ground
                return try await WriteBench.drive(
                    filing.site.store, clients: ground.connections, seconds: Double(ground.seconds)
                ) { try await filing.fileInProcess($0) }.visitsPerSecond
            } file: {
                try await $0.fileInProcess($1)
            },
            try await reading("write.confirmed.http." + name, floor: 0.35, folder, tokens) { filing in
                try await filing.load(ground, run: 1).requestsPerSecond
            } file: {
                try await $0.fileByRequest($1, as: $1)
            },
        ]
    }

    /// A file with every room's tables and the people of the bench, closed.
    private func makeImage(_ path: String) async throws -> [String] {
        let store = Store.sqlite(name: "bench", path: path, world: ground.world)
        return try await closing(store) {
            try await Migrations.apply(benchJoined.migrations, to: store)
            return try await BenchNote.prepare(store, ring: ring)
        }
    }

    private func reading(
        _ name: String, floor: Double, _ folder: TemporaryFolder, _ tokens: [String],
        run: (FilingSite) async throws -> Double,
        file: @escaping @Sendable (FilingSite, Int) async throws -> Void
    ) async throws -> Reading {
        let log = StatementLog()
        try await withCopy(folder) { store in
            let filing = filing(store.logging(in: log), folder, tokens)
            _ = try await WriteBench.drive(store, clients: ground.connections, seconds: 60, most: Self.replayed) {
                try await file(filing, $0)
            }
        }
        let (statements, visits) = (try log.statements(), log.visits)
        var speeds: [Double] = [], baselines: [Double] = []
        for _ in 0..<ground.rounds {
            var batch = 1.0
            speeds.append(
                try await withCopy(folder, on: fileSystem) { store in
                    let speed = try await run(filing(store, folder, tokens))
                    batch = meanBatch(of: store)
                    return speed
                })
            let path = folder.path("copy.db")
            try copyImage(folder)
            let bare = try WriteBench.writeConfirmedBaseline(
                path: path, statements: statements, values: { visits[$0].map(\.values) },
                batch: max(1, Int(batch.rounded())), visits: visits.count, fileSystem: fileSystem)
            baselines.append(bare.visitsPerSecond)
        }
        return Reading(
            measure: name, value: median(speeds), unit: "visits/s", baseline: median(baselines), floor: floor)
    }

    private func filing(_ store: Store, _ folder: TemporaryFolder, _ tokens: [String]) -> FilingSite {
        let site = Site(facts: .bench(folder.path, ring: ring), store: store, report: { complain($0.problem) })
        return FilingSite(site: site, ring: ring, tokens: tokens, isSpread: isSpread)
    }

    private func meanBatch(of store: Store) -> Double {
        guard let tally = store.tally else { return 1 }
        let commits = tally.commits.load(ordering: .relaxed)
        return commits == 0 ? 1 : Double(tally.visits.load(ordering: .relaxed)) / Double(commits)
    }

    /// A store on a fresh copy of the image.
    private func withCopy<Result>(
        _ folder: TemporaryFolder, on fileSystem: String? = nil, _ body: (Store) async throws -> Result
    ) async throws -> Result {
        try copyImage(folder)
        var settings = SQLiteSettings()
        settings.fileSystem = fileSystem
        let store = Store.sqlite(
            name: "bench", path: folder.path("copy.db"), world: ground.world, settings: settings)
        return try await closing(store) { try await body(store) }
    }

    private func copyImage(_ folder: TemporaryFolder) throws {
        let path = folder.path("copy.db")
        try Child("rm", ["-f", path, path + "-wal", path + "-shm"]).wait()
        guard try Child("cp", [folder.path("image.db"), path]).wait() == 0 else { throw StartProblem("写不了 \(path)。") }
    }
}
