import Vault
import Web

/// One person on file, changed to what a row says. What the row leaves empty stays.
struct RosterChange {
    let line: RegisterLine
    let draft: RosterDraft
    let differences: RosterDifferences
    let units: UnitNames
    let ring: KeyRing

    /// Writes it, and gives what is needed to take it back.
    func write(in tx: Transaction) throws -> RosterPast {
        let person = try PersonEntry.unscoped(line.person, in: tx)
        var past = RosterPast()
        past.person = try kept(person)
        past.spell = line.spell.map(Self.kept)
        past.versionAfter = person.version
        if differences.person {
            let change = PersonDraft(
                name: draft.name, sex: draft.sex ?? person.sex, bornOn: draft.born ?? person.bornOn,
                identity: draft.identity, phone: draft.phone, note: draft.note ?? person.note)
            try person.update(change, version: person.version, ring: ring, in: tx)
            past.versionAfter = person.version + 1
        }
        if differences.spell {
            try changeSpell(of: try PersonEntry.unscoped(line.person, in: tx), in: tx)
        } else if differences.details {
            try correctSpell(in: tx)
        }
        past.spellAfter = try Membership.current(of: line.person, in: tx)?.id
        return past
    }

    private func changeSpell(of person: PersonEntry, in tx: Transaction) throws {
        let id = draft.unit ?? line.spell?.unit ?? units.home.id
        let unit = try UnitEntry.unscoped(id, in: tx)
        let spell = MembershipDraft(
            unit: unit.id, number: draft.number ?? line.spell?.number,
            employment: draft.employment ?? line.spell?.employment ?? .other,
            state: draft.state ?? line.spell?.state ?? .active, joinedOn: draft.joined ?? line.spell?.joinedOn,
            from: max(tx.today, line.spell?.from ?? tx.today))
        if let current = try Membership.current(of: person.id, in: tx) {
            return try current.change(to: spell, of: person, in: unit, tx)
        }
        let entry = PersonDraft(name: person.name, sex: person.sex, bornOn: person.bornOn)
        _ = try Membership.begin(spell, of: person.id, entry, in: unit, tx)
    }

    /// A number or a day of joining is put right within the spell: nothing happened on a day.
    private func correctSpell(in tx: Transaction) throws {
        guard let spell = line.spell else { return }
        let number = draft.number ?? spell.number
        try tx.run(
            """
            UPDATE membership SET number = \(number), joined_on = \(draft.joined ?? spell.joinedOn) WHERE id = \(spell.id)
            """)
        try MemberSearch.forget(spell.id, in: tx)
        try MemberSearch.learn(spell.id, name: draft.name, number: number, in: tx)
    }

    private func kept(_ person: PersonEntry) throws -> RosterPast.Someone {
        let identity = try person.identity.map { try ring.openText($0, for: PersonEntry.identityPlace(person.id)) }
        let phone = try person.phone.map { try ring.openText($0, for: PersonEntry.phonePlace(person.id)) }
        return RosterPast.Someone(
            name: person.name, sex: person.sex.rawValue, born: person.bornOn?.description, identity: identity,
            phone: phone,
            note: person.note, version: person.version)
    }

    private static func kept(_ spell: RegisterLine.Spell) -> RosterPast.Spell {
        RosterPast.Spell(
            id: spell.id, unit: spell.unit, base: spell.base, number: spell.number,
            employment: spell.employment.rawValue,
            state: spell.state.rawValue, joined: spell.joinedOn?.description, from: spell.from.description)
    }
}
