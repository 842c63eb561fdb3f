/// Where in the markup the next character stands, followed through a literal's own text as a browser would.
struct Setting {
    enum Place: Equatable {
        case text
        case tag
        case name
        case gap
        case attribute
        case equals
        case value(quote: UInt8)
        case bare
        case declaration
        case comment
        case raw
    }

    private(set) var place = Place.text
    /// The attribute whose value is being written, in lower case.
    private(set) var attribute: [UInt8] = []
    private var element: [UInt8] = []
    private var isClosing = false
    /// The last bytes of a comment or raw text, to know its end.
    private var tail: [UInt8] = []

    /// Takes the literal's text into account.
    mutating func read(_ text: String) {
        for byte in text.utf8 { step(byte) }
    }

    /// Attributes that hold an address and therefore take only a `Path`.
    private static let addresses: Set<String> = [
        "href", "xlink:href", "src", "srcset", "action", "formaction", "poster", "ping", "data", "cite", "manifest",
    ]

    /// Whether words may stand here.
    var takesWords: Bool {
        switch place {
        case .text: true
        case .value: Self.takesWords(in: name)
        default: false
        }
    }

    /// Whether an attribute's value is read as words: neither an address nor something that is run.
    static func takesWords(in attribute: String) -> Bool {
        let name = attribute.lowercased()
        return !addresses.contains(name) && !name.hasPrefix("on") && name != "style" && name != "srcdoc"
    }

    /// Whether an address may stand here.
    var takesPath: Bool {
        if case .value = place { return takesWords || Self.addresses.contains(name) || name.hasPrefix("data-") }
        return false
    }

    /// Whether a whole attribute may stand here.
    var takesAttribute: Bool { place == .gap }

    var name: String { String(decoding: attribute, as: UTF8.self) }

    private mutating func step(_ byte: UInt8) {
        switch place {
        case .text: if byte == UInt8(ascii: "<") { open() }
        case .tag: tag(byte)
        case .name: named(byte)
        case .gap: gap(byte)
        case .attribute: attributed(byte)
        case .equals: equals(byte)
        case .value(let quote): if byte == quote { place = .gap }
        case .bare:
            if isSpace(byte) { place = .gap }
            if byte == UInt8(ascii: ">") { close() }
        case .declaration: declared(byte)
        case .comment, .raw: skip(byte)
        }
    }

    private mutating func open() {
        place = .tag
        element = []
        isClosing = false
    }

    private mutating func tag(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "/"): isClosing = true
        case UInt8(ascii: "!"):
            place = .declaration
            tail = []
        default:
            element = [lower(byte)]
            place = .name
        }
    }

    private mutating func named(_ byte: UInt8) {
        if isSpace(byte) {
            place = .gap
        } else if byte == UInt8(ascii: ">") {
            close()
        } else {
            element.append(lower(byte))
        }
    }

    private mutating func gap(_ byte: UInt8) {
        if byte == UInt8(ascii: ">") {
            close()
        } else if !isSpace(byte), byte != UInt8(ascii: "/") {
            attribute = [lower(byte)]
            place = .attribute
        }
    }

    private mutating func attributed(_ byte: UInt8) {
        if byte == UInt8(ascii: "=") {
            place = .equals
        } else if isSpace(byte) {
            place = .gap
        } else if byte == UInt8(ascii: ">") {
            close()
        } else {
            attribute.append(lower(byte))
        }
    }

    private mutating func equals(_ byte: UInt8) {
        place = byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") ? .value(quote: byte) : .bare
    }

    private mutating func close() {
        let isRaw = !isClosing && [Array("script".utf8), Array("style".utf8)].contains(element)
        place = isRaw ? .raw : .text
        tail = []
    }

    /// What follows `<!`: a comment if two dashes do.
    private mutating func declared(_ byte: UInt8) {
        tail.append(byte)
        if tail == Array("--".utf8) {
            place = .comment
            tail = []
        }
        if byte == UInt8(ascii: ">") { place = .text }
    }

    private mutating func skip(_ byte: UInt8) {
        tail.append(lower(byte))
        if tail.count > 9 { tail.removeFirst(tail.count - 9) }
        let isDone =
            place == .comment
            ? tail.ends(with: "-->".utf8)
            : tail.ends(with: "</script>".utf8) || tail.ends(with: "</style>".utf8)
        if isDone { place = .text }
    }

    private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}

extension [UInt8] {
    fileprivate func ends(with other: String.UTF8View) -> Bool {
        count >= other.count && suffix(other.count).elementsEqual(other)
    }
}
