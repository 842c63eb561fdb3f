/// One connection to a database, on the one thread that may touch it. Deliberately not `Sendable`.
protocol Connection: AnyObject {
    var engine: Engine { get }

    /// Runs one statement to its end and hands each row to `body` until it says no. Gives the number of rows changed.
    ///
    /// Errors of the database arrive as `StoreProblem`; an error of `body` arrives as it is.
    func run(_ sql: SQL, _ body: (borrowing Row) throws -> Bool) throws -> Int

    /// Runs a text of several statements without parameters: migrations, savepoints, BEGIN.
    func script(_ text: String) throws

    /// Puts many rows into a table by the fastest way the engine has; the table and its columns must exist.
    func load(_ table: String, _ columns: [String], _ next: () throws -> [Value]?) throws -> Int
}

/// A federation's database as `Store` needs it; one type an engine.
protocol Driver: Sendable {
    var engine: Engine { get }

    /// One read-only transaction: a single snapshot; a write in it is an error of the database.
    func read<Result: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Result) async throws -> Result

    /// One transaction that is durable before this returns. `body` may run twice and must touch nothing but its
    /// connection.
    func write<Result: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Result) async throws -> Result

    /// A transaction of its own, not shared with other visits and allowed to take long: migrations, bulk loads.
    /// `whileForeignKeysSleep` turns SQLite's foreign keys off before BEGIN and checks them all before COMMIT.
    func alone<Result: Sendable>(
        whileForeignKeysSleep: Bool, _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result

    /// Waits for what runs, then closes every connection.
    func close() async

    /// How many writes were begun.
    var writes: Int { get }

    /// Whether its file rests, closed until the next visit.
    var isAsleep: Bool { get }

    /// Somebody visits: of the files that may rest, this is not the next.
    func noteVisit()
}

/// A server of databases never rests.
extension Driver {
    var writes: Int { 0 }
    var isAsleep: Bool { false }
    func noteVisit() {}
}
