import CSQLite

/// Threads that read, each with a connection of its own, at one queue. They start when the first reader comes.
final class SQLiteReaders: Sendable {
    let berths: [SQLiteBerth]
    private let harbour: SQLiteHarbour
    private let inbox: Inbox<any SQLiteVisit>
    private let crew: Crew

    init(_ harbour: SQLiteHarbour) {
        self.harbour = harbour
        berths = (0..<harbour.settings.readers).map { _ in SQLiteBerth() }
        inbox = Inbox(limit: harbour.settings.readersWaiting)
        crew = Crew()
    }

    func read<Result: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Result) async throws -> Result {
        crew.start(count: berths.count, named: "reader") { [berths, harbour, inbox] number in
            while let visit = inbox.next() { Self.serve(visit, at: berths[number], harbour) }
            harbour.leaving(berths[number])
        }
        return try await SQLiteVisitOf(mayBeInterrupted: true, body).wait(in: inbox) { $0 }
    }

    /// Lets the queue run empty, then ends the threads.
    func close() async {
        inbox.close()
        await crew.end()
    }

    /// Lets the threads end by themselves.
    func leave() {
        inbox.close()
    }

    private static func serve(_ visit: any SQLiteVisit, at berth: SQLiteBerth, _ harbour: SQLiteHarbour) {
        guard !visit.isCancelled else { return visit.answer(StoreProblem.interrupted) }
        do {
            try harbour.reading(at: berth) { connection in
                try connection.snapshot { try visit.run(connection) }
            }
            visit.answer(nil)
        } catch {
            visit.answer(error)
        }
    }
}

extension SQLiteConnection {
    /// One read transaction around `body`: one snapshot, taken at its first statement.
    func snapshot(_ body: () throws -> Void) throws {
        try control(.begin)
        defer {
            if sqlite3_get_autocommit(handle) == 0 { try? control(.rollback) }
            ended()
        }
        try body()
    }
}
