import Glibc

/// A bounded queue that threads wait at. Who puts never waits.
///
/// `@unchecked Sendable`: `waiting`, `isClosed` and `sleepers` are touched only while `lock` is held.
final class Inbox<Item: Sendable>: @unchecked Sendable {
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    private let bell: UnsafeMutablePointer<pthread_cond_t>
    private var waiting: [Item] = []
    /// Where the first that still waits stands in `waiting`.
    private var head = 0
    private var sleepers = 0
    private var isClosed = false
    private let limit: Int

    /// Why something was not taken in.
    enum Answer {
        case taken
        case full
        case closed
    }

    init(limit: Int) {
        self.limit = limit
        lock = .allocate(capacity: 1)
        bell = .allocate(capacity: 1)
        pthread_mutex_init(lock, nil)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(bell, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(bell)
        pthread_mutex_destroy(lock)
        bell.deallocate()
        lock.deallocate()
    }

    func put(_ item: Item) -> Answer {
        pthread_mutex_lock(lock)
        guard !isClosed else {
            pthread_mutex_unlock(lock)
            return .closed
        }
        guard waiting.count - head < limit else {
            pthread_mutex_unlock(lock)
            return .full
        }
        waiting.append(item)
        let rings = sleepers > 0
        pthread_mutex_unlock(lock)
        if rings { pthread_cond_signal(bell) }
        return .taken
    }

    /// The first that waits, or nothing once the inbox is closed and empty.
    func next() -> Item? {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        sleep(until: nil)
        return removeFirst()
    }

    /// Appends what waits, at most `count`, at once. Waits for the first only if `milliseconds` is given.
    /// False when nothing more will ever come.
    func take(_ count: Int, into taken: inout [Item], waiting milliseconds: Int? = nil) -> Bool {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        if let milliseconds { sleep(until: milliseconds) }
        let end = min(waiting.count, head + count)
        taken.append(contentsOf: waiting[head..<end])
        head = end
        if head == waiting.count {
            waiting.removeAll(keepingCapacity: true)
            head = 0
        }
        return !(isClosed && waiting.isEmpty && taken.isEmpty)
    }

    /// Nothing is taken in from now on; what waits is still handed out.
    func close() {
        pthread_mutex_lock(lock)
        isClosed = true
        pthread_mutex_unlock(lock)
        pthread_cond_broadcast(bell)
    }

    /// Waits, with the lock held on both sides, until there is something, the time is over or the inbox is closed.
    private func sleep(until milliseconds: Int?) {
        var limit = timespec()
        if let milliseconds {
            let microseconds = monotonicMicroseconds() + Int64(milliseconds) * 1000
            limit = timespec(tv_sec: Int(microseconds / 1_000_000), tv_nsec: Int(microseconds % 1_000_000) * 1000)
        }
        while head == waiting.count && !isClosed {
            sleepers += 1
            let failure =
                milliseconds == nil
                ? pthread_cond_wait(bell, lock) : pthread_cond_timedwait(bell, lock, &limit)
            sleepers -= 1
            if failure == ETIMEDOUT { return }
        }
    }

    private func removeFirst() -> Item? {
        guard head < waiting.count else { return nil }
        let item = waiting[head]
        head += 1
        if head == waiting.count {
            waiting.removeAll(keepingCapacity: true)
            head = 0
        } else if head > 1024 {
            waiting.removeFirst(head)
            head = 0
        }
        return item
    }
}
