public import Web

extension UnitEntry {
    /// Moves the unit with all below it under another parent; lists, counts, numbers and grants follow. Where they stood before
    /// the day of the order stays in their history.
    public func move(under parent: UnitEntry, by order: UnitOrder = UnitOrder(), in tx: Transaction) throws {
        let day = order.on ?? tx.today
        let old: UnitEntry? = try self.parent.flatMap { id in
            try tx.first("SELECT \(Self.columns) FROM unit WHERE id = \(id)")
        }
        try shift(under: parent, on: day, in: tx)
        try UnitChange.insert(
            .move, of: id, on: day, order, [UnitChange.Part(.subject, self), UnitChange.Part(.parent, parent)],
            "从“\(old?.name ?? "")”移到“\(parent.name)”下面。", in: tx)
    }

    /// The same without its act, for a merger or a split that takes the unit along.
    func shift(under parent: UnitEntry, on day: Day, in tx: Transaction) throws {
        try mustFit(under: parent)
        try mustStand(since: day, in: tx)
        try parent.mustStand(since: day, in: tx)
        try tx.run("UPDATE unit SET version = version WHERE id = \(parent.id)")
        try follow(base: parent, in: tx)
        for exit in try ClusterExit.all(moving: self, under: parent, on: day, in: tx) {
            try exit.carryOut(on: day, "移到“\(parent.name)”下面", in: tx)
        }
        try MemberSums.move(self, to: parent, in: tx)
        let new = try Self.nextPath(under: parent, in: tx)
        let (from, end, length) = (path, Reach.end(of: path), path.utf8.count + 1)
        try UnitSpell.move(self, to: new, under: parent.id, on: day, in: tx)
        try tx.run("UPDATE unit SET parent_id = \(parent.id), version = version + 1 WHERE id = \(id)")
        try tx.run("UPDATE unit SET path = \(new) || substr(path, \(length)) WHERE path >= \(from) AND path < \(end)")
        try tx.run(
            """
            UPDATE membership SET unit_path = \(new) || substr(unit_path, \(length))
             WHERE unit_path >= \(from) AND unit_path < \(end)
            """)
        try tx.run(
            """
            UPDATE member_count SET unit_path = \(new) || substr(unit_path, \(length))
             WHERE unit_path >= \(from) AND unit_path < \(end)
            """)
        try Grant.follow(from: from, to: new, in: tx)
        try regrant(above: parent, in: tx)
    }

    /// Fails when the unit may not stand below another, whoever it has in it.
    func mustFit(under parent: UnitEntry) throws(Problem) {
        guard !parent.path.hasPrefix(path) else { throw .belowItself }
        guard parent.level.depth < level.depth else { throw .levelTooHigh(parent: parent.level, level: level) }
    }

    /// Fails when the unit has members, past ones too, and would stand below no base union.
    func mustKeepBase(under parent: UnitEntry, in tx: Transaction) throws {
        guard level.depth > UnitLevel.base.depth, try parent.base(in: tx) == nil else { return }
        let one: ID<Membership>? = try tx.value(
            "SELECT id FROM membership WHERE unit_path >= \(path) AND unit_path < \(Reach.end(of: path)) LIMIT 1")
        guard one == nil else { throw Problem.needsBase }
    }

    /// A branch that comes under another base union brings its members' numbers there, where they must be free.
    private func follow(base parent: UnitEntry, in tx: Transaction) throws {
        guard level.depth > UnitLevel.base.depth else { return }
        try mustKeepBase(under: parent, in: tx)
        let end = Reach.end(of: path)
        guard let base = try parent.base(in: tx) else { return }
        let taken: Int =
            try tx.value(
                """
                SELECT count(*) FROM membership a JOIN membership b ON b.base_id = \(base) AND b.number = a.number
                 WHERE a.unit_path >= \(path) AND a.unit_path < \(end) AND a.base_id <> \(base)
                   AND a.until_day IS NULL AND b.until_day IS NULL
                """) ?? 0
        guard taken == 0 else { throw Problem.numbersTaken(taken) }
        try tx.run("UPDATE membership SET base_id = \(base) WHERE unit_path >= \(path) AND unit_path < \(end)")
    }

    /// Second parents below an old or new ancestor widen what its posts reach, so those rights are written anew.
    private func regrant(above parent: UnitEntry, in tx: Transaction) throws {
        let links: Int = try tx.value("SELECT count(*) FROM unit_link WHERE until_day IS NULL") ?? 0
        guard links > 0 else { return }
        try Post.regrant(from: String(path.dropLast(5)), in: tx)
        try Post.regrant(from: parent.path, in: tx)
    }
}
