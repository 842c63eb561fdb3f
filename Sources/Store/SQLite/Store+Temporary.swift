import Glibc
public import Base

extension Store {
    /// A fresh SQLite store in a folder of its own under the system's temporary one, migrated: for tests. The folder
    /// is the caller's to remove.
    public static func temporary(
        _ migrations: [Migration] = [], world: World, settings: SQLiteSettings = SQLiteSettings()
    ) async throws -> Store {
        let path = try temporaryFolder() + "/store.db"
        let store = Store.sqlite(name: "temporary", path: path, world: world, settings: settings)
        try await Migrations.apply(migrations, to: store)
        return store
    }

    /// A store on a copy of a closed image file: about a millisecond, where migrating takes many.
    public static func temporary(
        copying image: String, world: World, settings: SQLiteSettings = SQLiteSettings()
    ) throws -> Store {
        let path = try temporaryFolder() + "/store.db"
        try copyFile(image, to: path)
        return Store.sqlite(name: "temporary", path: path, world: world, settings: settings)
    }

    /// Where the file lies; nothing on PostgreSQL.
    public var path: String? { (driver as? SQLiteDriver)?.path }
}

/// A new folder that only we may enter.
func temporaryFolder() throws -> String {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var name = Array("\(parent)/unionhome-XXXXXX".utf8CString)
    guard mkdtemp(&name) != nil else { throw FileProblem("mkdtemp", parent) }
    return String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
