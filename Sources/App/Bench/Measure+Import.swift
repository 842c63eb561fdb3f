import Federation
import Glibc
import Synchronization
import Vault
import Web

extension Measure {
    /// A roster through reading, judging, staging and writing, every table and index, against the engine's own bulk load of the
    /// same tables and indexes (`INSERT … SELECT` between two files of SQLite, binary `COPY` on PostgreSQL). 50,000 rows;
    /// a million with `--long`. Once into an empty federation, once into one of as many members that is read and written
    /// meanwhile; then also how long the visits beside it took.
    static let imports = Measure("import.csv") { ground in
        let rows = ground.seconds >= 8 ? 1_000_000 : 50_000
        var readings: [Reading] = []
        for engine in ground.postgres == nil ? [Engine.sqlite] : [.sqlite, .postgres] {
            for isLiving in [false, true]
            where ground.wants("import.csv.\(engine.rawValue).\(isLiving ? "living" : "empty")") {
                readings += try await ImportBench(ground, engine, rows: rows, isLiving: isLiving).readings()
            }
        }
        return readings
    }
}

/// One import that is measured.
private struct ImportBench {
    private let ground: BenchGround
    private let engine: Engine
    private let rows: Int
    private let isLiving: Bool
    private let ring: KeyRing

    init(_ ground: BenchGround, _ engine: Engine, rows: Int, isLiving: Bool) {
        self.ground = ground
        self.engine = engine
        self.rows = rows
        self.isLiving = isLiving
        ring = .fresh(on: ground.world.now().day)
    }

    func readings() async throws -> [Reading] {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let bulk = BulkLoad(engine, folder: folder, conninfo: ground.postgres ?? "")
        let name = "import.csv.\(engine.rawValue).\(isLiving ? "living" : "empty")"
        return try await bulk.withStore(ground.world) { store in
            try await Migrations.apply(benchJoined.migrations, to: store)
            let tokens = try await BenchNote.prepare(store, ring: ring)
            try await store.write { try ImportRoster.found(in: $0) }
            if isLiving { _ = try await take(0..<rows, folder, store, turn: nil) }
            let before = try await bulk.marks(store)
            try await bulk.begin()
            let visits = VisitsBeside(store, tokens, ring: ring)
            let taken = try await visits.during(isLiving) {
                try await take(rows..<(2 * rows), folder, store, turn: isLiving ? 500 : nil)
            }
            await store.close()
            let alone = try await bulk.seconds(since: before)
            let floor = isLiving ? 0.12 : 0.3
            var readings = [
                Reading(
                    measure: name, value: Double(rows) / taken.seconds, unit: "rows/s",
                    baseline: Double(rows) / alone, floor: floor),
                Reading(
                    measure: "\(name).memory", value: taken.memory, unit: "MiB", baseline: 300, floor: 1, isCost: true),
            ]
            if isLiving {
                readings.append(
                    Reading(
                        measure: "\(name).visits.p99", value: visits.p99, unit: "ms", baseline: 150, floor: 1,
                        isCost: true))
            }
            return readings
        }
    }

    /// Writes a roster of these people and imports it: seconds, and the most memory held meanwhile.
    private func take(
        _ numbers: Range<Int>, _ folder: TemporaryFolder, _ store: Store, turn: Int?
    ) async throws -> (seconds: Double, memory: Double) {
        let path = folder.path("roster-\(numbers.lowerBound).csv")
        try ImportRoster.write(numbers, to: path)
        let most = Mutex(0)
        let begin = ContinuousClock.now
        let report = try await importMembers(
            file: path, unitName: ImportRoster.root, store: store, ring: ring, folder: folder.path, dryRun: false,
            turn: turn
        ) { _ in
            let held = OwnProcess.memory() ?? 0
            most.withLock { $0 = max($0, held) }
        }
        let spent = seconds(ContinuousClock.now - begin)
        guard report.written == numbers.count else {
            throw StartProblem("导入了 \(report.written) 行，应为 \(numbers.count) 行。\(report.findings.prefix(3))")
        }
        return (spent, Double(most.withLock { $0 }) / 1_048_576)
    }
}

/// Readers and writers who visit while something else goes on, and how long each visit took.
private final class VisitsBeside: Sendable {
    private let store: Store
    private let filing: FilingSite
    private let times = Mutex<[Double]>([])

    init(_ store: Store, _ tokens: [String], ring: KeyRing) {
        self.store = store
        let site = Site(facts: .bench("/tmp", ring: ring), store: store) { complain("\($0.path): \($0.problem)") }
        filing = FilingSite(site: site, ring: ring, tokens: tokens, isSpread: true)
    }

    /// Milliseconds that 99 of 100 visits did not exceed.
    var p99: Double {
        let sorted = times.withLock { $0.sorted() }
        return sorted.isEmpty ? 0 : sorted[sorted.count * 99 / 100]
    }

    /// Six readers and two writers, each with a pause of ten milliseconds between visits.
    func during<Result: Sendable>(_ isOn: Bool, _ body: () async throws -> Result) async throws -> Result {
        guard isOn else { return try await body() }
        return try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<8 {
                group.addTask { [self] in
                    var visit = 0
                    while !Task.isCancelled {
                        let begin = ContinuousClock.now
                        if number < 6 {
                            try await look(visit * 8 + number)
                        } else {
                            try await filing.fileByRequest(10_000_000 * number + visit, as: number)
                        }
                        let spent = seconds(ContinuousClock.now - begin) * 1000
                        times.withLock { $0.append(spent) }
                        visit += 1
                        try? await Task.sleep(for: .milliseconds(10))
                    }
                }
            }
            let result = try await body()
            group.cancelAll()
            while let _ = try? await group.next() {}
            return result
        }
    }

    /// The first fifty of a branch, as a list shows them.
    private func look(_ number: Int) async throws {
        let name = ImportRoster.branch(number)
        try await store.read { tx in
            let path: String? = try tx.value("SELECT path FROM unit WHERE name = \(name)")
            let names: [String] = try tx.values(
                """
                SELECT p.name FROM membership m JOIN person p ON p.id = m.person_id
                 WHERE m.unit_path = \(path ?? "") AND m.until_day IS NULL
                 ORDER BY m.unit_path, m.name_key, m.id LIMIT 50
                """)
            guard names.count <= 50 else { throw StartProblem("名册读错了。") }
        }
    }
}
