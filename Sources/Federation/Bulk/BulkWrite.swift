import Web

/// Changes one member as the plan says, and takes it back.
enum BulkWrite {
    private static let changedMeanwhile = "列出名单以后又有变动，保持原样。"

    /// Ends the spell and begins the next. False when the member is left as they are.
    static func change(
        _ row: BulkRow, _ bulk: BulkChange, _ rules: inout BulkRules, in tx: Transaction
    ) throws -> Bool {
        guard let spell = try hold(row.spell, tx) else {
            try row.note(.kept, changedMeanwhile, of: bulk.id, in: tx)
            return false
        }
        if let refusal = try rules.refusal(spell, in: tx) {
            try row.note(.kept, refusal, of: bulk.id, in: tx)
            return false
        }
        let draft = bulk.goal.draft(after: spell, from: bulk.from)
        let unit = try rules.unit(of: draft, in: tx)
        do {
            try tx.attempt {
                try spell.change(to: draft, of: try PersonEntry.unscoped(spell.person, in: tx), in: unit, tx)
            }
        } catch let problem as Membership.Problem {
            try row.note(.kept, problem.words, of: bulk.id, in: tx)
            return false
        }
        let made = try Membership.current(of: spell.person, in: tx)
        let before = draft.from == spell.from ? try SpellBefore(spell, in: tx).text : nil
        try row.note(.written, made: made?.id, before: before, of: bulk.id, in: tx)
        return true
    }

    /// Takes the change of a member back: the spell before is the current one again. False when a later change stands on it.
    static func undo(_ row: BulkRow, _ bulk: BulkChange, in tx: Transaction) throws -> Bool {
        guard let made = row.made, let spell = try hold(made, tx) else {
            try row.note(.kept, changedMeanwhile, of: bulk.id, in: tx)
            return false
        }
        let before = try row.before.map(SpellBefore.init(text:)) ?? SpellBefore.ended(row.spell, in: tx)
        guard let before, try before.isFree(of: spell.person, in: tx) else {
            try row.note(.kept, "原来的单位或工号已经不能用，保持现在的样子。", of: bulk.id, in: tx)
            return false
        }
        let person = try PersonEntry.unscoped(spell.person, in: tx)
        try MemberCount.add(-1, at: spell, in: tx)
        try MemberSearch.forget(spell.id, in: tx)
        try tx.run("DELETE FROM membership WHERE id = \(spell.id)")
        try before.restore(row.spell, of: person, in: tx)
        try row.note(.undone, of: bulk.id, in: tx)
        return true
    }

    /// The spell if it is current, its row locked until the commit.
    private static func hold(_ id: ID<Membership>, _ tx: Transaction) throws -> Membership? {
        let held = try tx.run("UPDATE membership SET until_day = NULL WHERE id = \(id) AND until_day IS NULL")
        guard held == 1 else { return nil }
        return try tx.first("SELECT \(Membership.columns) FROM membership WHERE id = \(id)")
    }
}
