import Vault
import Web
import Words

/// Two entries of one person that were made one: which was kept, which is gone, and how both were before, sealed, so that it
/// can be taken back. The entry that is gone stays as a name without numbers and spells, because the audit names it for ever.
struct PersonMerge: Sendable {
    let id: ID<PersonMerge>
    let kept: ID<Person>
    let gone: ID<Person>
    let madeAt: Instant
    let madeBy: ID<Person>
    let before: [UInt8]
    /// The version that the merge left.
    let keptVersion: Int
    let isStanding: Bool

    static func place(_ id: ID<PersonMerge>) -> SealContext {
        SealContext(table: "person_merge", column: "before", row: id)
    }
}

extension PersonMerge: Record {
    static let columns: SQL = "id, kept, gone, made_at, made_by, before, kept_version, state"

    init(_ row: borrowing Row) throws {
        id = try row.read("id")
        kept = try row.read("kept")
        gone = try row.read("gone")
        madeAt = try row.read("made_at")
        madeBy = try row.read("made_by")
        before = try row.read("before")
        keptVersion = try row.read("kept_version")
        let state: String = try row.read("state")
        isStanding = state == "standing"
    }

    /// A person and all entries that were merged into theirs, one after the other.
    static func selves(of person: ID<Person>, in tx: Transaction) throws -> [ID<Person>] {
        var all = [person], fresh = [person]
        while !fresh.isEmpty {
            let gone: [ID<Person>] = try tx.values(
                "SELECT gone FROM person_merge WHERE kept \(anyOf: fresh) AND state = 'standing'")
            fresh = gone.filter { !all.contains($0) }
            all += fresh
        }
        return all
    }

    /// Where an entry that is gone went, if it did.
    static func heir(of person: ID<Person>, in tx: Transaction) throws -> ID<Person>? {
        try tx.value("SELECT kept FROM person_merge WHERE gone = \(person) AND state = 'standing'")
    }

    /// The latest merge into a person that stands.
    static func last(into person: ID<Person>, in tx: Transaction) throws -> PersonMerge? {
        try tx.first(
            """
            SELECT \(columns) FROM person_merge WHERE kept = \(person) AND state = 'standing' ORDER BY id DESC LIMIT 1
            """)
    }

    /// A merge whose person the officer may see.
    static func find(_ id: ID<PersonMerge>, as officer: Officer, in tx: Transaction) throws -> PersonMerge {
        let merge: PersonMerge? = try tx.first("SELECT \(columns) FROM person_merge WHERE id = \(id)")
        guard let merge else { throw Refusal.missing }
        _ = try PersonEntry.find(merge.kept, as: officer, in: tx)
        return merge
    }
}

/// How both entries were before a merge, and what it left: kept sealed with it.
struct MergePast: Sendable {
    /// A person's fields in clear.
    struct Someone: Sendable {
        let name: String
        let sex: PersonEntry.Sex
        let born: Day?
        let identity: String?
        let phone: String?
        let note: String?

        init(
            name: String, sex: PersonEntry.Sex, born: Day?, identity: String?, phone: String?, note: String?
        ) {
            (self.name, self.sex, self.born) = (name, sex, born)
            (self.identity, self.phone, self.note) = (identity, phone, note)
        }

        init(_ entry: PersonEntry, _ ring: KeyRing) throws {
            (name, sex, born, note) = (entry.name, entry.sex, entry.bornOn, entry.note)
            identity = try entry.fullIdentity(ring)
            phone = try entry.fullPhone(ring)
        }

        init(_ json: JSON?) {
            name = json?["name"]?.string ?? ""
            sex = json?["sex"]?.string.flatMap { PersonEntry.Sex(rawValue: $0) } ?? .unknown
            born = json?["born"]?.string.flatMap { Day($0) }
            identity = json?["identity"]?.string
            phone = json?["phone"]?.string
            note = json?["note"]?.string
        }

        var json: JSON {
            [
                "name": JSON(name), "sex": JSON(sex.rawValue), "born": JSON(born), "identity": JSON(identity),
                "phone": JSON(phone), "note": JSON(note),
            ]
        }
    }

    var kept: Someone
    var gone: Someone
    var keptSpells: [MergeSpell]
    var goneSpells: [MergeSpell]
    /// The spells as the merge left them.
    var after: [MergeSpell]
    /// The keys of the rows that followed, by the follower's name.
    var moved: [String: [String]]
    /// Whether the account of the entry that is gone was closed by the merge.
    var closedAccount: Bool
    /// Whether the one kept shows the photograph of the other.
    var swappedPhotographs: Bool

    func sealed(for id: ID<PersonMerge>, _ ring: KeyRing) -> [UInt8] {
        let list = { (spells: [MergeSpell]) in JSON.array(spells.map(\.json)) }
        let json: JSON = [
            "kept": kept.json, "gone": gone.json, "kept_spells": list(keptSpells), "gone_spells": list(goneSpells),
            "after": list(after), "closed_account": .bool(closedAccount),
            "swapped_photographs": .bool(swappedPhotographs),
            "moved": .object(
                moved.sorted { $0.key < $1.key }.map { (key: $0.key, value: .array($0.value.map { JSON($0) })) }),
        ]
        return ring.seal(json.text, for: PersonMerge.place(id)).bytes
    }

    init(
        kept: Someone, gone: Someone, keptSpells: [MergeSpell], goneSpells: [MergeSpell], after: [MergeSpell],
        moved: [String: [String]], closedAccount: Bool, swappedPhotographs: Bool
    ) {
        (self.kept, self.gone, self.keptSpells, self.goneSpells) = (kept, gone, keptSpells, goneSpells)
        (self.after, self.moved, self.closedAccount) = (after, moved, closedAccount)
        self.swappedPhotographs = swappedPhotographs
    }

    init(of merge: PersonMerge, _ ring: KeyRing) throws {
        let json = try JSON(
            parsing: Array(try ring.openText(Sealed(merge.before), for: PersonMerge.place(merge.id)).utf8))
        let list = { (key: String) in (json[key]?.array ?? []).compactMap { MergeSpell($0) } }
        let moved = (json["moved"]?.pairs ?? []).map { ($0.key, $0.value.array?.compactMap(\.string) ?? []) }
        self.init(
            kept: Someone(json["kept"]), gone: Someone(json["gone"]), keptSpells: list("kept_spells"),
            goneSpells: list("gone_spells"), after: list("after"), moved: Dictionary(moved) { first, _ in first },
            closedAccount: json["closed_account"]?.bool ?? false,
            swappedPhotographs: json["swapped_photographs"]?.bool ?? false)
    }
}

extension PersonEntry {
    /// Writes every field of a person anew, sealed ones too: for a merge and for taking one back.
    static func rewrite(_ id: ID<Person>, as someone: MergePast.Someone, ring: KeyRing, in tx: Transaction) throws {
        let identity = someone.identity.map { ring.seal($0, for: identityPlace(id)).bytes }
        let phone = someone.phone.map { ring.seal($0, for: phonePlace(id)).bytes }
        let identityIndex = someone.identity.flatMap { try? IdentityNumber($0) }.map { index($0, ring) }
        let phoneIndex = someone.phone.flatMap { try? Phone($0) }.map { index($0, ring) }
        try tx.run(
            """
            UPDATE person SET name = \(someone.name), name_key = \(NameKey.pinyin(someone.name)), sex = \(someone.sex),
                born_on = \(someone.born), note = \(someone.note), identity_sealed = \(identity),
                identity_index = \(identityIndex), phone_sealed = \(phone), phone_index = \(phoneIndex),
                version = version + 1
             WHERE id = \(id)
            """)
    }
}
