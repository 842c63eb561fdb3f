/// One piece of SQL, as far as the rules of Citus look at it. Comments are gone, and what stands in quotes says
/// nothing.
struct SQLToken: Equatable {
    enum Kind {
        /// A keyword or a plain name, in lower case.
        case word
        /// A name in double quotes, as it stands.
        case name
        /// A text in quotes, of whatever kind; `text` is what stands in it.
        case text
        case sign
    }

    let kind: Kind
    let text: String

    var isName: Bool { kind == .word || kind == .name }
}

/// The statements of a text, each as its pieces. A semicolon inside parentheses ends nothing.
func sqlStatements(_ text: String) -> [[SQLToken]] {
    var reader = SQLReader(text)
    var statements: [[SQLToken]] = [[]]
    var depth = 0
    while let token = reader.next() {
        if token.kind == .sign {
            depth += token.text == "(" ? 1 : token.text == ")" ? -1 : 0
            if token.text == ";" && depth <= 0 {
                statements.append([])
                continue
            }
        }
        statements[statements.count - 1].append(token)
    }
    return statements.filter { !$0.isEmpty }
}

/// Cuts a text into its pieces.
private struct SQLReader {
    private let bytes: [UInt8]
    private var place = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    mutating func next() -> SQLToken? {
        skipBlanks()
        guard let first = peek() else { return nil }
        if isLetter(first) {
            let word = take(while: { isLetter($0) || isDigit($0) || $0 == 0x24 })
            return SQLToken(kind: .word, text: word.lowercased())
        }
        if isDigit(first) { return SQLToken(kind: .sign, text: take(while: { isDigit($0) || $0 == 0x2E })) }
        switch first {
        case 0x22: return SQLToken(kind: .name, text: quoted(by: first))
        case 0x27: return SQLToken(kind: .text, text: quoted(by: first))
        case 0x24: return dollar()
        default:
            place += 1
            return SQLToken(kind: .sign, text: String(decoding: [first], as: UTF8.self))
        }
    }

    /// `$1` is a parameter; `$$…$$` and `$body$…$body$` are texts.
    private mutating func dollar() -> SQLToken {
        let start = place
        place += 1
        let tag = take(while: { isLetter($0) || isDigit($0) })
        guard peek() == 0x24, tag.utf8.first.map(isDigit) != true else {
            return SQLToken(kind: .sign, text: "$" + tag)
        }
        place += 1
        let fence = Array(bytes[start..<place])
        let inside = place
        while place < bytes.count, !bytes[place...].starts(with: fence) { place += 1 }
        defer { place = min(bytes.count, place + fence.count) }
        return SQLToken(kind: .text, text: String(decoding: bytes[inside..<place], as: UTF8.self))
    }

    private mutating func quoted(by quote: UInt8) -> String {
        var inside: [UInt8] = []
        place += 1
        while let byte = peek() {
            place += 1
            if byte == quote {
                guard peek() == quote else { break }
                place += 1
            }
            inside.append(byte)
        }
        return String(decoding: inside, as: UTF8.self)
    }

    private mutating func skipBlanks() {
        while let byte = peek() {
            if byte <= 0x20 {
                place += 1
            } else if bytes[place...].starts(with: [0x2D, 0x2D]) {
                while let byte = peek(), byte != 0x0A { place += 1 }
            } else if bytes[place...].starts(with: [0x2F, 0x2A]) {
                place += 2
                while place < bytes.count, !bytes[place...].starts(with: [0x2A, 0x2F]) { place += 1 }
                place = min(bytes.count, place + 2)
            } else {
                return
            }
        }
    }

    private func peek() -> UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func take(while belongs: (UInt8) -> Bool) -> String {
        let start = place
        while let byte = peek(), belongs(byte) { place += 1 }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }
}

private func isLetter(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || byte == 0x5F || byte >= 0x80
}

private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

/// One statement, with what the rules ask of it.
struct SQLStatement {
    let tokens: [SQLToken]

    init(_ tokens: [SQLToken]) {
        self.tokens = tokens
    }

    /// Whether it begins with these words; one in brackets may be wanting, as in `create [or] [replace] view`.
    func begins(_ words: String) -> Bool { afterBeginning(words) != nil }

    /// The place after such a beginning.
    func afterBeginning(_ words: String) -> Int? {
        var place = 0
        for word in words.split(separator: " ") {
            let isOptional = word.first == "["
            let plain = isOptional ? word.dropFirst().dropLast() : word
            let options = plain.split(separator: "|")
            let token = place < tokens.count ? tokens[place] : SQLToken(kind: .sign, text: "")
            if token.kind == .word, options.contains(where: { $0 == token.text }) {
                place += 1
            } else if !isOptional {
                return nil
            }
        }
        return place
    }

    /// Whether these words stand anywhere in a row.
    func has(_ words: String) -> Bool { !places(words).isEmpty }

    /// Where these words stand in a row: the place of the first.
    func places(_ words: String) -> [Int] {
        let words = words.split(separator: " ").map(String.init)
        guard tokens.count >= words.count else { return [] }
        return (0...tokens.count - words.count).filter { start in
            words.indices.allSatisfy { at in
                let token = tokens[start + at]
                return token.text == words[at] && (token.kind == .word || token.kind == .sign)
            }
        }
    }

    /// Whether a function of this name is called.
    func calls(_ name: String) -> Bool { has(name + " (") }

    /// The name at a place, with its schema if it has one, and the place behind it.
    func name(at place: Int) -> (schema: String?, name: String, end: Int)? {
        guard place < tokens.count, tokens[place].isName else { return nil }
        let dot = SQLToken(kind: .sign, text: ".")
        guard place + 2 < tokens.count, tokens[place + 1] == dot, tokens[place + 2].isName else {
            return (nil, tokens[place].text, place + 1)
        }
        return (tokens[place].text, tokens[place + 2].text, place + 3)
    }

    /// The pieces from a place on, cut at the commas outside parentheses.
    func list(from place: Int) -> [[SQLToken]] {
        var parts: [[SQLToken]] = [[]]
        var depth = 0
        for token in tokens[min(place, tokens.count)...] {
            if token.kind == .sign {
                depth += token.text == "(" ? 1 : token.text == ")" ? -1 : 0
                if token.text == "," && depth == 0 {
                    parts.append([])
                    continue
                }
            }
            parts[parts.count - 1].append(token)
        }
        return parts
    }
}
