import Glibc

/// How the bytes of a text file make characters.
enum TextEncoding: Equatable {
    case utf8
    case gb18030
    case utf16

    /// Looks through the whole file: it is UTF-8 only if every byte of it is.
    init(path: String) throws(SheetProblem) {
        let file = try ByteFile(path: path)
        var check = UTF8Check()
        var isFirst = true
        while true {
            let chunk = try file.next(64 << 10)
            if chunk.isEmpty { break }
            if isFirst, chunk.starts(with: [0xFF, 0xFE]) || chunk.starts(with: [0xFE, 0xFF]) {
                self = .utf16
                return
            }
            isFirst = false
            check.take(chunk)
            if check.hasControls { throw .notASheet }
        }
        if !check.isSound, check.isMeantAsUTF8 { throw .unknownEncoding }
        self = check.isSound ? .utf8 : .gb18030
    }

    /// The name by which iconv knows it. "UTF-16" minds the mark at the beginning.
    var iconvName: String {
        switch self {
        case .utf8: "UTF-8"
        case .gb18030: "GB18030"
        case .utf16: "UTF-16"
        }
    }
}

/// Follows bytes and knows whether they are still UTF-8, wherever a chunk was cut.
struct UTF8Check {
    private var isBroken = false
    private var pending = 0
    private var isLong = false
    private var characters = 0
    private var low: UInt8 = 0x80
    private var high: UInt8 = 0xBF
    /// Whether a control character was met that no text holds.
    private(set) var hasControls = false

    /// Whether all so far is UTF-8 and ends between characters.
    var isSound: Bool { !isBroken && pending == 0 }

    /// Whether ten characters of three bytes or more were UTF-8 before the first flaw, as no text of GB18030 ever is:
    /// then it is UTF-8 that was damaged, and reading it as anything else would give nonsense.
    var isMeantAsUTF8: Bool { characters >= 10 }

    mutating func take(_ bytes: [UInt8]) {
        for byte in bytes {
            if byte < 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D, byte != 0x0C, byte != 0x1A { hasControls = true }
            if isBroken || (byte < 0x80 && pending == 0) { continue }
            step(byte)
        }
    }

    private mutating func step(_ byte: UInt8) {
        if pending > 0 {
            guard byte >= low, byte <= high else { return isBroken = true }
            (low, high) = (0x80, 0xBF)
            pending -= 1
            if pending == 0, isLong { characters += 1 }
            return
        }
        switch byte {
        case 0xC2...0xDF: pending = 1
        case 0xE0: (pending, low) = (2, 0xA0)
        case 0xED: (pending, high) = (2, 0x9F)
        case 0xE1...0xEF: pending = 2
        case 0xF0: (pending, low) = (3, 0x90)
        case 0xF4: (pending, high) = (3, 0x8F)
        case 0xF1...0xF3: pending = 3
        default: isBroken = true
        }
        isLong = pending > 1
    }
}
