import Web
import Words

/// The lines of one page of a list and, where it is known without long counting, how many there are in all.
///
/// There are three ways through a register of any size, and the counters say beforehand which is short: a walk through the list
/// in its order, when what is sought is common; the few spells of a kind, when it is rare; what the search index finds.
struct MemberRows: Sendable {
    let lines: [MemberLine]
    /// Nil when counting would take long; `MemberLine.count` does it for whoever asks.
    let total: Int?
    /// The order the lines stand in: the usual one where another would mean to sort very many.
    let order: ListOrder

    /// A kind with so few members is taken whole and put in order.
    private static let few = 1_000
    /// A list of so many may be walked from end to end, and counted, within a visit.
    private static let short = 20_000

    init(
        _ scope: MemberScope, _ filter: MemberFilter, _ totals: MemberTotals, after key: MemberKey?, limit: Int,
        in tx: Transaction
    ) throws {
        if !filter.text.isEmpty {
            self = try Self.search(scope, filter, after: key, limit: limit, in: tx)
            return
        }
        let all = totals.members(MemberFilter(states: .all, hasBelow: filter.hasBelow))
        let total = filter.isCounted ? totals.members(filter) : nil
        let counted = try total ?? (all > Self.short ? nil : MemberLine.count(scope, filter, in: tx))
        if total == 0 || all == 0 {
            self.init([], 0, filter.order)
        } else if let total, total <= Self.few, all > Self.short {
            self.init(try tx.all(Self.rare(scope, filter, after: key, limit: limit)), total, filter.order)
        } else if filter.order == .unit || all > Self.short {
            let key = key?.unitPath.isEmpty == true ? nil : key
            self.init(try MemberLine.page(scope, filter, after: key, limit: limit, in: tx), counted, .unit)
        } else {
            self.init(
                try tx.all(Self.sorted(scope, filter, after: key, limit: limit, tx.engine)), counted, filter.order)
        }
    }

    private init(_ lines: [MemberLine], _ total: Int?, _ order: ListOrder) {
        self.lines = lines
        self.total = total
        self.order = order
    }

    /// What is found in a scope by what was typed.
    static func search(
        _ scope: MemberScope, _ filter: MemberFilter, after key: MemberKey?, limit: Int, in tx: Transaction
    ) throws -> MemberRows {
        let query = SearchQuery(filter.text)
        guard let spells = try MemberSearch.spells(query, in: tx) else {
            let key = key?.unitPath.isEmpty == true ? nil : key
            return MemberRows(try tx.all(common(scope, filter, query, after: key, limit: limit, tx.engine)), nil, .unit)
        }
        guard !spells.isEmpty else { return MemberRows([], 0, filter.order) }
        // They are few, so SQLite finds them again sooner than it reads their numbers; PostgreSQL would guess how many they are.
        let which: SQL = tx.engine == .sqlite ? MemberSearch.found(query, .sqlite) : "\(anyOf: spells)"
        let found: [CountedLine] = try tx.all(among(which, scope, filter, after: key, limit: limit, tx.engine))
        let total = try found.first?.total ?? (key == nil ? 0 : MemberLine.count(scope, filter, in: tx))
        return MemberRows(found.map(\.line), total, filter.order)
    }

    /// A page of the spells whose number is one of `which`; each line says how many of them the scope holds.
    static func among(
        _ which: SQL, _ scope: MemberScope, _ filter: MemberFilter, after key: MemberKey?, limit: Int,
        _ engine: Engine
    ) -> SQL {
        """
        SELECT \(MemberLine.columns), s.total
          FROM (SELECT h.id, h.a, h.b, h.total
                  FROM (SELECT id, \(filter.order.first) AS a, \(filter.order.second) AS b, count(*) OVER () AS total
                          FROM membership
                         WHERE id \(which) AND until_day IS NULL
                           AND \(scope.holds(hasBelow: filter.hasBelow))\(filter.walked(engine))) h
                 WHERE \(key.map(behind) ?? "1 = 1") ORDER BY h.a, h.b, h.id LIMIT \(limit)) s
          JOIN membership m ON m.id = s.id JOIN person p ON p.id = m.person_id JOIN unit u ON u.id = m.unit_id
         ORDER BY s.a, s.b, m.id
        """
    }

    /// A page of a kind that has few members.
    static func rare(_ scope: MemberScope, _ filter: MemberFilter, after key: MemberKey?, limit: Int) -> SQL {
        // Every type by name, so that the unit's range of the index can be used.
        let kinds: SQL =
            filter.employment == nil ? " AND employment \(anyOf: Employment.allCases.map(\.rawValue))" : .nothing
        let states: SQL =
            filter.states == .all ? " AND state \(anyOf: MembershipState.allCases.map(\.rawValue))" : .nothing
        return """
            WITH few AS MATERIALIZED (
                SELECT id, \(filter.order.first) AS a, \(filter.order.second) AS b FROM membership
                 WHERE until_day IS NULL AND \(scope.holds(hasBelow: filter.hasBelow))\(filter.kinds)\(kinds)\(states))
            SELECT \(MemberLine.columns)
              FROM (SELECT h.id, h.a, h.b FROM few h WHERE \(key.map(behind) ?? "1 = 1")
                     ORDER BY h.a, h.b, h.id LIMIT \(limit)) s
              JOIN membership m ON m.id = s.id JOIN person p ON p.id = m.person_id JOIN unit u ON u.id = m.unit_id
             ORDER BY s.a, s.b, m.id
            """
    }

    /// A page in another order than the usual, of a list short enough to be sorted.
    static func sorted(
        _ scope: MemberScope, _ filter: MemberFilter, after key: MemberKey?, limit: Int, _ engine: Engine
    ) -> SQL {
        """
        SELECT \(MemberLine.columns)
          FROM (SELECT h.id, h.a, h.b
                  FROM (SELECT id, \(filter.order.first) AS a, \(filter.order.second) AS b FROM membership
                         WHERE until_day IS NULL AND \(scope.holds(hasBelow: filter.hasBelow))\(filter.walked(engine))) h
                 WHERE \(key.map(behind) ?? "1 = 1") ORDER BY h.a, h.b, h.id LIMIT \(limit)) s
          JOIN membership m ON m.id = s.id JOIN person p ON p.id = m.person_id JOIN unit u ON u.id = m.unit_id
         ORDER BY s.a, s.b, m.id
        """
    }

    /// A page of what is common, met on a walk through the list.
    private static func common(
        _ scope: MemberScope, _ filter: MemberFilter, _ query: SearchQuery, after key: MemberKey?, limit: Int,
        _ engine: Engine
    ) -> SQL {
        let conditions: SQL = "\(filter.walked(engine)) AND \(MemberSearch.holds(query, engine))"
        return MemberLine.statement(
            scope, conditions, hasBelow: filter.hasBelow, after: key, limit: limit)
    }

    private static func behind(_ key: MemberKey) -> SQL {
        "(h.a, h.b, h.id) > (\(key.unitPath), \(key.nameKey), \(key.id))"
    }
}

/// A line that knows how many there are with it.
private struct CountedLine: Record {
    let line: MemberLine
    let total: Int

    static let columns = MemberLine.columns

    init(_ row: borrowing Row) throws {
        line = try MemberLine(row)
        total = try row.read("total")
    }
}
