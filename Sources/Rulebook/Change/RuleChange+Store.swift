public import Web

/// A change that a union made or wants to make, with who proposed and who decided it.
public struct ProposedRule: Record, Sendable {
    public let value: RuleValue
    public let unit: ID<Unit>
    public let state: RuleChangeState
    public let proposedBy: ID<Person>
    public let proposedAt: Instant
    public let proposer: String?
    public let decidedBy: ID<Person>?
    public let decidedAt: Instant?
    public let decider: String?
    /// Why it was refused.
    public let reason: String?

    public static let columns: SQL = """
        r.id, r.rule_key, r.value, r.place, r.unit, r.level, r.school, r.from_day, r.until_day, r.citation, r.owner,
        r.checked_on, r.confidence, r.remark, r.edition, r.state, r.proposed_by, r.proposed_at, r.decided_by,
        r.decided_at, r.reason, p.name AS proposer, d.name AS decider
        """

    public init(_ row: borrowing Row) throws {
        value = try RuleValue(row)
        unit = try row.read("unit")
        state = try row.read("state")
        proposedBy = try row.read("proposed_by")
        proposedAt = try row.read("proposed_at")
        proposer = try row.read("proposer")
        decidedBy = try row.read("decided_by")
        decidedAt = try row.read("decided_at")
        decider = try row.read("decider")
        reason = try row.read("reason")
    }

    private static let tables: SQL = """
        rule_value r LEFT JOIN account p ON p.person = r.proposed_by LEFT JOIN account d ON d.person = r.decided_by
        """

    /// How many of one unit a page reads.
    static let most = 200

    /// A unit's own, the latest first; of one parameter, or of all. The caller has found the unit for its officer.
    static func all(
        of unit: ID<Unit>, _ key: String? = nil, states: [RuleChangeState], in tx: Transaction
    ) throws -> [ProposedRule] {
        let one: SQL = key.map { " AND r.rule_key = \($0)" } ?? .nothing
        return try tx.all(
            """
            SELECT \(columns) FROM \(tables)
             WHERE r.unit = \(unit)\(one) AND r.state \(anyOf: states) ORDER BY r.id DESC LIMIT \(most)
            """)
    }

    /// One whoever asks; the caller must find its unit for the officer next.
    static func sought(_ id: ID<RuleValue>, in tx: Transaction) throws -> ProposedRule {
        let found: ProposedRule? = try tx.first(
            "SELECT \(columns) FROM \(tables) WHERE r.id = \(id) AND r.unit IS NOT NULL")
        guard let found else { throw Refusal.missing }
        return found
    }
}

extension RuleChangeDraft {
    /// Enters the proposal for a unit that the caller has found; it holds nowhere until another person confirms it.
    @discardableResult
    public func propose(for unit: ID<Unit>, by person: ID<Person>, owner: String, in tx: Transaction) throws -> ID<
        RuleValue
    > {
        let open: Int =
            try tx.value(
                "SELECT count(*) FROM rule_value WHERE unit = \(unit) AND rule_key = \(parameter.key) AND state = 'proposed'"
            ) ?? 0
        guard open == 0 else { throw Flaws("", "“\(parameter.name)”已经有一项变更待确认，请先处理它。") }
        let id: ID<RuleValue> = tx.newID()
        try tx.run(
            """
            INSERT INTO rule_value (id, rule_key, value, unit, from_day, until_day, citation, owner, checked_on,
                confidence, remark, state, proposed_by, proposed_at, version)
            VALUES (\(id), \(parameter.key), \(text), \(unit), \(from), \(until), \(citation), \(owner), \(tx.today),
                \(confidence), \(remark), 'proposed', \(person), \(tx.now), 1)
            """)
        return id
    }
}

extension ProposedRule {
    /// Decides it, once: whoever is second hears that it was decided. The one who proposed may only withdraw, all others not.
    public static func decide(
        _ id: ID<RuleValue>, _ state: RuleChangeState, by person: ID<Person>, reason: String? = nil, in tx: Transaction
    ) throws {
        let proposer: ID<Person>? = try tx.value(
            "SELECT proposed_by FROM rule_value WHERE id = \(id) AND state = 'proposed'")
        guard let proposer else { throw RuleChangeState.Problem.decided }
        guard (proposer == person) == (state == .withdrawn) else {
            throw state == .withdrawn ? RuleChangeState.Problem.notOwn : .samePerson
        }
        let changed = try tx.run(
            """
            UPDATE rule_value SET state = \(state), decided_by = \(person), decided_at = \(tx.now), reason = \(reason),
                version = version + 1
             WHERE id = \(id) AND state = 'proposed'
            """)
        guard changed == 1 else { throw RuleChangeState.Problem.decided }
    }
}
