import Web

extension UnitChange {
    /// Where an officer finds an act: it was entered in, or concerns, a unit where the permission holds.
    private static func seen(by officer: Officer) -> SQL {
        """
        EXISTS (SELECT 1 FROM unit u WHERE u.id = c.unit_id AND \(officer.sees("u.path")))
        """
    }

    /// An act that is theirs to see; otherwise it is missing. A plan or an act is theirs where its own unit is, or, once it is
    /// done, any unit that it concerns.
    static func find(_ id: ID<UnitChange>, as officer: Officer, in tx: Transaction) throws -> UnitChange {
        let change: UnitChange? = try tx.first(
            """
            SELECT \(columns) FROM unit_change c
             WHERE c.id = \(id) AND c.state <> 'dropped' AND (\(seen(by: officer)) OR EXISTS (
                SELECT 1 FROM unit_change_part p JOIN unit u ON u.id = p.unit_id
                 WHERE p.change_id = c.id AND p.role <> 'parent' AND \(officer.sees("u.path"))))
            """)
        guard let change else { throw Refusal.missing }
        return change
    }

    /// An act entered in a unit where the permission holds, its row locked.
    static func claim(_ id: ID<UnitChange>, as officer: Officer, in tx: Transaction) throws -> UnitChange {
        try tx.run("UPDATE unit_change SET version = version WHERE id = \(id)")
        let change: UnitChange? = try tx.first(
            """
            SELECT \(columns) FROM unit_change c
             WHERE c.id = \(id) AND c.state <> 'dropped' AND \(seen(by: officer))
            """)
        guard let change else { throw Refusal.missing }
        return change
    }

    /// Puts another paper in place of the one on file.
    func correct(_ paper: UnitPaper, in tx: Transaction) throws {
        try tx.run(
            """
            UPDATE unit_change SET paper = \(paper.number), paper_day = \(paper.day), scan_hash = \(paper.scan?.hash),
                scan_size = \(paper.scan?.size), scan_type = \(paper.scan?.format), scan_name = \(paper.scan?.name),
                version = version + 1
             WHERE id = \(id)
            """)
    }

    /// Writes a plan, to be looked at before it is done. `fields` are what was typed.
    static func plan(
        _ kind: Kind, of unit: UnitEntry, _ order: UnitOrder, _ fields: [(name: String, value: String)],
        in tx: Transaction
    ) throws -> ID<UnitChange> {
        let id = try insert(kind, of: unit.id, on: order.on ?? tx.today, order, [], "", in: tx)
        let text = JSON.array(fields.map { .array([JSON($0.name), JSON($0.value)]) }).text
        try tx.run("UPDATE unit_change SET state = 'planned', plan = \(text) WHERE id = \(id)")
        return id
    }

    /// What was typed when it was planned.
    var typed: [(name: String, value: String)] {
        let pairs = (try? JSON(parsing: plan))?.array ?? []
        return pairs.compactMap { pair in
            guard let both = pair.array, both.count == 2, let name = both[0].string, let value = both[1].string else {
                return nil
            }
            return (name, value)
        }
    }

    /// Lets a plan go that was not done.
    func drop(in tx: Transaction) throws {
        try tx.run(
            "UPDATE unit_change SET state = 'dropped', version = version + 1 WHERE id = \(id) AND state = 'planned'")
    }

    /// Plans of a unit that nobody confirmed or dropped yet, the latest first.
    static func plans(of unit: ID<Unit>, in tx: Transaction) throws -> [UnitChange] {
        try tx.all(
            """
            SELECT \(columns) FROM unit_change c
             WHERE c.unit_id = \(unit) AND c.state = 'planned' ORDER BY c.id DESC LIMIT 20
            """)
    }

    /// Which of these marks of the shelf are scans of papers on file.
    static func heldScans(_ marks: [String], in tx: Transaction) throws -> [String] {
        try tx.values("SELECT scan_hash FROM unit_change WHERE scan_hash \(anyOf: marks)")
    }

    /// The acts that a unit took part in, the latest first. The caller has found the unit for its officer.
    static func all(of unit: ID<Unit>, in tx: Transaction) throws -> [UnitChangeLine] {
        try tx.all(
            """
            SELECT \(UnitChangeLine.columns) FROM unit_change_part p JOIN unit_change c ON c.id = p.change_id
              LEFT JOIN person n ON n.id = c.made_by
             WHERE p.unit_id = \(unit) AND p.role <> 'parent' AND c.state = 'done'
             ORDER BY c.on_day DESC, c.id DESC LIMIT \(UnitChangeLine.most)
            """)
    }
}

/// An act as a timeline shows it.
struct UnitChangeLine: Record, Sendable {
    let change: UnitChange
    /// Who entered it; nil for the house itself.
    let maker: String?
    let role: UnitChange.Role

    /// How many a timeline shows.
    static let most = 200

    static let columns: SQL = UnitChange.columns + ", n.name, p.role"

    init(_ row: borrowing Row) throws {
        change = try UnitChange(row)
        maker = try row.read("name")
        role = try row.read("role")
    }

    var json: JSON { change.json }
}

extension UnitChange {
    var json: JSON {
        [
            "id": JSON(id), "kind": JSON(kind.rawValue), "state": JSON(state.rawValue), "on": JSON(on),
            "paper": JSON(paper.number), "paper_day": JSON(paper.day), "has_scan": .bool(paper.scan != nil),
            "words": JSON(words), "entered_at": JSON(madeAt),
        ]
    }
}
