import Synchronization

/// The open files of an installation. When one more is opened than `limit`, those that were visited longest ago and that
/// nobody is at are closed; the next visit opens them again.
///
/// Nobody waits for room: while more than `limit` files are in use, more are open.
final class SQLiteFleet: Sendable {
    private let limit: Int
    private let open = Mutex<[SQLiteDriver]>([])
    private let size = Atomic(0)
    private let clock = Atomic(0)

    init(limit: Int) {
        self.limit = limit
    }

    /// A number greater than all before, to tell who was visited last.
    func tick() -> Int { clock.add(1, ordering: .relaxed).newValue }

    /// How many files are open.
    var count: Int { size.load(ordering: .relaxed) }

    /// Whether there are more than there should be; asked at the end of every visit.
    var isCrowded: Bool { count > limit }

    /// Takes in a file that was just opened, and closes others for it.
    func add(_ driver: SQLiteDriver) async {
        changing { open in
            if !open.contains(where: { $0 === driver }) { open.append(driver) }
        }
        await settle()
    }

    /// Closes what is too much, as far as nobody is at it.
    func settle() async {
        while let oldest = changing({ $0.count > limit ? Self.removeOldest(of: &$0) : nil }) {
            // Somebody may have come to it in between.
            if await !oldest.sleep() { changing { $0.append(oldest) } }
        }
    }

    /// Lets go of a file that is closed for good.
    func remove(_ driver: SQLiteDriver) {
        changing { $0.removeAll { $0 === driver } }
    }

    private func changing<Result: Sendable>(_ body: (inout [SQLiteDriver]) -> Result) -> Result {
        open.withLock { open in
            defer { size.store(open.count, ordering: .relaxed) }
            return body(&open)
        }
    }

    private static func removeOldest(of open: inout [SQLiteDriver]) -> SQLiteDriver? {
        let idle = open.indices.filter { open[$0].isIdle }
        return idle.min { open[$0].lastVisit < open[$1].lastVisit }.map { open.remove(at: $0) }
    }
}
