import Glibc
import Testing

@testable import Server

@Suite("A deadline") struct DeadlineTests {
    private let hasty = with {
        $0.headDeadline = .milliseconds(400)
        $0.bodyDeadline = .milliseconds(400)
        $0.idleTimeout = .milliseconds(600)
        $0.answerDeadline = .milliseconds(300)
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\r\nHo", 408), ("GET /", 0), ("", 0),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\nab", 408),
    ])
    func `ends what was half sent`(half: String, status: Int) async throws {
        let (answer, nanoseconds) = try await serving(hasty) { port in
            let start = monotonicNow()
            let client = try Client(port)
            try client.send(half)
            let rest = client.rest()
            return (String(decoding: rest, as: UTF8.self), monotonicNow() - start)
        }
        #expect(answer.hasPrefix("HTTP/1.1 408 ") == (status == 408))
        #expect(nanoseconds > 350_000_000)
        #expect(nanoseconds < 1_000_000_000)
    }

    @Test func `is not moved by drips, and half-open clients slow nobody`() async throws {
        let (drips, quick) = try await serving(hasty) { port in
            let crowd = try (0..<200).map { _ in try Client(port) }
            for client in crowd { try client.send("GET / HTTP/1.1\r\nHost: a\r\nX: ") }
            let start = monotonicNow()
            let reply = try Client(port).ask("GET", "/")
            let quick = monotonicNow() - start
            #expect(reply.status == 200)
            var drips = 0
            while drips < 40, (try? crowd[0].send("x")) != nil {
                usleep(30_000)
                drips += 1
            }
            return (drips, quick)
        }
        // Without the crowd it takes a millisecond; behind it, it would take the deadline of every head.
        #expect(quick < 1_000_000_000)
        #expect(drips < 30)
    }

    @Test func `closes a kept connection that says nothing more`() async throws {
        let nanoseconds = try await serving(hasty) { port in
            let client = try Client(port)
            _ = try client.ask("GET", "/")
            let start = monotonicNow()
            _ = client.rest()
            return monotonicNow() - start
        }
        #expect(nanoseconds > 450_000_000)
        #expect(nanoseconds < 1_300_000_000)
    }

    @Test func `answers 503 for a handler that takes too long, and cancels it`() async throws {
        let wasCancelled = Flag()
        let reply = try await serving(hasty) { _ in
            do { try await Task.sleep(for: .seconds(20)) } catch { wasCancelled.raise() }
            return Response(200, "late", type: "text/plain")
        } visit: {
            try Client($0).ask("GET", "/")
        }
        #expect(reply.status == 503)
        #expect(reply["Retry-After"] != nil)
        #expect(wasCancelled.isRaised)
    }

    @Test func `is not needed for a client that goes away`() async throws {
        let wasCancelled = Flag()
        _ = try await serving { _ in
            do { try await Task.sleep(for: .seconds(20)) } catch { wasCancelled.raise() }
            return Response(200, "late", type: "text/plain")
        } visit: { port in
            var client: Client? = try Client(port)
            try client?.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            usleep(50_000)
            client = nil
            for _ in 0..<100 where !wasCancelled.isRaised { usleep(10_000) }
            return client == nil
        }
        #expect(wasCancelled.isRaised)
    }
}
