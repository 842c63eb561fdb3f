/// A piece of SQL whose interpolated values are bound, never spliced: a `String` in it is always a value.
///
/// An `SQL` inside an `SQL` is a fragment; its parameters are numbered anew. Parameters are written `$1`, `$2`, … in order of
/// appearance, which PostgreSQL counts and SQLite names in the same order.
public struct SQL: ExpressibleByStringInterpolation, Sendable {
    /// The text, with marks where the engines differ; see `text(for:)`.
    var template: String
    public private(set) var values: [Value]
    /// Whether the template holds marks.
    private var differs: Bool

    /// Marks in a template; none of them can stand in SQL.
    private static let listMark: Character = "\u{1}"
    private static let lockMark: Character = "\u{2}"

    public init(stringLiteral text: String) {
        template = text
        values = []
        differs = false
    }

    public init(stringInterpolation pieces: StringInterpolation) {
        self = pieces.sql
    }

    /// SQL made at run time. For tests and migrations only; a manners test forbids it elsewhere.
    public init(raw text: String) {
        self.init(stringLiteral: text)
    }

    /// An empty fragment.
    public static var none: SQL { "" }

    /// ` FOR UPDATE` on PostgreSQL; nothing on SQLite, where one writer is alone.
    public static var lockingRow: SQL {
        var sql = SQL(stringLiteral: String(lockMark))
        sql.differs = true
        return sql
    }

    public var isEmpty: Bool { template.isEmpty }

    /// Fragments one after the other.
    public static func + (a: SQL, b: SQL) -> SQL {
        var sum = a
        sum.append(b)
        return sum
    }

    /// Fragments with `separator` between them.
    public static func joined(_ pieces: [SQL], by separator: SQL) -> SQL {
        var sum = SQL.none
        for (index, piece) in pieces.enumerated() {
            if index > 0 { sum.append(separator) }
            sum.append(piece)
        }
        return sum
    }

    mutating func append(_ other: SQL) {
        differs = differs || other.differs
        template += values.isEmpty ? other.template : Self.renumbered(other.template, by: values.count)
        values += other.values
    }

    mutating func append(text: String) {
        template += text
    }

    mutating func append(value: Value) {
        values.append(value)
        template += "$\(values.count)"
    }

    mutating func append(list: [Value]) {
        values.append(.list(list))
        template.append(Self.listMark)
        template += "$\(values.count)"
        differs = true
    }

    private static func renumbered(_ text: String, by offset: Int) -> String {
        guard text.utf8.contains(0x24) else { return text }
        var out: [UInt8] = []
        out.reserveCapacity(text.utf8.count + 8)
        var number: Int?
        for byte in text.utf8 {
            if let digits = number {
                if (0x30...0x39).contains(byte) {
                    number = digits * 10 + Int(byte - 0x30)
                    continue
                }
                out.append(contentsOf: String(digits + offset).utf8)
                number = nil
            }
            out.append(byte)
            if byte == 0x24 { number = 0 }
        }
        if let digits = number { out.append(contentsOf: String(digits + offset).utf8) }
        return String(decoding: out, as: UTF8.self)
    }

    /// The text that this engine understands. `\(anyOf:)` is written around the parameter it holds.
    func text(for engine: Engine) -> String {
        guard differs else { return template }
        var out = ""
        var rest = template[...]
        while let mark = rest.firstIndex(where: { $0 == Self.listMark || $0 == Self.lockMark }) {
            out += rest[..<mark]
            let after = rest.index(after: mark)
            if rest[mark] == Self.lockMark {
                out += engine == .postgres ? " FOR UPDATE" : ""
                rest = rest[after...]
                continue
            }
            let end = rest[after...].dropFirst().firstIndex { !$0.isNumber } ?? rest.endIndex
            let parameter = rest[after..<end]
            out += engine == .postgres ? "= ANY(\(parameter))" : "IN (SELECT value FROM json_each(\(parameter)))"
            rest = rest[end...]
        }
        return out + rest
    }

    /// Collects a literal's text and what is interpolated into it.
    public struct StringInterpolation: StringInterpolationProtocol {
        var sql = SQL.none

        public init(literalCapacity: Int, interpolationCount: Int) {
            sql.template.reserveCapacity(literalCapacity + interpolationCount * 3)
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
            sql.append(list: values.map(\.sqlValue))
        }
    }
}

/// Which of the two databases; asked only where SQL must differ, in files named `…+Search.swift` and in `Store`.
public enum Engine: String, Sendable {
    case sqlite
    case postgres
}
