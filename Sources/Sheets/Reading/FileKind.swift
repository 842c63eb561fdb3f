import Glibc

/// What a file is by its bytes, so far as we read it.
enum FileKind: Equatable {
    case archive
    case text(TextEncoding)

    init(path: String, limits: SheetLimits) throws(SheetProblem) {
        let file = try ByteFile(path: path)
        let head = try file.next(512)
        guard !head.isEmpty else { throw .empty }
        guard file.size <= limits.fileBytes else { throw .tooLarge }
        if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) || head.starts(with: [0x50, 0x4B, 0x05, 0x06]) {
            self = .archive
        } else if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            throw try Self.holdsEncryptedPackage(path) ? .encrypted : .oldExcel
        } else if Self.isForeign(head) {
            throw .notASheet
        } else if Self.isMarkup(head) {
            throw .webPage
        } else {
            self = .text(try TextEncoding(path: path))
        }
    }

    /// Whether an OLE2 file wraps an encrypted workbook. The name of that stream stands in its directory, in UTF-16.
    private static func holdsEncryptedPackage(_ path: String) throws(SheetProblem) -> Bool {
        let name: [UInt8] = Array("EncryptedPackage".utf8.map { [$0, 0] }.joined())
        let file = try ByteFile(path: path)
        var tail: [UInt8] = []
        while true {
            let chunk = try file.next(64 << 10)
            if chunk.isEmpty { return false }
            let window = tail + chunk
            let isFound = window.indices.contains { window[$0] == 0x45 && window[$0...].starts(with: name) }
            if isFound { return true }
            tail = window.suffix(name.count - 1)
        }
    }

    /// Other kinds that might pass for text.
    private static func isForeign(_ head: [UInt8]) -> Bool {
        ["%PDF", "{\\rtf"].contains { head.starts(with: $0.utf8) }
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
}
