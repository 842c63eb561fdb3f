import Glibc

/// The signals that ask the program to stop.
enum Signals {
    /// Keeps SIGTERM and SIGINT from ending the process by themselves. Before any thread is started: each inherits it.
    static func hold() {
        var set = stopping
        unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
    }

    /// Tells of the first signal; the second one ends the process at once.
    static func watch(first: @escaping @Sendable (Int32) -> Void) {
        OwnThread.run {
            first(wait())
            let number = wait()
            complain("再次收到停止信号，立即退出。")
            _exit(128 + number)
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
