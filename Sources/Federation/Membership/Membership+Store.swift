public import Web
import Words

extension Membership: Record {
    public static let columns: SQL = """
        id, person_id, unit_id, unit_path, number, employment, state, retained_for, joined_on, from_day, until_day
        """

    public init(_ row: borrowing Row) throws {
        id = try row.read("id")
        person = try row.read("person_id")
        unit = try row.read("unit_id")
        unitPath = try row.read("unit_path")
        number = try row.read("number")
        employment = try row.read("employment")
        state = try row.read("state")
        let reason: Retention? = try row.read("retained_for")
        retention = state == .retained ? reason : nil
        joinedOn = try row.read("joined_on")
        from = try row.read("from_day")
        until = try row.read("until_day")
    }

    /// All spells of a person, the latest first. Who may look is decided where the person is found.
    static func all(of person: ID<Person>, in tx: Transaction) throws -> [Membership] {
        try tx.all("SELECT \(columns) FROM membership WHERE person_id = \(person) ORDER BY from_day DESC, id DESC")
    }

    /// The current spell of a person, if there is one. Who may look is decided where the person is found.
    public static func current(of person: ID<Person>, in tx: Transaction) throws -> Membership? {
        try tx.first("SELECT \(columns) FROM membership WHERE person_id = \(person) AND until_day IS NULL")
    }

    /// Begins a person's first spell, in a unit that the caller has found for its officer.
    public static func begin(
        _ draft: MembershipDraft, of person: ID<Person>, _ entry: PersonDraft, in unit: UnitEntry, _ tx: Transaction
    ) throws -> ID<Membership> {
        guard try current(of: person, in: tx) == nil else { throw Problem.memberAlready }
        return try insert(draft, of: person, name: entry.name, sex: entry.sex, in: unit, tx)
    }

    /// Ends this spell the day before the draft's and begins the next; on its own first day the spell itself is changed.
    public func change(
        to draft: MembershipDraft, of person: PersonEntry, in unit: UnitEntry, _ tx: Transaction
    ) throws {
        guard draft.from >= from else { throw Problem.beforeItBegan(from) }
        let draft = draft.keeping(retention)
        try MemberCount.add(-1, at: self, in: tx)
        if draft.from == from {
            try MemberSearch.forget(id, in: tx)
            try tx.run("DELETE FROM membership WHERE id = \(id)")
        } else {
            try MemberSearch.forget(id, in: tx)
            try tx.run("UPDATE membership SET until_day = \(draft.from.adding(days: -1)) WHERE id = \(id)")
        }
        _ = try Self.insert(draft, of: person.id, name: person.name, sex: person.sex, in: unit, tx)
    }

    private static func insert(
        _ draft: MembershipDraft, of person: ID<Person>, name: String, sex: PersonEntry.Sex, in unit: UnitEntry,
        _ tx: Transaction
    ) throws -> ID<Membership> {
        guard unit.state != .dissolved else { throw Problem.unitDissolved }
        guard let base = try unit.base(in: tx) else { throw Problem.notAtBase }
        let number = try free(draft.number, in: base, tx)
        let id: ID<Membership> = tx.newID()
        try tx.run(
            """
            INSERT INTO membership (id, person_id, unit_id, unit_path, base_id, name_key, number, sex, employment, state,
                retained_for, joined_on, from_day, until_day)
            VALUES (\(id), \(person), \(unit.id), \(unit.path), \(base), \(NameKey.pinyin(name)), \(number), \(sex),
                \(draft.employment), \(draft.state), \(draft.retention), \(draft.joinedOn), \(draft.from), CAST(NULL AS text))
            """)
        let spell = Membership(
            id: id, person: person, unit: unit.id, unitPath: unit.path, number: number, employment: draft.employment,
            state: draft.state, retention: draft.retention, joinedOn: draft.joinedOn, from: draft.from, until: nil)
        try MemberCount.add(1, at: spell, in: tx)
        try MemberSearch.learn(id, name: name, number: number, in: tx)
        return id
    }

    /// A number as it is kept. Fails when somebody else in the base union has it today.
    private static func free(
        _ number: String?, in base: ID<Unit>, but person: ID<Person>? = nil, _ tx: Transaction
    ) throws -> String? {
        guard let number = number.map(normalizedNumber) else { return nil }
        let holder: ID<Person>? = try tx.value(
            "SELECT person_id FROM membership WHERE base_id = \(base) AND number = \(number) AND until_day IS NULL")
        guard holder == nil || holder == person else { throw Problem.numberTaken(number) }
        return number
    }

    /// Puts the number and the day of joining right within the spell: nothing happened on a day, so none begins.
    func correct(_ draft: MembershipDraft, of person: PersonEntry, in tx: Transaction) throws {
        let base: ID<Unit>? = try tx.value("SELECT base_id FROM membership WHERE id = \(id)")
        let number = try base.flatMap { try Self.free(draft.number, in: $0, but: person.id, tx) }
        try tx.run(
            "UPDATE membership SET number = \(number), joined_on = \(draft.joinedOn) WHERE id = \(id)")
        try MemberSearch.forget(id, in: tx)
        try MemberSearch.learn(id, name: person.name, number: number, in: tx)
    }

    /// Whether a draft differs in nothing but what can be put right within the spell.
    func isSame(_ draft: MembershipDraft, in unit: ID<Unit>) -> Bool {
        self.unit == unit && state == draft.state && employment == draft.employment && retention == draft.retention
    }

    /// Follows a correction of the person's name or sex.
    static func follow(
        _ person: ID<Person>, name: String, key: String, sex: PersonEntry.Sex, in tx: Transaction
    ) throws {
        try tx.run(
            "UPDATE membership SET name_key = \(key), sex = \(sex) WHERE person_id = \(person) AND until_day IS NULL")
        guard let spell = try current(of: person, in: tx) else { return }
        try MemberSearch.forget(spell.id, in: tx)
        try MemberSearch.learn(spell.id, name: name, number: spell.number, in: tx)
    }
}
