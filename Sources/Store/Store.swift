public import Base

/// One federation's store: one SQLite file or one PostgreSQL schema. Nothing of another federation can be reached
/// through it.
public final class Store: Sendable {
    /// The federation's short name, as in its host name.
    public let name: String
    public let world: World
    let driver: any Driver
    private let ids: IDSource

    init(name: String, driver: any Driver, world: World, ids: IDSource) {
        self.name = name
        self.driver = driver
        self.world = world
        self.ids = ids
    }

    public var engine: Engine { driver.engine }

    /// One read-only transaction, which sees one state of the store throughout.
    public func read<Result: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Result
    ) async throws -> Result {
        let (world, ids, tally) = (world, ids, StatementTally.current)
        return try await driver.read { connection in
            try Transaction(connection, now: world.now(), dice: world.dice(), ids: ids, isReadOnly: true)
                .run(under: tally, body)
        }
    }

    /// One transaction, durable when this returns. `body` may run twice, so it touches nothing but its transaction.
    /// `failing` makes the statement of that number fail: for tests of faults.
    @discardableResult
    public func write<Result: Sendable>(
        failing: Int? = nil, _ body: @escaping @Sendable (Transaction) throws -> Result
    ) async throws -> Result {
        let (world, ids, tally) = (world, ids, StatementTally.current)
        return try await driver.write { connection in
            try Transaction(
                connection, now: world.now(), dice: world.dice(), ids: ids, isReadOnly: false, failing: failing
            ).run(under: tally, body)
        }
    }

    /// A transaction that may take long and shares its commit with no visit: migrations, bulk loads.
    @discardableResult
    public func alone<Result: Sendable>(
        whileForeignKeysSleep: Bool = false, _ body: @escaping @Sendable (Transaction) throws -> Result
    ) async throws -> Result {
        let (world, ids, tally) = (world, ids, StatementTally.current)
        return try await driver.alone(whileForeignKeysSleep: whileForeignKeysSleep) { connection in
            try Transaction(connection, now: world.now(), dice: world.dice(), ids: ids, isReadOnly: false)
                .run(under: tally, body)
        }
    }

    /// Whether its file rests, closed until the next visit or duty.
    public var isAsleep: Bool { driver.isAsleep }

    /// Said at each visit, so that of the files of an installation those rest which nobody visits.
    public func noteVisit() { driver.noteVisit() }

    /// How many writes were begun, for `isAsleep(since:)`.
    var writes: Int { driver.writes }

    /// Whether its file rests and nothing was written since `writes` was this: then a look at it finds what the last look
    /// found.
    func isAsleep(since writes: Int) -> Bool { driver.isAsleep && driver.writes == writes }

    /// Lets what runs end, then closes.
    public func close() async {
        await driver.close()
    }
}

extension Transaction {
    /// Runs `body` in this transaction, counted and watched, and ends it.
    fileprivate func run<Result>(under tally: StatementTally?, _ body: (Transaction) throws -> Result) throws -> Result
    {
        #if DEBUG
            watch = tally?.watch
        #endif
        defer {
            tally?.add(statements)
            end()
        }
        return try body(self)
    }
}
