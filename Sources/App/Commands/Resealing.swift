import Vault
import Web

/// Brings what the rooms sealed under the newest key of the ring, in short turns that others get in between.
///
/// What is done is done: after an interruption the same run again does the rest.
struct Resealing: Sendable {
    /// What faults of files are told under.
    static let filesName = "文件（扫描件、照片、名册）"

    let columns: [SealedColumn]
    let store: Store
    let shelf: Shelf
    let ring: KeyRing
    /// Rows a transaction.
    var rows = 500

    /// What came of it.
    struct Outcome: Sendable {
        var resealed = 0
        /// Values that do not open; they stayed as they are.
        var faults: [String] = []
    }

    /// Does all columns, then all files; `told` hears after each turn how many values of the column are done, and after each
    /// file how many of them.
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
        try resealFiles(&outcome, told)
        return outcome
    }

    private func resealFiles(
        _ outcome: inout Outcome, _ told: (_ column: String, _ done: Int, _ isLast: Bool) throws -> Void
    ) throws {
        let marks = try shelf.marks()
        var done = 0
        for mark in marks {
            do {
                guard try shelf.reseal(mark) else { continue }
                done += 1
                outcome.resealed += 1
                try told(Self.filesName, done, false)
            } catch let problem as Sealed.Problem {
                outcome.faults.append("\(Self.filesName) \(mark)：\(problem.words)")
            }
        }
        try told(Self.filesName, done, true)
    }
}

/// How many values are sealed under each key, by column; kept apart where the key cannot be changed.
struct SealedCounts: Sendable {
    private var moving: [UInt32: Int] = [:]
    private var keeping: [UInt32: Int] = [:]
    private(set) var reasons: [String] = []

    /// Counts the columns in one transaction, and the files.
    init(of columns: [SealedColumn], and shelf: Shelf, in tx: Transaction) throws {
        moving = try shelf.counts()
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
