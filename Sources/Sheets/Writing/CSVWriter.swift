import Base
import Glibc

/// Writes a CSV that Excel reads: UTF-8 with its mark, fields as RFC 4180 has them, lines ending in CR LF.
///
/// Text that a spreadsheet would take for a formula (beginning with = + - @, tab, CR, LF or a full-width twin, also
/// behind spaces or apostrophes) gets one apostrophe in front. `SheetFile` takes it away again, so nothing is lost
/// between the two.
public final class CSVWriter {
    private let file: Int32
    private let path: String
    private var buffer: [UInt8] = []
    private var isOpen = true

    private static let bufferSize = 64 << 10

    /// Makes the file, readable by its owner only, with its head.
    public init(path: String, columns: [Column]) throws {
        file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        self.path = path
        guard file >= 0 else { throw SheetFault(step: "create", code: Int(errno)) }
        buffer.reserveCapacity(Self.bufferSize + 4096)
        buffer.append(contentsOf: [0xEF, 0xBB, 0xBF])
        try write(row: columns.map { .text($0.title) })
    }

    deinit {
        guard isOpen, file >= 0 else { return }
        Glibc.close(file)
        unlink(path)
    }

    /// Writes the next row; the reasons of its flawed cells follow in one more cell.
    public func write(row: [Out]) throws {
        precondition(isOpen, "a row was written after the end")
        var reasons: [String] = []
        for (index, cell) in row.enumerated() {
            if index > 0 { buffer.append(0x2C) }
            switch cell {
            case .empty: break
            case .text(let text): append(text)
            case .integer(let number): buffer.append(contentsOf: String(number).utf8)
            case .money(let amount):
                let fen = amount.fen.magnitude
                let text = "\(amount.fen < 0 ? "-" : "")\(fen / 100).\(padded(Int(fen % 100), 2))"
                buffer.append(contentsOf: text.utf8)
            case .day(let day): buffer.append(contentsOf: day.description.utf8)
            case .flawed(let text, let reason):
                append(text)
                reasons.append(reason)
            }
        }
        if !reasons.isEmpty {
            buffer.append(0x2C)
            append(reasons.joined(separator: "；"))
        }
        buffer.append(contentsOf: [0x0D, 0x0A])
        if buffer.count >= Self.bufferSize { try flush() }
    }

    /// Finishes the file. Nothing may be written afterwards.
    public func close() throws {
        guard isOpen else { return }
        try flush()
        isOpen = false
        guard Glibc.close(file) == 0 else { throw SheetFault(step: "close", code: Int(errno)) }
    }

    private func append(_ original: String) {
        var text = original
        text.withUTF8 { bytes in
            let isGuarded = FormulaGuard.isNeeded(bytes)
            let isQuoted = bytes.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0D || $0 == 0x0A || $0 == 0x09 }
            if isQuoted { buffer.append(0x22) }
            if isGuarded { buffer.append(FormulaGuard.apostrophe) }
            for byte in bytes {
                if byte == 0x22 { buffer.append(0x22) }
                buffer.append(byte)
            }
            if isQuoted { buffer.append(0x22) }
        }
    }

    private func flush() throws {
        var done = 0
        while done < buffer.count {
            let count = buffer.withUnsafeBytes { Glibc.write(file, $0.baseAddress! + done, $0.count - done) }
            if count < 0 {
                if errno == EINTR { continue }
                throw SheetFault(step: "write", code: Int(errno))
            }
            done += count
        }
        buffer.removeAll(keepingCapacity: true)
    }
}
