public import Base
import CICU

/// A file of text that somebody handed in, read in whatever encoding it has.
public struct TextFile: Equatable, Sendable {
    /// The encodings that Chinese offices save in.
    public enum Encoding: String, Sendable {
        case utf8 = "UTF-8", utf16 = "UTF-16", gb18030 = "GB18030"
    }

    /// Why the file is no text.
    public enum Problem: Explained, Equatable, Sendable {
        case tooLarge
        /// It has zero bytes: a workbook or an image under the wrong name.
        case binary
        /// Neither UTF-8 nor GB18030; the line, from 1, up to which it might have been GB18030.
        case unknown(line: Int)
        /// It says that it is of this encoding, and is not.
        case broken(Encoding)

        public var words: String {
            switch self {
            case .tooLarge: "文件过大，请分成几个文件。"
            case .binary: "这不是文本文件。如果是 Excel 表格，请选择 .xlsx 文件，或另存为 CSV 再上传。"
            case .unknown(let line): "无法识别文件的文字编码，第 \(line) 行附近有乱码。请在 Excel 中另存为“CSV UTF-8”再上传。"
            case .broken(let encoding): "文件标明是 \(encoding.rawValue)，但内容不符，可能没有完整保存。请重新保存后再上传。"
            }
        }
    }

    /// Without a byte order mark.
    public let text: String
    public let encoding: Encoding

    /// A byte order mark decides; else what reads as UTF-8 is UTF-8; else it must be GB18030, GBK and GB2312 included.
    public init(decoding bytes: [UInt8]) throws(Problem) {
        guard bytes.count < Int(Int32.max) else { throw .tooLarge }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            guard let text = String(validating: bytes.dropFirst(3), as: UTF8.self) else { throw .broken(.utf8) }
            (self.text, encoding) = (text, .utf8)
        } else if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            (text, encoding) = (try Self.utf16(bytes), .utf16)
        } else if bytes.contains(0) {
            throw .binary
        } else if let text = String(validating: bytes, as: UTF8.self) {
            (self.text, encoding) = (text, .utf8)
        } else {
            (text, encoding) = (try Self.gb18030(bytes), .gb18030)
        }
    }

    private static func utf16(_ bytes: [UInt8]) throws(Problem) -> String {
        guard bytes.count.isMultiple(of: 2) else { throw .broken(.utf16) }
        let isLittle = bytes[0] == 0xFF
        let units = stride(from: 2, to: bytes.count, by: 2).map { index -> UInt16 in
            let pair = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            return isLittle ? pair.1 << 8 | pair.0 : pair.0 << 8 | pair.1
        }
        guard let text = String(validating: units, as: UTF16.self) else { throw .broken(.utf16) }
        return text
    }

    /// Reads GB18030 to the last byte; a single byte that is none of it refuses the whole.
    public static func gb18030(_ bytes: [UInt8]) throws(Problem) -> String {
        guard bytes.count < Int(Int32.max) else { throw .tooLarge }
        let mark: [UInt8] = [0x84, 0x31, 0x95, 0x33]
        let body = bytes.starts(with: mark) ? Array(bytes.dropFirst(4)) : bytes
        var units = [UInt16](repeating: 0, count: body.count)
        var bad: Int32 = 0
        let count = cicu_decode_gb18030(body, Int32(body.count), &units, Int32(units.count), &bad)
        guard count >= 0, let text = String(validating: units.prefix(Int(count)), as: UTF16.self) else {
            throw .unknown(line: body.prefix(Int(bad)).count { $0 == 0x0A } + 1)
        }
        return text
    }
}
