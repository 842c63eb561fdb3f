import Threads

/// A thread of its own for calls that block, fed through an inbox, in order.
final class PostgresThread: Sendable {
    typealias Job = @Sendable () -> Void

    private let inbox = Inbox<Job>(limit: .max)

    init(named name: String) {
        let inbox = inbox
        startThread(named: name) {
            while let job = inbox.next() { job() }
        }
    }

    /// Runs `job` after all that were put before it; after the end of the thread, not at all.
    func put(_ job: @escaping Job) {
        _ = inbox.put(job)
    }

    /// Ends the thread once its jobs are done.
    func end() {
        inbox.close()
    }
}
