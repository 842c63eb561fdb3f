import Base

/// Does the duties of one federation, one after the other, and hands announcements to their listeners.
///
/// Several runners may share a store: a duty is claimed by a guarded update and held under a lease.
public final class DutyRunner: Sendable {
    private let store: Store
    private let kinds: [String: DutyKind]
    private let listeners: [String: [String]]
    private let holder: String
    private let pause: Duration

    /// Seconds that a claim holds before others may take it; work outside a transaction renews it.
    static let lease = 60

    /// `holder` names this process and runner, unlike any other; `pause` lies between two looks at a store without
    /// work.
    public init(
        _ store: Store, kinds: [DutyKind], listeners: [Listener] = [], holder: String, pause: Duration = .seconds(1)
    ) {
        let all = kinds + listeners.map(\.kind)
        self.store = store
        self.kinds = Dictionary(all.map { ($0.name, $0) }) { _, _ in preconditionFailure("two duties have one name") }
        self.listeners = Dictionary(grouping: listeners, by: \.event).mapValues { $0.map(\.kind.name) }
        self.holder = holder
        self.pause = pause
    }

    /// Works until its task is cancelled. Trouble with the store makes it wait, not end; `report` is told of it.
    public func run(report: @Sendable (any Error) -> Void = { _ in }) async {
        var nap = Nap()
        while !Task.isCancelled {
            do {
                if nap.isOver(for: store) { try await runOnce() }
            } catch {
                if !Task.isCancelled { report(error) }
            }
            try? await Task.sleep(for: pause)
        }
    }

    /// Takes back what an earlier process left under way, without waiting for its leases to run out. Only where no other process
    /// can be at work: whoever holds the file of SQLite knows that the one before is dead.
    public func takeOver() async throws {
        let (names, holder) = (kinds.keys.sorted(), holder)
        try await store.write { tx in
            try tx.run(
                """
                UPDATE duty SET state = 'waiting', run_at = \(tx.now), held_by = NULL, held_until = NULL
                 WHERE name \(anyOf: names) AND state = 'running' AND held_by <> \(holder)
                """)
        }
    }

    /// Works until nothing is due, and gives the number of turns.
    @discardableResult
    public func runOnce() async throws -> Int {
        var turns = 0
        while !Task.isCancelled {
            try await deliver()
            guard let duty = try await claim() else { break }
            await perform(duty)
            turns += 1
        }
        return turns
    }

    /// Makes a duty for each listener of what was announced, in the order of their ids.
    private func deliver() async throws {
        let listeners = listeners
        let waiting: Int? = try await store.read { tx in
            try tx.value("SELECT 1 FROM outbox WHERE delivered_at IS NULL LIMIT 1")
        }
        guard waiting != nil else { return }
        try await store.write { tx in
            let waiting: [Announcement] = try tx.all(
                """
                SELECT \(Announcement.columns) FROM outbox WHERE delivered_at IS NULL ORDER BY id LIMIT 200
                """)
            for announcement in waiting {
                // The guard keeps another runner's hands off on PostgreSQL.
                let isOurs = try tx.run(
                    """
                    UPDATE outbox SET delivered_at = \(tx.now) WHERE id = \(announcement.id) AND delivered_at IS NULL
                    """)
                guard isOurs == 1 else { continue }
                for name in listeners[announcement.event] ?? [] {
                    try tx.later(name, payload: announcement.payload)
                }
            }
        }
    }

    /// Takes the duty that has been due longest.
    private func claim() async throws -> Duty? {
        let (names, holder) = (kinds.keys.sorted(), holder)
        let due: @Sendable (Instant) -> SQL = { now in
            """
            name \(anyOf: names)
               AND (state = 'waiting' AND run_at <= \(now) OR state = 'running' AND held_until < \(now))
            """
        }
        let found: ID<Duty>? = try await store.read { tx in
            try tx.value("SELECT id FROM duty WHERE \(due(tx.now)) ORDER BY run_at, id LIMIT 1")
        }
        guard let found else { return nil }
        return try await store.write { tx in
            try tx.first(
                """
                UPDATE duty SET state = 'running', attempts = attempts + 1, held_by = \(holder),
                       held_until = \(tx.now.adding(seconds: Self.lease))
                 WHERE id = \(found) AND \(due(tx.now))
                RETURNING \(Duty.columns)
                """)
        }
    }

