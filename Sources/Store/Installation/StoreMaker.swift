import Base

/// Opens the stores of an installation: the one place that knows both databases.
struct StoreMaker: Sendable {
    let folder: String
    let world: World
    private let settings: SQLiteSettings
    /// The open files of the federations. The installation's own is not among them.
    let fleet: SQLiteFleet
    /// Nothing when the stores are SQLite files.
    let postgres: PostgresDatabase?

    init(folder: String, database: Installation.Database, world: World, settings: SQLiteSettings) {
        self.folder = folder
        self.world = world
        self.settings = settings
        fleet = SQLiteFleet(limit: settings.openFiles)
        postgres =
            switch database {
            case .sqlite: nil
            case .postgres(let conninfo, let connections):
                PostgresDatabase(conninfo: conninfo, connections: connections)
            }
    }

    var databaseName: String { postgres == nil ? "sqlite" : "postgres" }

    func home(of name: String) -> String { "\(folder)/federations/\(name)" }

    /// The installation's own store, which makes no ids.
    func installation() async throws -> Store {
        let schema = "unionhome_installation"
        try await makeSchema(schema)
        return store("installation", path: "\(folder)/installation.db", schema: schema, ids: IDSource(node: 0), nil)
    }

    func federation(_ name: String, ids: IDSource) -> Store {
        store(name, path: "\(home(of: name))/store.db", schema: Self.schema(of: name), ids: ids, fleet)
    }

    /// Makes what must be there before a federation's store can be opened.
    func prepare(_ name: String) async throws {
        try await makeSchema(Self.schema(of: name))
    }

    func close() async {
        await postgres?.close()
    }

    static func schema(of name: String) -> String { "fed_\(name)" }

    private func makeSchema(_ name: String) async throws {
        guard let postgres, try await !postgres.has(schema: name) else { return }
        try await postgres.create(schema: name)
    }

    private func store(
        _ name: String, path: String, schema: String, ids: IDSource, _ fleet: SQLiteFleet?
    ) -> Store {
        if let postgres { return postgres.store(name, schema: schema, world: world, ids: ids) }
        return Store(
            name: name, driver: SQLiteDriver(path: path, settings: settings, fleet: fleet), world: world, ids: ids)
    }
}
