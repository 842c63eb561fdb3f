import Vault
import Web
import Words

/// What the register holds of one person, with their current spell if they have one: enough to compare a row with.
struct RegisterLine: Record, Sendable {
    /// The current spell.
    struct Spell: Sendable {
        let id: ID<Membership>
        let unit: ID<Unit>
        let unitPath: String
        let base: ID<Unit>
        let number: String?
        let employment: Employment
        let state: MembershipState
        let joinedOn: Day?
        let from: Day
    }

    let person: ID<Person>
    let name: String
    let sex: PersonEntry.Sex
    let bornOn: Day?
    let identityIndex: String?
    let phoneIndex: String?
    let note: String?
    let version: Int
    let spell: Spell?

    static let columns: SQL = """
        p.id AS person, p.name, p.sex, p.born_on, p.identity_index, p.phone_index, p.note, p.version,
        m.id AS spell, m.unit_id, m.unit_path, m.base_id, m.number, m.employment, m.state, m.joined_on, m.from_day
        """

    init(_ row: borrowing Row) throws {
        person = try row.read("person")
        name = try row.read("name")
        sex = try row.read("sex")
        bornOn = try row.read("born_on")
        identityIndex = try row.read("identity_index")
        phoneIndex = try row.read("phone_index")
        note = try row.read("note")
        version = try row.read("version")
        let id: ID<Membership>? = try row.read("spell")
        guard let id else {
            spell = nil
            return
        }
        spell = Spell(
            id: id, unit: try row.read("unit_id"), unitPath: try row.read("unit_path"), base: try row.read("base_id"),
            number: try row.read("number"), employment: try row.read("employment"), state: try row.read("state"),
            joinedOn: try row.read("joined_on"), from: try row.read("from_day"))
    }

    /// The people of some ids, by id.
    static func all(_ people: [ID<Person>], in tx: Transaction) throws -> [ID<Person>: RegisterLine] {
        guard !people.isEmpty else { return [:] }
        let found: [RegisterLine] = try tx.all(
            """
            SELECT \(columns) FROM person p LEFT JOIN membership m ON m.person_id = p.id AND m.until_day IS NULL
             WHERE p.id \(anyOf: people)
            """)
        return Dictionary(found.map { ($0.person, $0) }) { first, _ in first }
    }

    /// Holds a row against what is on file; what the row leaves empty agrees with anything.
    func differences(from draft: RosterDraft, _ keys: RosterKeys) -> RosterDifferences {
        let person =
            draft.name != name || (draft.sex != nil && draft.sex != sex) || (draft.born != nil && draft.born != bornOn)
            || (keys.identity != nil && keys.identity != identityIndex)
            || (keys.phone != nil && keys.phone != phoneIndex)
            || (draft.note != nil && draft.note != note)
        guard let spell else { return RosterDifferences(person: person, spell: true, details: false) }
        return RosterDifferences(
            person: person,
            spell: (draft.unit != nil && draft.unit != spell.unit)
                || (draft.employment != nil && draft.employment != spell.employment)
                || (draft.state != nil && draft.state != spell.state),
            details: (draft.number != nil && draft.number != spell.number)
                || (draft.joined != nil && draft.joined != spell.joinedOn))
    }
}

extension RegisterLine {
    /// The names of the fields that a row changes, for those who follow changes.
    func fields(changedBy draft: RosterDraft, _ keys: RosterKeys) -> [String] {
        [
            ("name", draft.name != name), ("sex", draft.sex != nil && draft.sex != sex),
            ("born_on", draft.born != nil && draft.born != bornOn),
            ("identity", keys.identity != nil && keys.identity != identityIndex),
            ("phone", keys.phone != nil && keys.phone != phoneIndex), ("note", draft.note != nil && draft.note != note),
            ("unit", draft.unit != nil && draft.unit != spell?.unit),
            ("employment", draft.employment != nil && draft.employment != spell?.employment),
            ("state", draft.state != nil && draft.state != spell?.state),
            ("number", draft.number != nil && draft.number != spell?.number),
            ("joined_on", draft.joined != nil && draft.joined != spell?.joinedOn),
        ].filter(\.1).map(\.0)
    }
}

/// What a row would change on file.
struct RosterDifferences: Equatable, Sendable {
    /// Name, sex, birth, sealed fields, note.
    let person: Bool
    /// Unit, employment or state: a new spell begins.
    let spell: Bool
    /// Number or day of joining: a correction within the spell.
    let details: Bool

    var isNone: Bool { !person && !spell && !details }
}

/// The keyed indexes of a row's sealed fields, made once.
struct RosterKeys: Sendable {
    let identity: String?
    let phone: String?
    let name: String

    init(_ draft: RosterDraft, _ ring: KeyRing) {
        identity = draft.identity.map { PersonEntry.index($0, ring) }
        phone = draft.phone.map { PersonEntry.index($0, ring) }
        name = NameKey.pinyin(draft.name)
    }
}
