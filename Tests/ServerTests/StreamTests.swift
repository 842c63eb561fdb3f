import Glibc
import Synchronization
import Testing

@testable import Server

@Suite("A stream") struct StreamTests {
    @Test func `arrives as it is written`() async throws {
        let (texts, span) = try await serving { _ in
            .events { pen in
                for number in 1...3 {
                    try await pen.write(Event(name: "n", data: "\(number)\n行"))
                    try await Task.sleep(for: .milliseconds(60))
                }
            }
        } visit: { port in
            let client = try Client(port)
            try client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            let head = try client.reply(hasBody: false)
            #expect(head["Content-Type"] == "text/event-stream")
            var texts: [String] = []
            let start = monotonicNow()
            for _ in 0..<3 { texts.append(String(decoding: try client.chunk(), as: UTF8.self)) }
            let span = monotonicNow() - start
            #expect(try client.chunk().isEmpty)
            #expect(try client.ask("HEAD", "/").status == 200)
            return (texts, span)
        }
        #expect(texts == (1...3).map { "event: n\ndata: \($0)\ndata: 行\n\n" })
        #expect(span > 80_000_000)
    }

    @Test func `waits for a slow reader and loses nothing`() async throws {
        let written = Atomic(0)
        let (early, body) = try await serving { _ in
            Response(
                headers: ["Content-Type": "text/csv"],
                body: .stream(
                    Stream(capacity: 10_000) { pen in
                        for number in 0..<2000 {
                            try await pen.write([UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 4096))
                            written.add(1, ordering: .relaxed)
                        }
                    }))
        } visit: { port in
            let client = try Client(port)
            try client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            usleep(200_000)
            let early = written.load(ordering: .relaxed)
            return (early, try client.reply().body)
        }
        #expect(early < 1990)
        #expect(body.count == 2000 * 4096)
        #expect((0..<2000).allSatisfy { body[$0 * 4096] == UInt8(truncatingIfNeeded: $0) })
    }

    @Test func `tells its writer when the client is gone`() async throws {
        let end = Flag()
        _ = try await serving { _ in
            .events { pen in
                defer { end.raise() }
                while true {
                    try await pen.keepAlive()
                    try await Task.sleep(for: .milliseconds(20))
                }
            }
        } visit: { port in
            var client: Client? = try Client(port)
            try client?.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            _ = try client?.reply(hasBody: false)
            client = nil
            for _ in 0..<100 where !end.isRaised { usleep(10_000) }
            return client == nil
        }
        #expect(end.isRaised)
    }

    @Test func `is cut when its writer fails`() async throws {
        let isWhole = try await serving { _ in
            Response(
                body: .stream(
                    Stream { pen in
                        try await pen.write("half")
                        throw ClientGone()
                    }))
        } visit: { port in
            (try? Client(port).ask("GET", "/")) != nil
        }
        #expect(!isWhole)
    }

    @Test func `can be gathered without a socket`() async throws {
        let stream = Stream { pen in
            try await pen.write("a")
            try await pen.write(Event(id: "7", data: ""))
        }
        #expect(String(decoding: try await stream.bytes(), as: UTF8.self) == "aid: 7\ndata: \n\n")
    }
}
