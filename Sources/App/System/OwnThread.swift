import Glibc

/// A thread for work that waits in the system, which the shared pool must never do.
enum OwnThread {
    private final class Work: Sendable {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) {
            self.body = body
        }
    }

    /// Runs `body` on a new thread to its end.
    static func run(_ body: @escaping @Sendable () -> Void) {
        var thread = pthread_t()
        let work = unsafe Unmanaged.passRetained(Work(body))
        let failed = unsafe pthread_create(
            &thread, nil,
            { raw in
                // The one who made it gave its reference to this thread.
                if let raw = unsafe raw { unsafe Unmanaged<Work>.fromOpaque(raw).takeRetainedValue().body() }
                return nil
            }, work.toOpaque())
        precondition(failed == 0, "no thread could be started")
        pthread_detach(thread)
    }

    /// The same for a result, which a task waits for.
    static func result<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async -> Result {
        await withCheckedContinuation { continuation in
            run { continuation.resume(returning: body()) }
        }
    }
}
