/// When whoever looks into a store again and again should look: at once while it is awake, seldom while its file rests and
/// nothing was written since the last look, so that looking does not keep every file of an installation open.
public struct Nap: Sendable {
    /// Looks that are passed over, at most.
    static let longest = 60

    private var mark: Int?
    private var passed = 0

    public init() {}

    /// Whether to look now. What time alone makes due in a store that rests is found late, by `longest` pauses.
    public mutating func isOver(for store: Store) -> Bool {
        if let mark, store.isAsleep(since: mark), passed < Self.longest {
            passed += 1
            return false
        }
        (mark, passed) = (store.writes, 0)
        return true
    }
}
