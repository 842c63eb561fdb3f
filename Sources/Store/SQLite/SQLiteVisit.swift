import CSQLite
import Synchronization

/// A transaction somebody waits for: what a lane or a reader runs, without knowing its result.
protocol SQLiteVisit: AnyObject, Sendable {
    /// Runs on the connection's thread, perhaps twice; the last run counts.
    func run(_ connection: SQLiteConnection) throws
    /// Tells who waits, once: the result of the last run, or the problem.
    func answer(_ problem: (any Error)?)
    /// Whoever waited has gone; asked before the run.
    var isCancelled: Bool { get }
}

/// A body, its result, and who waits for it.
///
/// `@unchecked Sendable`: `waiter` is set before the visit is put in a queue, `result` is touched by the connection's
/// thread alone, and the queue's lock stands between the two; `stage` has a lock of its own.
final class SQLiteVisitOf<Result: Sendable>: SQLiteVisit, @unchecked Sendable {
    private let body: @Sendable (any Connection) throws -> Result
    private var result: Result?
    private var waiter: UnsafeContinuation<Result, any Error>?
    private let stage = Mutex(Stage())
    /// A reader may be cut off in the middle; a writer may not, since its neighbours share its transaction.
    private let mayBeInterrupted: Bool

    private struct Stage: @unchecked Sendable {
        var isCancelled = false
        /// The connection it runs on just now, if it may be interrupted there.
        var handle: OpaquePointer?
    }

    init(mayBeInterrupted: Bool, _ body: @escaping @Sendable (any Connection) throws -> Result) {
        self.mayBeInterrupted = mayBeInterrupted
        self.body = body
    }

    /// Puts itself into an inbox and waits for the answer; cancelling the task cancels the visit.
    func wait<Item>(in inbox: Inbox<Item>, as item: (any SQLiteVisit) -> Item) async throws -> Result {
        let item = item(self)
        return try await withTaskCancellationHandler {
            try await withUnsafeThrowingContinuation { continuation in
                waiter = continuation
                switch inbox.put(item) {
                case .taken: return
                case .full: answer(StoreProblem.busy)
                case .closed: answer(StoreProblem.unavailable("the store is closed"))
                }
            }
        } onCancel: {
            stage.withLock { stage in
                stage.isCancelled = true
                // Held while it is called, so that the connection cannot go on to another visit in between.
                if let handle = stage.handle { sqlite3_interrupt(handle) }
            }
        }
    }

    var isCancelled: Bool { stage.withLock { $0.isCancelled } }

    func run(_ connection: SQLiteConnection) throws {
        if mayBeInterrupted { stage.withLock { $0.handle = connection.handle } }
        defer { if mayBeInterrupted { stage.withLock { $0.handle = nil } } }
        result = nil
        result = try body(connection)
    }

    func answer(_ problem: (any Error)?) {
        guard let waiter else { return }
        self.waiter = nil
        if let problem {
            waiter.resume(throwing: problem)
        } else if let result {
            waiter.resume(returning: result)
        } else {
            waiter.resume(throwing: StoreProblem.engine("a visit was answered before it was run"))
        }
    }
}
