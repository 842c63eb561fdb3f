import Base
import CMicroHTTPD
import Glibc
import Synchronization

/// The HTTP/1.1 server: the library's threads move bytes, a task answers each request.
///
/// It neither waits on the library's threads nor touches a connection from another one. TLS and HTTP/2 stand in
/// front of it. Once started it must be stopped, which also lets it go.
public final class Server: Sendable {
    private struct Running {
        var daemon: UInt
        var port: UInt16
        var watch: Watch
    }

    public let settings: ServerSettings
    let answer: @Sendable (Request) async -> Response
    let counters = Counters()
    let patience: Patience
    private let running = Mutex<Running?>(nil)
    private let connections = Mutex<[ObjectIdentifier: Connection]>([:])
    private let stopping = Atomic(false)
    private let ended = Atomic(false)
    private let number: Atomic<UInt64>

    public init(_ settings: ServerSettings, answer: @Sendable @escaping (Request) async -> Response) {
        self.settings = settings
        self.answer = answer
        patience = Patience(settings)
        var dice = Dice.system
        number = Atomic(dice.next())
    }

    /// Begins to listen; a server runs once.
    public func start() throws(ServerProblem) {
        guard running.withLock({ $0 == nil }), !isStopping else { throw ServerProblem(.alreadyStarted, code: 0) }
        try Spool.prepare(settings.spool)
        let listener = try Listener(host: settings.host, port: settings.port)
        let this = Unmanaged.passRetained(self)
        guard let daemon = begin(on: listener.socket, this.toOpaque()) else {
            let problem = ServerProblem(.library)
            this.release()
            close(listener.socket)
            throw problem
        }
        let watch = Watch(over: self)
        running.withLock { $0 = Running(daemon: UInt(bitPattern: daemon), port: listener.port, watch: watch) }
    }

    /// The port listened to, 0 while there is none.
    public var port: UInt16 { running.withLock { $0?.port ?? 0 } }

    /// What it has done and is doing.
    public var metrics: Metrics { counters.snapshot }

    /// Takes no new connections, lets requests under way finish for that long, ends the others, and stops.
    public func stop(within seconds: Int) async {
        // A task of its own, so that a caller that was cancelled still waits for the end.
        await Task { await self.end(within: .seconds(seconds)) }.value
    }

    private func begin(on socket: Int32, _ this: UnsafeMutableRawPointer) -> OpaquePointer? {
        // Twice the head: the library keeps its list of fields and the answer's head in the same memory.
        var terms = mhd_terms(
            socket: socket, threads: UInt32(settings.threads), connections: UInt32(settings.connections),
            connections_per_address: UInt32(settings.connectionsPerAddress),
            idle_seconds: UInt32(max(1, settings.idleTimeout.components.seconds)),
            memory: max(settings.headLimit * 2, 8 << 10), access: accessRequest, target: readTarget,
            completed: completeRequest, connection: noticeConnection, closure: this)
        return mhd_start(&terms)
    }

    private func end(within limit: Duration) async {
        let taken = running.withLock { running in
            defer { running = nil }
            return running
        }
        guard let taken, let daemon = OpaquePointer(bitPattern: taken.daemon) else { return }
        stopping.store(true, ordering: .sequentiallyConsistent)
        let listener = MHD_quiesce_daemon(daemon)
        if listener >= 0 { close(listener) }
        for connection in everyConnection() { connection.endEndless() }
        let deadline = monotonicNow() + limit.nanoseconds
        while counters.busy.load(ordering: .relaxed) > 0, monotonicNow() < deadline {
            try? await Task.sleep(for: .milliseconds(5))
        }
        ended.store(true, ordering: .sequentiallyConsistent)
        repeat {
            // Again and again, because a request may have been suspended just before it could see that all ends.
            for connection in everyConnection() { connection.abandon() }
            try? await Task.sleep(for: .milliseconds(2))
        } while counters.suspended.load(ordering: .sequentiallyConsistent) > 0
        taken.watch.stop()
        MHD_stop_daemon(daemon)
        Unmanaged.passUnretained(self).release()
    }

    /// Whether the next answer closes its connection.
    var isStopping: Bool { stopping.load(ordering: .relaxed) }

    /// Whether nothing may be suspended any more.
    var isClosed: Bool { ended.load(ordering: .sequentiallyConsistent) }

    func add(_ connection: Connection) {
        connections.withLock { $0[ObjectIdentifier(connection)] = connection }
    }

    func remove(_ connection: Connection) {
        connections.withLock { $0[ObjectIdentifier(connection)] = nil }
    }

    func everyConnection() -> [Connection] {
        connections.withLock { Array($0.values) }
    }

    /// A number no other request of this run has, and no other run is likely to have.
    func nextNumber() -> UInt64 {
        number.wrappingAdd(1, ordering: .relaxed).newValue
    }
}
