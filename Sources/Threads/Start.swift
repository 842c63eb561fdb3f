import Glibc

/// Starts a thread of the system that nobody joins: it ends when `body` returns.
///
/// A call into C may wait there, which on Swift's shared pool would stop every other task of the process. Linux keeps 15
/// bytes of its name.
public func startThread(named name: String, _ body: @escaping @Sendable () -> Void) {
    let start = Unmanaged.passRetained(ThreadStart(name: name, body: body))
    var thread = pthread_t()
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    let failure = pthread_create(&thread, &attributes, runThread, start.toOpaque())
    pthread_attr_destroy(&attributes)
    precondition(failure == 0, "the system gives no more threads (\(failure))")
}

private func runThread(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument else { return nil }
    let start = Unmanaged<ThreadStart>.fromOpaque(argument).takeRetainedValue()
    nameThread(start.name)
    start.body()
    return nil
}

/// Names the thread that calls, for whoever looks at the process.
private func nameThread(_ name: String) {
    let file = open("/proc/thread-self/comm", O_WRONLY)
    guard file >= 0 else { return }
    _ = write(file, name, min(15, name.utf8.count))
    close(file)
}

/// What a new thread is given.
private final class ThreadStart: Sendable {
    let name: String
    let body: @Sendable () -> Void

    init(name: String, body: @escaping @Sendable () -> Void) {
        self.name = name
        self.body = body
    }
}
