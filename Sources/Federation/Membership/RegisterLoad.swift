public import Vault
public import Web
import Words

/// A person and their first spell, ready to be loaded in bulk.
public struct NewMember: Sendable {
    public let person: PersonDraft
    public let unit: UnitEntry
    /// The base union of the unit.
    public let base: ID<Unit>
    public let membership: MembershipDraft

    public init(person: PersonDraft, unit: UnitEntry, base: ID<Unit>, membership: MembershipDraft) {
        self.person = person
        self.unit = unit
        self.base = base
        self.membership = membership
    }
}

/// Loads many new members by the engine's fastest way. It checks nothing that the caller and the schema's own constraints do
/// not: numbers and identities must be new.
public struct RegisterLoad: ~Copyable {
    private struct Counter: Hashable {
        let unit: ID<Unit>
        let path: String
        let state: MembershipState
        let employment: Employment
    }

    private var counters: [Counter: Int] = [:]
    private let ring: KeyRing

    public init(ring: KeyRing) {
        self.ring = ring
    }

    /// Loads a batch: people, spells and search tokens, one table after the other. Gives the people's ids in order.
    public mutating func load(_ batch: [NewMember], in tx: Transaction) throws -> [ID<Person>] {
        let ids = batch.map { _ in (person: tx.newID(Person.self), spell: tx.newID(Membership.self)) }
        let keys = batch.map { NameKey.pinyin($0.person.name) }
        try loadPeople(batch, ids.map(\.person), keys, tx)
        try loadSpells(batch, ids, keys, tx)
        try loadTokens(batch, ids.map(\.spell), tx)
        for new in batch {
            let counter = Counter(
                unit: new.unit.id, path: new.unit.path, state: new.membership.state,
                employment: new.membership.employment)
            counters[counter, default: 0] += 1
        }
        return ids.map(\.person)
    }

    /// Adds what was loaded to the counters; the last step of a load, in the same transaction.
    public consuming func finish(in tx: Transaction) throws {
        for (counter, count) in counters.sorted(by: { $0.key.path < $1.key.path }) {
            try MemberCount.add(
                count, unit: counter.unit, path: counter.path, counter.state, counter.employment, in: tx)
        }
        try MemberSums.fold(most: .max, in: tx)
    }

    private func loadPeople(
        _ batch: [NewMember], _ ids: [ID<Person>], _ keys: [String], _ tx: Transaction
    ) throws {
        var at = 0
        let columns = [
            "id", "name", "name_key", "sex", "born_on", "identity_sealed", "identity_index", "phone_sealed",
            "phone_index",
            "note", "version", "entered_at",
        ]
        try tx.load("person", columns) {
            guard at < batch.count else { return nil }
            defer { at += 1 }
            let (person, id) = (batch[at].person, ids[at])
            let identity = person.identity.map { ring.seal($0.digits, for: PersonEntry.identityPlace(id)).bytes }
            let phone = person.phone.map { ring.seal($0.digits, for: PersonEntry.phonePlace(id)).bytes }
            return [
                id.sqlValue, person.name.sqlValue, keys[at].sqlValue, person.sex.sqlValue, person.bornOn.sqlValue,
                identity.sqlValue, person.identity.map { PersonEntry.index($0, ring) }.sqlValue, phone.sqlValue,
                person.phone.map { PersonEntry.index($0, ring) }.sqlValue, person.note.sqlValue, .integer(1),
                tx.now.sqlValue,
            ]
        }
    }

    private func loadSpells(
        _ batch: [NewMember], _ ids: [(person: ID<Person>, spell: ID<Membership>)], _ keys: [String], _ tx: Transaction
    ) throws {
        var at = 0
        let columns = [
            "id", "person_id", "unit_id", "unit_path", "base_id", "name_key", "number", "sex", "employment", "state",
            "retained_for", "joined_on", "from_day", "until_day",
        ]
        try tx.load("membership", columns) {
            guard at < batch.count else { return nil }
            defer { at += 1 }
            let new = batch[at], draft = new.membership
            return [
                ids[at].spell.sqlValue, ids[at].person.sqlValue, new.unit.id.sqlValue, new.unit.path.sqlValue,
                new.base.sqlValue, keys[at].sqlValue, draft.number.map(normalizedNumber).sqlValue,
                new.person.sex.sqlValue, draft.employment.sqlValue, draft.state.sqlValue,
                draft.retention.sqlValue, draft.joinedOn.sqlValue, draft.from.sqlValue, .null,
            ]
        }
    }

    private func loadTokens(_ batch: [NewMember], _ ids: [ID<Membership>], _ tx: Transaction) throws {
        let tokens = batch.map { new in
            SearchTokens(name: new.person.name, numbers: new.membership.number.map { [$0] } ?? []).text
        }
        let tables: [(String, String)] =
            tx.engine == .sqlite ? [("member_token", "id"), ("member_search", "rowid")] : [("member_token", "id")]
        for (table, key) in tables {
            var at = 0
            try tx.load(table, [key, "tokens"]) {
                guard at < batch.count else { return nil }
                defer { at += 1 }
                return [ids[at].sqlValue, tokens[at].sqlValue]
            }
        }
    }
}
