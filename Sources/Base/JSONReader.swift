extension JSON {
    /// Why a text is not JSON.
    public struct Unreadable: Error, Equatable, Sendable {
        /// The byte at which reading stopped.
        public let offset: Int
    }

    /// Reads a whole text. Depth is bounded, so that hostile nesting cannot exhaust the stack.
    public init(parsing bytes: [UInt8]) throws(Unreadable) {
        var reader = JSONReader(bytes: bytes)
        self = try reader.document()
    }

    public init(parsing text: String) throws(Unreadable) {
        try self.init(parsing: Array(text.utf8))
    }
}

/// Reads JSON by RFC 8259, strictly.
struct JSONReader {
    let bytes: [UInt8]
    private var at = 0
    private static let deepest = 64

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func document() throws(JSON.Unreadable) -> JSON {
        let value = try self.value(depth: 0)
        skipBlanks()
        guard at == bytes.count else { throw problem }
        return value
    }

    private var problem: JSON.Unreadable { JSON.Unreadable(offset: at) }

    private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

    private mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { at += 1 }
    }

    private mutating func take(_ byte: UInt8) throws(JSON.Unreadable) {
        guard next == byte else { throw problem }
        at += 1
    }

    private mutating func value(depth: Int) throws(JSON.Unreadable) -> JSON {
        guard depth <= Self.deepest else { throw problem }
        skipBlanks()
        switch next {
        case 0x7B: return try object(depth: depth)
        case 0x5B: return try array(depth: depth)
        case 0x22: return .string(try string())
        case 0x74: return try word("true", .bool(true))
        case 0x66: return try word("false", .bool(false))
        case 0x6E: return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSON) throws(JSON.Unreadable) -> JSON {
        for byte in word.description.utf8 { try take(byte) }
        return value
    }

    private mutating func object(depth: Int) throws(JSON.Unreadable) -> JSON {
        try take(0x7B)
        var pairs: [(key: String, value: JSON)] = []
        skipBlanks()
        if next == 0x7D {
            at += 1
            return .object(pairs)
        }
        while true {
            skipBlanks()
            let key = try string()
            skipBlanks()
            try take(0x3A)
            pairs.append((key, try value(depth: depth + 1)))
            skipBlanks()
            if next == 0x2C {
                at += 1
                continue
            }
            try take(0x7D)
            return .object(pairs)
        }
    }

    private mutating func array(depth: Int) throws(JSON.Unreadable) -> JSON {
        try take(0x5B)
        var items: [JSON] = []
        skipBlanks()
        if next == 0x5D {
            at += 1
            return .array(items)
        }
        while true {
            items.append(try value(depth: depth + 1))
            skipBlanks()
            if next == 0x2C {
                at += 1
                continue
            }
            try take(0x5D)
            return .array(items)
        }
    }

    private mutating func string() throws(JSON.Unreadable) -> String {
        try take(0x22)
        let start = at
        while let byte = next, byte != 0x22, byte != 0x5C, byte >= 0x20 { at += 1 }
        var out = bytes[start..<at]
        while let byte = next {
            at += 1
            switch byte {
            case 0x22:
                guard let text = String(validating: out, as: UTF8.self) else { throw problem }
                return text
            case 0x5C: try escape(into: &out)
            case 0..<0x20: throw problem
            default: out.append(byte)
            }
        }
        throw problem
    }

    private mutating func escape(into out: inout ArraySlice<UInt8>) throws(JSON.Unreadable) {
        guard let byte = next else { throw problem }
        at += 1
        switch byte {
        case 0x22, 0x5C, 0x2F: out.append(byte)
        case 0x62: out.append(0x08)
        case 0x66: out.append(0x0C)
        case 0x6E: out.append(0x0A)
        case 0x72: out.append(0x0D)
        case 0x74: out.append(0x09)
        case 0x75: out += Array(String(Character(try scalar())).utf8)
        default: throw problem
        }
    }

    private mutating func scalar() throws(JSON.Unreadable) -> Unicode.Scalar {
        let first = try hex()
        if (0xD800..<0xDC00).contains(first) {
            try take(0x5C)
            try take(0x75)
            let second = try hex()
            guard (0xDC00..<0xE000).contains(second) else { throw problem }
            guard let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) else {
                throw problem
            }
            return scalar
        }
        guard let scalar = Unicode.Scalar(first) else { throw problem }
        return scalar
    }

    private mutating func hex() throws(JSON.Unreadable) -> UInt32 {
        guard at + 4 <= bytes.count, let number = UInt32(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16)
        else { throw problem }
        at += 4
        return number
    }

    private mutating func number() throws(JSON.Unreadable) -> JSON {
        let start = at
        while let byte = next, (0x30...0x39).contains(byte) || [0x2D, 0x2B, 0x2E, 0x65, 0x45].contains(byte) { at += 1 }
        let text = String(decoding: bytes[start..<at], as: UTF8.self)
        if let whole = Int64(text), !text.hasPrefix("+") { return .integer(whole) }
        guard let number = Double(text), text.first != "+", text.first != "." else { throw problem }
        return .number(number)
    }
}
