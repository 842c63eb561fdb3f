import Web

/// A spell with everything that its row holds, so that it can be put back as it was.
struct MergeSpell: Record, Sendable, Equatable {
    var id: ID<Membership>
    let unit: ID<Unit>
    /// Where the unit stands; read anew when a merge is taken back.
    var path: String
    let base: ID<Unit>
    let unitName: String
    let number: String?
    let employment: Employment
    let state: MembershipState
    let retention: Retention?
    var joinedOn: Day?
    var from: Day
    var until: Day?

    static let columns: SQL = """
        m.id, m.unit_id, m.unit_path, m.base_id, u.short_name AS unit_name, m.number, m.employment, m.state, m.retained_for,
        m.joined_on, m.from_day, m.until_day
        """

    init(_ row: borrowing Row) throws {
        id = try row.read("id")
        unit = try row.read("unit_id")
        path = try row.read("unit_path")
        base = try row.read("base_id")
        unitName = try row.read("unit_name")
        number = try row.read("number")
        employment = try row.read("employment")
        state = try row.read("state")
        retention = try row.read("retained_for")
        joinedOn = try row.read("joined_on")
        from = try row.read("from_day")
        until = try row.read("until_day")
    }

    var span: Span { Span(from: from, until: until) }

    /// What an officer reads of it.
    var words: String {
        let reason = retention.map { "（\($0.words)）" } ?? ""
        return "\(unitName)，\(state.words)\(state == .retained ? reason : "")，\(employment.words)"
            + (number.map { "，工号 \($0)" } ?? "")
    }

    /// All spells of a person whom the caller has found, the earliest first.
    static func all(of person: ID<Person>, in tx: Transaction) throws -> [MergeSpell] {
        try tx.all(
            """
            SELECT \(columns) FROM membership m JOIN unit u ON u.id = m.unit_id
             WHERE m.person_id = \(person) ORDER BY m.from_day, m.id
            """)
    }

    /// Takes every spell of these people away, with counters and search.
    static func clear(_ spells: [MergeSpell], of people: [ID<Person>], in tx: Transaction) throws {
        for spell in spells where spell.until == nil {
            try MemberCount.add(-1, unit: spell.unit, path: spell.path, spell.state, spell.employment, in: tx)
            try MemberSearch.forget(spell.id, in: tx)
        }
        try tx.run("DELETE FROM membership WHERE person_id \(anyOf: people)")
    }

    /// Puts spells in, with counters and search.
    static func put(
        _ spells: [MergeSpell], of person: ID<Person>, name: String, key: String, sex: PersonEntry.Sex,
        in tx: Transaction
    ) throws {
        for spell in spells {
            try tx.run(
                """
                INSERT INTO membership (id, person_id, unit_id, unit_path, base_id, name_key, number, sex, employment, state,
                    retained_for, joined_on, from_day, until_day)
                VALUES (\(spell.id), \(person), \(spell.unit), \(spell.path), \(spell.base), \(key), \(spell.number), \(sex),
                    \(spell.employment), \(spell.state), \(spell.retention), \(spell.joinedOn), \(spell.from), \(spell.until))
                """)
            guard spell.until == nil else { continue }
            try MemberCount.add(1, unit: spell.unit, path: spell.path, spell.state, spell.employment, in: tx)
            try MemberSearch.learn(spell.id, name: name, number: spell.number, in: tx)
        }
    }
}

extension MergeSpell {
    /// As the record of a merge keeps it.
    var json: JSON {
        [
            "id": JSON(id), "unit": JSON(unit), "path": JSON(path), "base": JSON(base), "unit_name": JSON(unitName),
            "number": JSON(number), "employment": JSON(employment.rawValue), "state": JSON(state.rawValue),
            "retained_for": JSON(retention?.rawValue), "joined": JSON(joinedOn), "from": JSON(from),
            "until": JSON(until),
        ]
    }

    init?(_ json: JSON) {
        func number<Tag>(_ key: String) -> ID<Tag>? { json[key]?.string.flatMap { ID($0) } }
        func day(_ key: String) -> Day? { json[key]?.string.flatMap { Day($0) } }
        guard let id: ID<Membership> = number("id"), let unit: ID<Unit> = number("unit"),
            let base: ID<Unit> = number("base"),
            let path = json["path"]?.string, let from = day("from"),
            let employment = json["employment"]?.string.flatMap({ Employment(rawValue: $0) }),
            let state = json["state"]?.string.flatMap({ MembershipState(rawValue: $0) })
        else { return nil }
        (self.id, self.unit, self.base, self.path, self.from) = (id, unit, base, path, from)
        (self.employment, self.state) = (employment, state)
        unitName = json["unit_name"]?.string ?? ""
        self.number = json["number"]?.string
        retention = json["retained_for"]?.string.flatMap { Retention(rawValue: $0) }
        joinedOn = day("joined")
        until = day("until")
    }
}
