public import Web

/// How many current spells a unit has by state and employment type: counters kept in the writing transaction, one row a unit,
/// state and type. What a unit has together with all below it stands in `MemberSums`, which every change here is told to.
/// `unionhome check` compares both with the rows.
public struct MemberCount: Equatable, Sendable, Record {
    public let state: MembershipState
    public let employment: Employment
    public let members: Int

    public static let columns: SQL = "state, employment, members"

    public init(_ row: borrowing Row) throws {
        state = try row.read("state")
        employment = try row.read("employment")
        members = try row.read("members")
    }

    /// Adds to the counter of a spell's unit, state and type.
    static func add(_ change: Int, at spell: Membership, in tx: Transaction) throws {
        try add(change, unit: spell.unit, path: spell.unitPath, spell.state, spell.employment, in: tx)
    }

    /// Adds to one counter, as imports do for many spells at once.
    static func add(
        _ change: Int, unit: ID<Unit>, path: String, _ state: MembershipState, _ employment: Employment,
        in tx: Transaction
    ) throws {
        let counter = CountChange.Counter(unit: unit, path: path, state: state, employment: employment)
        try MemberSums.note([(counter, change)], in: tx)
        try put(change, counter, in: tx)
    }

    /// The counter of the unit alone.
    static func put(_ change: Int, _ counter: CountChange.Counter, in tx: Transaction) throws {
        // Both engines check `members >= 0` on the row offered for insertion, so a counter goes down by UPDATE alone.
        guard change > 0 else {
            try tx.run(
                """
                UPDATE member_count SET members = members + \(change)
                 WHERE unit_id = \(counter.unit) AND state = \(counter.state) AND employment = \(counter.employment)
                """)
            return
        }
        try tx.run(
            """
            INSERT INTO member_count (unit_id, unit_path, state, employment, members)
            VALUES (\(counter.unit), \(counter.path), \(counter.state), \(counter.employment), \(change))
            ON CONFLICT (unit_id, state, employment) DO UPDATE SET members = member_count.members + excluded.members
            """)
    }

    /// The totals of a subtree where the officer's permission holds, by state and type: exact, and as quick for a federation as
    /// for a school.
    public static func totals(below path: String, as officer: Officer, in tx: Transaction) throws -> [MemberCount] {
        let isCovered = officer.reaches.contains { $0.hasDescent && $0.contains(path) }
        let source: SQL =
            isCovered
            ? MemberSums.rows(below: path)
            : """
            SELECT state, employment, members FROM member_count
             WHERE unit_path >= \(path) AND unit_path < \(Reach.end(of: path)) AND \(officer.sees("unit_path"))
            """
        return try tx.all(
            """
            SELECT t.state, t.employment, CAST(sum(t.members) AS bigint) AS members FROM (\(source)) t
             GROUP BY t.state, t.employment ORDER BY t.state, t.employment
            """)
    }

    /// Members (在籍 and 保留会籍) of each child of a unit, with all below it, by the child's path.
    public static func members(ofChildrenOf unit: UnitEntry, in tx: Transaction) throws -> [String: Int] {
        try MemberSums.members(ofChildrenOf: unit, in: tx)
    }

    /// Folds what waits into the sums of subtrees at once, where no duty will do it: for measures.
    public static func settle(in tx: Transaction) throws {
        try MemberSums.fold(most: .max, in: tx)
    }

    /// What the counters say against what the rows say: nothing when all is well.
    static func flaws(in tx: Transaction) throws -> [String] {
        let wrong: [String] = try tx.values(
            """
            SELECT 'unit ' || CAST(t.unit_id AS text) || ' ' || t.state || ' ' || t.employment || ' ' ||
                CAST(CAST(sum(t.rows_there) AS bigint) AS text) || ' ' || CAST(CAST(sum(t.counted) AS bigint) AS text)
              FROM (SELECT unit_id, state, employment, count(*) AS rows_there, 0 AS counted FROM membership
                     WHERE until_day IS NULL GROUP BY unit_id, state, employment
                    UNION ALL
                    SELECT unit_id, state, employment, 0 AS rows_there, members AS counted FROM member_count) t
             GROUP BY t.unit_id, t.state, t.employment
            HAVING sum(t.rows_there) <> sum(t.counted)
            """)
        return wrong.map { "会员计数不符（单位、状态、用工形式、实有、计数）：\($0)" } + (try MemberSums.flaws(in: tx))
    }
}
