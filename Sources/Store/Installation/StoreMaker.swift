import Base

/// Opens the stores of an installation: the one place that knows both databases.
struct StoreMaker: Sendable {
    let folder: String
    let database: Installation.Database
    let world: World
    let settings: SQLiteSettings

    var databaseName: String {
        switch database {
        case .sqlite: "sqlite"
        case .postgres: "postgres"
        }
    }

    func home(of name: String) -> String { "\(folder)/federations/\(name)" }

    /// The installation's own store, which makes no ids.
    func installation() throws -> Store {
        let driver = try driver(path: "\(folder)/installation.db", schema: "unionhome_installation", connections: 1)
        return Store(name: "installation", driver: driver, world: world, ids: IDSource(node: 0))
    }

    func federation(_ name: String, ids: IDSource) throws -> Store {
        let driver = try driver(path: "\(home(of: name))/store.db", schema: "fed_\(name)", connections: 4)
        return Store(name: name, driver: driver, world: world, ids: ids)
    }

    /// Makes what must be there before a federation's store can be opened.
    func prepare(_ name: String) async throws {
        try makeFolder(home(of: name))
    }

    private func driver(path: String, schema: String, connections: Int) throws -> any Driver {
        switch database {
        case .sqlite: return SQLiteDriver(path: path, settings: settings)
        case .postgres(let conninfo):
            // Joined with the other driver: PostgresDriver(conninfo:schema:connections:).
            _ = (conninfo, schema, connections)
            throw StoreProblem.unavailable("PostgreSQL is not joined yet")
        }
    }
}
