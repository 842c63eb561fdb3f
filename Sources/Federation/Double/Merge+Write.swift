import Vault
import Web
import Words

extension MergePlan {
    /// Makes the two entries one. The caller holds both rows and has found both for the officer.
    func write(by officer: Officer, _ site: SiteFacts, in tx: Transaction) throws -> ID<PersonMerge> {
        let ring = site.ring
        let (main, other) = (kept.entry.id, gone.entry.id)
        let identity = try identity(ring), phone = try phone(ring)
        var past = MergePast(
            kept: try .init(kept.entry, ring), gone: try .init(gone.entry, ring), keptSpells: kept.spells,
            goneSpells: gone.spells, after: [], moved: [:],
            closedAccount: kept.account != nil && gone.account?.state == .open, swappedPhotographs: swapsPhotographs)
        past.after = spells.map { piece in
            var spell = piece.spell
            if piece.isNew { spell.id = tx.newID() }
            return spell
        }
        // The entry that goes gives up its numbers first: no two may have the same identity.
        try PersonEntry.rewrite(other, as: past.gone.husk, ring: ring, in: tx)
        let one = past.kept.with(
            name: name, sex: sex, born: bornOn, identity: identity, phone: phone, note: note)
        try PersonEntry.rewrite(main, as: one, ring: ring, in: tx)
        try MergeSpell.clear(kept.spells + gone.spells, of: [main, other], in: tx)
        try MergeSpell.put(past.after, of: main, name: name, key: NameKey.pinyin(name), sex: sex, in: tx)
        past.moved = try follow(site.joined.followers, in: tx)
        if past.closedAccount { try Account.setState(.closed, of: other, in: tx) }
        try Account.rename(main, to: name, in: tx)
        if swapsPhotographs { try Photograph.swap(main, other, in: tx) }
        try DoubleCase.decide(DoublePair(main, other), .merged, by: officer.person, in: tx)
        try MemberNews(of: [main, other]).announce(in: tx)
        return try PersonMerge.insert(past, kept: kept.entry, gone: other, by: officer.person, ring: ring, in: tx)
    }

    private func follow(_ followers: [PersonFollower], in tx: Transaction) throws -> [String: [String]] {
        var moved: [String: [String]] = [:]
        for follower in followers {
            let keys = try follower.rows(gone.entry.id, kept.entry.id, tx)
            guard !keys.isEmpty else { continue }
            try follower.move(keys, kept.entry.id, tx)
            moved[follower.name] = keys
        }
        return moved
    }
}

extension MergePast.Someone {
    /// The name alone: what stays of an entry that is gone.
    var husk: MergePast.Someone { with(name: name, sex: sex, born: born, identity: nil, phone: nil, note: nil) }

    func with(
        name: String, sex: PersonEntry.Sex, born: Day?, identity: String?, phone: String?, note: String?
    ) -> MergePast.Someone {
        MergePast.Someone(name: name, sex: sex, born: born, identity: identity, phone: phone, note: note)
    }
}

extension PersonMerge {
    fileprivate static func insert(
        _ past: MergePast, kept: PersonEntry, gone: ID<Person>, by actor: ID<Person>, ring: KeyRing, in tx: Transaction
    ) throws -> ID<PersonMerge> {
        let id: ID<PersonMerge> = tx.newID()
        try tx.run(
            """
            INSERT INTO person_merge (id, kept, gone, made_at, made_by, before, kept_version, state)
            VALUES (\(id), \(kept.id), \(gone), \(tx.now), \(actor), \(past.sealed(for: id, ring)), \(kept.version + 1),
                'standing')
            """)
        return id
    }
}

/// What of Federation's own tables follows a person, and what of the floors below it that know nothing of merging.
let federationFollowers: [PersonFollower] = [
    PersonFollower(
        "职务", ids: { "SELECT id FROM post WHERE person_id = \($0)" },
        set: { "UPDATE post SET person_id = \($1) WHERE id \(anyOf: $0)" }),
    PersonFollower(
        "权限", ids: { "SELECT id FROM permission_grant WHERE person = \($0)" },
        set: { "UPDATE permission_grant SET person = \($1) WHERE id \(anyOf: $0)" }),
    PersonFollower(
        "查看", ids: { "SELECT id FROM viewing WHERE person_id = \($0)" },
        set: { "UPDATE viewing SET person_id = \($1) WHERE id \(anyOf: $0)" }),
    PersonFollower(
        "作出的查看", ids: { "SELECT id FROM viewing WHERE viewer = \($0)" },
        set: { "UPDATE viewing SET viewer = \($1) WHERE id \(anyOf: $0)" }),
    PersonFollower(
        "登录账号",
        rows: { from, to, tx in
            guard try Account.first(of: to, in: tx) == nil else { return [] }
            return try Account.first(of: from, in: tx).map { [$0.id.description] } ?? []
        },
        move: { keys, person, tx in
            try tx.run("UPDATE account SET person = \(person) WHERE id \(anyOf: keys.compactMap { Int64($0) })")
        }),
    PersonFollower(
        "照片",
        rows: { from, to, tx in
            guard try Photograph.first(of: to, in: tx) == nil, try Consent.standing(of: to, in: tx) == nil else {
                return []
            }
            return try Consent.standing(of: from, in: tx).map { [$0.id.description] } ?? []
        },
        move: { keys, person, tx in
            let ids = keys.compactMap { Int64($0) }
            try tx.run("UPDATE consent SET person_id = \(person) WHERE id \(anyOf: ids)")
            try tx.run("UPDATE photograph SET person_id = \(person) WHERE consent_id \(anyOf: ids)")
        }),
    PersonFollower(
        "导入记录",
        rows: { from, _, tx in
            try tx.values(
                """
                SELECT CAST(batch_id AS text) || '-' || CAST(line AS text) FROM import_row WHERE person = \(from)
                """)
        },
        move: { keys, person, tx in
            for key in keys {
                let parts = key.split(separator: "-").compactMap { Int64($0) }
                guard parts.count == 2 else { continue }
                try tx.run(
                    "UPDATE import_row SET person = \(person) WHERE batch_id = \(parts[0]) AND line = \(parts[1])")
            }
        }),
]
