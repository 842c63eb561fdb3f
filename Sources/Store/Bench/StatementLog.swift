import Synchronization

/// Every statement of the visits that wrote, as they reached the engine, so that the bare engine can be given the same.
public final class StatementLog: Sendable {
    /// One statement of one visit.
    public struct Statement: Equatable, Sendable {
        /// As this engine understands it.
        public let text: String
        public let values: [Value]
    }

    private let logged = Mutex<[[Statement]]>([])

    public init() {}

    /// The visits in the order in which the engine had them.
    public var visits: [[Statement]] { logged.withLock { $0 } }

    /// The texts of every visit. Fails when two visits ran different ones: then they cannot be compared with a loop.
    public func statements() throws -> [String] {
        let all = visits
        let texts = all.first?.map(\.text) ?? []
        guard all.allSatisfy({ $0.map(\.text) == texts }) else {
            throw StoreProblem.engine("the visits ran different statements")
        }
        return texts
    }

    func add(_ visit: [Statement]) {
        logged.withLock { $0.append(visit) }
    }
}

extension Store {
    /// The same store, whose writes are also noted in `log`. It is closed by closing the first one.
    public func logging(in log: StatementLog) -> Store {
        Store(name: name, driver: LoggingDriver(driver: driver, log: log), world: world, ids: IDSource(node: 63))
    }
}

/// A driver that notes what its visits write.
private struct LoggingDriver: Driver {
    let driver: any Driver
    let log: StatementLog

    var engine: Engine { driver.engine }

    func read<Result: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Result) async throws -> Result {
        try await driver.read(body)
    }

    func write<Result: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Result) async throws -> Result {
        let log = log
        return try await driver.write { connection in
            let logging = LoggingConnection(connection)
            let result = try body(logging)
            log.add(logging.visit)
            return result
        }
    }

    func alone<Result: Sendable>(
        whileForeignKeysSleep: Bool, _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        try await driver.alone(whileForeignKeysSleep: whileForeignKeysSleep, body)
    }

    func close() async {}
}

/// The connection of one visit, which notes what it is given.
private final class LoggingConnection: Connection {
    private let connection: any Connection
    private(set) var visit: [StatementLog.Statement] = []

    init(_ connection: any Connection) {
        self.connection = connection
    }

    var engine: Engine { connection.engine }

    func run(_ sql: SQL, _ body: (borrowing Row) throws -> Bool) throws -> Int {
        visit.append(StatementLog.Statement(text: sql.text(for: engine), values: sql.values))
        return try connection.run(sql, body)
    }

    func script(_ text: String) throws {
        try connection.script(text)
    }

    func load(_ table: String, _ columns: [String], _ next: () throws -> [Value]?) throws -> Int {
        try connection.load(table, columns, next)
    }
}
