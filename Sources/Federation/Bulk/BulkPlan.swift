import Web

/// Makes the list of a bulk change: each member with what stands in the way, in the order of the register.
enum BulkPlan {
    /// Members a turn.
    static let turn = 300

    /// One turn of a long plan: the members behind a key.
    static func turn(_ bulk: BulkChange, after key: MemberKey?, in tx: Transaction) throws -> MemberKey? {
        let unit = try UnitEntry.unscoped(bulk.unit, in: tx)
        let reaches = try Grant.held(by: bulk.madeBy, on: tx.today, in: tx)
            .filter { $0.permission == Permission.memberKeep.name }.map(\.reach)
        guard let filter = bulk.filter, !reaches.isEmpty else { return nil }
        let scope = MemberScope(unit, within: Reach.widest(reaches))
        let lines = try MemberLine.page(scope, filter, after: key, limit: turn, in: tx)
        try add(lines.map(\.id), to: bulk, in: tx)
        return lines.count == turn ? lines.last?.key : nil
    }

    /// Adds members to a plan, in this order.
    static func add(_ spells: [ID<Membership>], to bulk: BulkChange, in tx: Transaction) throws {
        let found: [Membership] = try tx.all(
            "SELECT \(Membership.columns) FROM membership WHERE id \(anyOf: spells) AND until_day IS NULL")
        let spellOf = Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0) })
        var rules = try BulkRules(bulk, in: tx)
        var seq: Int = try tx.value("SELECT coalesce(max(seq), 0) FROM bulk_row WHERE bulk_id = \(bulk.id)") ?? 0
        var unable = 0
        for spell in spells.compactMap({ spellOf[$0] }) {
            let refusal = try rules.refusal(spell, in: tx)
            seq += 1
            unable += refusal == nil ? 0 : 1
            try tx.run(
                """
                INSERT INTO bulk_row (bulk_id, seq, spell, person, state, refusal)
                VALUES (\(bulk.id), \(seq), \(spell.id), \(spell.person),
                    \(refusal == nil ? BulkRow.State.able : .unable), \(refusal))
                """)
        }
        try bulk.count(able: found.count - unable, unable: unable, in: tx)
    }
}
