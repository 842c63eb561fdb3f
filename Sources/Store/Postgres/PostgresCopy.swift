import CPostgres

/// Rows on their way into `COPY … FROM STDIN`, in its text format, sent in pieces.
struct PostgresCopy {
    private let link: OpaquePointer
    private var bytes: [UInt8] = []
    private static let piece = 1 << 16
    /// Whether the server or the wire, not the giver of rows, ended it.
    private(set) var isRefused = false

    init(_ link: OpaquePointer) {
        self.link = link
        bytes.reserveCapacity(Self.piece * 2)
    }

    mutating func put(_ row: [Value]) throws {
        for (index, value) in row.enumerated() {
            if index > 0 { bytes.append(0x09) }
            try Self.append(value, to: &bytes)
        }
        bytes.append(0x0A)
        if bytes.count >= Self.piece { try flush() }
    }

    mutating func flush() throws {
        guard !bytes.isEmpty else { return }
        let sent = bytes.withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { PQputCopyData(link, $0.baseAddress, Int32($0.count)) }
        }
        bytes.removeAll(keepingCapacity: true)
        guard sent == 1 else {
            isRefused = true
            throw StoreProblem.unavailable("COPY broke off")
        }
    }

    /// One field: `\N` for NULL, and a backslash before what would end a field or a row.
    static func append(_ value: Value, to bytes: inout [UInt8]) throws {
        switch value {
        case .null: bytes.append(contentsOf: "\\N".utf8)
        case .integer(let number): bytes.append(contentsOf: String(number).utf8)
        case .real(let number): bytes.append(contentsOf: PostgresParameters.real(number).utf8)
        case .bool(let truth): bytes.append(truth ? 0x74 : 0x66)
        case .text(let text):
            // Hardly a text holds anything that must be written otherwise.
            if text.utf8.contains(where: { $0 < 0x20 || $0 == 0x5C }) {
                for byte in text.utf8 { try append(byte, to: &bytes) }
            } else {
                bytes.append(contentsOf: text.utf8)
            }
        case .bytes(let raw):
            bytes.append(contentsOf: "\\\\x".utf8)
            for byte in raw { PostgresParameters.appendHex(byte, to: &bytes) }
        case .list: throw StoreProblem.engine("a list cannot be stored")
        }
    }

    private static func append(_ byte: UInt8, to bytes: inout [UInt8]) throws {
        switch byte {
        case 0: throw StoreProblem.notAllowed
        case 0x5C: bytes.append(contentsOf: [0x5C, 0x5C])
        case 0x09: bytes.append(contentsOf: [0x5C, 0x74])
        case 0x0A: bytes.append(contentsOf: [0x5C, 0x6E])
        case 0x0D: bytes.append(contentsOf: [0x5C, 0x72])
        default: bytes.append(byte)
        }
    }
}
