public import Vault
public import Web
import Words

extension PersonEntry: Record {
    public static let columns: SQL =
        "p.id, p.name, p.sex, p.born_on, p.identity_sealed, p.phone_sealed, p.note, p.version"

    public init(_ row: borrowing Row) throws {
        id = try row.read("id")
        name = try row.read("name")
        sex = try row.read("sex")
        bornOn = try row.read("born_on")
        let identityBytes: [UInt8]? = try row.read("identity_sealed")
        identity = identityBytes.map { Sealed($0) }
        let phoneBytes: [UInt8]? = try row.read("phone_sealed")
        phone = phoneBytes.map { Sealed($0) }
        note = try row.read("note")
        version = try row.read("version")
    }

    /// A person and all entries that were found to be theirs: what names any of them is theirs to see.
    public static func selves(of person: ID<Person>, in tx: Transaction) throws -> [ID<Person>] {
        try PersonMerge.selves(of: person, in: tx)
    }

    /// A person with a current membership where the officer's permission holds; otherwise missing.
    public static func find(_ id: ID<Person>, as officer: Officer, in tx: Transaction) throws -> PersonEntry {
        let person: PersonEntry? = try tx.first(
            """
            SELECT \(columns) FROM person p
             WHERE p.id = \(id) AND EXISTS (SELECT 1 FROM membership m
                WHERE m.person_id = p.id AND m.until_day IS NULL AND \(officer.sees("m.unit_path")))
            """)
        guard let person else { throw Refusal.missing }
        return person
    }

    /// One's own entry.
    public static func own(_ member: Member, in tx: Transaction) throws -> PersonEntry {
        try unscoped(member.person, in: tx)
    }

    /// A person whoever asks. For duties, commands and tests.
    public static func unscoped(_ id: ID<Person>, in tx: Transaction) throws -> PersonEntry {
        let person: PersonEntry? = try tx.first("SELECT \(columns) FROM person p WHERE p.id = \(id)")
        guard let person else { throw Refusal.missing }
        return person
    }

    /// The names of some people, for saying who did something.
    static func names(of people: [ID<Person>], in tx: Transaction) throws -> [ID<Person>: String] {
        guard !people.isEmpty else { return [:] }
        var names: [ID<Person>: String] = [:]
        try tx.each("SELECT id, name FROM person WHERE id \(anyOf: people)") { row in
            names[try row.read("id")] = try row.read("name")
        }
        return names
    }

    /// The person of an identity number, by its keyed index.
    static func first(of identity: IdentityNumber, ring: KeyRing, in tx: Transaction) throws -> ID<Person>? {
        try tx.value("SELECT id FROM person WHERE identity_index = \(index(identity, ring))")
    }

    /// The keyed index of an identity number: equal numbers give equal words, and nothing else can be told from them.
    static func index(_ identity: IdentityNumber, _ ring: KeyRing) -> String {
        BlindIndex.of(identity.digits, purpose: "identity", ring: ring)
    }

    static func index(_ phone: Phone, _ ring: KeyRing) -> String {
        BlindIndex.of(phone.digits, purpose: "phone", ring: ring)
    }

    /// Enters a person. Fails when somebody has the identity number already.
    public static func insert(_ draft: PersonDraft, ring: KeyRing, in tx: Transaction) throws -> ID<Person> {
        if let identity = draft.identity, try first(of: identity, ring: ring, in: tx) != nil {
            throw Problem.identityTaken
        }
        let id: ID<Person> = tx.newID()
        let identity = draft.identity.map { ring.seal($0.digits, for: identityPlace(id)).bytes }
        let phone = draft.phone.map { ring.seal($0.digits, for: phonePlace(id)).bytes }
        try tx.run(
            """
            INSERT INTO person (id, name, name_key, sex, born_on, identity_sealed, identity_index, phone_sealed, phone_index,
                note, version, entered_at)
            VALUES (\(id), \(draft.name), \(NameKey.pinyin(draft.name)), \(draft.sex), \(draft.bornOn), \(identity),
                \(draft.identity.map { index($0, ring) }), \(phone), \(draft.phone.map { index($0, ring) }),
                \(draft.note), 1, \(tx.now))
            """)
        return id
    }

    /// Corrects a person, unless somebody else did since `version`. A sealed field that is not given stays as it is.
    public func update(_ draft: PersonDraft, version: Int, ring: KeyRing, in tx: Transaction) throws {
        if let identity = draft.identity, let other = try Self.first(of: identity, ring: ring, in: tx), other != id {
            throw Problem.identityTaken
        }
        let key = NameKey.pinyin(draft.name)
        let changed = try tx.run(
            """
            UPDATE person SET name = \(draft.name), name_key = \(key), sex = \(draft.sex), born_on = \(draft.bornOn),
                note = \(draft.note), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """)
        guard changed == 1 else { throw Problem.changedMeanwhile }
        if let identity = draft.identity { try seal(identity, ring: ring, in: tx) }
        if let phone = draft.phone { try seal(phone, ring: ring, in: tx) }
        try Membership.follow(id, name: draft.name, key: key, sex: draft.sex, in: tx)
        try Account.rename(id, to: draft.name, in: tx)
    }

    private func seal(_ identity: IdentityNumber, ring: KeyRing, in tx: Transaction) throws {
        let sealed = ring.seal(identity.digits, for: Self.identityPlace(id)).bytes
        try tx.run(
            """
            UPDATE person SET identity_sealed = \(sealed), identity_index = \(Self.index(identity, ring)) WHERE id = \(id)
            """)
    }

    private func seal(_ phone: Phone, ring: KeyRing, in tx: Transaction) throws {
        let sealed = ring.seal(phone.digits, for: Self.phonePlace(id)).bytes
        try tx.run(
            "UPDATE person SET phone_sealed = \(sealed), phone_index = \(Self.index(phone, ring)) WHERE id = \(id)")
    }
}
