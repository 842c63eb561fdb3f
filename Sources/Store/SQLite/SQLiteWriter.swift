import CSQLite
import Synchronization

/// The work of the lane's thread: it takes what waits, runs each visit in a savepoint of one transaction, commits, and
/// only then answers. It never waits for a batch to fill.
final class SQLiteWriter {
    private let harbour: SQLiteHarbour
    private let berths: [SQLiteBerth]
    private let inbox: Inbox<SQLiteErrand>
    private let tally: SQLiteTally
    private var connection: SQLiteConnection?
    private var queue: [SQLiteErrand] = []
    /// Where the next errand stands in `queue`.
    private var head = 0
    private var hasLog = false
    /// A commit failed, and it is not known yet what the file holds.
    private var isUnsettled: Bool

    init(
        _ harbour: SQLiteHarbour, berths: [SQLiteBerth], inbox: Inbox<SQLiteErrand>, tally: SQLiteTally,
        isUnsettled: Bool
    ) {
        self.isUnsettled = isUnsettled
        self.harbour = harbour
        self.berths = berths
        self.inbox = inbox
        self.tally = tally
    }

    /// Runs until the inbox is closed and empty.
    func serve() {
        while refill(waiting: hasLog ? 1000 : 3_600_000) {
            guard head < queue.count else {
                shrinkLog()
                continue
            }
            switch queue[head] {
            case .visit: batch()
            case .alone(let visit, let foreignKeysSleep):
                head += 1
                runAlone(visit, foreignKeysSleep: foreignKeysSleep)
            }
        }
        try? connection?.script("PRAGMA optimize")
        connection?.close()
    }

    /// False once nothing more will come.
    private func refill(waiting milliseconds: Int?) -> Bool {
        guard head == queue.count else { return true }
        queue.removeAll(keepingCapacity: true)
        head = 0
        return inbox.take(harbour.settings.visitsPerCommit, into: &queue, waiting: milliseconds)
    }

    /// The next errand if it is a visit that may join this commit.
    private func nextVisit() -> (any SQLiteVisit)? {
        guard refill(waiting: nil), head < queue.count, case .visit(let visit) = queue[head] else { return nil }
        head += 1
        return visit
    }

    private func opened() throws -> SQLiteConnection {
        if let connection { return connection }
        let connection =
            isUnsettled
            ? try harbour.clearing(berths) { try settledConnection() } : try harbour.open(reads: false)
        isUnsettled = false
        self.connection = connection
        return connection
    }

    /// Opens the file when nobody else has it open, so that its log is read anew, and writes the log home: what a
    /// failed commit left open is then decided, and durable either way.
    private func settledConnection() throws -> SQLiteConnection {
        let connection = try harbour.open(reads: false)
        do {
            try connection.script("PRAGMA wal_checkpoint(TRUNCATE)")
        } catch {
            connection.close()
            throw error
        }
        return connection
    }

    private func batch() {
        var ran: [(visit: any SQLiteVisit, problem: (any Error)?)] = []
        do {
            let connection = try opened()
            try connection.control(.beginImmediate)
            let start = monotonicMicroseconds()
            while let visit = nextVisit() {
                ran.append((visit, perform(visit, on: connection)))
                if connection.lost != nil { break }
                if ran.count >= harbour.settings.visitsPerCommit { break }
                if monotonicMicroseconds() - start > harbour.settings.workPerCommit { break }
            }
            commit(connection, ran)
        } catch {
            // Nothing was begun: those who wait are told, one batch at a time.
            if ran.isEmpty, let visit = nextVisit() { ran = [(visit, nil)] }
            for (visit, problem) in ran { visit.answer(problem ?? error) }
            afterTrouble(error)
        }
    }

    /// One visit inside its savepoint. Gives why it failed, if it did; what it wrote is then undone.
    private func perform(_ visit: any SQLiteVisit, on connection: SQLiteConnection) -> (any Error)? {
        guard !visit.isCancelled else { return StoreProblem.interrupted }
        do {
            try connection.control(.savepoint)
            try visit.run(connection)
            if let lost = connection.lost { throw lost }
            try connection.control(.release)
            return nil
        } catch {
            // A full disk ends the whole transaction, and its savepoints with it.
            guard connection.lost == nil, sqlite3_get_autocommit(connection.handle) == 0 else { return error }
            do {
                try connection.control(.rollbackToSavepoint)
                try connection.control(.release)
            } catch let second {
                return second
            }
            return error
        }
    }

