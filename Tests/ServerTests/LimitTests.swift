import Glibc
import Testing

@testable import Server

@Suite("A limit") struct LimitTests {
    @Test func `refuses a body by its announced length, before it is sent`() async throws {
        let reply = try await serving(with { $0.bodyLimit = 100 }) { port in
            let client = try Client(port)
            try client.send(
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 101\r\n"
                    + "Expect: 100-continue\r\n\r\n")
            return try client.reply()
        }
        #expect(reply.status == 413)
        #expect(reply["Content-Type"] == "application/problem+json")
        #expect(reply.text.contains("提交的内容过大"))
    }

    @Test func `refuses a body in pieces after dropping it`() async throws {
        let statuses = try await serving(with { $0.bodyLimit = 10 }) { port in
            try [10, 11, 2000].map { count in
                let client = try Client(port)
                try client.send(
                    "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n")
                let piece = String(repeating: "x", count: count)
                try client.send("\(String(count, radix: 16))\r\n\(piece)\r\n0\r\n\r\n")
                return try client.reply().status
            }
        }
        #expect(statuses == [200, 413, 413])
    }

    @Test func `cuts off a body that never ends`() async throws {
        let sent = try await serving(with { $0.bodyLimit = 10 }) { port in
            let client = try Client(port)
            try client.send(
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n")
            let piece = "10000\r\n" + String(repeating: "x", count: 0x10000) + "\r\n"
            var sent = 0
            while sent < 1000, (try? client.send(piece)) != nil { sent += 1 }
            return sent
        }
        #expect(sent < 300)
    }

    @Test(arguments: [
        ("GET /\(String(repeating: "a", count: 40_000)) HTTP/1.1\r\nHost: a\r\n\r\n", 414),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "a", count: 40_000))\r\n\r\n", 431),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "a", count: 9000))\r\n\r\n", 431),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "a", count: 7000))\r\n\r\n", 200),
    ])
    func `bounds the head`(head: String, status: Int) async throws {
        let reply = try await serving(with { $0.headLimit = 8 << 10 }) { port in
            let client = try Client(port)
            try? client.send(head)
            return try client.reply()
        }
        #expect(reply.status == status)
    }

    @Test func `bounds fields, uploads and the number of both`() async throws {
        let settings = with {
            $0.bodyLimit = 1000
            $0.uploadLimit = 5000
            $0.fieldLimit = 3
        }
        let statuses = try await serving(settings) { port in
            let form = ["Content-Type": "application/x-www-form-urlencoded"]
            let parts = ["Content-Type": "multipart/form-data; boundary=part"]
            func part(_ rest: String) -> String { "--part\r\nContent-Disposition: form-data; name=\"f\"\(rest)\r\n" }
            let end = "--part--\r\n"
            let file = part("; filename=\"x\"\r\n\r\n" + String(repeating: "x", count: 4000))
            let field = part("\r\n\r\n" + String(repeating: "x", count: 4000))
            return [
                try Client(port).ask("POST", "/", form, body: Array("a=1&b=2&c=3".utf8)).status,
                try Client(port).ask("POST", "/", form, body: Array("a=1&b=2&c=3&d=4".utf8)).status,
                try Client(port).ask("POST", "/", parts, body: Array((file + end).utf8)).status,
                try Client(port).ask("POST", "/", parts, body: Array((field + end).utf8)).status,
                try Client(port).ask("POST", "/", parts, body: Array((file + file + end).utf8)).status,
            ]
        }
        #expect(statuses == [200, 413, 200, 413, 413])
    }

    @Test func `of the router is asked before the body`() async throws {
        let settings = with {
            $0.admit = { head in head.path == "/closed" ? .problem(403) : nil }
        }
        let statuses = try await serving(settings) { port in
            let head = " HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n"
            let closed = try Client(port)
            try closed.send("POST /closed" + head + "Expect: 100-continue\r\n\r\n")
            let open = try Client(port)
            try open.send("POST /open" + head + "\r\nhi")
            return [try closed.reply().status, try open.reply().status]
        }
        #expect(statuses == [403, 200])
    }

    @Test func `on requests in flight answers 503 at once`() async throws {
        let (refused, slow) = try await serving(with { $0.inFlightLimit = 2 }) { request in
            if request.path == "/slow" { try? await Task.sleep(for: .milliseconds(300)) }
            return Response(200, "好", type: "text/plain")
        } visit: { port in
            let slow = try (0..<2).map { _ in try Client(port) }
            for client in slow { try client.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n") }
            usleep(50_000)
            let start = monotonicNow()
            let refused = try Client(port).ask("GET", "/")
            #expect(monotonicNow() - start < 100_000_000)
            return (refused, try slow.map { try $0.reply().status })
        }
        #expect(refused.status == 503)
        #expect(refused["Retry-After"] != nil)
        #expect(slow == [200, 200])
    }
}
