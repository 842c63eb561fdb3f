/// How one SQLite file is opened. The figures are those of `docs/store.md`.
public struct SQLiteSettings: Sendable {
    /// Threads that read beside the writer.
    public var readers = 2
    /// Files of an installation that are open at once, beyond which those that nobody is at are closed.
    public var openFiles = 64
    /// A virtual file system registered under this name instead of the system's: for tests and benches.
    public var fileSystem: String?
    /// Page cache of the writer and of each reader, in KiB; a bound, not taken at once.
    public var writerCache = 65_536
    public var readerCache = 16_384
    /// How many visits may wait before the next is told `.busy`.
    public var writersWaiting = 4096
    public var readersWaiting = 4096
    /// At most so many visits share a commit.
    public var visitsPerCommit = 256
    /// No visit joins a commit that has worked this long, in microseconds.
    public var workPerCommit: Int64 = 50_000
    /// The file grows to no more than this many pages of 4 KiB; for tests of a full disk.
    public var pages: Int?

    public init() {}
}
