import Glibc

/// The text of a file as UTF-8, chunk by chunk, whatever its encoding, without the mark at its beginning.
final class TextSource {
    private let file: ByteFile
    private let converter: iconv_t?
    private var left: [UInt8] = []
    private var isFirst = true

    init(path: String, encoding: TextEncoding) throws(SheetProblem) {
        file = try ByteFile(path: path)
        guard encoding != .utf8 else {
            converter = nil
            return
        }
        let made = iconv_open("UTF-8", encoding.iconvName)
        guard let made, Int(bitPattern: made) != -1 else { throw .unknownEncoding }
        converter = made
    }

    deinit {
        if let converter { iconv_close(converter) }
    }

    /// The next bytes of UTF-8; none at the end.
    func next() throws(SheetProblem) -> [UInt8] {
        var text: [UInt8] = []
        repeat {
            let chunk = try file.next(64 << 10)
            if chunk.isEmpty {
                guard left.isEmpty else { throw .unknownEncoding }
                return []
            }
            text = converter == nil ? chunk : try converted(chunk)
        } while text.isEmpty
        defer { isFirst = false }
        return isFirst && text.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(text.dropFirst(3)) : text
    }

    private func converted(_ chunk: [UInt8]) throws(SheetProblem) -> [UInt8] {
        var input = left + chunk
        var isSound = true
        var rest = input.count
        let total = input.count
        let output = [UInt8](unsafeUninitializedCapacity: total * 3 + 16) { space, used in
            input.withUnsafeMutableBytes { bytes in
                var from: UnsafeMutablePointer<CChar>? = bytes.baseAddress!.assumingMemoryBound(to: CChar.self)
                var to: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(space.baseAddress!)
                    .assumingMemoryBound(to: CChar.self)
                var room = space.count
                if iconv(converter, &from, &rest, &to, &room) == -1, errno != EINVAL { isSound = false }
                used = space.count - room
            }
        }
        guard isSound else { throw .unknownEncoding }
        left = Array(input.suffix(rest))
        return output
    }
}

/// Bytes of an encoding that iconv knows by name, as text; what it does not know becomes the mark of the unknown.
func converted(_ bytes: [UInt8], from name: String) -> String {
    let made = iconv_open("UTF-8", name)
    guard let made, Int(bitPattern: made) != -1 else { return String(decoding: bytes, as: UTF8.self) }
    defer { iconv_close(made) }
    var input = bytes, output: [UInt8] = []
    while !input.isEmpty {
        var rest = input.count
        let total = input.count
        output += [UInt8](unsafeUninitializedCapacity: total * 3 + 16) { space, used in
            input.withUnsafeMutableBytes { bytes in
                var from: UnsafeMutablePointer<CChar>? = bytes.baseAddress!.assumingMemoryBound(to: CChar.self)
                var to: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(space.baseAddress!)
                    .assumingMemoryBound(to: CChar.self)
                var room = space.count
                iconv(made, &from, &rest, &to, &room)
                used = space.count - room
            }
        }
        if rest == 0 { break }
        output += [0xEF, 0xBF, 0xBD]
        input = Array(input.suffix(rest - 1))
    }
    return String(decoding: output, as: UTF8.self)
}
