/// The values of one statement as libpq takes them: text, ended by a zero byte, but for bytes, which travel as they
/// are.
///
/// Kept by its connection and filled anew for each statement, so that a statement costs no allocation but libpq's.
struct PostgresParameters {
    private var bytes: [UInt8] = []
    /// Where each value begins in `bytes`; -1 for NULL.
    private var starts: [Int] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []
    private var pointers: [UnsafePointer<CChar>?] = []

    /// Fails with `notAllowed` where a text holds a zero byte, which PostgreSQL cannot keep and C would cut off.
    mutating func fill(_ values: [Value]) throws {
        bytes.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        lengths.removeAll(keepingCapacity: true)
        formats.removeAll(keepingCapacity: true)
        for value in values {
            let start = bytes.count
            if case .null = value {
                starts.append(-1)
            } else {
                starts.append(start)
                try Self.append(value, to: &bytes)
            }
            if case .bytes = value { formats.append(1) } else { formats.append(0) }
            lengths.append(Int32(bytes.count - start))
            bytes.append(0)
        }
    }

    /// Lends the arrays to one call.
    mutating func lend<Result>(
        _ body: (
            Int32, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?
        ) -> Result
    ) -> Result {
        guard !starts.isEmpty else { return body(0, nil, nil, nil) }
        pointers.removeAll(keepingCapacity: true)
        return bytes.withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                for start in starts { pointers.append(start < 0 ? nil : characters.baseAddress! + start) }
                return body(Int32(starts.count), pointers, lengths, formats)
            }
        }
    }

    private static func append(_ value: Value, to bytes: inout [UInt8]) throws {
        switch value {
        case .null: break
        case .integer(let number): appendASCII(String(number), to: &bytes)
        case .real(let number): appendASCII(real(number), to: &bytes)
        case .bool(let truth): bytes.append(truth ? 0x74 : 0x66)
        case .text(let text): try append(text: text, to: &bytes)
        case .bytes(let raw): bytes.append(contentsOf: raw)
        case .list(let list): try append(list: list, to: &bytes)
        }
    }

    private static func appendASCII(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: text.utf8)
    }

    private static func append(text: String, to bytes: inout [UInt8]) throws {
        let start = bytes.count
        bytes.append(contentsOf: text.utf8)
        if bytes[start...].contains(0) { throw StoreProblem.notAllowed }
    }

    /// PostgreSQL spells the numbers that are none in its own way.
    static func real(_ number: Double) -> String {
        if number.isNaN { return "NaN" }
        if number.isInfinite { return number < 0 ? "-Infinity" : "Infinity" }
        return String(number)
    }

    /// `{"a","b",NULL}`: every element in quotes, with `"` and `\` escaped.
    static func append(list: [Value], to bytes: inout [UInt8]) throws {
        bytes.append(0x7B)
        for (index, value) in list.enumerated() {
            if index > 0 { bytes.append(0x2C) }
            switch value {
            case .null: appendASCII("NULL", to: &bytes)
            case .integer, .bool: try append(value, to: &bytes)
            case .list(let inner): try append(list: inner, to: &bytes)
            case .bytes(let raw):
                appendASCII("\"\\\\x", to: &bytes)
                for byte in raw { appendHex(byte, to: &bytes) }
                bytes.append(0x22)
            case .real(let number): appendASCII("\"\(real(number))\"", to: &bytes)
            case .text(let text):
                bytes.append(0x22)
                for byte in text.utf8 {
                    guard byte != 0 else { throw StoreProblem.notAllowed }
                    if byte == 0x22 || byte == 0x5C { bytes.append(0x5C) }
                    bytes.append(byte)
                }
                bytes.append(0x22)
            }
        }
        bytes.append(0x7D)
    }

    static func appendHex(_ byte: UInt8, to bytes: inout [UInt8]) {
        let (high, low) = (byte >> 4, byte & 15)
        bytes.append(high < 10 ? 0x30 + high : 0x57 + high)
        bytes.append(low < 10 ? 0x30 + low : 0x57 + low)
    }
}
