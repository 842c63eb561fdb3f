import Glibc
import Server
import Synchronization
import Testing
import Threads
import Web

@testable import App

@Suite("Serving") struct ServingTests {
    @Test func `lets a slow request finish before it stops`() async throws {
        try await withTwo { data in
            let gate = Gate()
            var slow = Module("slow")
            slow.routes = [
                .open(.get, Place("/slow"), .anyone) { _ in
                    gate.arrive()
                    try await Task.sleep(for: .milliseconds(400))
                    return .json(["done": true])
                }
            ]
            var settings = Settings()
            settings.data = data
            settings.port = 0
            settings.assets = assetsFolder
            let serving = try await Serving.start(
                settings, world: .system, joined: Joined(rooms + [slow]), ledger: quietLedger())
            let stop = StopSign()
            let port = serving.server.port
            async let ended: Void = serving.run(until: stop)
            let client = try Child("curl", ["-s", "-H", "Host: bj.localhost", "http://127.0.0.1:\(port)/slow"])
            await gate.wait()
            stop.tell()
            let (text, status) = await onThread(named: "child") { (client.text(), client.wait()) }
            #expect(status == 0)
            #expect(text == "{\"done\":true}\n")
            try await ended
            #expect(serving.server.port == 0)
            // The folder is given back: another process may open it.
            let again = try await openInstallation(settings, world: .system)
            await again.close()
        }
    }

    @Test func `names the port that is taken`() async throws {
        try await withTwo { data in
            let other = Server(ServerSettings(port: 0)) { _ in Response() }
            try other.start()
            var settings = Settings()
            settings.data = data
            settings.port = other.port
            settings.assets = assetsFolder
            let problem = await #expect(throws: StartProblem.self) {
                _ = try await Serving.start(settings, world: .system, joined: joined, ledger: quietLedger())
            }
            #expect(problem?.words.contains("\(other.port)") == true)
            #expect(problem?.words.contains("--port") == true)
            await other.stop(within: 1)
        }
    }
}

@Suite("The access log") struct LedgerTests {
    @Test func `has a line of JSON for each visit and nothing personal`() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.path("access.log")
        let log = try #require(LogFile(appendingTo: path))
        let ledger = Ledger(access: log, faults: LogFile(descriptor: -1), world: .system)
        for number in 1...500 {
            let request = Request(
                .get, "/people/13800000000", query: [("name", "陈荷")], remote: "10.1.2.3", number: UInt64(number))
            let response = Response(200, "ok", type: "text/plain")
            ledger.visit(VisitRecord(request, response, VisitTrace(route: "/people/:id")))
        }
        await ledger.flush()
        let text = try #require(Files.text(path))
        let lines = text.split(separator: "\n")
        #expect(lines.count == 500)
        let first = try JSON(parsing: Array(lines[0].utf8))
        #expect(first["route"] == "/people/:id" && first["status"] == 200 && first["bytes"] == 2)
        #expect(first["id"] == "0000000000000001")
        for secret in ["13800000000", "陈荷", "10.1.2.3"] { #expect(!text.contains(secret)) }
    }
}

/// A gate that somebody opens by arriving.
final class Gate: Sendable {
    private let arrivals: AsyncStream<Void>
    private let source: AsyncStream<Void>.Continuation

    init() {
        (arrivals, source) = AsyncStream.makeStream()
    }

    func arrive() {
        source.yield()
    }

    func wait() async {
        for await _ in arrivals { return }
    }
}
