import Glibc

/// The file as all its connections share it: after a disk error every one of them is closed before one is opened
/// again, so that SQLite reads its log afresh and settles what the failed commit left open.
///
/// `@unchecked Sendable`: `lock` is made once and only handed to pthread calls.
final class SQLiteHarbour: @unchecked Sendable {
    let path: String
    let settings: SQLiteSettings
    /// Held for reading while a reader's transaction runs, for writing while connections are closed.
    private let lock: UnsafeMutablePointer<pthread_rwlock_t>

    init(path: String, settings: SQLiteSettings) {
        self.path = path
        self.settings = settings
        lock = .allocate(capacity: 1)
        pthread_rwlock_init(lock, nil)
    }

    deinit {
        pthread_rwlock_destroy(lock)
        lock.deallocate()
    }

    func open(reads: Bool) throws -> SQLiteConnection {
        try SQLiteConnection(path: path, settings: settings, reads: reads)
    }

    /// Runs one reader's transaction on its berth, whose connection it opens or opens again when needed.
    func reading<Result>(at berth: SQLiteBerth, _ body: (SQLiteConnection) throws -> Result) throws -> Result {
        pthread_rwlock_rdlock(lock)
        defer { pthread_rwlock_unlock(lock) }
        do {
            let connection = try berth.connection ?? open(reads: true)
            berth.connection = connection
            return try body(connection)
        } catch {
            if case StoreProblem.unavailable = error { berth.clear() }
            throw error
        }
    }

    /// Closes a reader's connection when its thread ends.
    func leaving(_ berth: SQLiteBerth) {
        pthread_rwlock_rdlock(lock)
        defer { pthread_rwlock_unlock(lock) }
        berth.clear()
    }

    /// Closes the readers' connections, none of which is in use meanwhile, and runs `body` before they open anew.
    func clearing<Result>(_ berths: [SQLiteBerth], _ body: () throws -> Result) rethrows -> Result {
        pthread_rwlock_wrlock(lock)
        defer { pthread_rwlock_unlock(lock) }
        for berth in berths { berth.clear() }
        return try body()
    }
}

/// Where a reader keeps its connection.
///
/// `@unchecked Sendable`: touched by its own thread while the harbour's lock is held for reading, and by the lane's
/// while it is held for writing.
final class SQLiteBerth: @unchecked Sendable {
    var connection: SQLiteConnection?

    func clear() {
        connection?.close()
        connection = nil
    }
}
