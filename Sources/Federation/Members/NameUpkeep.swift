import Web
import Words

/// Keeps the order of names and the search index up to date with what this build knows of readings.
///
/// Sort keys and tokens depend on ICU and on the house's own tables. A federation stores with which version they were made; when
/// the program's is another, a duty makes them anew, some hundred people a turn, and stops and goes on wherever it was.
/// Until it is done new names may stand in another place than old ones of the same reading; nobody is missing from a list.
enum NameUpkeep {
    /// The version is part of the name, so that a new program leaves the duty at its first start.
    static let duty = "federation.names " + NameKey.version

    /// People or units a turn.
    static let turn = 500

    static let kind = DutyKind(duty) { work, tx in try perform(work, in: tx) }

    /// A federation that begins has nothing to make anew.
    static func begin(in tx: Transaction) throws {
        let people: Int? = try tx.value("SELECT 1 FROM person LIMIT 1")
        if people == nil { try keep(in: tx) }
    }

    /// Whether the keys of this federation were made by this program.
    static func isCurrent(in tx: Transaction) throws -> Bool {
        try tx.value("SELECT version FROM name_version WHERE id = 1") == NameKey.version
    }

    private static func keep(in tx: Transaction) throws {
        try tx.run(
            """
            INSERT INTO name_version (id, version) VALUES (1, \(NameKey.version))
            ON CONFLICT (id) DO UPDATE SET version = excluded.version
            """)
    }

    /// One turn: the people after the last one's number, then the units. The payload is the table and that number.
    private static func perform(_ work: DutyTurn, in tx: Transaction) throws -> DutyOutcome {
        let parts = work.payload.split(separator: " ")
        let last = parts.count == 2 ? Int64(parts[1]) ?? 0 : 0
        switch parts.first {
        case nil:
            guard try !isCurrent(in: tx) else { return .done }
            let total: Int? = try tx.value("SELECT count(*) FROM person")
            return .again(payload: "person 0", done: 0, total: total)
        case "person":
            let people: [NamedPerson] = try tx.all(
                "SELECT \(NamedPerson.columns) FROM person WHERE id > \(last) ORDER BY id LIMIT \(turn)")
            try NamedPerson.renew(people, in: tx)
            let next = people.count == turn ? people.last.map { "person \($0.id)" } : nil
            return .again(payload: next ?? "unit 0", done: work.done + people.count, total: work.total)
        default:
            let units: [NamedPerson] = try tx.all(
                "SELECT \(NamedPerson.columns) FROM unit WHERE id > \(last) ORDER BY id LIMIT \(turn)")
            for unit in units where unit.key != NameKey.title(unit.name) {
                try tx.run(
                    """
                    UPDATE unit SET name_key = \(NameKey.title(unit.name)) WHERE id = \(unit.id) AND name = \(unit.name)
                    """)
            }
            if let unit = units.last, units.count == turn {
                return .again(payload: "unit \(unit.id)", done: work.done, total: work.total)
            }
            try keep(in: tx)
            return .done
        }
    }
}

/// Somebody, or a unit, with the name and the key that stands beside it.
private struct NamedPerson: Record {
    let id: ID<Person>
    let name: String
    let key: String

    static let columns: SQL = "id, name, name_key"

    init(_ row: borrowing Row) throws {
        id = try row.read("id")
        name = try row.read("name")
        key = try row.read("name_key")
    }

    /// Writes keys and tokens of those for whom they are not what this program makes; most often that is nobody.
    static func renew(_ people: [NamedPerson], in tx: Transaction) throws {
        let spells = try NamedSpell.current(of: people.map(\.id), in: tx)
        for person in people {
            let key = NameKey.pinyin(person.name)
            let stale = (spells[person.id] ?? []).filter { !$0.isCurrent(person.name, key) }
            guard key != person.key || !stale.isEmpty else { continue }
            // The row is locked with this, and a name that was changed meanwhile has its key already.
            let isTheirs = try tx.run(
                "UPDATE person SET name_key = \(key) WHERE id = \(person.id) AND name = \(person.name)")
            guard isTheirs == 1 else { continue }
            for spell in stale {
                try tx.run("UPDATE membership SET name_key = \(key) WHERE id = \(spell.id)")
                try MemberSearch.forget(spell.id, in: tx)
                try MemberSearch.learn(spell.id, name: person.name, number: spell.number, in: tx)
            }
        }
    }
}

/// A current spell with what the lists find it by.
private struct NamedSpell: Record {
    let id: ID<Membership>
    let person: ID<Person>
    let number: String?
    let key: String
    /// As `SearchTokens` has them.
    let tokens: Set<Substring>

    static let columns: SQL = "m.id, m.person_id, m.number, m.name_key, CAST(t.tokens AS text) AS tokens"

    init(_ row: borrowing Row) throws {
        id = try row.read("id")
        person = try row.read("person_id")
        number = try row.read("number")
        key = try row.read("name_key")
        // PostgreSQL writes a tsvector as quoted words.
        let written: String? = try row.read("tokens")
        tokens = Set((written ?? "").split { $0 == " " || $0 == "'" })
    }

    func isCurrent(_ name: String, _ key: String) -> Bool {
        let wanted = SearchTokens(name: name, numbers: number.map { [$0] } ?? []).all
        return self.key == key && tokens == Set(wanted.map { $0[...] })
    }

    static func current(of people: [ID<Person>], in tx: Transaction) throws -> [ID<Person>: [NamedSpell]] {
        let spells: [NamedSpell] = try tx.all(
            """
            SELECT \(columns) FROM membership m LEFT JOIN member_token t ON t.id = m.id
             WHERE m.person_id \(anyOf: people) AND m.until_day IS NULL
            """)
        return Dictionary(grouping: spells, by: \.person)
    }
}

/// With which version the keys and tokens of a federation were made; no row where that is not known.
let nameUpkeepMigration = Migration(
    "federation 027 names",
    """
    CREATE TABLE name_version (
        id bigint NOT NULL PRIMARY KEY CHECK (id = 1),
        version text NOT NULL
    );
    """)
