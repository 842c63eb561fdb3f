import Testing

@testable import Server

private let alphabet = Array("abcdefghijklmnopqrstuvwxyz".utf8)

@Suite("Content") struct ContentTests {
    @Test(arguments: [
        ("bytes=0-4", 206, "abcde", "bytes 0-4/26"),
        ("bytes=20-", 206, "uvwxyz", "bytes 20-25/26"),
        ("bytes=-3", 206, "xyz", "bytes 23-25/26"),
        ("bytes=24-99", 206, "yz", "bytes 24-25/26"),
        ("bytes=-99", 206, "abcdefghijklmnopqrstuvwxyz", "bytes 0-25/26"),
        ("bytes=26-", 416, "", "bytes */26"),
        ("bytes=-0", 416, "", "bytes */26"),
        ("bytes=99999999999999999999-", 416, "", "bytes */26"),
        ("bytes=5-2", 200, "abcdefghijklmnopqrstuvwxyz", nil),
        ("bytes=0-1,4-5", 200, "abcdefghijklmnopqrstuvwxyz", nil),
        ("bytes=-", 200, "abcdefghijklmnopqrstuvwxyz", nil),
        ("bytes=a-b", 200, "abcdefghijklmnopqrstuvwxyz", nil),
        ("lines=1-2", 200, "abcdefghijklmnopqrstuvwxyz", nil),
    ])
    func `a range is cut from the file`(range: String, status: Int, text: String, content: String?) async throws {
        let scrap = Scrap(alphabet)
        let file = FileContent(path: scrap.path, contentType: "application/pdf")
        let reply = try await serving { _ in
            Response(body: .file(file))
        } visit: {
            try Client($0).ask("GET", "/", ["Range": range])
        }
        #expect(reply.status == status)
        #expect(reply["Content-Range"] == content)
        if status != 416 { #expect(reply.text == text) }
    }

    @Test func `a file that the client has is not sent again`() async throws {
        let scrap = Scrap(alphabet)
        let file = FileContent(path: scrap.path, contentType: "image/png", tag: "v1", downloadName: "工会.png")
        let replies = try await serving { _ in
            Response(body: .file(file))
        } visit: { port in
            let client = try Client(port)
            let first = try client.ask("GET", "/")
            let date = first["Last-Modified"] ?? ""
            return [
                first,
                try client.ask("GET", "/", ["If-None-Match": "\"x\", W/\"v1\""]),
                try client.ask("GET", "/", ["If-Modified-Since": date]),
                try client.ask("GET", "/", ["If-None-Match": "\"x\"", "If-Modified-Since": date]),
                try client.ask("GET", "/", ["Range": "bytes=0-0", "If-Range": "\"v1\""]),
                try client.ask("GET", "/", ["Range": "bytes=0-0", "If-Range": "\"v0\""]),
                try client.ask("HEAD", "/", ["Range": "bytes=0-0"]),
            ]
        }
        #expect(replies.map(\.status) == [200, 304, 304, 200, 206, 200, 200])
        #expect(replies[0]["ETag"] == "\"v1\"")
        #expect(replies[0]["Content-Disposition"] == "attachment; filename*=UTF-8''%E5%B7%A5%E4%BC%9A.png")
        #expect(replies[1].body.isEmpty)
        #expect(replies[6]["Content-Length"] == "26")
    }

    @Test func `a download is kept nowhere and has a name for every program`() {
        let plain = Response.download(.bytes([1]), "text/csv", plain: "list-7.csv")
        #expect(plain.headers["Content-Disposition"] == "attachment; filename=\"list-7.csv\"")
        #expect(plain.headers["Cache-Control"] == "no-store")
        let named = Response.download(.bytes([1]), "text/csv", plain: "list.csv", named: "工会 \"1\".csv")
        #expect(
            named.headers["Content-Disposition"]
                == "attachment; filename=\"list.csv\"; filename*=UTF-8''%E5%B7%A5%E4%BC%9A%20%221%22.csv")
    }

    @Test func `a missing file is 404`() async throws {
        let reply = try await serving { _ in
            Response(body: .file(FileContent(path: "/tmp/no-such-file", contentType: "text/css")))
        } visit: {
            try Client($0).ask("GET", "/")
        }
        #expect(reply.status == 404)
        #expect(reply["Content-Type"] == "application/problem+json")
        #expect(reply.text.contains("没有找到"))
    }

    @Test func `a compressed twin is sent to those who take it`() async throws {
        let scrap = Scrap(Array(repeating: 0x61, count: 3000))
        let twin = Scrap(at: scrap.path + ".gz", Array("twin".utf8))
        let file = FileContent(path: scrap.path, contentType: "text/css", tag: "t")
        let (plain, small) = try await serving { _ in
            Response(body: .file(file))
        } visit: { port in
            let client = try Client(port)
            return (try client.ask("GET", "/"), try client.ask("GET", "/", ["Accept-Encoding": "br, gzip"]))
        }
        #expect(plain.body.count == 3000)
        #expect(plain["Vary"] == "Accept-Encoding")
        #expect(small.text == "twin")
        #expect(small["Content-Encoding"] == "gzip")
        #expect(small["ETag"] == "\"t-gz\"")
        _ = twin
    }

    @Test func `text is compressed and tagged`() async throws {
        let text = String(repeating: "职工之家 ", count: 400)
        let replies = try await serving { _ in
            var response = Response(200, text, type: "text/html; charset=utf-8")
            response.isTagged = true
            return response
        } visit: { port in
            let client = try Client(port)
            let plain = try client.ask("GET", "/")
            let small = try client.ask("GET", "/", ["Accept-Encoding": "gzip;q=0.5"])
            return [
                plain, small,
                try client.ask("GET", "/", ["If-None-Match": plain["ETag"] ?? ""]),
                try client.ask("GET", "/", ["If-None-Match": small["ETag"] ?? "", "Accept-Encoding": "gzip"]),
                try client.ask("GET", "/", ["Accept-Encoding": "gzip;q=0"]),
            ]
        }
        #expect(replies.map(\.status) == [200, 200, 304, 304, 200])
        #expect(replies[0].text == text)
        #expect(replies[1]["Content-Encoding"] == "gzip")
        #expect(replies[1].body.prefix(2) == [0x1F, 0x8B])
        #expect(replies[1].body.count < 200)
        #expect(replies[0]["ETag"] != replies[1]["ETag"])
        #expect(replies.allSatisfy { $0["Vary"] == "Accept-Encoding" })
        #expect(replies[4].text == text)
    }

    @Test func `short text and pictures stay as they are`() {
        let asked: Headers = ["Accept-Encoding": "gzip"]
        let long = String(repeating: "a", count: 5000)
        for response in [Response(200, "short", type: "text/html"), Response(200, long, type: "image/png")] {
            #expect(Settled(response, for: .get, asked).headers["Content-Encoding"] == nil)
        }
    }
}
