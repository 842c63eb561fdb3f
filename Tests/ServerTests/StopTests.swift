import Glibc
import Testing

@testable import Server

@Suite("Stopping", .serialized) struct StopTests {
    @Test func `lets a request under way finish and takes no new one`() async throws {
        let server = try begun { _ in
            try? await Task.sleep(for: .milliseconds(300))
            return Response(200, "done", type: "text/plain")
        }
        let port = server.port
        async let slow = aside { try Client(port).ask("GET", "/") }
        try await Task.sleep(for: .milliseconds(100))
        await server.stop(within: 5)
        let reply = try await slow
        #expect(reply.text == "done")
        #expect(reply["Connection"] == "close")
        #expect(throws: Silence.self) { try Client(port) }
        #expect(server.port == 0)
    }

    @Test func `ends suspended requests and streams at its deadline`() async throws {
        let server = try begun { request in
            if request.path == "/events" { return .events { _ in try await Task.sleep(for: .seconds(60)) } }
            try? await Task.sleep(for: .seconds(60))
            return Response(200, "late", type: "text/plain")
        }
        let port = server.port
        async let late = aside { try Client(port).ask("GET", "/") }
        async let events = aside { try Client(port).ask("GET", "/events") }
        async let silent = aside { try Client(port).rest() }
        try await Task.sleep(for: .milliseconds(100))
        #expect(server.metrics.connections == 3)
        await server.stop(within: 1)
        #expect((try? await late)?.status ?? 503 == 503)
        #expect(try await events.status == 200)
        #expect(try await silent.isEmpty)
        #expect(server.metrics.connections == 0)
    }

    @Test func `under load does no harm`() async throws {
        for _ in 0..<5 {
            let server = try begun { _ in
                await Task.yield()
                return Response(200, "好", type: "text/plain")
            }
            let port = server.port
            async let load = aside {
                let clients = try (0..<16).map { _ in try Client(port) }
                var count = 0
                do {
                    while true {
                        for client in clients { try client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n") }
                        for client in clients { count += try client.reply().status == 200 ? 1 : 0 }
                    }
                } catch { return count }
            }
            try await Task.sleep(for: .milliseconds(50))
            await server.stop(within: 0)
            #expect(try await load > 0)
            #expect(server.metrics.connections == 0)
        }
    }

    @Test func `a port in use is said clearly`() async throws {
        let server = try begun { _ in Response() }
        let second = Server(ServerSettings(port: server.port)) { _ in Response() }
        let problem = #expect(throws: ServerProblem.self) { try second.start() }
        #expect(problem?.cause == .portInUse(server.port))
        await server.stop(within: 0)
        await second.stop(within: 0)
    }

    private func begun(_ answer: @Sendable @escaping (Request) async -> Response) throws -> Server {
        let server = Server(ServerSettings(), answer: answer)
        try server.start()
        return server
    }
}
