public import Base
import Glibc

/// Where the ring lives: one file that only its owner may read.
extension KeyRing {
    /// Makes a fresh ring and its file; a file that is there already stays as it is, and that is an error.
    public static func create(at path: String, on day: Day) throws(Problem) -> KeyRing {
        let ring = fresh(on: day)
        let draft = try ring.writeDraft(beside: path)
        defer { unlink(draft) }
        // A link, unlike a rename, never replaces.
        guard link(draft, path) == 0 else {
            throw errno == EEXIST ? .exists(path: path) : .unwritable(path: path, reason: reason())
        }
        try syncFolder(of: path)
        return ring
    }

    /// Reads the ring; a file that others may read is refused before a byte of it is read.
    public static func load(from path: String) throws(Problem) -> KeyRing {
        let file = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            throw errno == ENOENT ? .missing(path: path) : .unreadable(path: path, reason: reason())
        }
        defer { close(file) }
        var facts = stat()
        guard fstat(file, &facts) == 0 else { throw .unreadable(path: path, reason: reason()) }
        guard facts.st_mode & S_IFMT == S_IFREG else { throw .unreadable(path: path, reason: "不是普通文件") }
        let mode = Int(facts.st_mode & 0o777)
        guard mode & 0o177 == 0 else { throw .open(path: path, mode: mode) }
        guard facts.st_size < 1 << 20 else { throw .unreadable(path: path, reason: "文件过大") }
        var bytes = [UInt8](repeating: 0, count: Int(facts.st_size))
        var filled = 0
        while filled < bytes.count {
            let count = bytes.withUnsafeMutableBytes { room in
                let rest = UnsafeMutableRawBufferPointer(rebasing: room[filled...])
                return read(file, rest.baseAddress, rest.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .unreadable(path: path, reason: reason()) }
            filled += count
        }
        return try KeyRing(text: String(decoding: bytes, as: UTF8.self))
    }

    /// Replaces the file at once and wholly: after a crash it is the old one or the new one.
    public func save(to path: String) throws(Problem) {
        let draft = try writeDraft(beside: path)
        guard rename(draft, path) == 0 else {
            let why = Self.reason()
            unlink(draft)
            throw .unwritable(path: path, reason: why)
        }
        try Self.syncFolder(of: path)
    }

    /// Writes the text beside the file and sees it onto the disk; the answer is the draft's path.
    private func writeDraft(beside path: String) throws(Problem) -> String {
        let draft = "\(path).\(Hex.encode(Secret.bytes(6))).new"
        let file = Glibc.open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw .unwritable(path: path, reason: Self.reason()) }
        let written = Self.writeAll(Array(secretText.utf8), to: file) && fchmod(file, 0o600) == 0 && fsync(file) == 0
        let why = Self.reason()
        guard close(file) == 0, written else {
            unlink(draft)
            throw .unwritable(path: path, reason: why)
        }
        return draft
    }

    private static func writeAll(_ bytes: [UInt8], to file: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// A rename is on the disk only when its folder is.
    private static func syncFolder(of path: String) throws(Problem) {
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let file = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard file >= 0 else { throw .unwritable(path: path, reason: reason()) }
        defer { close(file) }
        guard fsync(file) == 0 else { throw .unwritable(path: path, reason: reason()) }
    }

    private static func reason() -> String { String(cString: strerror(errno)) }
}
