import Glibc

/// A file of ours on the disk, looked at and read from its beginning to its end.
public struct DiskFile: Sendable {
    public let path: String

    public init(_ path: String) {
        self.path = path
    }

    /// The disk did not do what it was asked; its reason is for the log.
    public struct Problem: Error {
        /// The call into the system that failed.
        public let call: String
        /// Its `errno`.
        public let code: Int

        /// Takes the reason from `errno`, so it is made at once.
        public init(_ call: String) {
            (self.call, code) = (call, Int(errno))
        }

        /// Whether there is no such file.
        public var isMissing: Bool { code == Int(ENOENT) }
    }

    /// All bytes.
    public func bytes() throws(Problem) -> [UInt8] {
        var all: [UInt8] = []
        try pieces { all += $0 }
        return all
    }

    /// The first bytes; fewer where there are no more.
    public func bytes(first count: Int) throws(Problem) -> [UInt8] {
        var head: [UInt8] = []
        try pieces(of: count) { piece in
            head += piece
            return head.count < count
        }
        return Array(head.prefix(count))
    }

    /// Hands out the bytes in pieces of at most 64 kB.
    public func pieces(_ take: ([UInt8]) -> Void) throws(Problem) {
        try pieces(of: 1 << 16) { piece in
            take(Array(piece))
            return true
        }
    }

    /// Hands out pieces until `take` wants no more.
    private func pieces(of count: Int, _ take: (ArraySlice<UInt8>) -> Bool) throws(Problem) {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw Problem("open") }
        defer { close(file) }
        var piece = [UInt8](repeating: 0, count: count)
        while true {
            let got = unsafe read(file, &piece, count)
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw Problem("read") }
            guard got > 0, take(piece[..<got]) else { return }
        }
    }

    /// Whether it is there and nobody wrote to it since. A younger file may belong to a visit under way.
    public func isOlder(than limit: Instant) -> Bool {
        var facts = stat()
        guard unsafe lstat(path, &facts) == 0 else { return false }
        return Int64(facts.st_mtim.tv_sec) * 1_000_000 < limit.microseconds
    }
}
