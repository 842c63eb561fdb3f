/// A JSON value written by hand. Keys keep their order; 63-bit ids are strings.
public enum JSON: Equatable, Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([(key: String, value: JSON)])

    public init(stringLiteral text: String) { self = .string(text) }
    public init(integerLiteral number: Int64) { self = .integer(number) }
    public init(booleanLiteral truth: Bool) { self = .bool(truth) }
    public init(arrayLiteral items: JSON...) { self = .array(items) }
    public init(dictionaryLiteral pairs: (String, JSON)...) { self = .object(pairs.map { (key: $0.0, value: $0.1) }) }
    public init(nilLiteral: ()) { self = .null }

    public init(_ text: String) { self = .string(text) }
    public init(_ text: String?) { self = text.map(JSON.string) ?? .null }
    public init(_ number: Int) { self = .integer(Int64(number)) }
    public init<Tag>(_ id: ID<Tag>) { self = .string(id.description) }
    public init<Tag>(_ id: ID<Tag>?) { self = id.map { .string($0.description) } ?? .null }
    public init(_ day: Day?) { self = day.map { .string($0.description) } ?? .null }
    public init(_ instant: Instant) { self = .string(instant.iso) }

    public static func == (a: JSON, b: JSON) -> Bool {
        switch (a, b) {
        case (.null, .null): true
        case (.bool(let a), .bool(let b)): a == b
        case (.integer(let a), .integer(let b)): a == b
        case (.number(let a), .number(let b)): a == b
        case (.string(let a), .string(let b)): a == b
        case (.array(let a), .array(let b)): a == b
        case (.object(let a), .object(let b)):
            a.count == b.count && zip(a, b).allSatisfy { $0.key == $1.key && $0.value == $1.value }
        default: false
        }
    }

    /// The member of an object; nothing for anything else.
    public subscript(key: String) -> JSON? {
        guard case .object(let pairs) = self else { return nil }
        return pairs.first { $0.key == key }?.value
    }

    public var string: String? { if case .string(let text) = self { text } else { nil } }
    public var integer: Int? { if case .integer(let number) = self { Int(number) } else { nil } }
    public var bool: Bool? { if case .bool(let truth) = self { truth } else { nil } }
    public var array: [JSON]? { if case .array(let items) = self { items } else { nil } }
    public var pairs: [(key: String, value: JSON)]? { if case .object(let pairs) = self { pairs } else { nil } }

    /// The text, compact, safe to stand in HTML too because `<` is written as an escape.
    public var text: String {
        var out: [UInt8] = []
        write(into: &out)
        return String(decoding: out, as: UTF8.self)
    }

    /// The text as bytes.
    public func write(into out: inout [UInt8]) {
        switch self {
        case .null: out += "null".utf8
        case .bool(let truth): out += (truth ? "true" : "false").utf8
        case .integer(let number): out += String(number).utf8
        case .number(let number): out += (number.isFinite ? String(number) : "null").utf8
        case .string(let text): Self.quote(text, into: &out)
        case .array(let items):
            out.append(0x5B)
            for (index, item) in items.enumerated() {
                if index > 0 { out.append(0x2C) }
                item.write(into: &out)
            }
            out.append(0x5D)
        case .object(let pairs):
            out.append(0x7B)
            for (index, pair) in pairs.enumerated() {
                if index > 0 { out.append(0x2C) }
                Self.quote(pair.key, into: &out)
                out.append(0x3A)
                pair.value.write(into: &out)
            }
            out.append(0x7D)
        }
    }

    private static func quote(_ text: String, into out: inout [UInt8]) {
        out.append(0x22)
        for byte in text.utf8 {
            switch byte {
            case 0x22, 0x5C: out += [0x5C, byte]
            case 0x0A: out += "\\n".utf8
            case 0x0D: out += "\\r".utf8
            case 0x09: out += "\\t".utf8
            case 0x3C: out += "\\u003c".utf8
            case 0..<0x20: out += "\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8
            default: out.append(byte)
            }
        }
        out.append(0x22)
    }
}
