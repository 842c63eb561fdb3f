import Glibc
import Synchronization

/// A serial executor that owns one thread, so that slow work may be done there.
///
/// All it holds is constant or behind a lock, so it is Sendable without a promise. The thread sleeps in `read` on a
/// pipe: one byte is one job. The thread ends when the executor goes, after the jobs already given.
public final class ThreadExecutor: SerialExecutor {
    private let inbox: Inbox

    public init(named name: String) {
        let inbox = Inbox()
        self.inbox = inbox
        let owner = UnownedSerialExecutor(ordinary: self)
        startThread(named: name) {
            // A job holds its actor, which holds this executor, so `owner` lives while there are jobs.
            while let job = inbox.next() { job.runSynchronously(on: owner) }
        }
    }

    deinit {
        inbox.close()
    }

    public func enqueue(_ job: consuming ExecutorJob) {
        inbox.put(UnownedJob(job))
    }

    public func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }
}

/// Jobs that wait, and a pipe whose bytes count them; closing the pipe's one end is the sign to stop.
private final class Inbox: Sendable {
    private let jobs = Mutex<[UnownedJob]>([])
    private let reading: Int32
    private let writing: Int32

    init() {
        var ends: [Int32] = [-1, -1]
        precondition(pipe(&ends) == 0, "no pipe could be opened")
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        reading = ends[0]
        writing = ends[1]
    }

    deinit {
        Glibc.close(reading)
    }

    func put(_ job: UnownedJob) {
        jobs.withLock { $0.append(job) }
        var byte: UInt8 = 1
        while Glibc.write(writing, &byte, 1) < 0 && errno == EINTR {}
    }

    func close() {
        Glibc.close(writing)
    }

    /// The next job in order of arrival, after waiting for it; nothing when there will be no more.
    func next() -> UnownedJob? {
        var byte: UInt8 = 0
        var count = Glibc.read(reading, &byte, 1)
        while count < 0 && errno == EINTR { count = Glibc.read(reading, &byte, 1) }
        guard count == 1 else { return nil }
        return jobs.withLock { $0.removeFirst() }
    }
}
