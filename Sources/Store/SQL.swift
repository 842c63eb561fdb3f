/// A piece of SQL whose interpolated values are bound, never spliced: a `String` in it is always a value.
///
/// An `SQL` inside an `SQL` is a fragment; its parameters are numbered anew. Parameters are written `$1`, `$2`, … in
/// order of appearance, which PostgreSQL counts and SQLite names in the same order.
public struct SQL: ExpressibleByStringInterpolation, Sendable {
    /// Literal texts, with marks between them for parameters and for what the engines write differently. They are kept
    /// apart, so that running a literal again costs neither a text nor its digest: see `Key`.
    var pieces: [String]
    public private(set) var values: [Value]

    /// Marks among the pieces; none of them can stand in SQL.
    private static let parameterMark = "\u{1}"
    private static let lockMark = "\u{2}"

    public init(stringLiteral text: String) {
        pieces = text.isEmpty ? [] : [text]
        values = []
    }

    public init(stringInterpolation pieces: StringInterpolation) {
        self = pieces.sql
    }

    /// SQL made at run time. For tests and migrations only; a manners test forbids it elsewhere.
    public init(raw text: String) {
        self.init(stringLiteral: text)
    }

    /// An empty fragment.
    public static var nothing: SQL { "" }

    /// ` FOR UPDATE` on PostgreSQL; nothing on SQLite, where one writer is alone.
    public static var lockingRow: SQL { SQL(stringLiteral: lockMark) }

    public var isEmpty: Bool { pieces.isEmpty }

    /// Fragments one after the other.
    public static func + (a: SQL, b: SQL) -> SQL {
        var sum = a
        sum.append(b)
        return sum
    }

    /// Fragments with `separator` between them.
    public static func joined(_ pieces: [SQL], by separator: SQL) -> SQL {
        var sum = SQL.nothing
        for (index, piece) in pieces.enumerated() {
            if index > 0 { sum.append(separator) }
            sum.append(piece)
        }
        return sum
    }

    mutating func append(_ other: SQL) {
        pieces += other.pieces
        values += other.values
    }

    mutating func append(text: String) {
        if !text.isEmpty { pieces.append(text) }
    }

    mutating func append(value: Value) {
        values.append(value)
        pieces.append(Self.parameterMark)
    }

    mutating func reserve(pieces count: Int) {
        pieces.reserveCapacity(count * 2 + 1)
        values.reserveCapacity(count)
    }

    /// The text that this engine understands, its parameters numbered in order. `\(anyOf:)` is written around its own.
    public func text(for engine: Engine) -> String {
        var out = ""
        var number = 0
        for piece in pieces {
            switch piece {
            case Self.lockMark: out += engine == .postgres ? " FOR UPDATE" : ""
            case Self.parameterMark:
                number += 1
                if case .list = values[number - 1] {
                    out += engine == .postgres ? "= ANY($\(number))" : "IN (SELECT value FROM json_each($\(number)))"
                } else {
                    out += "$\(number)"
                }
            default: out += piece
            }
        }
        return out
    }

    /// Collects a literal's text and what is interpolated into it.
    public struct StringInterpolation: StringInterpolationProtocol {
        var sql = SQL.nothing

        public init(literalCapacity: Int, interpolationCount: Int) {
            sql.reserve(pieces: interpolationCount)
        }

        public mutating func appendLiteral(_ text: String) {
            sql.append(text: text)
        }

        public mutating func appendInterpolation(_ value: some Bindable) {
            sql.append(value: value.sqlValue)
        }

        /// Nothing becomes NULL. Said apart, because the compiler warns of an optional in a literal otherwise.
        public mutating func appendInterpolation<Field: Bindable>(_ value: Field?) {
            sql.append(value: value.sqlValue)
        }

        public mutating func appendInterpolation(_ fragment: SQL) {
            sql.append(fragment)
        }

        /// `WHERE id \(anyOf: ids)`: true of rows whose value is one of these; of none when there are none.
        public mutating func appendInterpolation(anyOf values: [some Bindable]) {
            sql.append(value: .list(values.map(\.sqlValue)))
        }
    }
}

/// Which of the two databases; asked only where SQL must differ, in files named `…+Search.swift` and in `Store`.
public enum Engine: String, Sendable {
    case sqlite
    case postgres
}
