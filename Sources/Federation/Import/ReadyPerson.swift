import Vault
import Web
import Words

/// What somebody new needs that asks no database and takes time: sealed fields and search tokens. Made before the transaction that
/// enters them, so that nobody waits for it.
struct ReadyPerson: Sendable {
    let person: ID<Person>
    let spell: ID<Membership>
    let identity: [UInt8]?
    let phone: [UInt8]?
    let tokens: String

    init(_ draft: RosterDraft, person: ID<Person>, spell: ID<Membership>, _ ring: KeyRing) {
        self.person = person
        self.spell = spell
        identity = draft.identity.map { ring.seal($0.digits, for: PersonEntry.identityPlace(person)).bytes }
        phone = draft.phone.map { ring.seal($0.digits, for: PersonEntry.phonePlace(person)).bytes }
        tokens = SearchTokens(name: draft.name, numbers: draft.number.map { [$0] } ?? []).text
    }
}

/// A row of a batch made ready to be written: opened, its keys made, and what a new person needs.
struct ReadyRow: Sendable {
    let row: ImportRow
    let draft: RosterDraft
    let keys: RosterKeys
    /// Nil for a row that was to change somebody.
    let entry: ReadyPerson?

    init(_ row: ImportRow, person: ID<Person>, spell: ID<Membership>, _ ring: KeyRing) throws {
        self.row = row
        draft = try row.draft(ring)
        keys = RosterKeys(draft, ring)
        entry = row.kind == .new ? ReadyPerson(draft, person: person, spell: spell, ring) : nil
    }
}

/// A row of the spool made ready to be kept: its keys and its sealed contents.
struct ReadyCheck: Sendable {
    let row: RosterSpool.Row
    /// Nil for a row that is wrong by itself.
    let keys: RosterKeys?
    let payload: [UInt8]

    init(_ row: RosterSpool.Row, of batch: ID<ImportBatch>, _ ring: KeyRing) {
        self.row = row
        keys = row.isSound ? RosterKeys(row.draft, ring) : nil
        payload =
            ring.seal(
                row.isSound ? row.text : row.wrongText, for: ImportRow.payloadPlace(batch, row.draft.line)
            ).bytes
    }
}
