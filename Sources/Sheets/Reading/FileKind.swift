import Glibc

/// What a file is by its bytes, so far as we read it.
enum FileKind: Equatable {
    case archive
    /// The container of Excel 97–2003, and of encrypted workbooks.
    case compound
    /// A web page, or the XML of Excel 2003.
    case markup(TextEncoding, isXML: Bool)
    case text(TextEncoding)

    init(path: String, limits: SheetLimits) throws(SheetProblem) {
        let file = try ByteFile(path: path)
        let head = try file.next(4096)
        guard !head.isEmpty else { throw .empty }
        guard file.size <= limits.fileBytes else { throw .tooLarge }
        if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) || head.starts(with: [0x50, 0x4B, 0x05, 0x06]) {
            self = .archive
        } else if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            self = .compound
        } else if Self.isForeign(head) {
            throw .notASheet
        } else if Self.isOlder(head) {
            throw .oldExcel
        } else if head.starts(with: "MIME-Version".utf8) {
            throw .webPage
        } else if Self.isMarkup(head) {
            let words = String(decoding: head, as: UTF8.self).lowercased()
            let isXML = words.contains("urn:schemas-microsoft-com:office:spreadsheet") && !words.contains("<html")
            guard isXML || words.contains("<html") || words.contains("<table") || words.contains("<!doctype html")
            else {
                throw .webPage
            }
            self = .markup(try TextEncoding(path: path), isXML: isXML)
        } else {
            self = .text(try TextEncoding(path: path))
        }
    }

    /// Other kinds that might pass for text.
    private static func isForeign(_ head: [UInt8]) -> Bool {
        ["%PDF", "{\\rtf"].contains { head.starts(with: $0.utf8) }
    }

    /// The worksheets of Excel 2 to 4, which begin with their first record.
    private static func isOlder(_ head: [UInt8]) -> Bool {
        head.count > 4 && head[0] == 0x09 && [0x00, 0x02, 0x04].contains(head[1]) && [0x04, 0x06].contains(head[2])
            && head[3] == 0
    }

    private static func isMarkup(_ head: [UInt8]) -> Bool {
        let bytes = head.starts(with: [0xEF, 0xBB, 0xBF]) ? head.dropFirst(3) : head[...]
        let start = bytes.drop { $0 <= 0x20 }
        guard start.first == 0x3C, let next = start.dropFirst().first else { return false }
        return next == 0x21 || next == 0x3F || (0x41...0x5A).contains(next & 0xDF)
    }
}

/// A file read from its beginning in chunks.
final class ByteFile {
    private let descriptor: Int32
    let size: Int

    init(path: String) throws(SheetProblem) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .unreadable }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw .unreadable
        }
        size = Int(facts.st_size)
    }

    deinit {
        close(descriptor)
    }

    /// At most `count` bytes; none at the end.
    func next(_ count: Int) throws(SheetProblem) -> [UInt8] {
        var got = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { space, used in
            repeat { got = read(descriptor, space.baseAddress!, count) } while got < 0 && errno == EINTR
            used = max(0, got)
        }
        guard got >= 0 else { throw .unreadable }
        return bytes
    }

    /// Exactly `count` bytes from a place; nothing when the file ends before.
    func bytes(at place: Int, count: Int) -> [UInt8]? {
        guard place >= 0, count >= 0, place <= size, count <= size - place else { return nil }
        var got = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { space, used in
            while got < count {
                let more = pread(descriptor, space.baseAddress! + got, count - got, off_t(place + got))
                if more < 0 && errno == EINTR { continue }
                if more <= 0 { break }
                got += more
            }
            used = got
        }
        return got == count ? bytes : nil
    }
}
