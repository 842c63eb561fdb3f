import Base
@testable import TestKit
import Testing

@testable import Markup

@Suite("Escaping laws") struct EscapingLaws {
    /// Words as a page gives them back: what has no place on a page is left out, and a browser makes one line end of three.
    private static func readable(_ words: String) -> String {
        String(
            String.UnicodeScalarView(
                words.unicodeScalars.filter { $0.value >= 0x20 || "\t\n\r".unicodeScalars.contains($0) }))
    }

    @Test func `words in text are read as they were written`() {
        forAll { dice in
            let words = dice.hostile(1...24)
            let html: HTML = "<p>\(words)</p>"
            let expected = Self.readable(words)
            let texts = pieces(of: html.text).compactMap { if case .text(let text) = $0 { text } else { nil } }
            #expect(texts.joined() == expected)
            #expect(pieces(of: html.text).count <= 3)
        }
    }

    @Test func `words in an attribute are read as they were written, and make no other attribute`() {
        forAll { dice in
            let (a, b, c) = (dice.hostile(), dice.hostile(), dice.hostile())
            let html: HTML = "<input value=\"\(a)\" title='\(b)' \(attribute: "aria-label", c)>"
            let wanted = ["value": a, "title": b, "aria-label": c].mapValues(Self.readable)
            #expect(pieces(of: html.text) == [.open("input", wanted)])
        }
    }

    @Test func `no words end what they stand in`() {
        forAll { dice in
            let filled = Filled(pairs: [("note", dice.hostile()), ("name", dice.hostile())])
            let html = form(
                to: Path("/x"),
                textArea(Field("note", dice.hostile(1...9)), filled) + field(Field("name", "姓名"), filled))
            #expect(Soundness.flaws(of: "<h1>a</h1>" + html.text) == [])
        }
    }

    @Test func `an address leads where its words say`() {
        forAll { dice in
            let segments = dice.several(1...4) { $0.hostile(1...8) }, value = dice.hostile(1...12)
            let path = Path(segments: segments).with("q", value).at(dice.hostile(0...4))
            let sides = path.text.split(separator: "#", omittingEmptySubsequences: false)[0].split(separator: "?")
            #expect(path.text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x27 && $0 != 0x3C })
            #expect(
                sides[0].dropFirst().split(separator: "/", omittingEmptySubsequences: false).map(decoded) == segments)
            #expect(decoded(sides[1].dropFirst(2)) == value)
            let html: HTML = "<a href=\"\(path)\">a</a>"
            #expect(pieces(of: html.text).first == .open("a", ["href": path.text]))
        }
    }

    /// Without percent signs, written here anew so that the two do not agree by sharing a mistake.
    private func decoded(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == 0x25 else {
                bytes.append(byte)
                continue
            }
            bytes.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0)
            rest = rest.dropFirst(2)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
