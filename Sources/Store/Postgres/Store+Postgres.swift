public import Base

/// The connections to one PostgreSQL database, from which the stores of all its federations are made.
public final class PostgresDatabase: Sendable {
    let pool: PostgresPool
    let address: PostgresAddress

    /// `conninfo` as libpq takes it; `connections` twice the database's cores at first: more is slower. Nothing is
    /// opened yet. `waitLimit`: how many may wait for a connection before others are told `busy`.
    public init(conninfo: String, connections: Int, waitLimit: Int = 256) {
        address = PostgresAddress(conninfo: conninfo)
        pool = PostgresPool(address, connections: connections, waitLimit: waitLimit)
    }

    /// The store of the federation whose tables are in `schema`.
    public func store(_ name: String, schema: String, world: World, ids: IDSource) -> Store {
        Store(name: name, driver: PostgresDriver(pool: pool, schema: schema), world: world, ids: ids)
    }

    /// Makes an empty schema; fails when there is one of this name.
    public func create(schema: String) async throws {
        try await pool.transaction(.alone, schema: "pg_catalog") { try PostgresSchema.create(schema, in: $0) }
    }

    /// Drops a schema and all it holds, if it is there.
    public func drop(schema: String) async throws {
        try await pool.transaction(.alone, schema: "pg_catalog") { try PostgresSchema.drop(schema, in: $0) }
    }

    /// Whether a schema is there.
    public func has(schema: String) async throws -> Bool {
        try await pool.transaction(.read, schema: "pg_catalog") { try PostgresSchema.exists(schema, in: $0) }
    }

    /// The tables of a schema, by name.
    public func tables(of schema: String) async throws -> [String] {
        try await pool.transaction(.read, schema: "pg_catalog") { try PostgresSchema.tables(of: schema, in: $0) }
    }

    /// The schema in words, for the golden; see `PostgresSchema.describe`.
    public func describe(schema: String) async throws -> String {
        // Inside the schema, so that checks and keys name its tables without it.
        try await pool.transaction(.read, schema: schema) { try PostgresSchema.describe(schema, in: $0) }
    }

    /// Lets what runs end, then closes every connection.
    public func close() async {
        await pool.close()
    }
}
