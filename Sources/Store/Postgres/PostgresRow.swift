import CPostgres
import Glibc

/// The columns of a statement's answer: their names, and how each is read. Made once a prepared statement.
struct PostgresColumns {
    /// How the text of a column becomes a `Value`.
    enum Kind {
        case integer
        case real
        case bool
        case bytes
        case text
    }

    let names: [String]
    let kinds: [Kind]

    /// Fails where a column has a type outside the dialect: `sum(bigint)` is numeric, for one, and must be cast.
    init(_ result: OpaquePointer) throws {
        var names: [String] = []
        var kinds: [Kind] = []
        for column in 0..<PQnfields(result) {
            let name = String(cString: PQfname(result, column))
            guard let kind = Self.kind(of: PQftype(result, column)) else {
                throw StoreProblem.engine("column \(name) has type \(PQftype(result, column)): cast it in the SQL")
            }
            names.append(name)
            kinds.append(kind)
        }
        self.names = names
        self.kinds = kinds
    }

    /// By the numbers that PostgreSQL's own types have had for ever.
    private static func kind(of type: Oid) -> Kind? {
        switch type {
        case 20, 21, 23, 26: .integer
        case 700, 701: .real
        case 16: .bool
        case 17: .bytes
        case 18, 19, 25, 705, 1042, 1043: .text
        case 2278: .text  // void: a function called for its effect
        default: nil
        }
    }
}

/// The row that a connection stands on.
final class PostgresRow: RowSource {
    private let columns: PostgresColumns
    private var result: OpaquePointer
    private var line: Int32 = 0
    /// Records read their columns in order; so the next name is most often the next column.
    private var likely = 0

    init(_ columns: PostgresColumns, _ result: OpaquePointer) {
        self.columns = columns
        self.result = result
    }

    func move(to result: OpaquePointer, line: Int32) {
        self.result = result
        self.line = line
        likely = 0
    }

    var count: Int { columns.names.count }

    func name(at index: Int) -> String { columns.names[index] }

    func index(of column: String) -> Int? {
        if likely < columns.names.count, columns.names[likely] == column {
            likely += 1
            return likely - 1
        }
        guard let index = columns.names.firstIndex(of: column) else { return nil }
        likely = index + 1
        return index
    }

    func value(at index: Int) -> Value {
        let column = Int32(index)
        if PQgetisnull(result, line, column) == 1 { return .null }
        guard let start = PQgetvalue(result, line, column) else { return .null }
        let length = Int(PQgetlength(result, line, column))
        return start.withMemoryRebound(to: UInt8.self, capacity: length) { start in
            let bytes = UnsafeBufferPointer(start: start, count: length)
            return switch columns.kinds[index] {
            case .integer: .integer(Self.integer(bytes))
            case .real: .real(strtod(PQgetvalue(result, line, column), nil))
            case .bool: .bool(bytes.first == 0x74)
            case .bytes: .bytes(Self.hex(bytes))
            case .text: .text(String(decoding: bytes, as: UTF8.self))
            }
        }
    }

    /// The server wrote it, so it is a number that fits; counted downwards, because the least has no positive twin.
    private static func integer(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64 {
        let isNegative = bytes.first == 0x2D
        var number: Int64 = 0
        for byte in bytes.dropFirst(isNegative ? 1 : 0) { number = number &* 10 &- Int64(byte &- 0x30) }
        return isNegative ? number : 0 &- number
    }

    /// `\x` and two digits a byte.
    private static func hex(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        let digits = bytes.dropFirst(2)
        return [UInt8](unsafeUninitializedCapacity: digits.count / 2) { out, count in
            var place = digits.startIndex
            while place + 1 < digits.endIndex {
                out[count] = nibble(digits[place]) << 4 | nibble(digits[place + 1])
                count += 1
                place += 2
            }
        }
    }

    private static func nibble(_ digit: UInt8) -> UInt8 {
        digit < 0x40 ? digit &- 0x30 : (digit | 0x20) &- 0x57
    }
}
