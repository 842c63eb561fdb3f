import Vault
import Web
import Words

/// One person put back to how they stood before a row changed them.
struct RosterReturn {
    /// How they stand now, which is how the row left them.
    let line: RegisterLine
    let past: RosterPast
    let ring: KeyRing

    func write(in tx: Transaction) throws {
        guard let person = past.person else { return }
        let key = NameKey.pinyin(person.name)
        if line.version != person.version { try restore(person, key: key, in: tx) }
        try restoreSpell(person, key: key, in: tx)
    }

    private func restore(_ person: RosterPast.Someone, key: String, in tx: Transaction) throws {
        let identity = person.identity.flatMap { try? IdentityNumber($0) }
        let phone = person.phone.flatMap { try? Phone($0) }
        let identitySealed = person.identity.map { ring.seal($0, for: PersonEntry.identityPlace(line.person)).bytes }
        let phoneSealed = person.phone.map { ring.seal($0, for: PersonEntry.phonePlace(line.person)).bytes }
        try tx.run(
            """
            UPDATE person SET name = \(person.name), name_key = \(key), sex = \(person.sex), born_on = \(person.born),
                note = \(person.note), version = \(person.version), identity_sealed = \(identitySealed),
                identity_index = \(identity.map { PersonEntry.index($0, ring) }), phone_sealed = \(phoneSealed),
                phone_index = \(phone.map { PersonEntry.index($0, ring) })
             WHERE id = \(line.person)
            """)
        try Account.rename(line.person, to: person.name, in: tx)
    }

    private func restoreSpell(_ person: RosterPast.Someone, key: String, in tx: Transaction) throws {
        if let spell = line.spell {
            try MemberSearch.forget(spell.id, in: tx)
            try MemberCount.add(-1, unit: spell.unit, path: spell.unitPath, spell.state, spell.employment, in: tx)
            if spell.id != past.spell?.id { try tx.run("DELETE FROM membership WHERE id = \(spell.id)") }
        }
        guard let old = past.spell else { return }
        let unit = try UnitEntry.unscoped(old.unit, in: tx)
        guard unit.state != .dissolved else { throw Membership.Problem.unitDissolved }
        let found = try tx.run(
            """
            UPDATE membership SET until_day = CAST(NULL AS text), number = \(old.number), joined_on = \(old.joined),
                name_key = \(key), sex = \(person.sex)
             WHERE id = \(old.id)
            """)
        if found == 0 {
            try tx.run(
                """
                INSERT INTO membership (id, person_id, unit_id, unit_path, base_id, name_key, number, sex, employment, state,
                    joined_on, from_day)
                VALUES (\(old.id), \(line.person), \(old.unit), \(unit.path), \(old.base), \(key), \(old.number),
                    \(person.sex), \(old.employment), \(old.state), \(old.joined), \(old.from))
                """)
        }
        let (state, employment) = (MembershipState(rawValue: old.state), Employment(rawValue: old.employment))
        try MemberCount.add(1, unit: unit.id, path: unit.path, state ?? .active, employment ?? .other, in: tx)
        try MemberSearch.learn(old.id, name: person.name, number: old.number, in: tx)
    }
}
