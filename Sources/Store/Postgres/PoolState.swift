/// Who works and who waits: the decisions of a pool, as a value that knows no threads.
///
/// Always: a worker is either idle or has one ticket; nobody waits while a worker is idle; never more than `waitLimit`
/// wait.
struct PoolState: Sendable {
    /// What becomes of one who asks.
    enum Answer: Equatable, Sendable {
        /// At once, on this worker.
        case go(worker: Int)
        /// In turn.
        case wait
        /// Not at all: too many wait, or the pool is closing.
        case refuse
    }

    let workers: Int
    let waitLimit: Int
    /// The worker used last is taken first, so that the others' connections may rest.
    private(set) var idle: [Int]
    private(set) var waiting: [UInt64] = []
    private(set) var isClosing = false

    init(workers: Int, waitLimit: Int) {
        precondition(workers > 0 && waitLimit >= 0)
        self.workers = workers
        self.waitLimit = waitLimit
        idle = Array((0..<workers).reversed())
    }

    /// Whether nothing runs and nothing waits.
    var isAtRest: Bool { idle.count == workers && waiting.isEmpty }

    mutating func asked(_ ticket: UInt64) -> Answer {
        if isClosing { return .refuse }
        if let worker = idle.popLast() { return .go(worker: worker) }
        guard waiting.count < waitLimit else { return .refuse }
        waiting.append(ticket)
        return .wait
    }

    /// The ticket that goes next on this worker; none when nobody waits.
    mutating func returned(_ worker: Int) -> UInt64? {
        precondition((0..<workers).contains(worker) && !idle.contains(worker), "a worker was returned twice")
        guard !waiting.isEmpty else {
            idle.append(worker)
            return nil
        }
        return waiting.removeFirst()
    }

    /// Whether the ticket still waited; now it does not.
    mutating func gaveUp(_ ticket: UInt64) -> Bool {
        guard let place = waiting.firstIndex(of: ticket) else { return false }
        waiting.remove(at: place)
        return true
    }

    /// From now on everyone who asks is refused; those who wait are served.
    mutating func close() {
        isClosing = true
    }
}
