public import Base

/// What a database holds in one field: the part that SQLite and PostgreSQL share.
public enum Value: Hashable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case bool(Bool)
    case bytes([UInt8])
    /// Several values for `\(anyOf:)`; never stored.
    indirect case list([Value])
}

/// Something that may stand in an SQL literal, where it becomes a bound parameter and never text.
public protocol Bindable {
    var sqlValue: Value { get }
}

/// Something that a field can be read as.
public protocol Readable {
    /// Fails with `Unreadable` when the field holds another type, or NULL where none is expected.
    init(sql value: Value) throws
}

/// A field held something else than the record expected: a fault of ours, never the visitor's.
public struct Unreadable: Error, CustomStringConvertible {
    public let expected: String
    public let found: Value
    public var column: String?

    public init(expected: String, found: Value) {
        self.expected = expected
        self.found = found
    }

    public var description: String { "column \(column ?? "?"): expected \(expected), found \(found.kind)" }
}

extension Value {
    /// The kind of value, without the value, which may be personal.
    var kind: String {
        switch self {
        case .null: "null"
        case .integer: "integer"
        case .real: "real"
        case .text: "text"
        case .bool: "bool"
        case .bytes: "bytes"
        case .list: "list"
        }
    }
}

extension Int64: Bindable, Readable {
    public var sqlValue: Value { .integer(self) }

    public init(sql value: Value) throws {
        guard case .integer(let number) = value else { throw Unreadable(expected: "integer", found: value) }
        self = number
    }
}

extension Int: Bindable, Readable {
    public var sqlValue: Value { .integer(Int64(self)) }

    public init(sql value: Value) throws {
        self = Int(try Int64(sql: value))
    }
}

extension Double: Bindable, Readable {
    public var sqlValue: Value { .real(self) }

    public init(sql value: Value) throws {
        switch value {
        case .real(let number): self = number
        case .integer(let number): self = Double(number)
        default: throw Unreadable(expected: "real", found: value)
        }
    }
}

extension String: Bindable, Readable {
    public var sqlValue: Value { .text(self) }

    public init(sql value: Value) throws {
        guard case .text(let text) = value else { throw Unreadable(expected: "text", found: value) }
        self = text
    }
}

/// SQLite has no booleans and gives 0 and 1.
extension Bool: Bindable, Readable {
    public var sqlValue: Value { .bool(self) }

    public init(sql value: Value) throws {
        switch value {
        case .bool(let truth): self = truth
        case .integer(let number) where number == 0 || number == 1: self = number == 1
        default: throw Unreadable(expected: "bool", found: value)
        }
    }
}

extension [UInt8]: Bindable, Readable {
    public var sqlValue: Value { .bytes(self) }

    public init(sql value: Value) throws {
        guard case .bytes(let bytes) = value else { throw Unreadable(expected: "bytes", found: value) }
        self = bytes
    }
}

extension Optional: Bindable where Wrapped: Bindable {
    public var sqlValue: Value { self?.sqlValue ?? .null }
}

extension Optional: Readable where Wrapped: Readable {
    public init(sql value: Value) throws {
        self = if case .null = value { nil } else { try Wrapped(sql: value) }
    }
}

extension ID: Bindable, Readable where Tag: Copyable {
    public var sqlValue: Value { .integer(raw) }

    public init(sql value: Value) throws {
        self.init(try Int64(sql: value))
    }
}

extension Instant: Bindable, Readable {
    public var sqlValue: Value { .integer(microseconds) }

    public init(sql value: Value) throws {
        self.init(microseconds: try Int64(sql: value))
    }
}

extension Day: Bindable, Readable {
    public var sqlValue: Value { .text(description) }

    public init(sql value: Value) throws {
        guard let day = Day(try String(sql: value)) else { throw Unreadable(expected: "day", found: value) }
        self = day
    }
}

extension Money: Bindable, Readable {
    public var sqlValue: Value { .integer(fen) }

    public init(sql value: Value) throws {
        self.init(fen: try Int64(sql: value))
    }
}

/// An enum kept as the text of its case; name the conformance where the enum stands.
extension Bindable where Self: RawRepresentable, RawValue == String {
    public var sqlValue: Value { .text(rawValue) }
}

extension Readable where Self: RawRepresentable, RawValue == String {
    public init(sql value: Value) throws {
        guard let known = Self(rawValue: try String(sql: value)) else {
            throw Unreadable(expected: String(describing: Self.self), found: value)
        }
        self = known
    }
}
