import Synchronization

/// A federation in one SQLite file: one writer, a few readers, write-ahead log, every commit synced.
///
/// The file is opened by the first visit. Of a fleet, it may be closed again while nobody is at it; who comes then waits
/// for the end of the closing and opens it anew.
final class SQLiteDriver: Driver {
    let path: String
    let tally = SQLiteTally()
    private let settings: SQLiteSettings
    private let fleet: SQLiteFleet?
    private let state = Mutex(State())
    private let written = Atomic(0)
    private let visited = Atomic(0)

    private struct State {
        /// The open file; nothing while it rests.
        var traffic: SQLiteTraffic?
        /// How many are at it.
        var visits = 0
        var wasOpen = false
        var isClosing = false
        /// Closed for good.
        var isOver = false
        /// Who waits for the end of the closing.
        var waiters: [UnsafeContinuation<Void, Never>] = []
    }

    /// What somebody finds who comes.
    private enum Entrance {
        case open(SQLiteTraffic)
        case justOpened(SQLiteTraffic)
        case closing
        case over
    }

    /// Opens nothing yet: the first visit does.
    init(path: String, settings: SQLiteSettings = SQLiteSettings(), fleet: SQLiteFleet? = nil) {
        (self.path, self.settings, self.fleet) = (path, settings, fleet)
    }

    var engine: Engine { .sqlite }
    var writes: Int { written.load(ordering: .relaxed) }
    var isAsleep: Bool { state.withLock { $0.traffic == nil && !$0.isOver } }
    /// Whether it is open and nobody is at it.
    var isIdle: Bool { state.withLock { $0.traffic != nil && $0.visits == 0 } }
    /// When somebody last visited, as the fleet counts.
    var lastVisit: Int { visited.load(ordering: .relaxed) }

    func noteVisit() {
        if let fleet { visited.store(fleet.tick(), ordering: .relaxed) }
    }

    func read<Result: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Result) async throws -> Result {
        try await visiting { try await $0.readers.read(body) }
    }

    func write<Result: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Result) async throws -> Result {
        written.add(1, ordering: .relaxed)
        return try await visiting { try await $0.lane.run(body) { .visit($0) } }
    }

    func alone<Result: Sendable>(
        whileForeignKeysSleep: Bool, _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        written.add(1, ordering: .relaxed)
        return try await visiting { traffic in
            try await traffic.lane.run(body) { .alone($0, foreignKeysSleep: whileForeignKeysSleep) }
        }
    }

    func close() async {
        let traffic = state.withLock { state in
            state.isOver = true
            defer { state.traffic = nil }
            return state.traffic
        }
        await traffic?.close()
        await closed()
        fleet?.remove(self)
    }

    /// Closes the file unless somebody is at it; says whether it did.
    func sleep() async -> Bool {
        let traffic = state.withLock { state -> SQLiteTraffic? in
            guard state.visits == 0, !state.isClosing, let traffic = state.traffic else { return nil }
            state.traffic = nil
            state.isClosing = true
            return traffic
        }
        guard let traffic else { return false }
        await traffic.close()
        let waiters = state.withLock { state in
            defer { (state.isClosing, state.waiters) = (false, []) }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
        return true
    }

    private func visiting<Result: Sendable>(
        _ body: (SQLiteTraffic) async throws -> Result
    ) async throws -> Result {
        let traffic = try await entered()
        do {
            let result = try await body(traffic)
            await left()
            return result
        } catch {
            await left()
            throw error
        }
    }

    private func left() async {
        state.withLock { $0.visits -= 1 }
        if let fleet, fleet.isCrowded { await fleet.settle() }
    }

    /// The open file, with the visitor counted.
    private func entered() async throws -> SQLiteTraffic {
        while true {
            switch state.withLock({ enter(&$0) }) {
            case .open(let traffic): return traffic
            case .justOpened(let traffic):
                await fleet?.add(self)
                return traffic
            case .closing: await closed()
            case .over: throw StoreProblem.unavailable("the store is closed")
            }
        }
    }

    private func enter(_ state: inout State) -> Entrance {
        guard !state.isOver else { return .over }
        guard !state.isClosing else { return .closing }
        state.visits += 1
        if let traffic = state.traffic { return .open(traffic) }
        let traffic = SQLiteTraffic(path: path, settings: settings, tally: tally, isOpenedAgain: state.wasOpen)
        (state.traffic, state.wasOpen) = (traffic, true)
        return .justOpened(traffic)
    }

    /// Waits until the file is not being closed.
    private func closed() async {
        await withUnsafeContinuation { waiter in
            let isClosed = state.withLock { state in
                if state.isClosing { state.waiters.append(waiter) }
                return !state.isClosing
            }
            if isClosed { waiter.resume() }
        }
    }
}
