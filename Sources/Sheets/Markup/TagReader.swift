/// A piece of a web page.
enum WebPiece: Equatable {
    case text(String)
    case open(WebTag)
    /// The name of an element that ends, in small letters.
    case close(String)
}

/// The beginning of an element, its attributes read only when asked for.
struct WebTag: Equatable {
    /// In small letters.
    let name: String
    private let attributes: String

    init(_ inside: String) {
        let name = inside.prefix { !$0.isWhitespace && $0 != "/" }
        self.name = name.lowercased()
        attributes = String(inside.dropFirst(name.count))
    }

    /// A whole number of at most nine digits.
    func number(_ key: String) -> Int? {
        guard let value = value(key) else { return nil }
        let digits = value.drop { !$0.isNumber }.prefix { $0.isASCII && $0.isNumber }
        return digits.count < 10 ? Int(digits) : nil
    }

    var isHidden: Bool { value("style")?.filter { $0 != " " }.lowercased().contains("display:none") ?? false }

    private func value(_ key: String) -> Substring? {
        var rest = attributes[...]
        while let sign = rest.firstIndex(of: "=") {
            let name = rest[..<sign].split(whereSeparator: \.isWhitespace).last?.lowercased() ?? ""
            var value = rest[rest.index(after: sign)...].drop { $0.isWhitespace }
            if let quote = value.first, quote == "\"" || quote == "'" {
                value = value.dropFirst()
                rest = value.drop { $0 != quote }.dropFirst()
                value = value.prefix { $0 != quote }
            } else {
                rest = value.drop { !$0.isWhitespace }
                value = value.prefix { !$0.isWhitespace }
            }
            if name == key { return value }
        }
        return nil
    }
}

/// Cuts UTF-8 into tags and text, wherever a chunk ends, as lenient as browsers are.
struct TagReader {
    var ready: [WebPiece] = []

    /// Where we are: between tags, in one, in a comment.
    private enum Place { case text, tag, comment }

    private let limits: SheetLimits
    private var place = Place.text
    private var piece: [UInt8] = []
    private var quote: UInt8 = 0

    init(limits: SheetLimits) {
        self.limits = limits
    }

    mutating func take(_ chunk: [UInt8]) throws(SheetProblem) {
        for byte in chunk {
            switch place {
            case .text:
                if byte == 0x3C { endText() } else { piece.append(byte) }
            case .tag: takeInTag(byte)
            case .comment:
                piece.append(byte)
                if byte == 0x3E, piece.suffix(3) == [0x2D, 0x2D, 0x3E] {
                    piece.removeAll(keepingCapacity: true)
                    place = .text
                } else if piece.count > 4096 {
                    piece.removeFirst(4090)
                }
            }
            guard piece.count <= limits.cellBytes else { throw .damaged }
        }
    }

    mutating func finish() throws(SheetProblem) {
        if place == .text { endText() }
    }

    private mutating func endText() {
        if !piece.isEmpty { ready.append(.text(unescaped(String(decoding: piece, as: UTF8.self)))) }
        piece.removeAll(keepingCapacity: true)
        (place, quote) = (.tag, 0)
    }

    private mutating func takeInTag(_ byte: UInt8) {
        if quote != 0 {
            if byte == quote { quote = 0 }
            return piece.append(byte)
        }
        if byte == 0x3E { return endTag() }
        // What follows the sign is no name: it was a sign and no tag.
        if piece.isEmpty, byte != 0x2F, byte != 0x21, byte != 0x3F, !(0x41...0x5A).contains(byte & 0xDF) {
            piece = [0x3C, byte]
            return place = .text
        }
        if (byte == 0x22 || byte == 0x27) && piece.last == 0x3D { quote = byte }
        piece.append(byte)
        if piece == [0x21, 0x2D, 0x2D] {
            piece.removeAll(keepingCapacity: true)
            place = .comment
        }
    }

    private mutating func endTag() {
        let inside = String(decoding: piece, as: UTF8.self)
        piece.removeAll(keepingCapacity: true)
        place = .text
        if inside.hasPrefix("/") {
            ready.append(.close(String(inside.dropFirst().prefix { !$0.isWhitespace }).lowercased()))
        } else if !inside.hasPrefix("!"), !inside.hasPrefix("?") {
            ready.append(.open(WebTag(inside)))
        }
    }
}

/// Text with the entities that tables have: the five of XML, the blank that does not break, and numbers.
private func unescaped(_ text: String) -> String {
    guard text.contains("&") else { return text }
    var out = "", rest = text[...]
    while let start = rest.firstIndex(of: "&") {
        out += rest[..<start]
        rest = rest[start...]
        guard let end = rest.prefix(12).firstIndex(of: ";"), let sign = sign(rest[rest.index(after: start)..<end])
        else {
            out.append("&")
            rest = rest.dropFirst()
            continue
        }
        out.append(sign)
        rest = rest[rest.index(after: end)...]
    }
    return out + rest
}

private func sign(_ name: Substring) -> Character? {
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    case "nbsp": return " "
    case "middot": return "·"
    default:
        guard name.hasPrefix("#") else { return nil }
        let digits = name.dropFirst()
        let code = digits.lowercased().hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return code.flatMap(Unicode.Scalar.init).map(Character.init)
    }
}
