import Vault
import Web
import Words

extension PersonMerge {
    /// Why it can no longer be taken back: what came after it, in words; empty when nothing did.
    func standsInTheWay(_ past: MergePast, in tx: Transaction) throws -> [String] {
        guard isStanding else { return ["这次合并已经撤销过。"] }
        var words: [String] = []
        let later: Int =
            try tx.value(
                """
                SELECT count(*) FROM person_merge
                 WHERE id > \(id) AND state = 'standing' AND (kept = \(kept) OR gone = \(kept) OR kept = \(gone))
                """) ?? 0
        if later > 0 { words.append("之后又和别的登记合并过，请先撤销那一次。") }
        let version: Int? = try tx.value("SELECT version FROM person WHERE id = \(kept)")
        if version != keptVersion { words.append("合并之后改过基本资料。") }
        let now = try MergeSpell.all(of: kept, in: tx)
        let same = zip(now, past.after.sorted { ($0.from, $0.id) < ($1.from, $1.id) }).allSatisfy { one, other in
            one.id == other.id && one.unit == other.unit && one.span == other.span && one.state == other.state
                && one.number == other.number && one.employment == other.employment
        }
        if now.count != past.after.count || !same { words.append("合并之后变动过会籍。") }
        return words
    }

    /// Takes it back: both entries as they were, and each row that followed returns. The caller holds both rows.
    func undo(_ past: MergePast, by officer: Officer, _ site: SiteFacts, in tx: Transaction) throws {
        let ring = site.ring
        for follower in site.joined.followers {
            let mine = Set(try follower.rows(kept, gone, tx))
            let back = (past.moved[follower.name] ?? []).filter(mine.contains)
            if !back.isEmpty { try follower.move(back, gone, tx) }
        }
        if past.swappedPhotographs { try Photograph.swap(kept, gone, in: tx) }
        try MergeSpell.clear(try MergeSpell.all(of: kept, in: tx), of: [kept, gone], in: tx)
        // The one that was kept gives back the number first: no two may have the same identity.
        try PersonEntry.rewrite(kept, as: past.kept, ring: ring, in: tx)
        try PersonEntry.rewrite(gone, as: past.gone, ring: ring, in: tx)
        for (person, someone, spells) in [(kept, past.kept, past.keptSpells), (gone, past.gone, past.goneSpells)] {
            try MergeSpell.put(
                try Self.placed(spells, in: tx), of: person, name: someone.name, key: NameKey.pinyin(someone.name),
                sex: someone.sex, in: tx)
            try Account.rename(person, to: someone.name, in: tx)
        }
        if past.closedAccount { try Account.setState(.open, of: gone, in: tx) }
        try tx.run(
            """
            UPDATE person_merge SET state = 'undone', undone_at = \(tx.now), undone_by = \(officer.person) WHERE id = \(id)
            """)
        try MemberNews(of: [kept, gone]).announce(in: tx)
        try DoubleCase.decide(DoublePair(kept, gone), .open, by: officer.person, in: tx)
    }

    /// Spells with the places where their units stand today.
    private static func placed(_ spells: [MergeSpell], in tx: Transaction) throws -> [MergeSpell] {
        var paths: [ID<Unit>: String] = [:]
        let ids = Set(spells.map(\.unit)).sorted()
        guard !ids.isEmpty else { return [] }
        try tx.each("SELECT id, path FROM unit WHERE id \(anyOf: ids)") { row in
            paths[try row.read("id")] = try row.read("path")
        }
        return spells.map { spell in
            var spell = spell
            spell.path = paths[spell.unit] ?? spell.path
            return spell
        }
    }
}
