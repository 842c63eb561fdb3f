import CSQLite

/// The statements around every visit, prepared once a connection: they are half of all that a small visit runs.
enum SQLiteControl: Int, CaseIterable {
    case begin, beginImmediate, commit, rollback, savepoint, release, rollbackToSavepoint

    var text: String {
        switch self {
        case .begin: "BEGIN"
        case .beginImmediate: "BEGIN IMMEDIATE"
        case .commit: "COMMIT"
        case .rollback: "ROLLBACK"
        case .savepoint: "SAVEPOINT visit"
        case .release: "RELEASE visit"
        case .rollbackToSavepoint: "ROLLBACK TO visit"
        }
    }
}

/// The prepared control statements of one connection.
struct SQLiteControls {
    private var statements: [SQLiteStatement?] = Array(repeating: nil, count: SQLiteControl.allCases.count)

    mutating func statement(
        _ control: SQLiteControl, _ make: (String) throws -> SQLiteStatement
    ) rethrows -> SQLiteStatement {
        if let made = statements[control.rawValue] { return made }
        let made = try make(control.text)
        statements[control.rawValue] = made
        return made
    }
}

extension SQLiteConnection {
    /// Runs a control statement, also when the transaction is lost, since some of these end it.
    func control(_ control: SQLiteControl) throws {
        guard !isClosed else { throw StoreProblem.unavailable("the connection was closed") }
        let statement = try controls.statement(control) { try prepare($0) }
        let code = sqlite3_step(statement.handle)
        let failure = code == SQLITE_DONE ? nil : problem(code)
        sqlite3_reset(statement.handle)
        if let failure { throw failure }
        if control == .begin || control == .beginImmediate { begun() }
    }
}
