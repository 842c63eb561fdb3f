public import Web
import Words

extension UnitEntry {
    /// Gives the unit another name from the day of the order on; the old one stays in its history and is found by searches.
    public func rename(_ newName: String, _ newShortName: String, by order: UnitOrder, in tx: Transaction) throws {
        guard state != .dissolved else { throw Problem.isDissolved }
        let day = order.on ?? tx.today
        guard day <= tx.today else { throw Problem.inFuture(day) }
        let since = try UnitSpell.nameSince(self, in: tx)
        guard day >= since else { throw Problem.namedLater(name, since) }
        try UnitSpell.rename(id, newName, newShortName, on: day, in: tx)
        try tx.run(
            """
            UPDATE unit SET name = \(newName), short_name = \(newShortName), name_key = \(NameKey.title(newName)),
                version = version + 1
             WHERE id = \(id)
            """)
        try UnitChange.insert(
            .rename, of: id, on: day, order, [UnitChange.Part(.subject, self)],
            name == newName ? "简称由“\(shortName)”改为“\(newShortName)”。" : "由“\(name)”更名为“\(newName)”。", in: tx)
    }

    /// Fails unless the unit stood where it stands on every day from this one to today.
    func mustStand(since day: Day, in tx: Transaction) throws {
        guard state != .dissolved else { throw Problem.isDissolved }
        guard day <= tx.today else { throw Problem.inFuture(day) }
        let since = try UnitSpell.placeSince(self, in: tx)
        guard day >= since else {
            throw since == (try UnitSpell.since(self, in: tx))
                ? Problem.notYetThere(name, since) : Problem.placedLater(name, since)
        }
    }

    /// Fails when the unit was not there yet on a day, or took part in a later act.
    func refuseLaterAct(than day: Day, in tx: Transaction) throws {
        guard day <= tx.today else { throw Problem.inFuture(day) }
        let since = try UnitSpell.since(self, in: tx)
        guard day >= since else { throw Problem.notYetThere(name, since) }
        let later: UnitChange? = try tx.first(
            """
            SELECT \(UnitChange.columns) FROM unit_change c JOIN unit_change_part p ON p.change_id = c.id
             WHERE p.unit_id = \(id) AND p.role IN ('subject', 'into') AND c.state = 'done' AND c.on_day > \(day)
               AND c.kind NOT IN ('enter', 'correct')
             ORDER BY c.on_day DESC, c.id DESC LIMIT 1
            """)
        if let later { throw Problem.changedLater(name, later.on, later.kind) }
    }

    /// Fails when the unit has an act, a unit below or a member on a day from this one on.
    func mustBeIdle(since day: Day, in tx: Transaction) throws {
        try refuseLaterAct(than: day, in: tx)
        let last: String?? = try tx.value(
            """
            SELECT max(t.day) FROM (
                SELECT max(until_day) AS day FROM membership WHERE unit_id = \(id) AND state IN ('active', 'retained')
                UNION ALL
                SELECT max(until_day) AS day FROM unit_spell WHERE parent_id = \(id)) t
            """)
        if let last = last ?? nil, let last = Day(last), last >= day { throw Problem.heldLater(last.adding(days: 1)) }
    }
}
