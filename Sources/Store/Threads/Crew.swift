import Synchronization
import Threads

/// Threads that start when first needed and whose end can be waited for.
final class Crew: Sendable {
    private struct State {
        var isStarted = false
        var working = 0
        var waiters: [UnsafeContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())
    /// The common case, without the lock.
    private let isStarted = Atomic(false)

    /// Starts the threads unless they run already. `body` is given each thread's number, from 0.
    func start(count: Int, named name: String, _ body: @escaping @Sendable (Int) -> Void) {
        guard !isStarted.load(ordering: .acquiring) else { return }
        let isFirst = state.withLock { state in
            guard !state.isStarted else { return false }
            state.isStarted = true
            state.working = count
            return true
        }
        guard isFirst else { return }
        for number in 0..<count {
            startThread(named: name) {
                body(number)
                self.left()
            }
        }
        isStarted.store(true, ordering: .releasing)
    }

    /// Waits until every thread has ended. Something else must have told them to.
    func end() async {
        await withUnsafeContinuation { continuation in
            let isOver = state.withLock { state in
                if state.working > 0 { state.waiters.append(continuation) }
                return state.working == 0
            }
            if isOver { continuation.resume() }
        }
    }

    private func left() {
        let waiters = state.withLock { state in
            state.working -= 1
            return state.working == 0 ? state.waiters : []
        }
        for waiter in waiters { waiter.resume() }
    }
}