    private func perform(_ duty: Duty) async {
        guard let kind = kinds[duty.name] else { return }
        let turn = DutyTurn(
            id: duty.id, payload: duty.payload, attempt: duty.attempts, done: duty.progressDone,
            total: duty.progressTotal)
        do {
            switch kind.work {
            case .inside(let work):
                let holder = holder
                try await store.write { tx in
                    try Self.hold(duty.id, holder, in: tx)
                    try Self.finish(duty.id, try work(turn, tx), holder, in: tx)
                }
            case .outside(let work):
                let outcome = try await renewing(duty.id) { [store] in try await work(turn, store) }
                try await store.write { [holder] tx in try Self.finish(duty.id, outcome, holder, in: tx) }
            }
        } catch {
            await giveBack(duty, kind, error)
        }
    }

    /// Runs `work` and renews the lease beside it.
    private func renewing(
        _ id: ID<Duty>, _ work: @escaping @Sendable () async throws -> DutyOutcome
    ) async throws -> DutyOutcome {
        try await withThrowingTaskGroup(of: DutyOutcome?.self) { [store, holder] group in
            group.addTask { try await work() }
            group.addTask {
                while true {
                    try await Task.sleep(for: .seconds(Self.lease / 3))
                    try await store.write { try Self.hold(id, holder, in: $0) }
                }
            }
            defer { group.cancelAll() }
            guard let outcome = try await group.next() ?? nil else { throw LeaseLost() }
            return outcome
        }
    }

    /// Fails when somebody else has taken the duty meanwhile.
    private static func hold(_ id: ID<Duty>, _ holder: String, in tx: Transaction) throws {
        let held = try tx.run(
            """
            UPDATE duty SET held_until = \(tx.now.adding(seconds: lease))
             WHERE id = \(id) AND state = 'running' AND held_by = \(holder)
            """)
        guard held == 1 else { throw LeaseLost() }
    }

    private static func finish(_ id: ID<Duty>, _ outcome: DutyOutcome, _ holder: String, in tx: Transaction) throws {
        let change: SQL =
            switch outcome {
            case .done: "state = 'done', finished_at = \(tx.now)"
            case .again(let payload, let done, let total):
                """
                state = 'waiting', run_at = \(tx.now), attempts = 0, payload = \(payload), progress_done = \(done),
                progress_total = \(total)
                """
            }
        let finished = try tx.run(
            """
            UPDATE duty SET \(change), held_by = NULL, held_until = NULL, last_error = NULL
             WHERE id = \(id) AND state = 'running' AND held_by = \(holder)
            """)
        guard finished == 1 else { throw LeaseLost() }
    }

    /// After a failure it waits, longer each time; after too many for a person. When we are being stopped it is not to
    /// blame.
    private func giveBack(_ duty: Duty, _ kind: DutyKind, _ error: any Error) async {
        let isStopping = Task.isCancelled || error is CancellationError
        let isHopeless = !isStopping && duty.attempts >= kind.attempts
        let words = String(String(describing: error).prefix(500))
        let (store, holder) = (store, holder)
        // A task of its own: ours may be cancelled, and the store would then not run this.
        let returning = Task {
            try await store.write { tx in
                let wait = isStopping ? 0 : Self.backoff(duty.attempts)
                try tx.run(
                    """
                    UPDATE duty SET state = \(isHopeless ? Duty.State.failed : .waiting),
                           run_at = \(tx.now.adding(seconds: wait)),
                           attempts = \(isStopping ? duty.attempts - 1 : duty.attempts),
                           held_by = NULL, held_until = NULL, last_error = \(isStopping ? duty.lastError : words)
                     WHERE id = \(duty.id) AND state = 'running' AND held_by = \(holder)
                    """)
            }
        }
        // If this fails too, the lease runs out by itself.
        _ = await returning.result
    }

    /// Seconds to wait after the given number of failures: 10, 20, 40, at most an hour.
    static func backoff(_ attempts: Int) -> Int {
        min(3600, 5 << min(attempts, 10))
    }
}

/// Another runner holds the duty now; what was done for it is undone.
struct LeaseLost: Error {}
