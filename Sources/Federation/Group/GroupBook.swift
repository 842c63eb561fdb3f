public import Web

/// The rules and exceptions of some groups, read once, so that a page may ask what all of them mean.
struct GroupBook: Sendable {
    private let clauses: [ID<UnitGroup>: [UnitGroup.Clause]]
    private let exceptions: [ID<UnitGroup>: [UnitGroup.Exception]]

    init(_ groups: [UnitGroup], in tx: Transaction) throws {
        let ids = groups.map(\.id)
        let clauses: [UnitGroup.Clause] = try tx.all(
            """
            SELECT \(UnitGroup.Clause.columns) FROM unit_group_clause c JOIN unit b ON b.id = c.below_id
             WHERE c.group_id \(anyOf: ids) ORDER BY c.id
            """)
        let exceptions: [UnitGroup.Exception] = try tx.all(
            """
            SELECT \(UnitGroup.Exception.columns) FROM unit_group_exception e JOIN unit x ON x.id = e.unit_id
             WHERE e.group_id \(anyOf: ids) ORDER BY e.id
            """)
        self.clauses = Dictionary(grouping: clauses, by: \.group)
        self.exceptions = Dictionary(grouping: exceptions, by: \.group)
    }

    /// The rule in its order, past clauses too.
    func clauses(of group: ID<UnitGroup>) -> [UnitGroup.Clause] { clauses[group] ?? [] }

    func exceptions(of group: ID<UnitGroup>) -> [UnitGroup.Exception] { exceptions[group] ?? [] }

    func meaning(of group: ID<UnitGroup>, on day: Day, in tx: Transaction) throws -> GroupMeaning {
        try meanings(of: [group], on: day, in: tx)[group] ?? GroupMeaning([], [], on: day, among: [], paths: [:])
    }

    /// What groups mean on a day: two statements, however many they are.
    func meanings(of groups: [ID<UnitGroup>], on day: Day, in tx: Transaction) throws -> [ID<UnitGroup>: GroupMeaning] {
        let rules = groups.flatMap { clauses(of: $0) }.filter { $0.isInForce(on: day) }
        let named = groups.flatMap { exceptions(of: $0) }.map(\.unit)
        var paths: [ID<Unit>: String] = [:]
        try tx.each("SELECT u.id, u.path FROM \(DayUnit.relation(on: day)) u WHERE u.id \(anyOf: rules.map(\.below))") {
            row in paths[try row.read("id")] = try row.read("path")
        }
        let parts = rules.compactMap { clause in paths[clause.below].map { clause.narrowed(below: $0) } }
        let all: [DayUnit] = try tx.all(
            """
            SELECT \(DayUnit.columns) FROM \(DayUnit.relation(on: day)) u
             WHERE \(SQL.joined(parts + ["u.id \(anyOf: named)"], by: " OR ")) ORDER BY u.path
            """)
        return Dictionary(
            uniqueKeysWithValues: groups.map { group in
                (group, GroupMeaning(clauses(of: group), exceptions(of: group), on: day, among: all, paths: paths))
            })
    }
}

extension UnitGroup.Clause: Record {
    public static let columns: SQL = """
        c.id, c.group_id, c.below_id, b.short_name AS below_name, c.is_direct, c.level, c.kind, c.has_preparing, c.from_day,
        c.until_day
        """

    public init(_ row: borrowing Row) throws {
        id = try row.read("id")
        group = try row.read("group_id")
        below = try row.read("below_id")
        belowName = try row.read("below_name")
        isDirect = try row.read("is_direct")
        level = try row.read("level")
        kind = try row.read("kind")
        hasPreparing = try row.read("has_preparing")
        from = try row.read("from_day")
        until = try row.read("until_day")
    }

    /// The same as `fits`, roughly, for the store: it lets through what `fits` then judges.
    func narrowed(below path: String) -> SQL {
        var sql: SQL = "(u.path > \(path) AND u.path < \(Reach.end(of: path))"
        if let level { sql = sql + " AND u.level = \(level)" }
        if let kind { sql = sql + " AND u.kind = \(kind)" }
        return sql + ")"
    }

    /// Adds a clause to a group's rule.
    package static func insert(_ draft: ClauseDraft, below unit: ID<Unit>, to group: ID<UnitGroup>, _ tx: Transaction)
        throws
    {
        let id: ID<UnitGroup.Clause> = tx.newID()
        try tx.run(
            """
            INSERT INTO unit_group_clause (id, group_id, below_id, is_direct, level, kind, has_preparing, from_day, until_day)
            VALUES (\(id), \(group), \(unit), \(draft.isDirect), \(draft.level), \(draft.kind), \(draft.hasPreparing),
                \(draft.from), \(draft.until))
            """)
    }
}

extension UnitGroup.Exception: Record {
    public static let columns: SQL = """
        e.id, e.group_id, e.unit_id, x.name AS unit_name, e.is_in, e.from_day, e.until_day, e.reason, e.paper
        """

    public init(_ row: borrowing Row) throws {
        id = try row.read("id")
        group = try row.read("group_id")
        unit = try row.read("unit_id")
        unitName = try row.read("unit_name")
        isIn = try row.read("is_in")
        from = try row.read("from_day")
        until = try row.read("until_day")
        reason = try row.read("reason")
        paper = try row.read("paper")
    }

    /// Adds an exception; a unit has at most one in a group on a day.
    package static func insert(_ draft: ExceptionDraft, of unit: ID<Unit>, to group: ID<UnitGroup>, _ tx: Transaction)
        throws
    {
        let others: Int =
            try tx.value(
                """
                SELECT count(*) FROM unit_group_exception WHERE group_id = \(group) AND unit_id = \(unit)
                   AND (until_day IS NULL OR until_day >= \(draft.from))
                   AND from_day <= \(draft.until ?? Day(number: 100_000))
                """) ?? 0
        guard others == 0 else { throw UnitGroup.Problem.exceptionExists }
        let id: ID<UnitGroup.Exception> = tx.newID()
        try tx.run(
            """
            INSERT INTO unit_group_exception (id, group_id, unit_id, is_in, from_day, until_day, reason, paper)
            VALUES (\(id), \(group), \(unit), \(draft.isIn), \(draft.from), \(draft.until), \(draft.reason), \(draft.paper))
            """)
    }
}
