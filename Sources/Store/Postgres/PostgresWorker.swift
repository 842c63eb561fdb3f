import CPostgres
import Glibc
import Synchronization

/// What kind of transaction a job asks for, with what it says at its beginning.
enum PostgresKind: Sendable {
    case read
    case write
    case alone

    /// BEGIN and the settings that end with the transaction, in one message.
    func opening(schema: String) -> String {
        let path = "SET LOCAL search_path TO \(PostgresSchema.quoted(schema))"
        return switch self {
        case .read: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; \(path)"
        case .write: "BEGIN ISOLATION LEVEL READ COMMITTED; \(path)"
        case .alone:
            """
            BEGIN ISOLATION LEVEL READ COMMITTED; \(path); SET LOCAL statement_timeout = 0; \
            SET LOCAL idle_in_transaction_session_timeout = 0
            """
        }
    }
}

/// One connection with its thread: opened when first needed, reopened when it broke or grew old.
///
/// Sendable because everything but `guarded` is touched by jobs on its own thread only, and these run one after the
/// other.
final class PostgresWorker: @unchecked Sendable {
    /// What another thread may look at: whom the connection works for, and how to interrupt it.
    private struct Guarded: @unchecked Sendable {  // the handle is made for use from any thread
        var ticket: UInt64?
        var isGivenUp = false
        var handle: OpaquePointer?
    }

    let thread: PostgresThread
    private let address: PostgresAddress
    private let lifetime: Int
    private let guarded = Mutex(Guarded())
    private var connection: PostgresConnection?
    private var opened = 0
    private var failures = 0
    /// Before this second of the machine's clock nobody tries to connect again.
    private var pauseUntil = 0

    /// `lifetime` in seconds: a session keeps what it learned of every schema, so it must not live for ever.
    init(_ number: Int, _ address: PostgresAddress, lifetime: Int) {
        thread = PostgresThread(named: "postgres \(number)")
        self.address = address
        // Spread, so that not all are replaced at once.
        self.lifetime = lifetime + lifetime / 20 * number
    }

    /// From now on the connection works for this ticket.
    func begin(_ ticket: UInt64) {
        guarded.withLock { guarded in
            guarded.ticket = ticket
            guarded.isGivenUp = false
        }
    }

    /// From now on no interruption meant for that ticket can reach the connection.
    func end() {
        guarded.withLock { $0.ticket = nil }
        if connection != nil, Self.milliseconds() - opened > lifetime * 1000 { close() }
    }

    /// Interrupts what runs for this ticket, if it still does. Blocks for a round trip: never called on the shared
    /// pool.
    func interrupt(_ ticket: UInt64) {
        guarded.withLock { guarded in
            guard guarded.ticket == ticket else { return }
            guarded.isGivenUp = true
            guard let handle = guarded.handle else { return }
            var reason = [CChar](repeating: 0, count: 256)
            PQcancel(handle, &reason, 256)
        }
    }

    private var isGivenUp: Bool { guarded.withLock { $0.isGivenUp } }

    /// One transaction, run again after a conflict, at most three times in all.
    func transaction<Result>(
        _ kind: PostgresKind, schema: String, _ body: (any Connection) throws -> Result
    ) throws -> Result {
        for attempt in 1... {
            let connection = try begun(kind, schema)
            do {
                let result = try body(connection)
                if isGivenUp { throw StoreProblem.interrupted }
                do {
                    try connection.commit()
                } catch StoreProblem.unknownOutcome where kind == .read {
                    // The line was lost when all had been read: there is nothing to be unknown.
                    tidy(connection)
                }
                return result
            } catch {
                let hidden = connection.failure
                tidy(connection)
                let isConflict = error as? StoreProblem == .conflict || hidden == .conflict
                guard isConflict, attempt < 3, !isGivenUp else { throw error }
                // Those who collided should not meet again at the same instant.
                usleep(UInt32(attempt * 2000 + Int(Self.milliseconds() % 7) * 500))
            }
        }
        fatalError("the loop ends by returning or throwing")
    }

    /// A connection inside a fresh transaction. One that broke while it rested is replaced, once, without a word.
    private func begun(_ kind: PostgresKind, _ schema: String) throws -> PostgresConnection {
        let isFresh = connection == nil
        let connection = try open()
        connection.turn(to: schema)
        do {
            try connection.script(kind.opening(schema: schema))
            return connection
        } catch {
            let isBroken = connection.isBroken
            tidy(connection)
            guard isBroken, !isFresh else { throw error }
            return try begun(kind, schema)
        }
    }

    private func open() throws -> PostgresConnection {
        if let connection { return connection }
        let now = Self.milliseconds()
        guard now >= pauseUntil else { throw StoreProblem.unavailable("no connection; tried a moment ago") }
        do {
            let fresh = try PostgresConnection(address)
            fresh.isGivenUp = { [unowned self] in isGivenUp }
            connection = fresh
            opened = now
            failures = 0
            let handle = PostgresHandle(PQgetCancel(fresh.link))
            guarded.withLock { $0.handle = handle.pointer }
            return fresh
        } catch {
            failures += 1
            pauseUntil = Self.milliseconds() + min(5000, 25 << min(failures, 8))
            throw error
        }
    }

    /// Undoes an unfinished transaction; a connection that cannot is closed.
    private func tidy(_ connection: PostgresConnection) {
        connection.rollback()
        if connection.isBroken || connection.isInside { close() }
    }

    /// Closes the connection; the next job opens another.
    func close() {
        let handle = guarded.withLock { guarded in
            defer { guarded.handle = nil }
            return PostgresHandle(guarded.handle)
        }
        PQfreeCancel(handle.pointer)
        connection = nil
    }

    /// Of the machine's own clock, which nobody sets: only differences mean anything.
    private static func milliseconds() -> Int { Int(monotonicMicroseconds() / 1000) }
}

/// libpq's means to interrupt a connection, which it documents as safe on any thread.
struct PostgresHandle: @unchecked Sendable {
    let pointer: OpaquePointer?

    init(_ pointer: OpaquePointer?) {
        self.pointer = pointer
    }
}
