import Testing

@testable import Server

@Suite("An answer over the wire") struct AnswerTests {
    @Test func `one connection carries many requests`() async throws {
        let paths = try await serving {
            Response(200, $0.path + ($0.query("q") ?? "-"), type: "text/plain")
        } visit: { port in
            let client = try Client(port)
            let targets = ["/a", "/b?q=1", "/%E5%B7%A5%E4%BC%9A?q=%E5%85%9A+x", "/d"]
            return try targets.map { try client.ask("GET", $0).text }
        }
        #expect(paths == ["/a-", "/b1", "/工会党 x", "/d-"])
    }

    @Test func `a head request gets the length and no body`() async throws {
        let (head, next) = try await serving { port in
            let client = try Client(port)
            return (try client.ask("HEAD", "/"), try client.ask("GET", "/"))
        }
        #expect(head.status == 200)
        #expect(head["Content-Length"] == "3")
        #expect(head["Date"] != nil)
        #expect(next.text == "好")
    }

    @Test func `json and its absence reach the handler`() async throws {
        let texts = try await serving { request in
            guard case .bytes(let bytes) = request.body else { return Response(200, "none", type: "text/plain") }
            return Response(200, String(decoding: bytes, as: UTF8.self), type: "text/plain")
        } visit: { port in
            let client = try Client(port)
            let type = ["Content-Type": "application/json; charset=utf-8"]
            return [
                try client.ask("POST", "/", type, body: Array("{\"a\":1}".utf8)).text,
                try client.ask("POST", "/", type, body: []).text,
                try client.ask("DELETE", "/").text,
                try client.ask("PUT", "/", type, body: Array("[]".utf8)).text,
            ]
        }
        #expect(texts == ["{\"a\":1}", "none", "none", "[]"])
    }

    @Test func `host, remote and scheme come from a trusted proxy only`() async throws {
        let words: @Sendable (Request) async -> Response = {
            Response(200, "\($0.host) \($0.remote) \($0.isSecure) \($0.id.count)", type: "text/plain")
        }
        let visit: @Sendable (UInt16) throws -> String = {
            try Client($0).ask("GET", "/", ["X-Forwarded-For": "6.6.6.6, 10.1.2.3", "X-Forwarded-Proto": "https"]).text
        }
        #expect(try await serving(answer: words, visit: visit) == "union.test 127.0.0.1 false 16")
        let trusted = try await serving(with { $0.proxies = ["127.0.0.1"] }, answer: words, visit: visit)
        #expect(trusted == "union.test 10.1.2.3 true 16")
    }

    @Test func `a header cannot hold a line of its own`() async throws {
        let reply = try await serving { _ in
            Response(204, headers: ["X-Note": "a\r\nSet-Cookie: b=c"])
        } visit: {
            try Client($0).ask("GET", "/")
        }
        #expect(reply.status == 204)
        #expect(reply["Set-Cookie"] == nil)
        #expect(reply["X-Note"] == "a  Set-Cookie: b=c")
    }
}
