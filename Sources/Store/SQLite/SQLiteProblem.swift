import CSQLite

extension StoreProblem {
    /// What an extended result code of SQLite means to the house.
    init(sqlite code: Int32, _ message: String) {
        switch code {
        case SQLITE_CONSTRAINT | 8 << 8, SQLITE_CONSTRAINT | 6 << 8, SQLITE_CONSTRAINT | 10 << 8: self = .notUnique
        case SQLITE_CONSTRAINT | 3 << 8: self = .brokenLink
        default: self.init(sqlitePrimary: code & 0xFF, "\(message) (\(code))")
        }
    }

    private init(sqlitePrimary code: Int32, _ message: String) {
        switch code {
        case SQLITE_CONSTRAINT: self = .notAllowed
        case SQLITE_READONLY: self = .readOnly
        case SQLITE_BUSY, SQLITE_LOCKED: self = .conflict
        case SQLITE_FULL: self = .full
        case SQLITE_INTERRUPT: self = .interrupted
        case SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_CORRUPT, SQLITE_NOTADB: self = .unavailable(message)
        default: self = .engine(message)
        }
    }
}
