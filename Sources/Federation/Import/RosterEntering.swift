import Vault
import Web
import Words

/// New people of one turn, entered together: a statement a table, not a row.
struct RosterEntering {
    /// One who was entered.
    struct Entered {
        let line: Int
        let person: ID<Person>
        let spell: ID<Membership>
    }

    private let ring: KeyRing
    private let units: UnitNames
    private var people: [[Value]] = []
    private var spells: [[Value]] = []
    private var search: [MemberSearch.Entry] = []
    private var counts = CountChange()
    private(set) var entered: [Entered] = []

    init(ring: KeyRing, units: UnitNames) {
        self.ring = ring
        self.units = units
    }

    /// `ready` is what was made of the same draft beforehand.
    mutating func add(
        _ draft: RosterDraft, _ keys: RosterKeys, _ ready: ReadyPerson? = nil, in tx: Transaction
    ) throws {
        let place = RosterMatching.place(of: draft, units)
        guard let base = place.base else { throw Membership.Problem.notAtBase }
        let one = ready ?? ReadyPerson(draft, person: tx.newID(), spell: tx.newID(), ring)
        let (person, spell) = (one.person, one.spell)
        let sex = draft.sex ?? .unknown
        let (employment, state) = (draft.employment ?? .other, draft.state ?? .active)
        people.append([
            person.sqlValue, .text(draft.name), .text(keys.name), sex.sqlValue, draft.born.sqlValue,
            one.identity.sqlValue,
            keys.identity.sqlValue, one.phone.sqlValue, keys.phone.sqlValue, draft.note.sqlValue, .integer(1),
            tx.now.sqlValue,
        ])
        spells.append([
            spell.sqlValue, person.sqlValue, place.id.sqlValue, .text(place.path), base.sqlValue, .text(keys.name),
            draft.number.sqlValue, sex.sqlValue, employment.sqlValue, state.sqlValue, draft.joined.sqlValue,
            tx.today.sqlValue,
        ])
        search.append(MemberSearch.Entry(id: spell, tokens: one.tokens))
        counts.add(1, unit: place.id, path: place.path, state, employment)
        entered.append(Entered(line: draft.line, person: person, spell: spell))
    }

    func write(in tx: Transaction) throws {
        guard !people.isEmpty else { return }
        var rest = people[...]
        try tx.load(
            "person",
            [
                "id", "name", "name_key", "sex", "born_on", "identity_sealed", "identity_index", "phone_sealed",
                "phone_index",
                "note", "version", "entered_at",
            ]
        ) { rest.popFirst() }
        rest = spells[...]
        try tx.load(
            "membership",
            [
                "id", "person_id", "unit_id", "unit_path", "base_id", "name_key", "number", "sex", "employment",
                "state",
                "joined_on", "from_day",
            ]
        ) { rest.popFirst() }
        try MemberSearch.learn(all: search, in: tx)
        try counts.write(in: tx)
    }
}
