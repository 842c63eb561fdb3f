import CPostgres

/// One connection over blocking libpq, used by the one thread that opened it.
///
/// Rows stream one by one, so that an answer of a million rows is never held. A statement run while another's rows are
/// still coming first takes in the rest of these.
final class PostgresConnection: Connection {
    let engine = Engine.postgres
    /// The server's socket; closed by `deinit`.
    let link: OpaquePointer
    /// Says, between statements, that nobody waits for the answer any more.
    var isGivenUp: () -> Bool = { false }
    /// The first error of the transaction that was not undone by a savepoint, as its COMMIT has to know it.
    private(set) var failure: StoreProblem?

    private var statements = PostgresStatements()
    private var parameters = PostgresParameters()
    private var flow: Flow?
    private var isCopying = false
    private var isLost = false

    /// Opens, prepares the session and checks that the database is one we can keep our word on.
    init(_ address: PostgresAddress) throws {
        link = try address.connect()
        // A failure from here on ends in `deinit`, which closes.
        try script(address.session)
        try PostgresPromises.check(self)
    }

    deinit {
        PQfinish(link)
    }

    /// Whether the server is gone. libpq may still call the link good when a write into it has failed.
    var isBroken: Bool { isLost || PQstatus(link) == CONNECTION_BAD }

    /// Whether a transaction is open, failed or not.
    var isInside: Bool { PQtransactionStatus(link) != PQTRANS_IDLE }

    func run(_ sql: SQL, _ body: (borrowing Row) throws -> Bool) throws -> Int {
        try ready()
        let text = sql.text(for: .postgres)
        guard sql.values.count <= 65_535 else { throw StoreProblem.engine("more than 65,535 values in one statement") }
        let statement = try prepared(text)
        try parameters.fill(sql.values)
        let sent = parameters.lend { count, values, lengths, formats in
            PQsendQueryPrepared(link, statement.name, count, values, lengths, formats, 0)
        }
        guard sent == 1 else { throw failed(nil) }
        PQsetSingleRowMode(link)
        let flow = Flow(link)
        self.flow = flow
        defer { if self.flow === flow { self.flow = nil } }
        do {
            return try hand(flow, statement, to: body)
        } catch {
            flow.drain()
            throw error
        }
    }

    func script(_ text: String) throws {
        try ready()
        guard let result = PQexec(link, text) else { throw failed(nil) }
        defer { PQclear(result) }
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: break
        default: throw failed(result)
        }
        if text.hasPrefix("ROLLBACK") { failure = nil }
    }

    /// Ends the transaction well, or says how it did not.
    func commit() throws {
        try ready()
        guard let result = PQexec(link, "COMMIT") else { throw failed(nil, .commit) }
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COMMAND_OK else { throw failed(result, .commit) }
        // A transaction that had failed is rolled back by COMMIT, which reports success.
        guard String(cString: PQcmdStatus(result)) == "COMMIT" else {
            throw failure ?? StoreProblem.engine("an error inside the transaction was hidden, so it was rolled back")
        }
    }

    /// Ends the transaction without a trace, and forgets what happened in it.
    func rollback() {
        flow?.drain()
        flow = nil
        failure = nil
        if isInside && !isBroken { PQclear(PQexec(link, "ROLLBACK")) }
    }

    /// From here on statements are those of this schema, and nothing has failed yet.
    func turn(to schema: String) {
        failure = nil
        statements.turn(to: schema)
    }

    /// Puts rows in by COPY; when `next` throws, the server is told and the transaction is lost.
    func load(_ table: String, _ columns: [String], _ next: () throws -> [Value]?) throws -> Int {
        try ready()
        let names = columns.map { "\"\($0)\"" }.joined(separator: ", ")
        guard let result = PQexec(link, "COPY \"\(table)\" (\(names)) FROM STDIN") else { throw failed(nil) }
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COPY_IN else { throw failed(result) }
        isCopying = true
        defer { isCopying = false }
        var copy = PostgresCopy(link)
        do {
            while let row = try next() { try copy.put(row) }
            try copy.flush()
        } catch {
            PQputCopyEnd(link, "given up")
            let said = lastResult()
            defer { PQclear(said) }
            let problem = failed(said)
            throw copy.isRefused ? problem : error
        }
        guard PQputCopyEnd(link, nil) == 1 else { throw failed(nil) }
        let said = lastResult()
        defer { PQclear(said) }
        guard let said, PQresultStatus(said) == PGRES_COMMAND_OK else { throw failed(said) }
        return Int(String(cString: PQcmdTuples(said))) ?? 0
    }
}

