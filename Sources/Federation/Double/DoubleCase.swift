import Web

/// Two entries that may be of one person, until somebody decides: the same, and they are merged; or not the same, and that is
/// remembered.
struct DoubleCase: Sendable {
    let id: ID<DoubleCase>
    let person: ID<Person>
    let twin: ID<Person>
    let reasons: [DoubleReason]

    enum State: String, Sendable, Readable, Bindable {
        case open
        /// Not the same person.
        case apart
        case merged
    }
}

let doubleMigration = Migration(
    "federation 034 doubles",
    """
    CREATE TABLE double_case (
        id bigint NOT NULL PRIMARY KEY,
        person bigint NOT NULL,
        twin bigint NOT NULL,
        first_base_id bigint NOT NULL REFERENCES unit (id),
        second_base_id bigint NOT NULL REFERENCES unit (id),
        reasons text NOT NULL,
        state text NOT NULL CHECK (state IN ('open', 'apart', 'merged')),
        found_at bigint NOT NULL,
        seen_at bigint NOT NULL,
        decided_at bigint,
        decided_by bigint,
        CHECK (person < twin)
    );
    CREATE UNIQUE INDEX double_case_pair ON double_case (person, twin);
    CREATE INDEX double_case_twin ON double_case (twin);
    CREATE INDEX double_case_first ON double_case (first_base_id, id);
    CREATE INDEX double_case_second ON double_case (second_base_id, id);
    CREATE INDEX double_case_open ON double_case (id) WHERE state = 'open';
    CREATE INDEX membership_past_number ON membership (base_id, number)
        WHERE until_day IS NOT NULL AND number IS NOT NULL;
    CREATE TABLE person_merge (
        id bigint NOT NULL PRIMARY KEY,
        kept bigint NOT NULL,
        gone bigint NOT NULL,
        made_at bigint NOT NULL,
        made_by bigint NOT NULL,
        before bytea NOT NULL,
        kept_version bigint NOT NULL,
        state text NOT NULL CHECK (state IN ('standing', 'undone')),
        undone_at bigint,
        undone_by bigint
    );
    CREATE INDEX person_merge_kept ON person_merge (kept);
    CREATE INDEX person_merge_gone ON person_merge (gone);
    """)

extension DoubleCase: Record {
    static let columns: SQL = "c.id, c.person, c.twin, c.reasons"

    init(_ row: borrowing Row) throws {
        id = try row.read("id")
        person = try row.read("person")
        twin = try row.read("twin")
        let words: String = try row.read("reasons")
        reasons = words.split(separator: " ").compactMap { DoubleReason(rawValue: String($0)) }
    }

    /// Keeps what a pass over a base union found; what it did not find again and nobody decided is dropped.
    static func keep(
        _ pairs: [DoublePair: Set<DoubleReason>], of base: ID<Unit>, in tx: Transaction
    ) throws {
        let people = Set(pairs.keys.flatMap { [$0.person, $0.twin] }).sorted()
        var bases: [ID<Person>: ID<Unit>] = [:]
        if !people.isEmpty {
            try tx.each(
                "SELECT person_id, base_id FROM membership WHERE person_id \(anyOf: people) AND until_day IS NULL"
            ) { row in bases[try row.read("person_id")] = try row.read("base_id") }
        }
        for (pair, reasons) in pairs.sorted(by: { ($0.key.person, $0.key.twin) < ($1.key.person, $1.key.twin) }) {
            guard let first = bases[pair.person], let second = bases[pair.twin] else { continue }
            let id: ID<DoubleCase> = tx.newID()
            let words = DoubleReason.allCases.filter(reasons.contains).map(\.rawValue).joined(separator: " ")
            try tx.run(
                """
                INSERT INTO double_case (id, person, twin, first_base_id, second_base_id, reasons, state, found_at, seen_at)
                VALUES (\(id), \(pair.person), \(pair.twin), \(first), \(second), \(words), 'open', \(tx.now), \(tx.now))
                ON CONFLICT (person, twin) DO UPDATE SET first_base_id = excluded.first_base_id,
                    second_base_id = excluded.second_base_id, reasons = excluded.reasons, seen_at = excluded.seen_at
                """)
        }
        let before: [DoubleCase] = try tx.all(
            "SELECT \(columns) FROM double_case c WHERE c.first_base_id = \(base) AND c.state = 'open'")
        let lost = before.filter { pairs[DoublePair($0.person, $0.twin)] == nil }.map(\.id)
        if !lost.isEmpty { try tx.run("DELETE FROM double_case WHERE id \(anyOf: lost)") }
    }

    /// Decides a pair, whether the nightly pass knows it or not.
    static func decide(_ pair: DoublePair, _ state: State, by actor: ID<Person>, in tx: Transaction) throws {
        let bases: [ID<Unit>] = try [pair.person, pair.twin].compactMap { person in
            try tx.value(
                "SELECT base_id FROM membership WHERE person_id = \(person) ORDER BY from_day DESC, id DESC LIMIT 1")
        }
        guard let base = bases.first else { return }
        let id: ID<DoubleCase> = tx.newID()
        let (at, by): (Instant?, ID<Person>?) = state == .open ? (nil, nil) : (tx.now, actor)
        try tx.run(
            """
            INSERT INTO double_case (id, person, twin, first_base_id, second_base_id, reasons, state, found_at, seen_at,
                decided_at, decided_by)
            VALUES (\(id), \(pair.person), \(pair.twin), \(base), \(bases.last ?? base), '', \(state), \(tx.now), \(tx.now),
                \(at), \(by))
            ON CONFLICT (person, twin) DO UPDATE SET state = excluded.state, decided_at = excluded.decided_at,
                decided_by = excluded.decided_by
            """)
    }

    /// What was decided of a pair; nil while nobody did.
    static func state(of pair: DoublePair, in tx: Transaction) throws -> State? {
        try tx.value("SELECT state FROM double_case WHERE person = \(pair.person) AND twin = \(pair.twin)")
    }
}

/// The duty of the night that goes through the base unions, some at a time, the last one it saw in its payload.
enum DoubleDuty {
    static let name = "federation.doubles"
    /// Base unions a turn.
    private static let turn = 20

    /// Reads outside the writer's turn: a big base union is read for tenths of a second, and what is written is little.
    static let kind = DutyKind(name, outside: { turn, store in try await pass(after: turn.payload, store) })

    static func pass(after mark: String, _ store: Store) async throws -> DutyOutcome {
        let last = Int64(mark.split(separator: " ").last ?? "") ?? 0
        let bases = try await store.read { tx -> [BasePath] in
            try tx.all(
                "SELECT \(BasePath.columns) FROM unit WHERE level = 'base' AND id > \(last) ORDER BY id LIMIT \(turn)")
        }
        for base in bases { try await look(at: base.id, base.path, store) }
        guard let end = bases.last, bases.count == turn else { return .done }
        return .again(payload: end.id.description, done: 0, total: nil)
    }

    /// One base union, at once: for the button of its page, too.
    static func look(at base: ID<Unit>, _ path: String, _ store: Store) async throws {
        let pairs = try await store.read { tx in try DoubleFinder(base: base, path: path).pairs(in: tx) }
        try await store.write { tx in try DoubleCase.keep(pairs, of: base, in: tx) }
    }
}

/// A base union and where it stands.
struct BasePath: Record, Sendable {
    let id: ID<Unit>
    let path: String

    static let columns: SQL = "id, path"

    init(_ row: borrowing Row) throws {
        id = try row.read("id")
        path = try row.read("path")
    }
}
