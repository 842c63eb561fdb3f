import Glibc
import Testing

@testable import Server

/// What the handler saw of a form, in words.
@Sendable private func words(_ request: Request) async -> Response {
    guard case .form(let form) = request.body else { return Response(200, "no form", type: "text/plain") }
    let fields = form.fields.map { "\($0.name)=\($0.value)" }
    let uploads = form.uploads.map { "\($0.field):\($0.fileName):\($0.contentType):\($0.size)" }
    return Response(200, (fields + uploads).joined(separator: ";"), type: "text/plain")
}

@Suite("A form") struct FormTests {
    @Test(arguments: [
        ("a=1&b=2", "a=1;b=2"), ("a=%E5%B7%A5+%2B&a=", "a=工 +;a="), ("a=1&a=1", "a=1;a=1"), ("a=", "a="),
        ("name=%E5%B7%A5%0D%0A", "name=工\r\n"),
    ])
    func `comes urlencoded`(body: String, seen: String) async throws {
        let reply = try await serving(answer: words) {
            try Client($0).ask(
                "POST", "/", ["Content-Type": "application/x-www-form-urlencoded"], body: Array(body.utf8))
        }
        #expect(reply.text == seen)
    }

    @Test(arguments: ["a=%00", "a=%ff"])
    func `that is no text is refused`(body: String) async throws {
        let reply = try await serving(answer: words) {
            try Client($0).ask(
                "POST", "/", ["Content-Type": "application/x-www-form-urlencoded"], body: Array(body.utf8))
        }
        #expect(reply.status == 400)
    }

    @Test func `brings files to disk and takes them away again`() async throws {
        let file = (0..<5 << 20).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let isSame = Flag()
        let settings = with { $0.spool = "/tmp/server-form-\(getpid())" }
        let reply = try await serving(settings) { request in
            if case .form(let form) = request.body, let upload = form.upload("附件") {
                if Scrap.content(upload.path) == file { isSame.raise() }
            }
            return await words(request)
        } visit: {
            let type = "multipart/form-data; boundary=xYz"
            return try Client($0).ask("POST", "/", ["Content-Type": type], body: multipart(file))
        }
        #expect(reply.text == "title=提案;empty=;附件:a.bin:application/octet-stream:\(5 << 20)")
        #expect(isSame.isRaised)
    }

    @Test func `may have its file kept`() async throws {
        let place = "/tmp/server-kept-\(getpid())"
        let reply = try await serving { request in
            guard case .form(let form) = request.body else { return .problem(500) }
            do { try form.uploads[0].keep(at: place) } catch { return .problem(507) }
            return Response(204)
        } visit: {
            try Client($0).ask("POST", "/", ["Content-Type": "multipart/form-data; boundary=xYz"], body: multipart([7]))
        }
        #expect(reply.status == 204)
        #expect(Scrap.content(place) == [7])
        unlink(place)
    }

    @Test func `broken off in the middle leaves no file`() async throws {
        _ = try await serving { port in
            let client = try Client(port)
            let body = multipart(Array(repeating: 1, count: 200_000))
            try client.send(
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=xYz\r\n"
                    + "Content-Length: \(body.count)\r\n\r\n")
            try client.send(Array(body.prefix(100_000)))
            usleep(50_000)
            return true
        }
    }

    @Test(arguments: [
        "multipart/form-data; boundary=", "multipart/form-data; boundary=\"\"",
        "multipart/form-data; boundary=" + String(repeating: "b", count: 71), "multipart/form-data; boundary=\"",
    ])
    func `with an odd boundary is refused`(type: String) async throws {
        let reply = try await serving { try Client($0).ask("POST", "/", ["Content-Type": type], body: [1]) }
        #expect(reply.status == 400)
    }

    @Test func `cut short is refused`() async throws {
        let body = Array(multipart([1, 2, 3]).dropLast(20))
        let reply = try await serving {
            try Client($0).ask("POST", "/", ["Content-Type": "multipart/form-data; boundary=xYz"], body: body)
        }
        #expect(reply.status == 400)
    }
}

private func multipart(_ file: [UInt8]) -> [UInt8] {
    let head =
        "--xYz\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\n提案\r\n"
        + "--xYz\r\nContent-Disposition: form-data; name=\"empty\"\r\n\r\n\r\n"
        + "--xYz\r\nContent-Disposition: form-data; name=\"none\"; filename=\"\"\r\n\r\n\r\n"
        + "--xYz\r\nContent-Disposition: form-data; name=\"附件\"; filename=\"C:\\\\x\\\\a.bin\"\r\n"
        + "Content-Type: application/octet-stream\r\n\r\n"
    return Array(head.utf8) + file + Array("\r\n--xYz--\r\n".utf8)
}