extension PostgresConnection {
    /// The answer of one statement, row by row.
    final class Flow {
        private let link: OpaquePointer
        private var kept: [OpaquePointer] = []
        private var isOver = false

        init(_ link: OpaquePointer) {
            self.link = link
        }

        func next() -> OpaquePointer? {
            guard kept.isEmpty else { return kept.removeFirst() }
            guard !isOver else { return nil }
            let result = PQgetResult(link)
            isOver = result == nil
            return result
        }

        /// Takes in what is still on the wire, so that another statement may be sent.
        func absorb() {
            while !isOver, let result = PQgetResult(link) { kept.append(result) }
            isOver = true
        }

        /// Throws away what is left.
        func drain() {
            while let result = next() { PQclear(result) }
        }
    }

    private func ready() throws {
        if isCopying { throw StoreProblem.engine("a statement was run while rows are loaded") }
        if isGivenUp() { throw StoreProblem.interrupted }
        flow?.absorb()
        flow = nil
    }

    private func prepared(_ text: String) throws -> PostgresStatements.Statement {
        if let known = statements.find(text) { return known }
        let name = statements.newName()
        let result = PQprepare(link, name, text, 0, nil)
        defer { PQclear(result) }
        guard let result, PQresultStatus(result) == PGRES_COMMAND_OK else { throw failed(result) }
        let statement = statements.keep(text, as: name)
        let dropped = statements.takeDropped()
        if !dropped.isEmpty { try script(dropped.map { "DEALLOCATE \($0)" }.joined(separator: ";")) }
        return statement
    }

    /// Hands each row to `body` until it says no, then reads to the end; the count of changed rows comes last.
    private func hand(
        _ flow: Flow, _ statement: PostgresStatements.Statement, to body: (borrowing Row) throws -> Bool
    ) throws -> Int {
        var wantsMore = true
        var changed = 0
        var row: PostgresRow?
        while let result = flow.next() {
            defer { PQclear(result) }
            switch PQresultStatus(result) {
            case PGRES_SINGLE_TUPLE:
                guard wantsMore else { continue }
                if row == nil { row = PostgresRow(try columns(of: statement, result), result) }
                row!.move(to: result, line: 0)
                let source: any RowSource = row!
                wantsMore = try body(Row(source))
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK:
                let tag = String(cString: PQcmdStatus(result))
                changed = tag.hasPrefix("SELECT") ? 0 : Int(String(cString: PQcmdTuples(result))) ?? 0
            default:
                let problem = failed(result)
                throw statement.hasRun && isOutdated(result) ? outdated() : problem
            }
        }
        statement.hasRun = true
        return changed
    }

    private func columns(
        of statement: PostgresStatements.Statement, _ result: OpaquePointer
    ) throws -> PostgresColumns {
        if let known = statement.columns { return known }
        let columns = try PostgresColumns(result)
        statement.columns = columns
        return columns
    }

    /// Whether the schema was changed under a prepared statement, which then cannot be run any more.
    private func isOutdated(_ result: OpaquePointer) -> Bool {
        let code = PostgresFault(result, link).code
        return code == "0A000" || code == "26000"
    }

    /// Forgets every plan; the visit is run again and prepares them anew.
    private func outdated() -> StoreProblem {
        statements.forgetAll()
        failure = .conflict
        return .conflict
    }

    /// The last answer of a COPY; those before it are of no interest.
    private func lastResult() -> OpaquePointer? {
        var last: OpaquePointer?
        while let result = PQgetResult(link) {
            PQclear(last)
            last = result
        }
        return last
    }

    private func failed(_ result: OpaquePointer?, _ moment: PostgresFault.Moment = .statement) -> StoreProblem {
        let fault = PostgresFault(result, link)
        if fault.isBroken { isLost = true }
        let problem = fault.problem(during: moment)
        if failure == nil { failure = problem }
        return problem
    }
}

extension PostgresFault {
    /// The fields of a failed result, or of the connection where there is none.
    init(_ result: OpaquePointer?, _ link: OpaquePointer) {
        let code = result.flatMap { PQresultErrorField($0, 67) }.map { String(cString: $0) }
        let message = result.flatMap { PQresultErrorField($0, 77) }.map { String(cString: $0) }
        self.init(
            code: code ?? "",
            message: message ?? String(cString: PQerrorMessage(link)),
            // What has no code was said by libpq and not by the server.
            isBroken: code == nil || PQstatus(link) == CONNECTION_BAD)
    }
}
