import CSQLite
public import Base

/// A loop on SQLite's own functions, one thread and nothing else: what the engine can do with the same statements.
struct BareLoop {
    private let handle: OpaquePointer
    private let statements: [OpaquePointer]
    private let around: [OpaquePointer]

    /// Statements write their parameters `?1`, `?2`, ….
    init(path: String, statements: [String], fileSystem: String?) throws {
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(path, &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, fileSystem)
        guard code == SQLITE_OK, let opened else { throw StoreProblem.unavailable(path) }
        handle = opened
        let pragmas = ["journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-65536"]
        for pragma in pragmas { sqlite3_exec(handle, "PRAGMA \(pragma)", nil, nil, nil) }
        self.statements = try statements.map { try Self.prepare(opened, $0) }
        let control = ["BEGIN IMMEDIATE", "SAVEPOINT v", "RELEASE v", "COMMIT"]
        around = try control.map { try Self.prepare(opened, $0) }
    }

    private static func prepare(_ handle: OpaquePointer, _ text: String) throws -> OpaquePointer {
        var made: OpaquePointer?
        guard sqlite3_prepare_v2(handle, text, -1, &made, nil) == SQLITE_OK, let made else {
            throw StoreProblem.engine(String(cString: sqlite3_errmsg(handle)))
        }
        return made
    }

    /// Runs `count` visits whose values were made beforehand, `batch` a commit, each in a savepoint.
    func run(_ visits: [[[Value]]], batch: Int) throws {
        var number = 0
        while number < visits.count {
            try step(around[0])
            for visit in visits[number..<min(visits.count, number + batch)] {
                try step(around[1])
                for (index, statement) in statements.enumerated() {
                    bind(statement, visit[index])
                    try step(statement)
                }
                try step(around[2])
            }
            try step(around[3])
            number += batch
        }
    }

    private func step(_ statement: OpaquePointer) throws {
        var code = sqlite3_step(statement)
        while code == SQLITE_ROW {
            for column in 0..<sqlite3_column_count(statement) { _ = sqlite3_column_text(statement, column) }
            code = sqlite3_step(statement)
        }
        sqlite3_reset(statement)
        guard code == SQLITE_DONE else { throw StoreProblem.engine(String(cString: sqlite3_errmsg(handle))) }
    }

    private func bind(_ statement: OpaquePointer, _ values: [Value]) {
        for (index, value) in values.enumerated() {
            let place = Int32(index + 1)
            switch value {
            case .integer(let number): sqlite3_bind_int64(statement, place, number)
            case .bool(let truth): sqlite3_bind_int64(statement, place, truth ? 1 : 0)
            case .real(let number): sqlite3_bind_double(statement, place, number)
            case .bytes(let bytes):
                bytes.withUnsafeBytes { bytes in
                    guard !bytes.isEmpty else { return _ = sqlite3_bind_zeroblob(statement, place, 0) }
                    let copying = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
                    _ = sqlite3_bind_blob(statement, place, bytes.baseAddress, Int32(bytes.count), copying)
                }
            case .text(var text):
                text.withUTF8 { bytes in
                    let start = UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
                    // SQLite copies it: -1 is SQLITE_TRANSIENT.
                    let copying = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
                    _ = sqlite3_bind_text(statement, place, start, Int32(bytes.count), copying)
                }
            default: sqlite3_bind_null(statement, place)
            }
        }
    }

    func close() {
        for statement in statements + around { sqlite3_finalize(statement) }
        sqlite3_close(handle)
    }
}

extension WriteBench {
    /// The bare engine with the bench's own visit. `path` must not be there yet.
    public static func baseline(
        path: String, batch: Int, visits: Int, world: World, fileSystem: String? = nil
    ) async throws -> Outcome {
        let store = Store.sqlite(name: "bench", path: path, world: world)
        try await prepare(store)
        await store.close()
        return try writeConfirmedBaseline(
            path: path, statements: statements, values: values, batch: batch, visits: visits, fileSystem: fileSystem)
    }

    /// The bare engine with any visit, on a file whose tables are there. Values are made before the clock starts.
    public static func writeConfirmedBaseline(
        path: String, statements: [String], values: (Int) -> [[Value]], batch: Int, visits: Int,
        fileSystem: String? = nil
    ) throws -> Outcome {
        let loop = try BareLoop(path: path, statements: statements, fileSystem: fileSystem)
        defer { loop.close() }
        let values = (0..<visits).map(values)
        let start = monotonicMicroseconds()
        try loop.run(values, batch: batch)
        let took = Double(monotonicMicroseconds() - start) / 1_000_000
        return Outcome(visits: visits, commits: (visits + batch - 1) / batch, seconds: took, waits: [])
    }
}
