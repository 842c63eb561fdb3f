import Glibc
import Synchronization

/// A thread that looks over all connections ten times a second: who is late, whose client has left.
///
/// It is no task, so that deadlines hold even when every thread of the pool is held up.
///
/// Unchecked, because its variables are written in `init` alone, and `thread` is read by `stop` alone.
final class Watch: @unchecked Sendable {
    private static let interval: Int32 = 100
    /// `POLLRDHUP`, which the header hides from Swift.
    private static let hungUp: Int16 = 0x2000

    private let server: Server
    private var bell: [Int32] = [0, 0]
    private var thread = pthread_t()

    init(over server: Server) {
        self.server = server
        pipe(&bell)
        for end in bell { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let pointer = Unmanaged.passRetained(self).toOpaque()
        pthread_create(
            &thread, nil,
            { pointer in
                if let pointer { Unmanaged<Watch>.fromOpaque(pointer).takeRetainedValue().run() }
                return nil
            }, pointer)
    }

    /// Ends the thread and waits for it, which takes no longer than one look.
    func stop() {
        close(bell[1])
        pthread_join(thread, nil)
        close(bell[0])
    }

    private func run() {
        var rung = pollfd(fd: bell[0], events: Int16(POLLIN), revents: 0)
        while poll(&rung, 1, Watch.interval) == 0 || errno == EINTR && rung.revents == 0 { look() }
    }

    private func look() {
        let now = monotonicNow()
        let watched = server.everyConnection().compactMap { connection in
            connection.look(now).map { (connection, $0) }
        }
        guard !watched.isEmpty else { return }
        var polls = watched.map { pollfd(fd: $0.0.socket, events: Watch.hungUp, revents: 0) }
        guard poll(&polls, nfds_t(polls.count), 0) > 0 else { return }
        for (index, (connection, turn)) in watched.enumerated() where polls[index].revents != 0 {
            connection.clientLeft(in: turn)
        }
    }
}
