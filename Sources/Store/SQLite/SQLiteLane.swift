import CSQLite

/// What the writer's thread is asked for.
enum SQLiteErrand: Sendable {
    /// Shares a commit with others.
    case visit(any SQLiteVisit)
    /// Has a transaction of its own.
    case alone(any SQLiteVisit, foreignKeysSleep: Bool)
}

/// The one writer of a file, and its queue. It starts its thread when the first errand comes.
final class SQLiteLane: Sendable {
    private let harbour: SQLiteHarbour
    private let berths: [SQLiteBerth]
    private let inbox: Inbox<SQLiteErrand>
    private let crew = Crew()
    private let tally: SQLiteTally
    private let isUnsettled: Bool

    /// `isUnsettled`: whether the log may hold what a failed commit left open.
    init(_ harbour: SQLiteHarbour, berths: [SQLiteBerth], tally: SQLiteTally, isUnsettled: Bool) {
        (self.harbour, self.berths) = (harbour, berths)
        (self.tally, self.isUnsettled) = (tally, isUnsettled)
        inbox = Inbox(limit: harbour.settings.writersWaiting)
    }

    func run<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result, as errand: (any SQLiteVisit) -> SQLiteErrand
    ) async throws -> Result {
        crew.start(count: 1, named: "writer") { [harbour, berths, inbox, tally, isUnsettled] _ in
            let writer = SQLiteWriter(
                harbour, berths: berths, inbox: inbox, tally: tally, isUnsettled: isUnsettled)
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
