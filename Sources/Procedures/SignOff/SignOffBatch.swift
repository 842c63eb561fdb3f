import Federation
package import Web

/// One decision on many cases of a desk: listed first, then carried out by a duty. A case that somebody else decides meanwhile is
/// passed over, never decided twice.
package struct SignOffBatch: Record, Sendable {
    /// Where it stands.
    enum State: String, Sendable, Readable, Bindable {
        case planned, running, done, cancelled

        var words: String {
            switch self {
            case .planned: "待确认"
            case .running: "正在办理"
            case .done: "已办完"
            case .cancelled: "已取消"
            }
        }

        var tone: Tone {
            switch self {
            case .planned: .due
            case .running: .pine
            case .done: .done
            case .cancelled: .plain
            }
        }
    }

    let id: ID<SignOffBatch>
    let unit: ID<Unit>
    let unitName: String
    let decision: SignOffDecision
    let words: String?
    let madeBy: ID<Person>
    let madeAt: Instant
    let state: State
    let total: Int
    let done: Int
    let passed: Int
    let duty: ID<Duty>?

    package static let columns: SQL = """
        b.id, b.unit_id, u.short_name AS unit_name, b.decision, b.words, b.made_by, b.made_at, b.state, b.total,
        b.count_done, b.count_passed, b.duty
        """

    private static let tables: SQL = "sign_off_batch b JOIN unit u ON u.id = b.unit_id"

    package init(_ row: borrowing Row) throws {
        id = try row.read("id")
        unit = try row.read("unit_id")
        unitName = try row.read("unit_name")
        decision = try row.read("decision")
        words = try row.read("words")
        madeBy = try row.read("made_by")
        madeAt = try row.read("made_at")
        state = try row.read("state")
        total = try row.read("total")
        done = try row.read("count_done")
        passed = try row.read("count_passed")
        duty = try row.read("duty")
    }

    /// How many one may have.
    static let most = 20_000

    static func find(_ id: ID<SignOffBatch>, as officer: Officer, in tx: Transaction) throws -> SignOffBatch {
        let found: SignOffBatch? = try tx.first(
            "SELECT \(columns) FROM \(tables) WHERE b.id = \(id) AND \(officer.sees("u.path"))")
        guard let found else { throw Refusal.missing }
        return found
    }

    /// The same, its row locked until the commit.
    package static func claim(_ id: ID<SignOffBatch>, in tx: Transaction) throws -> SignOffBatch? {
        let _: Int64? = try tx.value("SELECT id FROM sign_off_batch WHERE id = \(id)\(.lockingRow)")
        return try tx.first("SELECT \(columns) FROM \(tables) WHERE b.id = \(id)")
    }

    static func all(of unit: ID<Unit>, in tx: Transaction) throws -> [SignOffBatch] {
        try tx.all("SELECT \(columns) FROM \(tables) WHERE b.unit_id = \(unit) ORDER BY b.id DESC LIMIT 30")
    }

    /// Lists the cases that `holds` finds at a unit; nothing is decided yet.
    static func plan(
        _ draft: SignOffDraft, at unit: ID<Unit>, where holds: SQL, by person: ID<Person>, in tx: Transaction
    ) throws -> ID<SignOffBatch> {
        let id: ID<SignOffBatch> = tx.newID()
        try tx.run(
            """
            INSERT INTO sign_off_batch (id, unit_id, decision, words, made_by, made_at, state, total, count_done, count_passed)
            VALUES (\(id), \(unit), \(draft.decision), \(draft.words), \(person), \(tx.now), \(State.planned), 0, 0, 0)
            """)
        let total = try tx.run(
            """
            INSERT INTO sign_off_batch_row (batch_id, sign_off_id, version, state)
            SELECT CAST(\(id) AS bigint), s.id, s.version, 'waiting' FROM sign_off s JOIN unit u ON u.id = s.unit_id
             WHERE \(holds) ORDER BY s.id LIMIT \(most)
            """)
        guard total > 0 else { throw Flaws("", "没有选中事项。请勾选，或者选“对筛选出的全部事项”。") }
        try tx.run("UPDATE sign_off_batch SET total = \(total) WHERE id = \(id)")
        return id
    }

    /// Lists everything that a unit holds, with a yes to it: for the demo.
    @discardableResult
    package static func planAll(at unit: ID<Unit>, by person: ID<Person>, in tx: Transaction) throws -> ID<SignOffBatch>
    {
        let draft = SignOffDraft(decision: .agree, words: "材料齐全，同意。")
        return try plan(draft, at: unit, where: "s.holder_id = \(unit) AND s.state = 'held'", by: person, in: tx)
    }

    func become(_ state: State, in tx: Transaction) throws {
        try tx.run("UPDATE sign_off_batch SET state = \(state) WHERE id = \(id)")
    }

    /// Cases of it in order, from a key on.
    func cases(after key: ID<SignOff>?, limit: Int, in tx: Transaction) throws -> [SignOffBatchRow] {
        try tx.all(
            """
            SELECT \(SignOffBatchRow.columns) FROM sign_off_batch_row r JOIN sign_off s ON s.id = r.sign_off_id \(SignOff.joins)
             WHERE r.batch_id = \(id) AND r.sign_off_id > \(key ?? ID(0)) ORDER BY r.sign_off_id LIMIT \(limit)
            """)
    }

    var json: JSON {
        [
            "id": JSON(id), "decision": JSON(decision.rawValue), "state": JSON(state.rawValue), "total": JSON(total),
            "done": JSON(done), "passed": JSON(passed),
        ]
    }
}

/// A case of a batch, as it is now.
struct SignOffBatchRow: Record, Sendable {
    enum State: String, Sendable, Readable, Bindable { case waiting, done, passed }

    let signOff: SignOff
    /// The version that was seen when the batch was listed.
    let seen: Int
    let state: State

    static let columns: SQL = "\(SignOff.columns), r.version AS seen, r.state AS row_state"

    init(_ row: borrowing Row) throws {
        signOff = try SignOff(row)
        seen = try row.read("seen")
        state = try row.read("row_state")
    }
}
