/// A serial executor with one thread of its own, where a call into C may wait: for actors that hash passwords, draw
/// PDFs or own a connection.
public final class ThreadExecutor: SerialExecutor {
    private let inbox = Inbox<UnownedJob>(limit: .max)

    public init(named name: String) {
        let (inbox, owner) = (inbox, UnownedSerialExecutor(ordinary: self))
        startThread(named: name) {
            // A job holds its actor, which holds this executor, so `owner` lives while there are jobs.
            while let job = inbox.next() { job.runSynchronously(on: owner) }
        }
    }

    deinit {
        inbox.close()
    }

    public func enqueue(_ job: consuming ExecutorJob) {
        _ = inbox.put(UnownedJob(job))
    }

    public func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        UnownedSerialExecutor(ordinary: self)
    }
}
