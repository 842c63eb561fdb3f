public import Base

/// Work that is done after the visit that asked for it: a row written in the same transaction, so that it is neither
/// lost nor done for a visit that was refused.
public struct Duty: Record, Sendable {
    /// Where it stands. `running` is a lease that ends by itself when its holder dies.
    public enum State: String, Bindable, Readable, Sendable {
        case waiting
        case running
        case done
        case failed
    }

    public let id: ID<Duty>
    public let name: String
    public let payload: String
    public let state: State
    /// Not before this time.
    public let runAt: Instant
    /// How often it was tried since it last got on.
    public let attempts: Int
    public let lastError: String?
    public let createdAt: Instant
    public let finishedAt: Instant?
    /// How far long work has come, in whatever it counts; the total may be unknown.
    public let progressDone: Int
    public let progressTotal: Int?

    public static let columns: SQL = """
        id, name, payload, state, run_at, attempts, last_error, created_at, finished_at, progress_done, progress_total
        """

    public init(_ row: borrowing Row) throws {
        id = try row.read("id")
        name = try row.read("name")
        payload = try row.read("payload")
        state = try row.read("state")
        runAt = try row.read("run_at")
        attempts = try row.read("attempts")
        lastError = try row.read("last_error")
        createdAt = try row.read("created_at")
        finishedAt = try row.read("finished_at")
        progressDone = try row.read("progress_done")
        progressTotal = try row.read("progress_total")
    }

    /// One duty, if it is there.
    public static func first(_ id: ID<Duty>, in tx: Transaction) throws -> Duty? {
        try tx.first("SELECT \(columns) FROM duty WHERE id = \(id)")
    }

    /// Those that were given up and wait for a person, the newest first.
    public static func failed(limit: Int = 100, in tx: Transaction) throws -> [Duty] {
        try tx.all(
            """
            SELECT \(columns) FROM duty WHERE state = \(State.failed) ORDER BY run_at DESC, id DESC LIMIT \(limit)
            """)
    }

    /// A failed one is tried again from the start of its last turn.
    public static func retry(_ id: ID<Duty>, in tx: Transaction) throws {
        try tx.run(
            """
            UPDATE duty SET state = \(State.waiting), attempts = 0, run_at = \(tx.now), finished_at = NULL
             WHERE id = \(id) AND state = \(State.failed)
            """)
    }
}

extension Transaction {
    /// Leaves work for after the commit. It may be done twice if the process dies in between, so it must bear that.
    @discardableResult
    public func later(_ name: String, payload: String, at: Instant? = nil) throws -> ID<Duty> {
        let id = newID(Duty.self)
        try run(
            """
            INSERT INTO duty (id, name, payload, run_at, attempts, state, created_at, progress_done)
            VALUES (\(id), \(name), \(payload), \(at ?? now), 0, \(Duty.State.waiting), \(now), 0)
            """)
        return id
    }

    /// The same, unless work of that name waits already: for work that takes all there is to do at once. Of two who come at the
    /// same moment both may leave it.
    public func laterUnlessWaiting(_ name: String, payload: String = "", at: Instant? = nil) throws {
        try run(
            """
            INSERT INTO duty (id, name, payload, run_at, attempts, state, created_at, progress_done)
            SELECT CAST(\(newID(Duty.self)) AS bigint), CAST(\(name) AS text), CAST(\(payload) AS text), CAST(\(at ?? now) AS bigint), 0,
                   'waiting', CAST(\(now) AS bigint), 0
             WHERE NOT EXISTS (SELECT 1 FROM duty WHERE state = 'waiting' AND name = \(name))
            """)
    }

    /// Tells every listener of `event`, after the commit, each in a transaction of its own.
    public func announce(_ event: String, payload: String) throws {
        try run(
            """
            INSERT INTO outbox (id, event, payload, at)
            VALUES (\(newID(Announcement.self)), \(event), \(payload), \(now))
            """)
    }
}

/// Something that happened, told to whoever listens; its row stays in the outbox with the time it was handed on.
struct Announcement: Record {
    let id: ID<Announcement>
    let event: String
    let payload: String

    static let columns: SQL = "id, event, payload"

    init(_ row: borrowing Row) throws {
        id = try row.read("id")
        event = try row.read("event")
        payload = try row.read("payload")
    }
}
