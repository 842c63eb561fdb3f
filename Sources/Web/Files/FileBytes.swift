import Glibc
public import Server

/// A file of the house's own that cannot be read: a fault of ours or of the disk.
public struct FileUnreadable: Error {
    public let code: Int
}

/// The bytes of a whole file, for small ones: a sheet that was just written, a scan that was just sent.
public func fileBytes(at path: String) throws -> [UInt8] {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw FileUnreadable(code: Int(errno)) }
    defer { close(file) }
    var all: [UInt8] = [], piece = [UInt8](repeating: 0, count: 64 << 10)
    while true {
        let size = piece.count
        let count = unsafe read(file, &piece, size)
        if count < 0, errno == EINTR { continue }
        guard count >= 0 else { throw FileUnreadable(code: Int(errno)) }
        guard count > 0 else { return all }
        all += piece[..<count]
    }
}

extension Upload {
    /// What was sent, all of it; nil when it did not arrive whole.
    public func bytes() throws -> [UInt8]? {
        let bytes = try fileBytes(at: path)
        return bytes.count == size ? bytes : nil
    }
}
