import Web

extension BulkChange: Record {
    static let columns: SQL = """
        b.id, b.unit_id, u.name AS unit_name, u.path AS unit_path, b.made_by, b.made_at, b.kind, b.value,
        t.short_name AS target_name, b.from_day, b.reason, b.filter, b.state, b.total, b.count_able, b.count_unable,
        b.count_written, b.count_kept, b.duty
        """

    private static let source: SQL =
        "bulk_change b JOIN unit u ON u.id = b.unit_id LEFT JOIN unit t ON t.id = b.target_id"

    init(_ row: borrowing Row) throws {
        id = try row.read("id")
        unit = try row.read("unit_id")
        unitName = try row.read("unit_name")
        unitPath = try row.read("unit_path")
        madeBy = try row.read("made_by")
        madeAt = try row.read("made_at")
        let kind: BulkGoal.Kind = try row.read("kind"), value: String = try row.read("value")
        guard let goal = BulkGoal(kind, value) else { throw Refusal.missing }
        self.goal = goal
        targetName = try row.read("target_name")
        from = try row.read("from_day")
        reason = try row.read("reason")
        let written: String? = try row.read("filter")
        filter = written.map(MemberFilter.init(kept:))
        state = try row.read("state")
        total = try row.read("total")
        able = try row.read("count_able")
        unable = try row.read("count_unable")
        self.written = try row.read("count_written")
        kept = try row.read("count_kept")
        duty = try row.read("duty")
    }

    /// One of a unit where the officer's permission holds; otherwise missing.
    static func find(_ id: ID<BulkChange>, as officer: Officer, in tx: Transaction) throws -> BulkChange {
        let bulk: BulkChange? = try tx.first(
            "SELECT \(columns) FROM \(source) WHERE b.id = \(id) AND \(officer.sees("u.path"))")
        guard let bulk else { throw Refusal.missing }
        return bulk
    }

    /// The same, its row locked until the commit.
    static func claim(_ id: ID<BulkChange>, as officer: Officer, in tx: Transaction) throws -> BulkChange {
        try tx.run("UPDATE bulk_change SET version = version + 1 WHERE id = \(id)")
        return try find(id, as: officer, in: tx)
    }

    /// One whoever asks, locked: what a turn does, so that nobody cancels in the middle of it.
    static func claim(unscoped id: ID<BulkChange>, in tx: Transaction) throws -> BulkChange? {
        try tx.run("UPDATE bulk_change SET version = version + 1 WHERE id = \(id)")
        return try tx.first("SELECT \(columns) FROM \(source) WHERE b.id = \(id)")
    }

    /// Those of a unit, the latest first.
    static func all(of unit: ID<Unit>, in tx: Transaction) throws -> [BulkChange] {
        try tx.all("SELECT \(columns) FROM \(source) WHERE b.unit_id = \(unit) ORDER BY b.id DESC LIMIT 30")
    }

    /// Keeps what was asked for; the plan is made next. `filter` is nil where members were ticked.
    static func insert(
        _ draft: BulkDraft, _ filter: MemberFilter?, total: Int, of unit: ID<Unit>, by officer: Officer,
        in tx: Transaction
    ) throws -> ID<BulkChange> {
        let id: ID<BulkChange> = tx.newID()
        var target: ID<Unit>?
        if case .move(let unit) = draft.goal { target = unit }
        try tx.run(
            """
            INSERT INTO bulk_change (id, unit_id, made_by, made_at, kind, value, target_id, from_day, reason, filter, state,
                total, count_able, count_unable, count_written, count_kept, version)
            VALUES (\(id), \(unit), \(officer.person), \(tx.now), \(draft.goal.kind), \(draft.goal.value), \(target),
                \(draft.from), \(draft.reason), \(filter?.kept), \(State.planning), \(total), 0, 0, 0, 0, 1)
            """)
        return id
    }

    /// Leaves work for after the commit.
    func later(_ name: String, in tx: Transaction) throws {
        let duty = try tx.later(name, payload: id.description)
        try tx.run("UPDATE bulk_change SET duty = \(duty) WHERE id = \(id)")
    }

    /// Goes on to another state.
    func become(_ state: State, in tx: Transaction) throws {
        try tx.run("UPDATE bulk_change SET state = \(state) WHERE id = \(id)")
    }

    /// Notes what a turn came to.
    func count(able: Int = 0, unable: Int = 0, written: Int = 0, kept: Int = 0, in tx: Transaction) throws {
        try tx.run(
            """
            UPDATE bulk_change SET count_able = count_able + \(able), count_unable = count_unable + \(unable),
                   count_written = count_written + \(written), count_kept = count_kept + \(kept) WHERE id = \(id)
            """)
    }
}

extension BulkRow: Record {
    static let columns: SQL = "r.seq, r.spell, r.person, r.state, r.refusal, r.made, r.before"

    init(_ row: borrowing Row) throws {
        seq = try row.read("seq")
        spell = try row.read("spell")
        person = try row.read("person")
        state = try row.read("state")
        refusal = try row.read("refusal")
        made = try row.read("made")
        before = try row.read("before")
    }

    /// The next rows in a state.
    static func next(_ state: State, of bulk: ID<BulkChange>, limit: Int, in tx: Transaction) throws -> [BulkRow] {
        try tx.all(
            """
            SELECT \(columns) FROM bulk_row r WHERE r.bulk_id = \(bulk) AND r.state = \(state)
             ORDER BY r.seq LIMIT \(limit)
            """)
    }

    /// Notes what became of a row.
    func note(
        _ state: State, _ refusal: String? = nil, made: ID<Membership>? = nil, before: String? = nil,
        of bulk: ID<BulkChange>, in tx: Transaction
    ) throws {
        try tx.run(
            """
            UPDATE bulk_row SET state = \(state), refusal = \(refusal), made = \(made ?? self.made),
                   before = \(before ?? self.before) WHERE bulk_id = \(bulk) AND seq = \(seq)
            """)
    }
}

/// Changes made to many members at once, with a row for each.
let bulkMigration = Migration(
    "federation 031 bulk changes",
    """
    CREATE TABLE bulk_change (
        id bigint NOT NULL PRIMARY KEY,
        unit_id bigint NOT NULL REFERENCES unit (id),
        made_by bigint NOT NULL,
        made_at bigint NOT NULL,
        kind text NOT NULL CHECK (kind IN ('state', 'employment', 'move', 'end')),
        value text NOT NULL,
        target_id bigint REFERENCES unit (id),
        from_day text NOT NULL,
        reason text,
        filter text,
        state text NOT NULL CHECK (state IN
            ('planning', 'planned', 'running', 'done', 'cancelled', 'undoing', 'undone')),
        total bigint NOT NULL,
        count_able bigint NOT NULL,
        count_unable bigint NOT NULL,
        count_written bigint NOT NULL,
        count_kept bigint NOT NULL,
        duty bigint,
        version bigint NOT NULL
    );
    CREATE INDEX bulk_change_unit ON bulk_change (unit_id, id);
    CREATE INDEX bulk_change_target ON bulk_change (target_id);
    CREATE TABLE bulk_row (
        bulk_id bigint NOT NULL REFERENCES bulk_change (id),
        seq bigint NOT NULL,
        spell bigint NOT NULL,
        person bigint NOT NULL,
        state text NOT NULL CHECK (state IN ('able', 'unable', 'written', 'kept', 'undone')),
        refusal text,
        made bigint,
        before text,
        PRIMARY KEY (bulk_id, seq)
    );
    CREATE INDEX bulk_row_state ON bulk_row (bulk_id, state, seq);
    """)
