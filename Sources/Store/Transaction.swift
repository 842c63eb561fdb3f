public import Base

/// One transaction of one federation's store: the only way to its rows, and the source of time, ids and chance while
/// it lasts.
///
/// It lives on its connection's thread, from the first line of a visit to the last, and traps if it is used after its
/// end. Time stands still in it, so that no two timestamps of one act disagree.
public final class Transaction {
    public let now: Instant
    public let engine: Engine
    public let isReadOnly: Bool
    /// Chance, for everything that is drawn by lot.
    public var dice: Dice
    /// How many statements were run so far; tests give visits a budget.
    public private(set) var statements = 0

    private let connection: any Connection
    private let ids: IDSource
    private var isOver = false
    /// Makes the statement of this number fail, for tests of faults.
    private let failing: Int?
    #if DEBUG
        /// Told of each statement before it runs.
        var watch: (@Sendable (SQL) throws -> Void)?
    #endif

    init(_ connection: any Connection, now: Instant, dice: Dice, ids: IDSource, isReadOnly: Bool, failing: Int? = nil) {
        self.connection = connection
        self.now = now
        self.dice = dice
        self.ids = ids
        self.isReadOnly = isReadOnly
        self.failing = failing
        engine = connection.engine
    }

    /// Today in China.
    public var today: Day { now.day }

    /// A new id, later than every other that this process made.
    public func newID<Tag>(_: Tag.Type = Tag.self) -> ID<Tag> {
        ID(ids.next(at: now))
    }

    /// An id whose order tells nothing, for what must not be joined to when it was written.
    public func randomID<Tag>(_: Tag.Type = Tag.self) -> ID<Tag> {
        ID(Int64.random(in: 1...Int64.max, using: &dice))
    }

    /// Every row as a record, in the order of the statement.
    public func all<Found: Record>(_ sql: SQL) throws -> [Found] {
        var found: [Found] = []
        try step(sql) { row in
            found.append(try Found(row))
            return true
        }
        return found
    }

    /// The first row as a record, if there is one.
    public func first<Found: Record>(_ sql: SQL) throws -> Found? {
        var found: Found?
        try step(sql) { row in
            found = try Found(row)
            return false
        }
        return found
    }

    /// The first column of every row.
    public func values<Field: Readable>(_ sql: SQL) throws -> [Field] {
        var found: [Field] = []
        try step(sql) { row in
            found.append(try row.read(at: 0))
            return true
        }
        return found
    }

    /// The first column of the first row, if there is a row.
    public func value<Field: Readable>(_ sql: SQL) throws -> Field? {
        var found: Field?
        try step(sql) { row in
            found = try row.read(at: 0)
            return false
        }
        return found
    }

    /// Hands every row to `body` as it arrives, holding none: for exports and checks.
    public func each(_ sql: SQL, _ body: (borrowing Row) throws -> Void) throws {
        try step(sql) { row in
            try body(row)
            return true
        }
    }

    /// Runs a statement and gives the number of rows it changed.
    @discardableResult
    public func run(_ sql: SQL) throws -> Int {
        try step(sql) { _ in false }
    }

    /// Runs a text of several statements without values: migrations and tests.
    public func script(raw text: String) throws {
        try count()
        try connection.script(text)
    }

    /// Loads many rows into a table by the engine's fastest way, one array of values a row, until `next` gives none.
    /// The names are checked to be plain words; they come from code, never from people.
    @discardableResult
    public func load(_ table: String, _ columns: [String], _ next: () throws -> [Value]?) throws -> Int {
        try count()
        precondition(([table] + columns).allSatisfy(isPlainWord))
        return try connection.load(table, columns, next)
    }

    /// Runs `body` so that its failure undoes what it wrote and no more.
    public func attempt<Result>(_ body: () throws -> Result) throws -> Result {
        try connection.script("SAVEPOINT attempt")
        do {
            let result = try body()
            try connection.script("RELEASE attempt")
            return result
        } catch {
            try connection.script("ROLLBACK TO attempt")
            try connection.script("RELEASE attempt")
            throw error
        }
    }

    /// After this any use is a fault of ours.
    func end() {
        isOver = true
    }

    @discardableResult
    private func step(_ sql: SQL, _ body: (borrowing Row) throws -> Bool) throws -> Int {
        try count()
        #if DEBUG
            try watch?(sql)
        #endif
        return try connection.run(sql, body)
    }

    private func count() throws {
        precondition(!isOver, "a transaction was used after its end")
        statements += 1
        if statements == failing { throw StoreProblem.engine("made to fail at statement \(statements)") }
    }
}

/// A transaction stays on its connection's thread.
@available(*, unavailable)
extension Transaction: Sendable {}

/// Small letters, digits and underscores only.
private func isPlainWord(_ name: String) -> Bool {
    name.utf8.allSatisfy { $0 == 0x5F || (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
}
