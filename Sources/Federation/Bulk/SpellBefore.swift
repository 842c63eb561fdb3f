import Web
import Words

/// A spell as it was before a bulk change, to be put back.
struct SpellBefore {
    private let unit: ID<Unit>
    private let number: String?
    private let employment: Employment
    private let state: MembershipState
    private let retention: Retention?
    private let joinedOn: Day?
    private let from: Day

    init(_ spell: Membership, in tx: Transaction) throws {
        (unit, number, employment, state) = (spell.unit, spell.number, spell.employment, spell.state)
        (retention, joinedOn, from) = (spell.retention, spell.joinedOn, spell.from)
    }

    /// One that was ended by the change and is still on file.
    static func ended(_ id: ID<Membership>, in tx: Transaction) throws -> SpellBefore? {
        let spell: Membership? = try tx.first(
            "SELECT \(Membership.columns) FROM membership WHERE id = \(id) AND until_day IS NOT NULL")
        return try spell.map { try SpellBefore($0, in: tx) }
    }

    /// As `text` wrote it. Fails when it was not.
    init(text: String) throws {
        let json = try JSON(parsing: text)
        let word = { (name: String) in json[name]?.string ?? "" }
        guard let unit = ID<Unit>(word("unit")), let employment = Employment(rawValue: word("employment")),
            let state = MembershipState(rawValue: word("state")), let from = Day(word("from"))
        else { throw Refusal.missing }
        (self.unit, self.employment, self.state, self.from) = (unit, employment, state, from)
        number = json["number"]?.string
        retention = Retention(rawValue: word("retained_for"))
        joinedOn = Day(word("joined_on"))
    }

    var text: String {
        let json: JSON = [
            "unit": JSON(unit), "number": JSON(number), "employment": JSON(employment.rawValue),
            "state": JSON(state.rawValue), "retained_for": JSON(retention?.rawValue), "joined_on": JSON(joinedOn),
            "from": JSON(from),
        ]
        return json.text
    }

    /// Whether the unit still takes members and nobody else has the number there by now.
    func isFree(of person: ID<Person>, in tx: Transaction) throws -> Bool {
        let unit = try UnitEntry.unscoped(unit, in: tx)
        guard unit.state != .dissolved, let base = try unit.base(in: tx) else { return false }
        guard let number else { return true }
        let taken: Int =
            try tx.value(
                """
                SELECT count(*) FROM membership
                 WHERE base_id = \(base) AND number = \(number) AND until_day IS NULL AND person_id <> \(person)
                """) ?? 0
        return taken == 0
    }

    /// Makes it the current spell of its person again, under its old number.
    func restore(_ id: ID<Membership>, of person: PersonEntry, in tx: Transaction) throws {
        let unit = try UnitEntry.unscoped(unit, in: tx)
        guard let base = try unit.base(in: tx) else { throw Membership.Problem.notAtBase }
        let key = NameKey.pinyin(person.name)
        try tx.run("DELETE FROM membership WHERE id = \(id)")
        try tx.run(
            """
            INSERT INTO membership (id, person_id, unit_id, unit_path, base_id, name_key, number, sex, employment, state,
                retained_for, joined_on, from_day, until_day)
            VALUES (\(id), \(person.id), \(unit.id), \(unit.path), \(base), \(key), \(number), \(person.sex), \(employment),
                \(state), \(retention), \(joinedOn), \(from), CAST(NULL AS text))
            """)
        try MemberCount.add(1, unit: unit.id, path: unit.path, state, employment, in: tx)
        try MemberSearch.learn(id, name: person.name, number: number, in: tx)
    }
}
