import Web

/// Memberships that pass from one unit to another by an act on units: whoever was in the one on or after a day is in the other
/// from that day on, and was in the first before it.
///
/// The current spell keeps its number, so that search and files that name it still find it; what lay before the day becomes a
/// spell of its own. Spells that ended since the day are cut in the same way, so that every day's count stays whole.
struct MembershipShift {
    let source: UnitEntry
    let target: UnitEntry
    /// The base union of the target.
    let base: ID<Unit>
    let day: Day
    /// Nil for everybody.
    let people: [ID<Person>]?

    init(
        from source: UnitEntry, to target: UnitEntry, people: [ID<Person>]? = nil, on day: Day, in tx: Transaction
    ) throws {
        self.source = source
        self.target = target
        self.day = day
        self.people = people
        guard let base = try target.base(in: tx) else {
            guard try Self.isEmpty(source, in: tx) else { throw UnitEntry.Problem.needsBase }
            self.base = target.id
            return
        }
        self.base = base
    }

    private static func isEmpty(_ unit: UnitEntry, in tx: Transaction) throws -> Bool {
        let one: ID<Membership>? = try tx.value("SELECT id FROM membership WHERE unit_id = \(unit.id) LIMIT 1")
        return one == nil
    }

    private var chosen: SQL {
        guard let people else { return "unit_id = \(source.id)" }
        return "unit_id = \(source.id) AND person_id \(anyOf: people)"
    }

    private var concerned: SQL { "\(chosen) AND (until_day IS NULL OR until_day >= \(day))" }

    /// Carries it out and gives how many current members passed over.
    func carryOut(in tx: Transaction) throws -> Int {
        let counts: [MemberCount] = try tx.all(
            """
            SELECT state, employment, count(*) AS members FROM membership
             WHERE \(chosen) AND until_day IS NULL GROUP BY state, employment ORDER BY state, employment
            """)
        let before: [PastSpell] = try tx.all(
            "SELECT \(PastSpell.columns) FROM membership WHERE \(concerned) AND from_day < \(day) ORDER BY id")
        let moved: [ID<Person>] = try tx.values(
            "SELECT person_id FROM membership WHERE \(chosen) AND until_day IS NULL ORDER BY person_id")
        try MemberNews(of: moved).announce(in: tx)
        try tx.run(
            "UPDATE person SET version = version + 1 WHERE id IN (SELECT person_id FROM membership WHERE \(concerned))")
        try tx.run(
            """
            UPDATE membership SET unit_id = \(target.id), unit_path = \(target.path), base_id = \(base),
                from_day = CASE WHEN from_day < \(day) THEN CAST(\(day) AS text) ELSE from_day END
             WHERE \(concerned)
            """)
        try keep(before, in: tx)
        for count in counts {
            try MemberCount.add(
                -count.members, unit: source.id, path: source.path, count.state, count.employment, in: tx)
            try MemberCount.add(
                count.members, unit: target.id, path: target.path, count.state, count.employment, in: tx)
        }
        try MemberNews(of: moved).announce(in: tx)
        return counts.filter(\.state.isMember).reduce(0) { $0 + $1.members }
    }

    /// What lay before the day stays in the source.
    private func keep(_ spells: [PastSpell], in tx: Transaction) throws {
        var at = 0
        let columns = [
            "id", "person_id", "unit_id", "unit_path", "base_id", "name_key", "number", "sex", "employment", "state",
            "retained_for", "joined_on", "from_day", "until_day",
        ]
        let last = day.adding(days: -1)
        try tx.load("membership", columns) {
            guard at < spells.count else { return nil }
            defer { at += 1 }
            let spell = spells[at], id: ID<Membership> = tx.newID()
            return [
                id.sqlValue, spell.person.sqlValue, source.id.sqlValue, source.path.sqlValue, spell.base.sqlValue,
                spell.nameKey.sqlValue, spell.number.sqlValue, spell.sex.sqlValue, spell.employment.sqlValue,
                spell.state.sqlValue, spell.retention.sqlValue, spell.joinedOn.sqlValue, spell.from.sqlValue,
                last.sqlValue,
            ]
        }
    }
}

/// The part of a spell that lies before the day of an act, as the load of the rows needs it.
private struct PastSpell: Record {
    let person: ID<Person>
    let base: ID<Unit>
    let nameKey: String
    let number: String?
    let sex: String
    let employment: Employment
    let state: MembershipState
    let retention: Retention?
    let joinedOn: Day?
    let from: Day

    static let columns: SQL =
        "person_id, base_id, name_key, number, sex, employment, state, retained_for, joined_on, from_day"

    init(_ row: borrowing Row) throws {
        person = try row.read("person_id")
        base = try row.read("base_id")
        nameKey = try row.read("name_key")
        number = try row.read("number")
        sex = try row.read("sex")
        employment = try row.read("employment")
        state = try row.read("state")
        retention = try row.read("retained_for")
        joinedOn = try row.read("joined_on")
        from = try row.read("from_day")
    }
}