    /// Commits a batch and answers everyone in it.
    private func commit(_ connection: SQLiteConnection, _ ran: [(visit: any SQLiteVisit, problem: (any Error)?)]) {
        if connection.lost != nil || sqlite3_get_autocommit(connection.handle) != 0 {
            connection.ended()
            return again(ran)
        }
        do {
            try connection.control(.commit)
            connection.ended()
        } catch {
            let isOver = sqlite3_get_autocommit(connection.handle) != 0
            if !isOver { try? connection.control(.rollback) }
            connection.ended()
            guard case StoreProblem.unavailable(let words) = error else { return again(ran) }
            // The frames may be in the log or not: only the idempotency key can tell.
            let unknown = StoreProblem.unknownOutcome(words)
            afterTrouble(error)
            for (visit, problem) in ran { visit.answer(problem ?? unknown) }
            return
        }
        hasLog = true
        tally.commits.add(1, ordering: .relaxed)
        tally.visits.add(ran.count, ordering: .relaxed)
        answer(ran)
    }

    /// Waking a task costs the writer more than a statement does, so beyond a few the pool does it, while the next
    /// batch runs.
    private func answer(_ ran: [(visit: any SQLiteVisit, problem: (any Error)?)]) {
        guard ran.count > 4 else {
            for (visit, problem) in ran { visit.answer(problem) }
            return
        }
        Task { for (visit, problem) in ran { visit.answer(problem) } }
    }

    /// The engine undid the whole batch: each visit is run once more, in a transaction of its own.
    private func again(_ ran: [(visit: any SQLiteVisit, problem: (any Error)?)]) {
        for (visit, _) in ran {
            settle(visit) { try self.transact { try visit.run($0) } }
        }
    }

    private func runAlone(_ visit: any SQLiteVisit, foreignKeysSleep: Bool) {
        settle(visit) {
            // SQLite ignores this pragma inside a transaction.
            if foreignKeysSleep { try self.opened().script("PRAGMA foreign_keys=OFF") }
            defer { if foreignKeysSleep { try? self.connection?.script("PRAGMA foreign_keys=ON") } }
            try self.transact { connection in
                try visit.run(connection)
                guard foreignKeysSleep, connection.lost == nil else { return }
                _ = try connection.run("PRAGMA foreign_key_check") { _ in throw StoreProblem.brokenLink }
            }
        }
    }

    /// One transaction of its own, durable at the end.
    private func transact(_ body: (SQLiteConnection) throws -> Void) throws {
        let connection = try opened()
        try connection.control(.beginImmediate)
        do {
            try body(connection)
            if let lost = connection.lost { throw lost }
        } catch {
            if sqlite3_get_autocommit(connection.handle) == 0 { try? connection.control(.rollback) }
            connection.ended()
            throw error
        }
        defer { connection.ended() }
        do {
            try connection.control(.commit)
        } catch {
            if sqlite3_get_autocommit(connection.handle) == 0 { try? connection.control(.rollback) }
            guard case StoreProblem.unavailable(let words) = error else { throw error }
            throw StoreProblem.unknownOutcome(words)
        }
        hasLog = true
        tally.commits.add(1, ordering: .relaxed)
        tally.visits.add(1, ordering: .relaxed)
    }

    private func settle(_ visit: any SQLiteVisit, _ body: () throws -> Void) {
        guard !visit.isCancelled else { return visit.answer(StoreProblem.interrupted) }
        do {
            try body()
            visit.answer(nil)
        } catch {
            afterTrouble(error)
            visit.answer(error)
        }
    }

    /// After an error of the disk every connection is closed before one is opened again.
    private func afterTrouble(_ error: any Error) {
        switch error {
        case StoreProblem.unavailable, StoreProblem.unknownOutcome: break
        default: return
        }
        connection?.close()
        connection = nil
        isUnsettled = true
        // If the disk is not back yet, the next errand tries again.
        _ = try? opened()
    }

    /// Writes the log home and empties it, if no reader needs it just now.
    private func shrinkLog() {
        guard hasLog, let connection else { return }
        sqlite3_busy_timeout(connection.handle, 0)
        try? connection.script("PRAGMA wal_checkpoint(TRUNCATE)")
        sqlite3_busy_timeout(connection.handle, 5000)
        hasLog = false
    }
}
