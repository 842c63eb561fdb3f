import Synchronization
import Web

/// Visits since the start, by federation, route, method and first digit of the status, with how long they took.
final class VisitCounts: Sendable {
    /// What visits are told apart by.
    struct Kind: Hashable, Comparable {
        let federation: String
        let route: String
        let method: String
        let statusClass: Int

        static func < (a: Kind, b: Kind) -> Bool {
            (a.federation, a.route, a.method, a.statusClass) < (b.federation, b.route, b.method, b.statusClass)
        }
    }

    /// The visits of one kind.
    struct Count: Equatable {
        var visits = 0
        var microseconds = 0
        var statements = 0
        /// How many took no longer than each of `bounds`, not adding up.
        var within = [Int](repeating: 0, count: VisitCounts.bounds.count)
    }

    /// The upper bounds of the histogram, in microseconds.
    static let bounds = [1000, 2500, 5000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 5_000_000]

    private let counts = Mutex<[Kind: Count]>([:])

    func add(_ record: VisitRecord) {
        let kind = Kind(
            federation: record.federation, route: record.route, method: record.method, statusClass: record.status / 100)
        let step = Self.bounds.firstIndex { record.microseconds <= $0 }
        counts.withLock { counts in
            counts[kind, default: Count()].visits += 1
            counts[kind, default: Count()].microseconds += record.microseconds
            counts[kind, default: Count()].statements += record.statements
            if let step { counts[kind, default: Count()].within[step] += 1 }
        }
    }

    /// All of them, in a fixed order.
    var all: [(kind: Kind, count: Count)] {
        counts.withLock { $0 }.sorted { $0.key < $1.key }.map { (kind: $0.key, count: $0.value) }
    }
}
