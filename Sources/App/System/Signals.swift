import Glibc
import Synchronization

/// The signals that ask the program to stop. They are taken by the main thread, which does nothing else.
enum Signals {
    /// What the first signal does; without it, it ends the process.
    private static let answer = Mutex<(@Sendable () -> Void)?>(nil)

    /// Keeps SIGTERM and SIGINT from ending the process by themselves, and lets a reader of our output leave.
    /// Before any thread is started: each inherits it.
    static func hold() {
        var set = stopping
        unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
        _ = signal(SIGPIPE, SIG_IGN)
    }

    /// Says what the first signal shall do; the second one ends the process at once.
    static func answerFirst(_ body: @escaping @Sendable () -> Void) {
        answer.withLock { $0 = body }
    }

    /// Waits for signals until the process ends.
    static func attend() -> Never {
        while true {
            let number = wait()
            guard
                let answer = answer.withLock({ answer in
                    defer { answer = nil }
                    return answer
                })
            else { _exit(128 + number) }
            answer()
        }
    }

    private static func wait() -> Int32 {
        var set = stopping
        var number: Int32 = 0
        while unsafe sigwait(&set, &number) != 0 {}
        return number
    }

    private static var stopping: sigset_t {
        var set = sigset_t()
        unsafe sigemptyset(&set)
        unsafe sigaddset(&set, SIGTERM)
        unsafe sigaddset(&set, SIGINT)
        return set
    }
}
