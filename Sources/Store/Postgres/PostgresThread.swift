import Glibc

/// A thread of its own for calls that block, fed through an inbox, in order.
///
/// Sendable because the queue is touched only under its lock, and the lock and condition live as long as the object, which
/// the thread itself keeps alive until it has ended.
final class PostgresThread: @unchecked Sendable {
    typealias Job = @Sendable () -> Void

    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var jobs: [Job] = []
    private var isEnding = false

    init() {
        pthread_mutex_init(lock, nil)
        pthread_cond_init(condition, nil)
        var thread = pthread_t()
        let failed = pthread_create(&thread, nil, { context in
            Unmanaged<PostgresThread>.fromOpaque(context!).takeRetainedValue().work()
            return nil
        }, Unmanaged.passRetained(self).toOpaque())
        precondition(failed == 0, "no thread could be made")
        pthread_detach(thread)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(lock)
        condition.deallocate()
        lock.deallocate()
    }

    /// Runs `job` after all that were put before it; after the end of the thread, not at all.
    func put(_ job: @escaping Job) {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        guard !isEnding else { return }
        jobs.append(job)
        pthread_cond_signal(condition)
    }

    /// Ends the thread once its jobs are done.
    func end() {
        pthread_mutex_lock(lock)
        isEnding = true
        pthread_cond_signal(condition)
        pthread_mutex_unlock(lock)
    }

    private func work() {
        while let job = next() { job() }
    }

    private func next() -> Job? {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        while jobs.isEmpty && !isEnding { pthread_cond_wait(condition, lock) }
        return jobs.isEmpty ? nil : jobs.removeFirst()
    }
}
