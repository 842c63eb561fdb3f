public import Synchronization

/// How many visits were confirmed by how many commits, since the store was opened.
public final class SQLiteTally: Sendable {
    public let visits = Atomic<Int>(0)
    public let commits = Atomic<Int>(0)
}
