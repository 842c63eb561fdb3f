import Web

/// A member's photograph, kept only while their consent stands. One a person.
struct Photograph: Equatable, Sendable {
    let id: ID<Photograph>
    let person: ID<Person>
    let consent: ID<Consent>
    /// Where the file lies on the shelf.
    let mark: String
    let media: Portrait.Media
    let width: Int
    let height: Int

    /// The wall of its file: nobody else's row ever names the same one.
    static func wall(_ person: ID<Person>) -> String { "photograph \(person)" }
}

let photographMigration = Migration(
    "federation 033 photographs",
    """
    CREATE TABLE consent (
        id bigint NOT NULL PRIMARY KEY,
        person_id bigint NOT NULL REFERENCES person (id),
        purpose text NOT NULL CHECK (purpose IN ('photograph')),
        version bigint NOT NULL,
        way text NOT NULL CHECK (way IN ('own', 'paper', 'message', 'spoken')),
        given_on text NOT NULL,
        recorded_by bigint NOT NULL,
        recorded_at bigint NOT NULL,
        withdrawn_at bigint,
        withdrawn_by bigint
    );
    CREATE INDEX consent_person ON consent (person_id);
    CREATE UNIQUE INDEX consent_standing ON consent (person_id, purpose) WHERE withdrawn_at IS NULL;
    CREATE TABLE photograph (
        id bigint NOT NULL PRIMARY KEY,
        person_id bigint NOT NULL REFERENCES person (id),
        consent_id bigint NOT NULL REFERENCES consent (id),
        mark text NOT NULL,
        media text NOT NULL CHECK (media IN ('jpeg', 'png')),
        width bigint NOT NULL,
        height bigint NOT NULL,
        size bigint NOT NULL,
        added_at bigint NOT NULL,
        added_by bigint NOT NULL
    );
    CREATE UNIQUE INDEX photograph_person ON photograph (person_id);
    CREATE INDEX photograph_consent ON photograph (consent_id);
    CREATE INDEX photograph_mark ON photograph (mark);
    """)

extension Photograph: Record {
    static let columns: SQL = "id, person_id, consent_id, mark, media, width, height"

    init(_ row: borrowing Row) throws {
        id = try row.read("id")
        person = try row.read("person_id")
        consent = try row.read("consent_id")
        mark = try row.read("mark")
        let word: String = try row.read("media")
        media = Portrait.Media(rawValue: word) ?? .jpeg
        width = try row.read("width")
        height = try row.read("height")
    }

    /// The photograph of a person whom the caller has found for whoever asks.
    static func first(of person: ID<Person>, in tx: Transaction) throws -> Photograph? {
        try tx.first("SELECT \(columns) FROM photograph WHERE person_id = \(person)")
    }

    /// Which of these marks are held: what the shelf asks before it sweeps.
    static func held(_ marks: [String], in tx: Transaction) throws -> [String] {
        try tx.values("SELECT mark FROM photograph WHERE mark \(anyOf: marks)")
    }

    /// Locks the person's row until the commit, so that of two who send at once the second waits.
    static func hold(_ person: ID<Person>, in tx: Transaction) throws {
        let _: ID<Person>? = try tx.value("SELECT id FROM person WHERE id = \(person)\(.lockingRow)")
    }

    /// Puts a picture that lies on the shelf in place of the one before.
    static func replace(
        of person: ID<Person>, with portrait: Portrait, at mark: String, under consent: ID<Consent>,
        by actor: ID<Person>, in tx: Transaction
    ) throws {
        let id: ID<Photograph> = tx.newID()
        try tx.run("DELETE FROM photograph WHERE person_id = \(person)")
        try tx.run(
            """
            INSERT INTO photograph (id, person_id, consent_id, mark, media, width, height, size, added_at, added_by)
            VALUES (\(id), \(person), \(consent), \(mark), \(portrait.media.rawValue), \(portrait.width),
                \(portrait.height), \(portrait.bytes.count), \(tx.now), \(actor))
            """)
    }

    /// Two people's pictures change places, each with its consent; nothing happens unless both have one.
    static func swap(_ one: ID<Person>, _ other: ID<Person>, in tx: Transaction) throws {
        guard let mine = try first(of: one, in: tx), let theirs = try first(of: other, in: tx) else { return }
        // Nobody has two consents that stand even for a moment: one steps aside while the other passes.
        try tx.run("UPDATE consent SET withdrawn_at = \(tx.now) WHERE id = \(mine.consent)")
        try tx.run("UPDATE consent SET person_id = \(one) WHERE id = \(theirs.consent)")
        try tx.run(
            """
            UPDATE consent SET person_id = \(other), withdrawn_at = CAST(NULL AS bigint) WHERE id = \(mine.consent)
            """)
        let size: Int? = try tx.value("SELECT size FROM photograph WHERE id = \(mine.id)")
        let at: Instant? = try tx.value("SELECT added_at FROM photograph WHERE id = \(mine.id)")
        let by: ID<Person>? = try tx.value("SELECT added_by FROM photograph WHERE id = \(mine.id)")
        try tx.run("DELETE FROM photograph WHERE id = \(mine.id)")
        try tx.run("UPDATE photograph SET person_id = \(one) WHERE id = \(theirs.id)")
        try tx.run(
            """
            INSERT INTO photograph (id, person_id, consent_id, mark, media, width, height, size, added_at, added_by)
            VALUES (\(mine.id), \(other), \(mine.consent), \(mine.mark), \(mine.media.rawValue), \(mine.width),
                \(mine.height), \(size ?? 0), \(at ?? tx.now), \(by ?? one))
            """)
    }

    /// Takes the rows away with the consent, those of entries that were merged into this one too. The files are destroyed after
    /// the commit.
    static func withdraw(of person: ID<Person>, by actor: ID<Person>, in tx: Transaction) throws {
        for one in try PersonMerge.selves(of: person, in: tx) {
            try tx.run("DELETE FROM photograph WHERE person_id = \(one)")
            try Consent.standing(of: one, in: tx)?.withdraw(by: actor, in: tx)
        }
    }

    /// The files of a person and of all entries that were merged into theirs.
    static func marks(of person: ID<Person>, in tx: Transaction) throws -> [String] {
        try tx.values("SELECT mark FROM photograph WHERE person_id \(anyOf: PersonMerge.selves(of: person, in: tx))")
    }
}
