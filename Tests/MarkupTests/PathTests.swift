import Testing

@testable import Markup

@Suite("An address") struct PathTests {
    @Test(
        "brought by a visitor is taken only when it stays here",
        arguments: [
            ("/", true), ("/units/5?q=a%20b#x", true), ("//evil.example", false), ("/\\evil.example", false),
            ("https://evil.example", false), ("javascript:alert(1)", false), ("", false), ("units", false),
            ("/a b", false), ("/a\nb", false), ("/会员", false), ("/a\u{0}", false),
            ("/" + String(repeating: "a", count: 2000), false),
        ])
    func local(text: String, isTaken: Bool) {
        #expect((Path(local: text)?.text == text) == isTaken)
    }

    @Test func `leaves out empty words and joins what is left`() {
        let path = Path("/units").with([("q", ""), ("state", "active"), ("after", "陈&/1")])
        #expect(path.text == "/units?state=active&after=%E9%99%88%26%2F1")
        #expect(path.with("q", "x").text == path.text + "&q=x")
        #expect(Path("/units").with([("q", "")]).text == "/units")
    }

    @Test(
        "of another federation is a host name and nothing else",
        arguments: [
            ("gx.localhost", UInt16(8080) as UInt16?, "http://gx.localhost:8080/"),
            ("gx.example.cn", nil, "http://gx.example.cn/"),
            ("evil.example/x", nil, "/"), ("a@b", nil, "/"), ("", nil, "/"),
        ])
    func sister(host: String, port: UInt16?, expected: String) {
        #expect(Path.sister(host: host, port: port, isSecure: false).text == expected)
    }
}
