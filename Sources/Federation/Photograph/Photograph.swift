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

    /// Takes the row away with the consent. The file is destroyed after the commit.
    static func withdraw(of person: ID<Person>, by actor: ID<Person>, in tx: Transaction) throws {
        try tx.run("DELETE FROM photograph WHERE person_id = \(person)")
        try Consent.standing(of: person, in: tx)?.withdraw(by: actor, in: tx)
    }
}
