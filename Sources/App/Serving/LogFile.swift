import Base
import Glibc
import Synchronization
import Threads

/// A log of JSON lines. Writing a line costs a lock; a thread of its own puts them where they go.
final class LogFile: Sendable {
    private struct Pending {
        var bytes: [UInt8] = []
        /// Whether a thread is writing already.
        var isWriting = false
        /// Those who wait until nothing waits any more.
        var flushers: [CheckedContinuation<Void, Never>] = []
        /// Lines left out because the disk or the reader could not follow.
        var lost = 0
    }

    private let file: Int32
    private let isOwned: Bool
    private let pending = Mutex(Pending())

    /// More than this is not kept in memory.
    static let limit = 8 << 20

    /// Appends to the file at `path`; nil when it cannot be opened.
    init?(appendingTo path: String) {
        file = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o640)
        isOwned = true
        guard file >= 0 else { return nil }
    }

    /// Writes to a descriptor that stays open: the standard output or the standard error.
    init(descriptor: Int32) {
        file = descriptor
        isOwned = false
    }

    deinit {
        if isOwned { close(file) }
    }

    func write(_ line: JSON) {
        let begins = pending.withLock { pending in
            guard pending.bytes.count < Self.limit else {
                pending.lost += 1
                return false
            }
            line.write(into: &pending.bytes)
            pending.bytes.append(0x0A)
            defer { pending.isWriting = true }
            return !pending.isWriting
        }
        if begins { startThread(named: "log") { self.drain() } }
    }

    /// Waits until every line given so far is written.
    func flush() async {
        await withCheckedContinuation { continuation in
            let isDone = pending.withLock { pending in
                if pending.isWriting { pending.flushers.append(continuation) }
                return !pending.isWriting
            }
            if isDone { continuation.resume() }
        }
    }

    private func drain() {
        while true {
            let next: [UInt8]? = pending.withLock { pending in
                guard !pending.bytes.isEmpty else { return nil }
                defer { pending.bytes = [] }
                if pending.lost > 0 {
                    (["lost_lines": JSON(pending.lost)] as JSON).write(into: &pending.bytes)
                    pending.bytes.append(0x0A)
                    pending.lost = 0
                }
                return pending.bytes
            }
            if let next {
                Files.write(next, to: file)
                // Lines of the next moment share one write.
                usleep(20_000)
                continue
            }
            let flushers = pending.withLock { pending -> [CheckedContinuation<Void, Never>]? in
                guard pending.bytes.isEmpty else { return nil }
                pending.isWriting = false
                defer { pending.flushers = [] }
                return pending.flushers
            }
            guard let flushers else { continue }
            for flusher in flushers { flusher.resume() }
            return
        }
    }
}
