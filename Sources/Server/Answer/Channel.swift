import Synchronization

/// A bounded queue of bytes between a task that writes and a C thread that reads and must never wait.
final class Channel: Sendable {
    /// What the C thread is told when it asks for bytes.
    enum Reading {
        case bytes(Int)
        case later
        case end
        case broken
    }

    private enum Fate { case open, finished, broken }

    private struct State {
        var bytes: [UInt8] = []
        var start = 0
        var fate = Fate.open
        var isParked = false
        var next = 0
        var writers: [(ticket: Int, continuation: CheckedContinuation<Void, any Error>)] = []

        var waiting: Int { bytes.count - start }
    }

    private let state = Mutex(State())
    private let capacity: Int
    /// Wakes the connection that was parked for want of bytes. Called once for each parking.
    private let wake: @Sendable () -> Void

    init(capacity: Int, wake: @Sendable @escaping () -> Void = {}) {
        self.capacity = capacity
        self.wake = wake
    }

    func write(_ bytes: [UInt8]) async throws {
        try await waitForRoom()
        let isParked = try state.withLock { state in
            guard state.fate == .open else { throw ClientGone() }
            state.bytes.append(contentsOf: bytes)
            return Channel.unparked(&state)
        }
        if isParked { wake() }
    }

    /// Says that nothing more comes: the answer ends well, or is cut when `isWhole` is false.
    func finish(isWhole: Bool) {
        end(isWhole ? .finished : .broken)
    }

    /// Says that nobody reads any more; those who write are told.
    func abandon() {
        end(.broken)
    }

    /// Fills the C thread's buffer, or parks the connection by `park`, which answers false when it may not.
    func read(into buffer: UnsafeMutableRawBufferPointer, park: () -> Bool) -> Reading {
        var freed: [CheckedContinuation<Void, any Error>] = []
        let reading = state.withLock { state -> Reading in
            guard state.fate != .broken else { return .broken }
            guard state.waiting > 0 else {
                guard state.fate == .open else { return .end }
                guard park() else { return .broken }
                state.isParked = true
                return .later
            }
            let count = min(buffer.count, state.waiting)
            state.bytes.withUnsafeBytes { bytes in
                buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[state.start..<state.start + count]))
            }
            state.start += count
            if state.start == state.bytes.count {
                state.bytes.removeAll(keepingCapacity: true)
                state.start = 0
            }
            if state.waiting < capacity {
                freed = state.writers.map(\.continuation)
                state.writers = []
            }
            return .bytes(count)
        }
        for writer in freed { writer.resume() }
        return reading
    }

    func taken() -> [UInt8] {
        state.withLock { Array($0.bytes[$0.start...]) }
    }

    private func waitForRoom() async throws {
        while try hasNoRoom() {
            let ticket = state.withLock { state in
                state.next += 1
                return state.next
            }
            try await withTaskCancellationHandler {
                try await withCheckedThrowingContinuation { line(up: $0, ticket) }
            } onCancel: {
                leave(ticket)
            }
        }
    }

    private func hasNoRoom() throws -> Bool {
        try Task.checkCancellation()
        return try state.withLock { state in
            guard state.fate == .open else { throw ClientGone() }
            return state.waiting >= capacity
        }
    }

    private func line(up continuation: CheckedContinuation<Void, any Error>, _ ticket: Int) {
        let mustWait = state.withLock { state in
            guard state.fate == .open, state.waiting >= capacity, !Task.isCancelled else { return false }
            state.writers.append((ticket, continuation))
            return true
        }
        if !mustWait { continuation.resume() }
    }

    private func leave(_ ticket: Int) {
        let writer = state.withLock { state in
            state.writers.firstIndex { $0.ticket == ticket }.map { state.writers.remove(at: $0).continuation }
        }
        writer?.resume(throwing: CancellationError())
    }

    private func end(_ fate: Fate) {
        let (isParked, writers) = state.withLock { state in
            if state.fate != .broken { state.fate = fate }
            defer { state.writers = [] }
            return (Channel.unparked(&state), state.writers.map(\.continuation))
        }
        for writer in writers { writer.resume() }
        if isParked { wake() }
    }

    private static func unparked(_ state: inout State) -> Bool {
        defer { state.isParked = false }
        return state.isParked
    }
}
