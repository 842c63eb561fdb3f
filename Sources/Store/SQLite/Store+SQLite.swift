public import Base

extension Store {
    /// A federation in the SQLite file at `path`, which is made when it is not there. Only one process may write it.
    public static func sqlite(
        name: String, path: String, world: World, ids: IDSource = IDSource(node: 0),
        settings: SQLiteSettings = SQLiteSettings()
    ) -> Store {
        Store(name: name, driver: SQLiteDriver(path: path, settings: settings), world: world, ids: ids)
    }

    /// Counts of visits and commits on SQLite; nothing on PostgreSQL.
    public var tally: SQLiteTally? { (driver as? SQLiteDriver)?.tally }
}
