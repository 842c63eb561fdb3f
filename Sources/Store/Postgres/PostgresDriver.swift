/// A federation's schema in a PostgreSQL database, plain or distributed by Citus.
///
/// Each visit is a transaction of its own; the server gathers commits by itself.
struct PostgresDriver: Driver {
    let engine = Engine.postgres
    let schema: String
    private let pool: PostgresPool
    private let ownsPool: Bool

    /// With a pool that other schemas use too; it is closed by whoever made it.
    init(pool: PostgresPool, schema: String) {
        self.pool = pool
        self.schema = schema
        ownsPool = false
    }

    /// With connections of its own.
    init(conninfo: String, schema: String, connections: Int) {
        pool = PostgresPool(PostgresAddress(conninfo: conninfo), connections: connections)
        self.schema = schema
        ownsPool = true
    }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        try await pool.transaction(.read, schema: schema, body)
    }

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        try await pool.transaction(.write, schema: schema, body)
    }

    /// `whileForeignKeysSleep` means nothing here: constraints are changed by ALTER TABLE, not by rebuilding tables.
    func alone<Result: Sendable>(
        whileForeignKeysSleep: Bool, _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        try await pool.transaction(.alone, schema: schema, body)
    }

    func close() async {
        if ownsPool { await pool.close() }
    }
}
