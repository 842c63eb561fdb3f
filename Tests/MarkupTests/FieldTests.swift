import Base
@testable import TestKit
import Testing

@testable import Markup

@Suite("A field") struct FieldTests {
    private let flaws = Flaws("name", "请填写姓名。")

    private func input(_ html: HTML, _ name: String) -> [String: String] {
        for case .open(let tag, let attributes) in pieces(of: html.text)
        where ["input", "select", "textarea"].contains(tag) && attributes["name"] == name { return attributes }
        return [:]
    }

    @Test func `shows what was typed with its flaw beside it, and the summary leads there`() {
        let filled = Filled(pairs: [("name", "陈<荷>")], flaws: flaws)
        let html = flawSummary(flaws) + field(Field("name", "姓名", isRequired: true, hint: "如身份证"), filled)
        let attributes = input(html, "name")
        #expect(attributes["value"] == "陈<荷>")
        #expect(attributes["aria-invalid"] == "true")
        #expect(attributes["aria-describedby"] == "name-h name-e")
        #expect(pieces(of: html.text).contains(.open("a", ["href": "#name"])))
        #expect(Soundness.flaws(of: "<h1>a</h1>" + html.text) == [])
    }

    @Test("that is secret never shows what was typed", arguments: [InputKind.password, .file])
    func secret(kind: InputKind) {
        let html = field(Field("secret", "密码", kind), Filled(pairs: [("secret", "open sesame")]))
        #expect(!html.text.contains("sesame"))
        #expect(!secretField(Field("secret", "密码"), Filled(pairs: [("secret", "open sesame")])).text.contains("sesame"))
        #expect(!codeField(Field("secret", "验证码"), Filled(pairs: [("secret", "open sesame")])).text.contains("sesame"))
    }

    @Test func `of choices marks the one that is chosen, and boxes those that are ticked`() {
        let filled = Filled(pairs: [("state", "b"), ("kind", "x"), ("kind", "z")])
        let list = select(Field("state", "状态"), [(value: "a", words: "甲"), (value: "b", words: "乙")], filled)
        let chosen = pieces(of: list.text).filter {
            if case .open("option", let attributes) = $0 { attributes["selected"] != nil } else { false }
        }
        #expect(chosen == [.open("option", ["value": "b", "selected": ""])])
        let ticked = ["x", "y", "z"].map { input(checkBox("kind", $0, value: $0, filled), "kind")["checked"] != nil }
        #expect(ticked == [true, false, true])
    }

    @Test func `form carries its keys once, and a summary of nothing is nothing`() {
        let html = form(to: Path("/units"), hidden("a", "b"))
        #expect(html.text.count { $0 == HTML.formKeysMark } == 1)
        #expect(flawSummary(Flaws()).isEmpty)
        let typed: HTML = "<p>\("a\u{2}b")</p>"
        #expect(!typed.text.contains(HTML.formKeysMark))
    }
}
