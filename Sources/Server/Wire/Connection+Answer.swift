import Glibc
import Synchronization

/// The other side of a connection: what the request's task and the watch do to it.
extension Connection {
    /// Finds the answer, brings it, and writes what it streams. Runs as the request's task.
    func answer(_ request: Request, in turn: Int) async {
        let response = await server.answer(request)
        let settled = Settled(response, for: request.method, request.headers)
        let closes = server.isStopping
        guard case .stream(let stream) = settled.payload else {
            deliver(Reply(settled, closes: closes), in: turn)
            return
        }
        let channel = Channel(capacity: stream.capacity) { [self] in resume() }
        guard request.method != .head else {
            channel.finish(isWhole: true)
            deliver(Reply(settled, channel: channel, to: self, closes: closes), in: turn)
            return
        }
        guard deliver(Reply(settled, channel: channel, to: self, closes: closes), in: turn, stream.isEndless)
        else { return }
        do {
            try await stream.body(Pen(channel: channel))
            channel.finish(isWhole: true)
        } catch {
            channel.finish(isWhole: stream.isEndless)
        }
    }

    /// Leaves the answer for the library's thread; false when nobody waits for it any more. Nil cuts the connection.
    @discardableResult
    private func deliver(_ reply: Reply?, in turn: Int, _ isEndless: Bool = false) -> Bool {
        let isWanted = state.withLock { state in
            guard state.turn == turn, case .answering = state.stage else { return false }
            state.stage = .ready(reply)
            state.channel = reply?.channel
            state.isEndless = isEndless
            return true
        }
        guard isWanted else { return false }
        server.counters.inFlight.subtract(1, ordering: .relaxed)
        resume()
        return true
    }

    /// Gives up on the answer: the task is cancelled, the client gets the reply or, when it is nil, nothing.
    private func giveUp(_ reply: Reply?, in turn: Int) {
        let task = task(in: turn)
        deliver(reply, in: turn)
        task?.cancel()
    }

    /// Acts on a deadline that has passed. Answers the number of the request when it is worth looking whether the
    /// client is still there, which nobody else notices while the connection is suspended.
    func look(_ now: Int64) -> Int? {
        enum Verdict { case nothing, late(Int), watch(Int) }
        let verdict = state.withLock { state -> Verdict in
            let isLate = now > state.deadline
            switch state.stage {
            case .cut, .ready: return .nothing
            case .sending: return state.channel == nil ? .nothing : .watch(state.turn)
            case .answering:
                if isLate { return .late(state.turn) }
                return now - state.since > 100_000_000 ? .watch(state.turn) : .nothing
            case .waiting, .head, .body:
                guard isLate else { return .nothing }
                if case .waiting = state.stage {} else { sayTooSlow() }
                state.stage = .cut
                // The library closes the socket after `closed()`, which waits for this lock, so it is still ours.
                shutdown(socket, Int32(SHUT_RDWR))
                return .nothing
            }
        }
        switch verdict {
        case .nothing: return nil
        case .watch(let turn): return turn
        case .late(let turn):
            giveUp(Reply(problem: 503, closes: true), in: turn)
            return nil
        }
    }

    /// The client closed its end, so nobody waits for the answer.
    func clientLeft(in turn: Int) {
        giveUp(nil, in: turn)
        endStream(in: turn, isOnlyEndless: false)
    }

    /// Ends what goes on until the client leaves, because the server is about to stop.
    func endEndless() {
        endStream(in: nil, isOnlyEndless: true)
    }

    /// Ends whatever is under way: the last step before the library is stopped.
    func abandon() {
        giveUp(Reply(problem: 503, closes: true), in: state.withLock(\.turn))
        endStream(in: nil, isOnlyEndless: false)
    }

    private func endStream(in turn: Int?, isOnlyEndless: Bool) {
        let (found, channel) = state.withLock { state in
            let isMeant = (turn == nil || turn == state.turn) && (!isOnlyEndless || state.isEndless)
            return (state.turn, isMeant ? state.channel : nil)
        }
        guard let channel else { return }
        let task = task(in: found)
        if !isOnlyEndless { channel.abandon() }
        task?.cancel()
    }

    /// 408 straight into the socket: the library answers only whole requests.
    private func sayTooSlow() {
        let response = Response.problem(408)
        guard case .bytes(let body) = response.body else { return }
        let head =
            "HTTP/1.1 408 Request Timeout\r\nContent-Type: application/problem+json\r\n"
            + "Content-Length: \(body.count)\r\nConnection: close\r\n\r\n"
        let bytes = Array(head.utf8) + body
        _ = Glibc.send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
    }
}
