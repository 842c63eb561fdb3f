import Synchronization

/// Counts the statements of all transactions begun while it is the current one: budgets of visits are tested with it.
public final class StatementTally: Sendable {
    /// The one that counts now; none outside tests.
    @TaskLocal public static var current: StatementTally?

    private let sum = Atomic(0)

    public init() {}

    /// How many statements were run so far.
    public var count: Int { sum.load(ordering: .relaxed) }

    func add(_ statements: Int) {
        sum.add(statements, ordering: .relaxed)
    }
}
