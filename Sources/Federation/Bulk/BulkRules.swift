import Web

/// What a turn of a bulk change must know to say of each member whether it can be done.
struct BulkRules {
    private let bulk: BulkChange
    /// Where the officer who asked may change members today.
    private let reaches: [Reach]
    private var units: [ID<Unit>: UnitEntry] = [:]
    private var bases: [ID<Unit>: ID<Unit>] = [:]

    init(_ bulk: BulkChange, in tx: Transaction) throws {
        self.bulk = bulk
        reaches = try Grant.held(by: bulk.madeBy, on: tx.today, in: tx)
            .filter { $0.permission == Permission.memberKeep.name }.map(\.reach)
    }

    /// What stands in the way of the change of a spell, in words; nil when nothing does.
    mutating func refusal(_ spell: Membership, in tx: Transaction) throws -> String? {
        let draft = bulk.goal.draft(after: spell, from: bulk.from)
        let unit = try unit(draft.unit, tx)
        guard holds(in: spell.unitPath), holds(in: unit.path) else { return "不在您可以办理的单位里。" }
        if spell.isSame(draft, in: draft.unit) { return "已经是这样，不用变动。" }
        guard draft.from >= spell.from else { return Membership.Problem.beforeItBegan(spell.from).words }
        guard unit.state != .dissolved else { return Membership.Problem.unitDissolved.words }
        do {
            try spell.allow(draft, in: unit, tx)
        } catch let problem as Membership.Problem {
            return problem.words
        }
        return try spell.unit == draft.unit ? nil : numberTaken(spell, in: unit, tx)
    }

    private func holds(in path: String) -> Bool { reaches.contains { $0.contains(path) } }

    /// The unit where a spell of the plan would be.
    mutating func unit(of draft: MembershipDraft, in tx: Transaction) throws -> UnitEntry { try unit(draft.unit, tx) }

    private mutating func numberTaken(_ spell: Membership, in unit: UnitEntry, _ tx: Transaction) throws -> String? {
        guard let number = spell.number else { return nil }
        if bases[unit.id] == nil { bases[unit.id] = try unit.base(in: tx) }
        guard let base = bases[unit.id] else { return Membership.Problem.notAtBase.words }
        let taken: Int =
            try tx.value(
                """
                SELECT count(*) FROM membership
                 WHERE base_id = \(base) AND number = \(number) AND until_day IS NULL AND person_id <> \(spell.person)
                """) ?? 0
        return taken > 0 ? Membership.Problem.numberTaken(number).words : nil
    }

    private mutating func unit(_ id: ID<Unit>, _ tx: Transaction) throws -> UnitEntry {
        if let known = units[id] { return known }
        let unit = try UnitEntry.unscoped(id, in: tx)
        units[id] = unit
        return unit
    }
}
