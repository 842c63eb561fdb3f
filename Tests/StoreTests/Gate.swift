import Glibc
import Synchronization

/// Holds a thread of the store inside a visit until the test lets it go. Both sides look again and again: only for
/// moments.
final class Gate: Sendable {
    private let isReached = Atomic(false)
    private let isOpen = Atomic(false)

    func reached() { isReached.store(true, ordering: .sequentiallyConsistent) }
    func open() { isOpen.store(true, ordering: .sequentiallyConsistent) }

    /// For the visit: says that it is there and waits.
    func pass() {
        reached()
        while !isOpen.load(ordering: .sequentiallyConsistent) { usleep(100) }
    }

    /// For the test.
    func waitUntilReached() async throws {
        while !isReached.load(ordering: .sequentiallyConsistent) { try await Task.sleep(for: .milliseconds(1)) }
    }
}
