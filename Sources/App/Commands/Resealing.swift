import Vault
import Web

/// Brings what the rooms sealed under the newest key of the ring, in short turns that others get in between.
///
/// What is done is done: after an interruption the same run again does the rest.
struct Resealing: Sendable {
    let columns: [SealedColumn]
    let store: Store
    let ring: KeyRing
    /// Rows a transaction.
    var rows = 500

    /// What came of it.
    struct Outcome: Sendable {
        var resealed = 0
        /// Values that do not open; they stayed as they are.
        var faults: [String] = []
    }

    /// Does all columns; `told` hears after each turn how many values of the column are done.
    func run(_ told: (_ column: String, _ done: Int, _ isLast: Bool) throws -> Void) async throws -> Outcome {
        var outcome = Outcome()
        for column in columns where column.keeps == nil {
            var spot: SealedColumn.Spot? = .start
            var done = 0
            while let after = spot {
                let (ring, rows) = (ring, rows)
                let turn = try await store.write { try column.reseal(after: after, limit: rows, ring: ring, in: $0) }
                done += turn.resealed
                outcome.resealed += turn.resealed
                outcome.faults += turn.faults
                spot = turn.last
                try told(column.name, done, spot == nil)
            }
        }
        return outcome
    }
}

/// How many values are sealed under each key, by column; kept apart where the key cannot be changed.
struct SealedCounts: Sendable {
    private var moving: [UInt32: Int] = [:]
    private var keeping: [UInt32: Int] = [:]
    private(set) var reasons: [String] = []

    /// Counts in one transaction.
    init(of columns: [SealedColumn], in tx: Transaction) throws {
        for column in columns {
            let counts = try column.counts(in: tx)
            if let reason = column.keeps {
                keeping.merge(counts, uniquingKeysWith: +)
                reasons.append("\(column.name)：\(reason)")
            } else {
                moving.merge(counts, uniquingKeysWith: +)
            }
        }
    }

    /// Values that resealing would take away from the key.
    func moving(_ id: UInt32) -> Int { moving[id] ?? 0 }

    /// Values that stay under the key for ever.
    func keeping(_ id: UInt32) -> Int { keeping[id] ?? 0 }

    /// Every key that seals anything.
    var ids: Set<UInt32> { Set(moving.keys).union(keeping.keys) }
}
