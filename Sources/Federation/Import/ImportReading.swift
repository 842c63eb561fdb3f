import Glibc
import Sheets
import Vault
import Web

/// Reads a file from its first row to its last, judges each row by itself and beside the others of the file, and lays them down in
/// the spool. Whoever holds them against the register follows behind.
struct ImportReading: Sendable {
    let batch: ID<ImportBatch>
    let store: Store
    let path: String
    let spool: RosterSpool

    /// It holds neither a transaction nor a thread that visits need.
    private static let thread = Arithmetic(limit: 64)

    /// Tells `tide` of rows as they come, and that there are no more however it ends. When it ends well it is known how many
    /// rows there are.
    func run(_ tide: RosterTide) async throws {
        defer { tide.end() }
        guard !spool.isWhole else { return }
        let (batch, path, spool, today) = (batch, path, spool, store.world.now().day)
        let (units, plan) = try await store.read { tx in
            let standing = try ImportBatch.unscoped(batch, in: tx)
            return (try ImportGround(standing, in: tx).units, standing.plan)
        }
        let (count, heading, passed) = try await Self.thread.run {
            let file = try RosterFile(path: path, plan: plan), heading = try file.heading()
            let rules = RosterRules(today: today, units: units)
            var memory = FileMemory(plan: file.plan), count = 0, passed = PassedRows()
            try spool.write(tide) { keep in
                passed = try file.rows(below: heading) { row in
                    let (draft, findings) = rules.read(row)
                    let all = findings + memory.check(row, draft, units)
                    let cells = heading.titles.indices.map { row.written($0) }
                    try keep(draft, all, cells)
                    count += 1
                    return true
                }
            }
            return (count, heading, passed)
        }
        guard count > 0 else { throw ImportProblem.noRows }
        try await store.write { tx in
            let standing = try ImportBatch.unscopedClaim(batch, in: tx)
            guard standing.total == nil else { return }
            try tx.run(
                """
                UPDATE import_batch SET rows_total = \(count), passed = \(passed.json.text) WHERE id = \(batch)
                """)
            try ImportFinding.insert(heading.findings, of: batch, who: [:], in: tx)
        }
    }
}

/// Says that more rows lie in a spool, from the one who reads to the one who follows.
final class RosterTide: Sendable {
    private let signs: AsyncStream<Void>
    private let giver: AsyncStream<Void>.Continuation

    init() {
        (signs, giver) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func rise() { giver.yield() }

    func end() { giver.finish() }

    /// Waits until there is more; false when there will be none.
    func more() async -> Bool {
        var next = signs.makeAsyncIterator()
        return await next.next() != nil
    }
}
