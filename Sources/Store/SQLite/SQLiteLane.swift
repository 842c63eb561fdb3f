import CSQLite

/// What the writer's thread is asked for.
enum SQLiteErrand: Sendable {
    /// Shares a commit with others.
    case visit(any SQLiteVisit)
    /// Has a transaction of its own.
    case alone(any SQLiteVisit, foreignKeysSleep: Bool)
    /// Has the connection without a transaction: backups, checkpoints.
    case outside(any SQLiteVisit)
}

/// The one writer of a file, and its queue. It starts its thread when the first errand comes.
final class SQLiteLane: Sendable {
    private let harbour: SQLiteHarbour
    private let berths: [SQLiteBerth]
    private let inbox: Inbox<SQLiteErrand>
    private let crew = Crew()
    let tally = SQLiteTally()

    init(_ harbour: SQLiteHarbour, berths: [SQLiteBerth]) {
        self.harbour = harbour
        self.berths = berths
        inbox = Inbox(limit: harbour.settings.writersWaiting)
    }

    func run<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result, as errand: (any SQLiteVisit) -> SQLiteErrand
    ) async throws -> Result {
        crew.start(count: 1, named: "writer") { [harbour, berths, inbox, tally] _ in
            let writer = SQLiteWriter(harbour, berths: berths, inbox: inbox, tally: tally)
            writer.serve()
        }
        return try await SQLiteVisitOf(mayBeInterrupted: false, body).wait(in: inbox, as: errand)
    }

    /// Lets the queue run empty, then ends the thread.
    func close() async {
        inbox.close()
        await crew.end()
    }

    /// Lets the thread end by itself.
    func leave() {
        inbox.close()
    }
}
