/// A federation in one SQLite file: one writer, a few readers, write-ahead log, every commit synced.
final class SQLiteDriver: Driver {
    let path: String
    private let lane: SQLiteLane
    private let readers: SQLiteReaders

    var engine: Engine { .sqlite }
    var tally: SQLiteTally { lane.tally }

    /// Opens nothing yet: the first visit does.
    init(path: String, settings: SQLiteSettings = SQLiteSettings()) {
        self.path = path
        let harbour = SQLiteHarbour(path: path, settings: settings)
        readers = SQLiteReaders(harbour)
        lane = SQLiteLane(harbour, berths: readers.berths)
    }

    deinit {
        lane.leave()
        readers.leave()
    }

    func read<Result: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Result) async throws -> Result {
        try await readers.read(body)
    }

    func write<Result: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Result) async throws -> Result {
        try await lane.run(body) { .visit($0) }
    }

    func alone<Result: Sendable>(
        whileForeignKeysSleep: Bool, _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        try await lane.run(body) { .alone($0, foreignKeysSleep: whileForeignKeysSleep) }
    }

    /// The writer's connection between two transactions.
    func outside<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        try await lane.run(body) { .outside($0) }
    }

    func close() async {
        await readers.close()
        await lane.close()
    }
}
