public import Base
import Synchronization
import Threads

/// One thread for arithmetic that takes long: password hashing, exports, certificates.
///
/// The shared pool has as many threads as the machine has cores; two hashes there, and every visit waits. Work given
/// here is done one after another, in order of arrival. Beyond `limit` at once it is refused, so that a flood of
/// sign-ins is answered with 503 at once rather than with a queue of minutes.
public actor Arithmetic {
    /// Why the work was not begun.
    public enum Problem: Explained, Equatable, Sendable {
        /// As much waits already as may wait.
        case busy

        public var words: String { "现在请求的人太多，请过一会儿再试。" }
    }

    private let executor: ThreadExecutor
    private let limit: Int
    private let inside = Mutex(0)

    /// Starts the thread, which lives as long as this value; `limit` counts the one being done and those that wait.
    public init(limit: Int) {
        executor = ThreadExecutor(named: "arithmetic")
        self.limit = limit
    }

    nonisolated public var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Does the work on the thread; throws `Problem.busy` at once if too much waits, else what the work throws.
    nonisolated public func run<T>(_ body: sending () throws -> sending T) async throws -> sending T {
        let entered = inside.withLock { count in
            guard count < limit else { return false }
            count += 1
            return true
        }
        guard entered else { throw Problem.busy }
        defer { inside.withLock { $0 -= 1 } }
        return try await perform(body)
    }

    private func perform<T>(_ body: sending () throws -> sending T) throws -> sending T {
        try body()
    }
}
