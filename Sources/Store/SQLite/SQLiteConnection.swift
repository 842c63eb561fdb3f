import CSQLite

/// One open handle on an SQLite file, with its statements. Lives on one thread.
final class SQLiteConnection: Connection {
    let handle: OpaquePointer
    var controls = SQLiteControls()
    private(set) var isClosed = false
    private var cache = SQLiteStatementCache(limit: 400)
    /// Whether a transaction is meant to be open; the engine may have ended it on its own.
    var expectsTransaction = false
    /// Why the engine rolled the whole transaction back, once it did. Until the next BEGIN nothing runs, or it would be
    /// committed all by itself.
    private(set) var lost: StoreProblem?

    var engine: Engine { .sqlite }

    /// Opens or makes the file; a reader's connection cannot write.
    init(path: String, settings: SQLiteSettings, reads: Bool) throws {
        _ = withoutStatistics
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        let code = sqlite3_open_v2(path, &opened, flags, settings.fileSystem)
        guard code == SQLITE_OK, let opened else {
            let message = opened.map { String(cString: sqlite3_errmsg($0)) } ?? "no memory"
            sqlite3_close_v2(opened)
            throw StoreProblem.unavailable("\(path): \(message) (\(code))")
        }
        handle = opened
        sqlite3_busy_timeout(handle, 5000)
        try script(
            """
            PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF;
            PRAGMA temp_store=MEMORY; PRAGMA wal_autocheckpoint=4000; PRAGMA journal_size_limit=67108864;
            PRAGMA cache_size=-\(reads ? settings.readerCache : settings.writerCache);
            """)
        if let pages = settings.pages { try script("PRAGMA max_page_count=\(pages)") }
        if reads { try script("PRAGMA query_only=ON") }
    }

    /// Opens a file by URI to check it, and changes nothing.
    init(proving uri: String) throws {
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_URI
        let code = sqlite3_open_v2(uri, &opened, flags, nil)
        guard code == SQLITE_OK, let opened else {
            sqlite3_close_v2(opened)
            throw StoreProblem.unavailable("\(uri) cannot be opened (\(code))")
        }
        handle = opened
    }

    deinit {
        // Statements still cached are finalised after this, which close_v2 waits for.
        if !isClosed { sqlite3_close_v2(handle) }
    }

    /// Gives the file back now, whoever still holds this connection; nothing runs on it from here on.
    func close() {
        guard !isClosed else { return }
        isClosed = true
        lost = .unavailable("the connection was closed")
        cache = SQLiteStatementCache(limit: 0)
        controls = SQLiteControls()
        sqlite3_close_v2(handle)
    }

    /// The engine ended the transaction that was open, as it does when the disk is full.
    private var isCutOff: Bool { expectsTransaction && sqlite3_get_autocommit(handle) != 0 }

    func run(_ sql: SQL, _ body: (borrowing Row) throws -> Bool) throws -> Int {
        if let lost { throw lost }
        let statement = try statement(for: sql)
        guard statement.parameters == sql.values.count else {
            throw StoreProblem.engine("\(sql.values.count) values for \(statement.parameters) parameters")
        }
        statement.isRunning = true
        defer {
            sqlite3_reset(statement.handle)
            statement.isRunning = false
        }
        return try statement.binding(sql.values) { try steps(statement, body) }
    }

    private func steps(_ statement: SQLiteStatement, _ body: (borrowing Row) throws -> Bool) throws -> Int {
        var wants = true
        while true {
            let code = sqlite3_step(statement.handle)
            if code == SQLITE_DONE { break }
            guard code == SQLITE_ROW else { throw problem(code) }
            guard wants else { continue }
            let source: any RowSource = statement
            wants = try body(Row(source))
            if !wants && statement.isReadOnly { return 0 }
        }
        return statement.isReadOnly ? 0 : Int(sqlite3_changes64(handle))
    }

    func script(_ text: String) throws {
        if let lost { throw lost }
        let code = sqlite3_exec(handle, text, nil, nil, nil)
        guard code == SQLITE_OK else { throw problem(code) }
    }

    func load(_ table: String, _ columns: [String], _ next: () throws -> [Value]?) throws -> Int {
        if let lost { throw lost }
        let marks = columns.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
        let text = "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(marks))"
        let statement = try prepare(text)
        var count = 0
        while let row = try next() {
            guard row.count == columns.count else {
                throw StoreProblem.engine("\(row.count) values for \(columns.count) columns")
            }
            let code = try statement.binding(row) { sqlite3_step(statement.handle) }
            guard code == SQLITE_DONE else {
                let failure = problem(code)
                sqlite3_reset(statement.handle)
                throw failure
            }
            sqlite3_reset(statement.handle)
            count += 1
        }
        return count
    }

    /// Notes what went wrong, and whether it took the transaction with it.
    func problem(_ code: Int32) -> StoreProblem {
        let problem = StoreProblem(sqlite: code, String(cString: sqlite3_errmsg(handle)))
        if isCutOff { lost = problem }
        return problem
    }

    /// A statement from the cache, or a new one if it is not there or in the middle of a run.
    private func statement(for sql: SQL) throws -> SQLiteStatement {
        let key = SQLKey(sql)
        if let cached = cache[key], !cached.isRunning { return cached }
        let statement = try prepare(sql.text(for: .sqlite))
        cache[key] = statement
        return statement
    }

    func prepare(_ text: String) throws -> SQLiteStatement {
        var text = text
        return try text.withUTF8 { bytes in
            let start = UnsafeRawPointer(bytes.baseAddress).map { $0.assumingMemoryBound(to: CChar.self) }
            var made: OpaquePointer?
            let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
            let code = sqlite3_prepare_v3(handle, start, Int32(bytes.count), flags, &made, nil)
            guard code == SQLITE_OK else { throw problem(code) }
            guard let made else { throw StoreProblem.engine("an empty statement") }
            return SQLiteStatement(made)
        }
    }

    /// A new transaction was begun: what befell the last one is over.
    func begun() {
        expectsTransaction = true
        lost = nil
    }

    /// No transaction is open.
    func ended() {
        expectsTransaction = false
        if !isClosed { lost = nil }
    }
}

/// Asked for once a process, before the first connection.
private let withoutStatistics = sqlite3_without_statistics()

/// Statements by their text; when there are too many the ones not used since the last tidying go.
struct SQLiteStatementCache {
    private var fresh: [SQLKey: SQLiteStatement] = [:]
    private var old: [SQLKey: SQLiteStatement] = [:]
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    subscript(key: SQLKey) -> SQLiteStatement? {
        mutating get {
            if let statement = fresh[key] { return statement }
            guard let statement = old.removeValue(forKey: key) else { return nil }
            self[key] = statement
            return statement
        }
        set {
            if fresh.count >= limit / 2 {
                old = fresh
                fresh = [:]
            }
            fresh[key] = newValue
        }
    }
}
