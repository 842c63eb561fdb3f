public import Web

extension UnitChange: Record {
    public static let columns: SQL = """
        c.id, c.unit_id, c.kind, c.state, c.on_day, c.paper, c.paper_day, c.scan_hash, c.scan_size, c.scan_type,
        c.scan_name, c.plan, c.words, c.made_by, c.made_at, c.version
        """

    public init(_ row: borrowing Row) throws {
        id = try row.read("id")
        unit = try row.read("unit_id")
        kind = try row.read("kind")
        state = try row.read("state")
        on = try row.read("on_day")
        let hash: String? = try row.read("scan_hash"), format: PaperScan.Format? = try row.read("scan_type")
        let size: Int? = try row.read("scan_size"), name: String? = try row.read("scan_name")
        var scan: PaperScan?
        if let hash, let format { scan = PaperScan(hash: hash, size: size ?? 0, format: format, name: name ?? "") }
        paper = UnitPaper(number: try row.read("paper"), day: try row.read("paper_day"), scan: scan)
        plan = try row.read("plan")
        words = try row.read("words")
        madeBy = try row.read("made_by")
        madeAt = try row.read("made_at")
        version = try row.read("version")
    }

    /// A unit that takes part in an act, by the name it has on that day.
    struct Part: Sendable {
        let role: Role
        let unit: ID<Unit>
        let name: String
        /// How many members leave it or come into it by the act.
        var members = 0

        init(_ role: Role, _ unit: UnitEntry, members: Int = 0) {
            self.role = role
            self.unit = unit.id
            name = unit.name
            self.members = members
        }
    }

    /// Writes an act that is done; the plan that it was, if there was one, becomes the act.
    @discardableResult
    static func insert(
        _ kind: Kind, of unit: ID<Unit>, on day: Day, _ order: UnitOrder, _ parts: [Part], _ words: String,
        in tx: Transaction
    ) throws -> ID<UnitChange> {
        if let plan = order.plan {
            try tx.run(
                """
                UPDATE unit_change SET unit_id = \(unit), state = 'done', on_day = \(day), words = \(words),
                    made_by = \(order.by), made_at = \(tx.now), version = version + 1
                 WHERE id = \(plan)
                """)
            try insert(parts, of: plan, in: tx)
            return plan
        }
        let id: ID<UnitChange> = tx.newID()
        let scan = order.paper.scan
        try tx.run(
            """
            INSERT INTO unit_change (id, unit_id, kind, state, on_day, paper, paper_day, scan_hash, scan_size, scan_type,
                scan_name, plan, words, made_by, made_at, version)
            VALUES (\(id), \(unit), \(kind), \(State.done), \(day), \(order.paper.number), \(order.paper.day),
                \(scan?.hash), \(scan?.size), \(scan?.format), \(scan?.name), '', \(words), \(order.by), \(tx.now), 1)
            """)
        try insert(parts, of: id, in: tx)
        return id
    }

    static func insert(_ parts: [Part], of change: ID<UnitChange>, in tx: Transaction) throws {
        for part in parts {
            try tx.run(
                """
                INSERT INTO unit_change_part (change_id, unit_id, role, name, members)
                VALUES (\(change), \(part.unit), \(part.role), \(part.name), \(part.members))
                """)
        }
    }
}
