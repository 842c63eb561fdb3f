import Base
import Server
import Synchronization
import Web

/// How the program is: alive, ready, and in numbers.
final class Health: Sendable {
    private struct State {
        var isStopping = false
        var server: (@Sendable () -> Metrics)?
    }

    private let state = Mutex(State())
    private let started: Instant

    init(started: Instant) {
        self.started = started
    }

    /// Where the server's own counts come from, once there is a server.
    func watch(_ server: @escaping @Sendable () -> Metrics) {
        state.withLock { $0.server = server }
    }

    /// From now on the program is not ready for new visitors.
    func stop() {
        state.withLock { $0.isStopping = true }
    }

    /// 200 as long as the program answers at all.
    var alive: Response {
        var response = Response(200, "ok\n", type: "text/plain; charset=utf-8")
        response.headers.set("Cache-Control", "no-store")
        return response
    }

    /// 200 when every federation that is open can read its store; 503 while it stops or one cannot.
    func ready(_ house: House) async -> Response {
        var lines: [(key: String, value: JSON)] = []
        var isReady = !state.withLock { $0.isStopping }
        for wing in house.wings {
            let name = wing.federation.name
            guard let site = wing.site else {
                lines.append((name, "closed"))
                continue
            }
            var answers = site.store.isAsleep
            if !answers { answers = (try? await site.store.read { tx -> Int? in try tx.value("SELECT 1") }) == 1 }
            if !answers { isReady = false }
            lines.append((name, answers ? "ready" : "unreachable"))
        }
        let json: JSON = ["ready": .bool(isReady), "federations": .object(lines)]
        var response = Response(isReady ? 200 : 503, json.text + "\n", type: "application/json")
        response.headers.set("Cache-Control", "no-store")
        return response
    }

    /// Everything in numbers, as Prometheus reads it.
    func metrics(_ house: House, _ visits: VisitCounts) async -> Response {
        var text = MetricsText()
        text.add("unionhome_start_time_seconds", .gauge, "启动时间", Double(started.microseconds) / 1_000_000)
        if let memory = OwnProcess.memory() {
            text.add("process_resident_memory_bytes", .gauge, "占用的内存", Double(memory))
        }
        if let server = state.withLock({ $0.server })?() { text.add(server) }
        text.add(visits)
        await text.add(house)
        var response = Response(200, text.text, type: "text/plain; version=0.0.4; charset=utf-8")
        response.headers.set("Cache-Control", "no-store")
        return response
    }
}
