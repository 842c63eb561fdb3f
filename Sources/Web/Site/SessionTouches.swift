import Synchronization

/// Sessions whose last use waits to be written down, so that no answer waits for it.
final class SessionTouches: Sendable {
    private let waiting = Mutex<Set<String>>([])
    private let sessions: AsyncStream<Session>
    private let source: AsyncStream<Session>.Continuation

    init() {
        // What is lost in a rush is written at the next visit.
        (sessions, source) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(1024))
    }

    func add(_ session: Session) {
        guard waiting.withLock({ $0.insert(session.digest).inserted }) else { return }
        guard case .enqueued = source.yield(session) else {
            waiting.withLock { _ = $0.remove(session.digest) }
            return
        }
    }

    /// Writes them down as they come, until the task is cancelled.
    func write(to store: Store) async {
        for await session in sessions {
            _ = try? await store.write { try session.touch(in: $0) }
            waiting.withLock { _ = $0.remove(session.digest) }
        }
    }
}

extension Session {
    /// Whether its last use was written down so long ago that it should be again.
    func isDue(at now: Instant) -> Bool {
        stage == .full && now.seconds(since: seenAt) >= Self.touchSeconds
    }
}

extension Site {
    /// Writes down the use of sessions beside the visits, until its task is cancelled. Whoever serves the site runs
    /// this once.
    public func keepSessions() async {
        await touches.write(to: store)
    }
}
