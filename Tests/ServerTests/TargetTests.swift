import Testing

@testable import Server

@Suite("A request line") struct TargetTests {
    @Test(
        arguments: [
            ("/", "/"), ("/a/b", "/a/b"), ("/%61", "/a"), ("/a%2Fb", "/a/b"), ("/%e5%b7%a5", "/工"), ("/工", "/工"),
            ("/a+b", "/a+b"), ("/...", "/..."), ("/a..b", "/a..b"), ("//a", "//a"), ("http://h/x?y=1", "/x"),
            ("/%2561", "/%61"),
            ("", nil), ("*", nil), ("a", nil), ("http://h", nil), ("/%", nil), ("/%4", nil), ("/%zz", nil),
            ("/%00", nil),
            ("/%0a", nil), ("/%7f", nil), ("/%ff", nil), ("/%c0%af", nil), ("/%ed%a0%80", nil), ("/..", nil),
            ("/a/../b", nil), ("/%2e%2e/b", nil), ("/.%2e", nil), ("/a%2f..%2fb", nil), ("/a#b", nil), ("/a b", nil),
        ] as [(String, String?)])
    func `is decoded once or refused`(raw: String, path: String?) {
        #expect(parsed(raw)?.path == path)
    }

    @Test(
        arguments: [
            ("/?a=1&b=2", "a=1;b=2"), ("/?a", "a="), ("/?a=", "a="), ("/?", ""), ("/?&&", ""), ("/?a=b=c", "a=b=c"),
            ("/?a=%E5%B7%A5+%2B", "a=工 +"), ("/?a=1&a=2", "a=1;a=2"), ("/?=x", "=x"), ("/?a=%0A", "a=\n"),
            ("/?a=%00", nil), ("/?a=%f", nil), ("/?%ff=1", nil), ("/?a=?", "a=?"),
        ] as [(String, String?)])
    func `keeps its query in order`(raw: String, pairs: String?) {
        #expect(parsed(raw)?.query.map { "\($0.name)=\($0.value)" }.joined(separator: ";") == pairs)
    }

    private func parsed(_ raw: String) -> Target? {
        Array(raw.utf8).withUnsafeBufferPointer { Target($0) }
    }

    @Test(arguments: [
        ("GET /%ff HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("GET /../etc HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        ("BREW / HTTP/1.1\r\nHost: a\r\n\r\n", 501),
        ("get / HTTP/1.1\r\nHost: a\r\n\r\n", 501),
        ("GET / HTTP/1.0\r\n\r\n", 200),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Type: image/png\r\n\r\nx", 415),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx", 415),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Type: multipart/form-data\r\n\r\nx", 400),
        ("GET http://h/x HTTP/1.1\r\nHost: a\r\n\r\n", 200),
    ])
    func `gets the status it deserves`(head: String, status: Int) async throws {
        let reply = try await serving { port in
            let client = try Client(port)
            try client.send(head)
            return try client.reply()
        }
        #expect(reply.status == status)
    }

    @Test(arguments: [
        "\r\n\r\n", "GET\r\n\r\n", "GET /\r\n\r\n", "\0\0\0\0\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: a\r\n\r\n", "GET  / HTTP/1.1\r\n\r\n",
        ": :\r\n\r\n", "GET / HTTP/1.1\r\nHost a\r\n\r\n", "GET / HTTP/1.1\r\n: a\r\n\r\n",
        "\u{1F600} / HTTP/1.1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Type: text/plain\r\n\r\nzz\r\n\r\n",
        "GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nX: \0\r\n\r\n",
    ])
    func `of nonsense does no harm`(nonsense: String) async throws {
        let settings = with {
            $0.headDeadline = .milliseconds(200)
            $0.bodyDeadline = .milliseconds(200)
            $0.idleTimeout = .milliseconds(200)
        }
        let reply = try await serving(settings) { port in
            let odd = try Client(port)
            try odd.send(nonsense)
            _ = odd.rest()
            return try Client(port).ask("GET", "/")
        }
        #expect(reply.text == "好")
    }
}
