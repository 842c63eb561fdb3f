import CPostgres

/// Where a database is and how a session in it is set up.
struct PostgresAddress: Sendable {
    /// As libpq takes it: `host=… dbname=… user=…` or `postgresql://…`. May hold a password: never logged, never an
    /// argument.
    let conninfo: String
    /// How long a statement may take, unless its transaction is `alone`.
    var statementSeconds = 30

    /// Said once a session. The search path is never set here but in each transaction, so that it cannot leak to the
    /// next.
    var session: String {
        """
        SET statement_timeout = '\(statementSeconds)s'; SET idle_in_transaction_session_timeout = '300s';
        SET standard_conforming_strings = on; SET bytea_output = 'hex'; SET TimeZone = 'UTC'; SET search_path = ''
        """
    }

    /// Opens a connection; fails with `unavailable` and the reason.
    func connect() throws -> OpaquePointer {
        // Those before `dbname` may be overruled by the conninfo, those after it may not.
        let settings: [(String, String)] = [
            ("connect_timeout", "5"), ("keepalives_idle", "30"), ("tcp_user_timeout", "15000"),
            ("application_name", "unionhome"), ("dbname", conninfo), ("client_encoding", "UTF8"),
        ]
        let link = withCStrings(settings.map(\.0)) { names in
            withCStrings(settings.map(\.1)) { values in PQconnectdbParams(names, values, 1) }
        }
        guard let link else { throw StoreProblem.unavailable("out of memory") }
        guard PQstatus(link) == CONNECTION_OK else {
            let reason = String(cString: PQerrorMessage(link))
            PQfinish(link)
            throw StoreProblem.unavailable(reason)
        }
        // Notices would go to standard error.
        PQsetNoticeReceiver(link, { _, _ in }, nil)
        return link
    }
}

/// What the database must promise before we write a word into it.
enum PostgresPromises {
    static let question: SQL = """
        SELECT pg_encoding_to_char(encoding) AS encoding, datcollate, current_setting('synchronous_commit') AS sync,
               current_setting('fsync') AS fsync, current_setting('server_version_num') AS version
          FROM pg_catalog.pg_database WHERE datname = current_database()
        """

    static func check(_ connection: PostgresConnection) throws {
        var flaw: String? = "数据库没有回答它的设置。"
        _ = try connection.run(question) { row in
            flaw = words(
                encoding: try row.read("encoding"), collation: try row.read("datcollate"), sync: try row.read("sync"),
                fsync: try row.read("fsync"), version: try row.read("version"))
            return false
        }
        if let flaw { throw StoreProblem.version(flaw) }
    }

    /// What is wrong with a database's settings and what to do, or nothing.
    static func words(encoding: String, collation: String, sync: String, fsync: String, version: String) -> String? {
        if encoding != "UTF8" {
            return "数据库的编码是 \(encoding)，须为 UTF8。请用 createdb -T template0 -E UTF8 --locale=C 另建数据库。"
        }
        if collation != "C" && collation != "POSIX" {
            return "数据库的排序规则是 \(collation)，须为 C。请用 createdb -T template0 -E UTF8 --locale=C 另建数据库。"
        }
        if sync == "off" {
            return "数据库关闭了 synchronous_commit，断电会丢失已确认的数据。请设为 on。"
        }
        if fsync != "on" {
            return "数据库关闭了 fsync，断电会损坏数据。请设为 on 后重启数据库。"
        }
        if (Int(version) ?? 0) < 150_000 {
            return "数据库版本过旧，须为 PostgreSQL 15 或更新版本。"
        }
        return nil
    }
}

/// Lends a list of C strings, ended by nil, for one call.
func withCStrings<Result>(
    _ texts: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result
) -> Result {
    var pool: [CChar] = []
    var starts: [Int] = []
    for text in texts {
        starts.append(pool.count)
        pool.append(contentsOf: text.utf8CString)
    }
    return pool.withUnsafeBufferPointer { pool in
        var pointers: [UnsafePointer<CChar>?] = starts.map { pool.baseAddress! + $0 }
        pointers.append(nil)
        return pointers.withUnsafeBufferPointer { body($0.baseAddress!) }
    }
}
