import Sheets
import Web

extension RegisterFile: Record {
    static let columns: SQL = """
        f.id, f.unit_id, u.name AS unit_name, f.made_by, f.made_at, f.format, f.filter, f.state, f.problem, f.rows_done,
        f.rows_total, f.size, f.expires_at
        """

    private static let source: SQL = "register_file f JOIN unit u ON u.id = f.unit_id"

    init(_ row: borrowing Row) throws {
        id = try row.read("id")
        unit = try row.read("unit_id")
        unitName = try row.read("unit_name")
        madeBy = try row.read("made_by")
        madeAt = try row.read("made_at")
        format = SheetOutput.Format(rawValue: try row.read("format")) ?? .xlsx
        filter = MemberFilter(kept: try row.read("filter"))
        state = try row.read("state")
        problem = try row.read("problem")
        done = try row.read("rows_done")
        total = try row.read("rows_total")
        size = try row.read("size")
        expiresAt = try row.read("expires_at")
    }

    /// One that the officer ordered, in a unit where they may still export; others' are missing.
    static func find(_ id: ID<RegisterFile>, as officer: Officer, in tx: Transaction) throws -> RegisterFile {
        let file: RegisterFile? = try tx.first(
            """
            SELECT \(columns) FROM \(source)
             WHERE f.id = \(id) AND f.made_by = \(officer.person) AND \(officer.sees("u.path"))
            """)
        guard let file else { throw Refusal.missing }
        return file
    }

    /// Those that the officer ordered of a unit, the latest first.
    static func all(of unit: ID<Unit>, as officer: Officer, in tx: Transaction) throws -> [RegisterFile] {
        try tx.all(
            """
            SELECT \(columns) FROM \(source)
             WHERE f.unit_id = \(unit) AND f.made_by = \(officer.person) ORDER BY f.id DESC LIMIT 30
            """)
    }

    /// One whoever asks, for its duty.
    static func unscoped(_ id: ID<RegisterFile>, in tx: Transaction) throws -> RegisterFile? {
        try tx.first("SELECT \(columns) FROM \(source) WHERE f.id = \(id)")
    }

    /// Orders a file; a duty begins it after the commit.
    static func order(
        _ filter: MemberFilter, of unit: ID<Unit>, as format: SheetOutput.Format, by officer: Officer,
        in tx: Transaction
    ) throws -> ID<RegisterFile> {
        let id: ID<RegisterFile> = tx.newID()
        try tx.run(
            """
            INSERT INTO register_file (id, unit_id, made_by, made_at, format, filter, state, rows_done)
            VALUES (\(id), \(unit), \(officer.person), \(tx.now), \(format.rawValue), \(filter.kept), \(State.waiting), 0)
            """)
        try tx.later(RegisterFileDuty.write, payload: id.description)
        return id
    }

    /// Begins the writing, anew after a crash. False when it was cancelled or is done.
    static func begin(_ id: ID<RegisterFile>, total: Int, in tx: Transaction) throws -> Bool {
        try tx.run(
            """
            UPDATE register_file SET state = \(State.writing), rows_done = 0, rows_total = \(total)
             WHERE id = \(id) AND state IN ('waiting', 'writing')
            """) == 1
    }

    /// Notes how far it has come. False when it was cancelled meanwhile.
    static func note(_ done: Int, of id: ID<RegisterFile>, in tx: Transaction) throws -> Bool {
        try tx.run("UPDATE register_file SET rows_done = \(done) WHERE id = \(id) AND state = \(State.writing)") == 1
    }

    /// The file is whole and may be taken until it expires. False when it was cancelled meanwhile.
    static func finish(_ id: ID<RegisterFile>, rows: Int, size: Int, in tx: Transaction) throws -> Bool {
        let end = tx.now.adding(minutes: hours * 60)
        let finished = try tx.run(
            """
            UPDATE register_file SET state = \(State.done), rows_done = \(rows), rows_total = \(rows), size = \(size),
                   expires_at = \(end) WHERE id = \(id) AND state = \(State.writing)
            """)
        guard finished == 1 else { return false }
        try tx.later(RegisterFileDuty.sweep, payload: "", at: end)
        return true
    }

    static func fail(_ id: ID<RegisterFile>, _ words: String, in tx: Transaction) throws {
        try tx.run(
            """
            UPDATE register_file SET state = \(State.failed), problem = \(words)
             WHERE id = \(id) AND state IN ('waiting', 'writing')
            """)
    }

    /// Cancels what is not done yet; nothing happens otherwise.
    func cancel(in tx: Transaction) throws {
        try tx.run(
            """
            UPDATE register_file SET state = \(State.cancelled) WHERE id = \(id) AND state IN ('waiting', 'writing')
            """)
    }

    /// Those whose time is over, marked so; their files are to be taken away.
    static func expire(in tx: Transaction) throws -> [RegisterFile] {
        let over: [RegisterFile] = try tx.all(
            "SELECT \(columns) FROM \(source) WHERE f.state = 'done' AND f.expires_at <= \(tx.now)")
        for file in over { try tx.run("UPDATE register_file SET state = \(State.expired) WHERE id = \(file.id)") }
        try tx.run(
            """
            DELETE FROM register_file WHERE state IN ('expired', 'cancelled', 'failed') AND made_at < \(tx.now.adding(days: -30))
            """)
        return over
    }
}

/// Files of registers that are made in the background, and how officers like to see a register.
let registerMigration = Migration(
    "federation 030 register files and views",
    """
    CREATE TABLE register_file (
        id bigint NOT NULL PRIMARY KEY,
        unit_id bigint NOT NULL REFERENCES unit (id),
        made_by bigint NOT NULL,
        made_at bigint NOT NULL,
        format text NOT NULL CHECK (format IN ('xlsx', 'csv')),
        filter text NOT NULL,
        state text NOT NULL CHECK (state IN ('waiting', 'writing', 'done', 'cancelled', 'failed', 'expired')),
        problem text,
        rows_done bigint NOT NULL,
        rows_total bigint,
        size bigint,
        expires_at bigint
    );
    CREATE INDEX register_file_unit ON register_file (unit_id, made_by, id);
    CREATE INDEX register_file_expiry ON register_file (state, expires_at);
    CREATE TABLE register_view (
        id bigint NOT NULL PRIMARY KEY,
        unit_id bigint NOT NULL REFERENCES unit (id),
        owner bigint NOT NULL,
        name text NOT NULL,
        filter text NOT NULL,
        columns text NOT NULL,
        is_shared boolean NOT NULL,
        version bigint NOT NULL
    );
    CREATE INDEX register_view_unit ON register_view (unit_id, owner);
    CREATE TABLE register_columns (
        person_id bigint NOT NULL PRIMARY KEY REFERENCES person (id),
        columns text NOT NULL
    );
    """)
