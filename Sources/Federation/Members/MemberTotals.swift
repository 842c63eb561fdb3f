import Web

/// How many members a scope has, by state and type, in the unit itself and with all below: read from counters, in one statement.
struct MemberTotals: Sendable {
    /// One state and type: of the unit alone, or of all that is listed.
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
        let all: SQL =
            scope.isCovered
            ? MemberSums.rows(below: scope.path)
            : "SELECT state, employment, members FROM member_count WHERE \(scope.holds())"
        lines = try tx.all(
            """
            SELECT t.state, t.employment, t.is_here, CAST(sum(t.members) AS bigint) AS members
              FROM (SELECT a.state, a.employment, a.members, 0 AS is_here FROM (\(all)) a
                    UNION ALL
                    SELECT state, employment, members, 1 AS is_here FROM member_count
                     WHERE \(scope.holds(hasBelow: false))) t
             GROUP BY t.state, t.employment, t.is_here
            """)
    }

    /// How many a filter finds, where the counters know it.
    func known(_ filter: MemberFilter) -> Int? { filter.isCounted ? members(filter) : nil }

    /// The members that a filter lists, as far as it goes by state, type and depth.
    func members(_ filter: MemberFilter) -> Int {
        lines.filter { line in
            filter.states.contains(line.count.state) && filter.hasBelow != line.isHere
                && (filter.employment.map { $0 == line.count.employment } ?? true)
        }.reduce(0) { $0 + $1.count.members }
    }
}
