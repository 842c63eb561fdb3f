import Synchronization

/// The connections to one database, shared by all its schemas. Each has a thread; who comes when all are taken waits in
/// turn, and who would wait in too long a row is refused at once.
final class PostgresPool: Sendable {
    /// What is to be done on a worker, and what to say when it never is.
    private struct Job: Sendable {
        let run: @Sendable (PostgresWorker) -> Void
        let refuse: @Sendable (StoreProblem) -> Void
    }

    private struct Desk: Sendable {
        var state: PoolState
        var tickets: UInt64 = 0
        var waiting: [UInt64: Job] = [:]
        var running: [UInt64: Int] = [:]
        /// Tickets given up before they asked.
        var early: Set<UInt64> = []
        var onRest: [CheckedContinuation<Void, Never>] = []
    }

    private let workers: [PostgresWorker]
    /// Where interruptions are sent from, as they block.
    private let interrupter = PostgresThread(named: "pg interrupter")
    private let desk: Mutex<Desk>

    /// `lifetime` in seconds.
    init(_ address: PostgresAddress, connections: Int, waitLimit: Int = 256, lifetime: Int = 3600) {
        workers = (0..<connections).map { PostgresWorker($0, address, lifetime: lifetime) }
        desk = Mutex(Desk(state: PoolState(workers: connections, waitLimit: waitLimit)))
    }

    /// Runs `body` in a transaction of this schema, durable when it was a write and this returns.
    func transaction<Result: Sendable>(
        _ kind: PostgresKind, schema: String, _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        try await use { worker in try worker.transaction(kind, schema: schema, body) }
    }

    /// Runs `body` on the thread of the next free worker.
    private func use<Result: Sendable>(
        _ body: @escaping @Sendable (PostgresWorker) throws -> Result
    ) async throws -> Result {
        let ticket = desk.withLock { desk in
            desk.tickets += 1
            return desk.tickets
        }
        // The handler may have run when all was over; nobody will ask with this ticket again.
        defer { if Task.isCancelled { desk.withLock { _ = $0.early.remove(ticket) } } }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (waiter: CheckedContinuation<Result, any Error>) in
                let job = Job(
                    run: { worker in waiter.resume(with: Swift.Result { try body(worker) }) },
                    refuse: { waiter.resume(throwing: $0) })
                ask(ticket, job)
            }
        } onCancel: {
            giveUp(ticket)
        }
    }

    private func ask(_ ticket: UInt64, _ job: Job) {
        let (answer, isEarly, isClosing) = desk.withLock { desk -> (PoolState.Answer, Bool, Bool) in
            if desk.early.remove(ticket) != nil { return (.refuse, true, false) }
            let answer = desk.state.asked(ticket)
            switch answer {
            case .go(let worker): desk.running[ticket] = worker
            case .wait: desk.waiting[ticket] = job
            case .refuse: break
            }
            return (answer, false, desk.state.isClosing)
        }
        switch answer {
        case .go(let worker): workers[worker].thread.put { self.serve(worker, ticket, job) }
        case .wait: break
        case .refuse: job.refuse(isEarly ? .interrupted : isClosing ? .unavailable("closed") : .busy)
        }
    }

    /// On the worker's thread: this job, and then whoever waits.
    private func serve(_ number: Int, _ ticket: UInt64, _ job: Job) {
        let worker = workers[number]
        var current: (ticket: UInt64, job: Job)? = (ticket, job)
        while let (ticket, job) = current {
            worker.begin(ticket)
            job.run(worker)
            worker.end()
            current = desk.withLock { desk in
                desk.running[ticket] = nil
                guard let next = desk.state.returned(number) else { return nil }
                desk.running[next] = number
                return desk.waiting.removeValue(forKey: next).map { (next, $0) }
            }
        }
        let rested = desk.withLock { desk in
            guard desk.state.isAtRest else { return [CheckedContinuation<Void, Never>]() }
            defer { desk.onRest = [] }
            return desk.onRest
        }
        for waiter in rested { waiter.resume() }
    }

    private func giveUp(_ ticket: UInt64) {
        let (job, worker) = desk.withLock { desk -> (Job?, Int?) in
            if desk.state.gaveUp(ticket) { return (desk.waiting.removeValue(forKey: ticket), nil) }
            if let worker = desk.running[ticket] { return (nil, worker) }
            desk.early.insert(ticket)
            return (nil, nil)
        }
        job?.refuse(.interrupted)
        if let worker { interrupter.put { [workers] in workers[worker].interrupt(ticket) } }
    }

    /// Refuses who comes, serves who waits, and closes.
    func close() async {
        await withCheckedContinuation { (waiter: CheckedContinuation<Void, Never>) in
            let isAtRest = desk.withLock { desk in
                desk.state.close()
                if !desk.state.isAtRest { desk.onRest.append(waiter) }
                return desk.state.isAtRest
            }
            if isAtRest { waiter.resume() }
        }
        for worker in workers {
            worker.thread.put { worker.close() }
            worker.thread.end()
        }
        interrupter.end()
    }
}
