import Synchronization

/// Counts the statements of all transactions begun while it is the current one: budgets of visits are tested with it.
public final class StatementTally: Sendable {
    /// The one that counts now; none outside tests.
    @TaskLocal public static var current: StatementTally?

    private let sum = Atomic(0)

    #if DEBUG
        /// Told of each statement before it runs; what it throws, the statement throws. There is none in a release build.
        let watch: (@Sendable (SQL) throws -> Void)?

        /// For tests that ask something of every statement, or make one fail.
        public init(watch: (@Sendable (SQL) throws -> Void)? = nil) {
            self.watch = watch
        }
    #else
        public init() {}
    #endif

    /// A tally of its own for what runs within this one, under the same watch.
    public static func within() -> StatementTally {
        #if DEBUG
            StatementTally(watch: current?.watch)
        #else
            StatementTally()
        #endif
    }

    /// How many statements were run so far.
    public var count: Int { sum.load(ordering: .relaxed) }

    func add(_ statements: Int) {
        sum.add(statements, ordering: .relaxed)
    }
}
