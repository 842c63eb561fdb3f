import Web

/// What the page of a bulk change shows, read in one go.
struct BulkView {
    let bulk: BulkChange
    /// Whether the duty at work was given up and waits for a person.
    let isStuck: Bool
    let lines: [BulkLine]
    /// Which rows are shown; nil for all.
    let shown: BulkRow.State?
    let isFirst: Bool
    let hasMore: Bool

    static let pageSize = 50

    init(_ bulk: BulkChange, _ call: Call, in tx: Transaction) throws {
        self.bulk = bulk
        let duty = bulk.state.isBusy ? try bulk.duty.flatMap { try Duty.first($0, in: tx) } : nil
        isStuck = duty?.state == .failed
        shown = BulkRow.State(rawValue: call.query("show"))
        let after = Int(call.query("after")) ?? 0
        isFirst = after == 0
        let found = try BulkLine.page(of: bulk, shown, after: after, limit: Self.pageSize + 1, in: tx)
        lines = Array(found.prefix(Self.pageSize))
        hasMore = found.count > Self.pageSize
    }

    var path: Path { Places.bulk(bulk.id) }

    /// The page with the rows of one state, or of all.
    func path(_ state: BulkRow.State?) -> Path { state.map { path.with("show", $0.rawValue) } ?? path }

    var json: JSON {
        let rows = lines.map { line -> JSON in
            [
                "person": JSON(line.person), "name": JSON(line.name), "state": JSON(line.row.state.rawValue),
                "reason": JSON(line.row.refusal),
            ]
        }
        return .object((bulk.json.pairs ?? []) + [(key: "rows", value: .array(rows))])
    }
}

/// A member of a plan: who, what they are, what they would be, and what stands in the way.
struct BulkLine: Record {
    let row: BulkRow
    let person: ID<Person>
    let name: String
    let number: String?
    let unitName: String
    private let employment: Employment?
    private let state: MembershipState?
    private let retention: Retention?

    static let columns: SQL = """
        \(BulkRow.columns), p.name, u.short_name, m.number, m.employment, m.state AS spell_state, m.retained_for
        """

    init(_ row: borrowing Row) throws {
        self.row = try BulkRow(row)
        person = try row.read("person")
        name = try row.read("name")
        number = try row.read("number")
        unitName = try row.read("short_name") ?? ""
        employment = try row.read("employment")
        state = try row.read("spell_state")
        retention = try row.read("retained_for")
    }

    /// The next rows of a plan. A spell that was replaced on its first day is shown by the one that came in its place.
    static func page(
        of bulk: BulkChange, _ state: BulkRow.State?, after seq: Int, limit: Int, in tx: Transaction
    ) throws -> [BulkLine] {
        let chosen: SQL = state.map { " AND r.state = \($0)" } ?? .nothing
        return try tx.all(
            """
            SELECT \(columns) FROM bulk_row r JOIN person p ON p.id = r.person
              LEFT JOIN membership m ON m.id = r.spell LEFT JOIN unit u ON u.id = m.unit_id
             WHERE r.bulk_id = \(bulk.id) AND r.seq > \(seq)\(chosen) ORDER BY r.seq LIMIT \(limit)
            """)
    }

    /// What stands on file before the change; a dash where it was replaced on its own first day.
    func now(_ goal: BulkGoal) -> String {
        switch goal {
        case .state, .end:
            state.map { $0.words + ($0 == .retained ? retention.map { "（\($0.words)）" } ?? "" : "") } ?? "—"
        case .employment: employment?.words ?? "—"
        case .move: unitName.isEmpty ? "—" : unitName
        }
    }
}
