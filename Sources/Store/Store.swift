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
            let tx = Transaction(connection, now: world.now(), dice: world.dice(), ids: ids, isReadOnly: true)
            defer {
                tally?.add(tx.statements)
                tx.end()
            }
            return try body(tx)
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
            let tx = Transaction(
                connection, now: world.now(), dice: world.dice(), ids: ids, isReadOnly: false, failing: failing)
            defer {
                tally?.add(tx.statements)
                tx.end()
            }
            return try body(tx)
        }
    }

    /// A transaction that may take long and shares its commit with no visit: migrations, bulk loads.
    @discardableResult
    public func alone<Result: Sendable>(
        whileForeignKeysSleep: Bool = false, _ body: @escaping @Sendable (Transaction) throws -> Result
    ) async throws -> Result {
        let (world, ids, tally) = (world, ids, StatementTally.current)
        return try await driver.alone(whileForeignKeysSleep: whileForeignKeysSleep) { connection in
            let tx = Transaction(connection, now: world.now(), dice: world.dice(), ids: ids, isReadOnly: false)
            defer {
                tally?.add(tx.statements)
                tx.end()
            }
            return try body(tx)
        }
    }

    /// Lets what runs end, then closes.
    public func close() async {
        await driver.close()
    }
}
