import Web

/// How many members a scope has, by state and type, in the unit itself and with all below: one short sum over the counters.
struct MemberTotals: Sendable {
    /// One state and type, here or below.
    private struct Line: Record {
        let count: MemberCount
        let isHere: Bool

        static let columns: SQL = "state, employment, is_here, members"

        init(_ row: borrowing Row) throws {
            count = try MemberCount(row)
            isHere = try row.read("is_here")
        }
    }

    private let lines: [Line]

    init(_ scope: MemberScope, in tx: Transaction) throws {
        lines = try tx.all(
            """
            SELECT t.state, t.employment, t.is_here, CAST(sum(t.members) AS bigint) AS members
              FROM (SELECT state, employment, members, CASE WHEN unit_path = \(scope.path) THEN 1 ELSE 0 END AS is_here
                      FROM member_count WHERE \(scope.holds())) t
             GROUP BY t.state, t.employment, t.is_here
            """)
    }

    /// The members that a filter lists, as far as it goes by state, type and depth.
    func members(_ filter: MemberFilter) -> Int {
        lines.filter { line in
            filter.states.contains(line.count.state) && (filter.hasBelow || line.isHere)
                && (filter.employment.map { $0 == line.count.employment } ?? true)
        }.reduce(0) { $0 + $1.count.members }
    }
}
