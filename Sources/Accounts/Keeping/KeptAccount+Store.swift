import Base
import Federation
import Web

extension KeptAccount {
    /// The current spells that a condition picks, each with its person's account. The ids come from one index, and
    /// only the lines that are shown from the tables.
    private static func all(of picked: SQL, in tx: Transaction) throws -> [KeptAccount] {
        try tx.all(
            """
            SELECT \(columns)
              FROM (SELECT id FROM membership WHERE until_day IS NULL AND \(picked)) s
              JOIN membership m ON m.id = s.id JOIN person p ON p.id = m.person_id JOIN unit u ON u.id = m.unit_id
              JOIN unit b ON b.id = m.base_id LEFT JOIN account a ON a.person = m.person_id
             ORDER BY m.unit_path, m.name_key, m.id
            """)
    }

    /// True of a spell whose person stands so.
    private static func stands(_ standing: Standing) -> SQL {
        switch standing {
        case .none: "NOT EXISTS (SELECT 1 FROM account a WHERE a.person = membership.person_id)"
        case .waiting:
            """
            EXISTS (SELECT 1 FROM account a
                WHERE a.person = membership.person_id AND a.state = 'open' AND a.password_hash IS NULL)
            """
        case .open:
            """
            EXISTS (SELECT 1 FROM account a
                WHERE a.person = membership.person_id AND a.state = 'open' AND a.password_hash IS NOT NULL)
            """
        case .closed:
            "EXISTS (SELECT 1 FROM account a WHERE a.person = membership.person_id AND a.state = 'closed')"
        }
    }

    /// The next members of a scope after a key.
    static func page(
        _ scope: MemberScope, _ filter: KeptFilter, after key: MemberKey?, limit: Int, in tx: Transaction
    ) throws -> [KeptAccount] {
        let standing: SQL = filter.standing.map { " AND " + stands($0) } ?? .nothing
        return try all(
            of: scope.holds(after: key) + filter.members.conditions(tx.engine) + standing
                + " ORDER BY unit_path, name_key, id LIMIT \(limit)", in: tx)
    }

    /// How many members of a scope stand how, whatever standing the filter asks for.
    static func counts(_ scope: MemberScope, _ filter: KeptFilter, in tx: Transaction) throws -> [Standing: Int] {
        var counts: [Standing: Int] = [:]
        try tx.each(
            """
            SELECT t.standing, count(*) AS members
              FROM (SELECT CASE WHEN a.id IS NULL THEN 'none' WHEN a.state = 'closed' THEN 'closed'
                                WHEN a.password_hash IS NULL THEN 'waiting' ELSE 'open' END AS standing
                      FROM (SELECT person_id FROM membership
                             WHERE until_day IS NULL AND \(scope.holds())\(filter.members.conditions(tx.engine))) m
                      LEFT JOIN account a ON a.person = m.person_id) t
             GROUP BY t.standing
            """
        ) { row in
            let standing: Standing = try row.read("standing")
            counts[standing] = try row.read("members")
        }
        return counts
    }

    /// These members of a scope. One that is not in it is missing, and with it the whole list.
    static func chosen(_ people: [ID<Person>], _ scope: MemberScope, in tx: Transaction) throws -> [KeptAccount] {
        let found = try all(
            of: "person_id \(anyOf: people) AND \(scope.holds())\(MemberFilter().conditions(tx.engine))", in: tx)
        guard Set(found.map(\.person)) == Set(people) else { throw Refusal.missing }
        return found
    }

    /// One person with a current spell where the officer's permission holds; otherwise missing.
    static func find(_ person: ID<Person>, as officer: Officer, in tx: Transaction) throws -> KeptAccount {
        let found = try all(of: "person_id = \(person) AND \(officer.sees("unit_path"))", in: tx)
        guard let first = found.first else { throw Refusal.missing }
        return first
    }

    /// The members of a scope who have no password and no living slip, in the order of the register.
    static func wanting(_ scope: MemberScope, limit: Int, in tx: Transaction) throws -> [KeptAccount] {
        try all(
            of: scope.holds() + MemberFilter().conditions(tx.engine) + " AND \(wantsSlip(at: tx.now))"
                + " ORDER BY unit_path, name_key, id LIMIT \(limit)", in: tx)
    }

    /// How many those are.
    static func wantingCount(_ scope: MemberScope, in tx: Transaction) throws -> Int {
        try tx.value(
            """
            SELECT count(*) FROM membership
             WHERE until_day IS NULL AND \(scope.holds())\(MemberFilter().conditions(tx.engine))
               AND \(wantsSlip(at: tx.now))
            """) ?? 0
    }

    private static func wantsSlip(at now: Instant) -> SQL {
        """
        NOT EXISTS (SELECT 1 FROM account a
            WHERE a.person = membership.person_id
              AND (a.state = 'closed' OR a.password_hash IS NOT NULL
                   OR EXISTS (SELECT 1 FROM set_up_link l WHERE l.account_id = a.id AND l.expires_at > \(now))))
        """
    }
}
