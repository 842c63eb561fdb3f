import Glibc

/// All shared strings in one stretch of memory, with where each ends: no `String` is made before a cell asks for it.
final class SharedStrings {
    private var bytes: UnsafeMutableRawPointer?
    private var used = 0
    private var room = 0
    private var ends: [UInt32] = []

    deinit {
        free(bytes)
    }

    var count: Int { ends.count }
    var byteCount: Int { used }

    /// Adds to the string that is being gathered.
    func append(_ more: UnsafeRawBufferPointer) {
        if used + more.count > room {
            room = max(64 << 10, (used + more.count) * 3 / 2)
            bytes = realloc(bytes, room)
        }
        guard let bytes, let source = more.baseAddress else { return }
        memcpy(bytes + used, source, more.count)
        used += more.count
    }

    /// Ends the string that is being gathered.
    func endString() {
        ends.append(UInt32(used))
    }

    /// The string of that number; nothing when the file has none.
    subscript(_ index: Int) -> String? {
        guard ends.indices.contains(index) else { return nil }
        let start = index == 0 ? 0 : Int(ends[index - 1])
        let end = Int(ends[index])
        guard let bytes, start < end else { return "" }
        return cellText(UnsafeRawBufferPointer(start: bytes + start, count: end - start))
    }
}

/// Gathers `sharedStrings.xml`: runs of rich text joined, the reading of characters (`rPh`) left out.
final class SharedStringsReader: XMLReader {
    let strings = SharedStrings()
    private let limits: SheetLimits
    private var isInText = false
    private var isInReading = false

    init(limits: SheetLimits) {
        self.limits = limits
    }

    override func start(_ tag: Tag, _ attributes: XMLAttributes) {
        if tag == "t" { isInText = true } else if tag == "rPh" { isInReading = true }
    }

    override func end(_ tag: Tag) {
        if tag == "t" {
            isInText = false
        } else if tag == "rPh" {
            isInReading = false
        } else if tag == "si" {
            strings.endString()
            if strings.count > limits.sharedBytes / 16 { problem = .tooLarge }
        }
    }

    override func text(_ bytes: UnsafeRawBufferPointer) {
        guard isInText, !isInReading else { return }
        strings.append(bytes)
        if strings.byteCount > limits.sharedBytes { problem = .tooLarge }
    }
}

/// The text of a cell; `_x000D_` and its like, by which workbooks write control characters, become what they mean.
func cellText(_ bytes: UnsafeRawBufferPointer) -> String {
    guard bytes.count >= 7, memchr(bytes.baseAddress!, 0x5F, bytes.count) != nil else {
        return String(decoding: bytes, as: UTF8.self)
    }
    var out: [UInt8] = []
    var at = 0
    while at < bytes.count {
        if let unit = escapedUnit(bytes, at), let scalar = Unicode.Scalar(unit) {
            out.append(contentsOf: String(Character(scalar)).utf8)
            at += 7
        } else {
            out.append(bytes[at])
            at += 1
        }
    }
    return String(decoding: out, as: UTF8.self)
}

/// The number of `_xHHHH_` at that place, if it stands there.
private func escapedUnit(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> UInt32? {
    guard at + 7 <= bytes.count, bytes[at] == 0x5F, bytes[at + 1] == 0x78, bytes[at + 6] == 0x5F else { return nil }
    var value: UInt32 = 0
    for byte in bytes[(at + 2)..<(at + 6)] {
        switch byte {
        case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
        case 0x41...0x46, 0x61...0x66: value = value << 4 | UInt32((byte & 0xDF) - 0x37)
        default: return nil
        }
    }
    return value
}
