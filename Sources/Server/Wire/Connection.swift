import CMicroHTTPD
import Glibc
import Synchronization

/// One client's connection and the request that is on it.
///
/// The library's thread calls in with what it reads and may never wait here; the request's task brings the answer;
/// the watch looks whether either is late. They meet in `state`, and only there.
///
/// Unchecked, because of two things beside `state`. `wire` is a constant, and from outside the callbacks only
/// `MHD_resume_connection` is called with it, once for each suspension, while the library must keep it alive.
/// `phase`, `draft` and `intake` are touched by this connection's callbacks alone, which the library never runs two
/// at a time.
final class Connection: @unchecked Sendable {
    enum Stage {
        case waiting, head, body, answering
        case ready(Reply?)
        case sending
        /// Cut off or closed: nothing that still comes in counts.
        case cut
    }

    struct State {
        /// The number of the request, so that a late answer finds nobody.
        var turn = 0
        var stage = Stage.waiting
        var since: Int64
        var deadline: Int64
        var channel: Channel?
        var isEndless = false
    }

    enum Phase { case head, body, answer }

    let wire: OpaquePointer
    let socket: Int32
    let peer: String
    let server: Server
    let state: Mutex<State>
    var phase = Phase.head
    var target: Target?
    var draft: Request?
    var intake: Intake?
    private var isBusy = false
    /// The same as in `state`, for the callbacks, which alone change it.
    private var turn = 0
    /// The task that answers. Apart from `state`, so that the task need not wait for its own handle to be put here.
    private let task = Mutex<(turn: Int, handle: Task<Void, Never>)?>(nil)

    init(_ wire: OpaquePointer, socket: Int32, peer: String, of server: Server) {
        self.wire = wire
        self.socket = socket
        self.peer = peer
        self.server = server
        let now = monotonicNow()
        state = Mutex(State(since: now, deadline: now + server.patience.head))
    }

    func opened() {
        server.counters.connections.add(1, ordering: .relaxed)
        server.add(self)
    }

    func closed() {
        server.counters.connections.subtract(1, ordering: .relaxed)
        server.remove(self)
        state.withLock { $0.stage = .cut }
    }

    /// The request line has come.
    func began(_ uri: UnsafePointer<CChar>) {
        isBusy = true
        server.counters.busy.add(1, ordering: .relaxed)
        let raw = UnsafeRawPointer(uri).assumingMemoryBound(to: UInt8.self)
        target = Target(UnsafeBufferPointer(start: raw, count: strlen(uri)))
        _ = enter(.head, for: server.patience.head)
    }

    /// Goes one step with what the library brings; false closes the connection.
    func went(
        on method: UnsafePointer<CChar>, _ version: UnsafePointer<CChar>, _ piece: UnsafeRawBufferPointer
    ) -> Bool {
        switch phase {
        case .head: return receive(method, version)
        case .answer: return send()
        case .body:
            guard piece.isEmpty else { return intake?.take(piece) ?? true }
            return finishBody()
        }
    }

    /// The answer is sent, or never will be.
    func completed(isWell: Bool) {
        let task = task(in: turn)
        turn += 1
        let channel = state.withLock { state in
            defer {
                state.turn = turn
                state.channel = nil
                if case .cut = state.stage {} else { state.stage = .waiting }
                state.since = monotonicNow()
                state.deadline = state.since + server.patience.idle
            }
            return state.channel
        }
        channel?.abandon()
        if !isWell { task?.cancel() }
        phase = .head
        target = nil
        draft = nil
        intake = nil
        if isBusy { server.counters.busy.subtract(1, ordering: .relaxed) }
        isBusy = false
    }

    /// The task of that request; nil when it is no longer the one under way.
    func task(in turn: Int) -> Task<Void, Never>? {
        task.withLock { $0?.turn == turn ? $0?.handle : nil }
    }

    /// Moves on unless the connection was cut.
    func enter(_ stage: Stage, for limit: Int64) -> Bool {
        state.withLock { state in
            if case .cut = state.stage { return false }
            state.stage = stage
            state.since = monotonicNow()
            state.deadline = state.since + limit
            return true
        }
    }

    /// Queues an answer that needs no task. The rest of the body is not read.
    func refuse(_ reply: Reply?) -> Bool {
        phase = .answer
        guard let reply, enter(.ready(reply), for: server.patience.idle) else { return false }
        return send()
    }

    private func send() -> Bool {
        let reply = state.withLock { state -> Reply? in
            guard case .ready(let reply) = state.stage else { return nil }
            state.stage = .sending
            return reply
        }
        guard let reply, reply.queue(on: wire) == .yes else { return false }
        server.counters.countAnswer(reply.status)
        server.counters.bytesOut.add(reply.size, ordering: .relaxed)
        return true
    }

    private func finishBody() -> Bool {
        guard let intake, let request = draft else { return false }
        self.intake = nil
        switch intake.finish() {
        case .failure(let refusal): return refuse(Reply(problem: refusal.status, closes: refusal.status == 413))
        case .success(.none): return start(request)
        case .success(let body): return start(request.with(body))
        }
    }

    /// Suspends the connection and lets a task find the answer.
    func start(_ request: Request) -> Bool {
        draft = nil
        phase = .answer
        guard enter(.answering, for: server.patience.answer), suspend() else { return false }
        server.counters.inFlight.add(1, ordering: .relaxed)
        let turn = turn
        let handle = Task { await self.answer(request, in: turn) }
        task.withLock { $0 = (turn, handle) }
        return true
    }

    /// Makes the library see at once that the connection is over, which it would otherwise find out by its timeout.
    /// Only from a callback of this connection.
    func hangUp() {
        shutdown(socket, Int32(SHUT_RDWR))
    }

    /// Tells the library to leave the connection alone until it is resumed; false when the server is ending.
    func suspend() -> Bool {
        server.counters.suspended.add(1, ordering: .sequentiallyConsistent)
        guard !server.isClosed else {
            server.counters.suspended.subtract(1, ordering: .sequentiallyConsistent)
            return false
        }
        MHD_suspend_connection(wire)
        return true
    }

    /// Once for each suspension.
    func resume() {
        MHD_resume_connection(wire)
        server.counters.suspended.subtract(1, ordering: .sequentiallyConsistent)
    }
}

extension Request {
    func with(_ body: Body) -> Request {
        Request(
            method, path, query: query, headers: headers, body: body, remote: remote, isSecure: isSecure,
            number: number)
    }
}
