/// A piece of a page. A literal of it escapes what is interpolated, according to the place it stands in.
///
/// In text and in quoted attributes words are escaped; in `href`, `src`, `action` and `formaction` only a `Path` is taken; anywhere
/// else nothing is. A violation traps in debug and test builds, so the first test that draws the page finds it; a release
/// build leaves the value out.
public struct HTML: ExpressibleByStringInterpolation, Sendable, Equatable {
    /// The markup. Where a form needs its keys stands `formKeysMark`, filled when the page is sent.
    public private(set) var text: String

    /// Where `Web` writes the hidden fields that every form carries.
    public static let formKeysMark: Character = "\u{2}"

    /// The place in a `<form method="post">` for the fields that protect it: against forgery and against sending twice.
    public static let formKeys = HTML(trusting: String(formKeysMark))

    public init(stringLiteral text: String) {
        self.text = text
    }

    public init(stringInterpolation pieces: StringInterpolation) {
        text = pieces.text
    }

    /// Markup made elsewhere. Only this room may call it.
    init(trusting text: String) {
        self.text = text
    }

    /// Nothing.
    public static let none = HTML(trusting: "")

    public var isEmpty: Bool { text.isEmpty }

    /// Words of a person or of the house, escaped.
    public static func words(_ words: String) -> HTML {
        var html = HTML.none
        escape(words, into: &html.text)
        return html
    }

    /// One after the other.
    public static func joined(_ pieces: [HTML]) -> HTML {
        HTML(trusting: pieces.map(\.text).joined())
    }

    public static func + (a: HTML, b: HTML) -> HTML {
        HTML(trusting: a.text + b.text)
    }
}

/// Writes words so that they are read as words in text and in quoted attributes. Control characters are left out.
func escape(_ words: String, into text: inout String) {
    let isPlain = words.utf8.allSatisfy { byte in
        byte >= 0x20 && byte != 0x3C && byte != 0x3E && byte != 0x26 && byte != 0x22 && byte != 0x27
    }
    guard !isPlain else {
        text += words
        return
    }
    for scalar in words.unicodeScalars {
        switch scalar {
        case "<": text += "&lt;"
        case ">": text += "&gt;"
        case "&": text += "&amp;"
        case "\"": text += "&quot;"
        case "'": text += "&#39;"
        case "\t", "\n", "\r": text.unicodeScalars.append(scalar)
        default: if scalar.value >= 0x20 { text.unicodeScalars.append(scalar) }
        }
    }
}
