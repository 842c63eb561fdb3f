public import Web

/// Several units become one, which is there already (吸收合并) or is founded by the act (新设合并).
///
/// From its day on members, units below and nothing else of the sources are the target's; posts of the sources end the day
/// before, and so do their second parents. The sources are dissolved, and stay in the history as they were.
public struct Merger: Sendable {
    /// What merges away; the target is not among them.
    public let sources: [UnitEntry]
    public let target: Target
    /// Whether numbers that collide gain the code of their unit, or stand against the act.
    public let isNumbering: Bool

    public enum Target: Sendable {
        case existing(UnitEntry)
        case founded(UnitDraft, under: UnitEntry)
    }

    public init(_ sources: [UnitEntry], into target: Target, isNumbering: Bool = false) {
        self.sources = sources
        self.target = target
        self.isNumbering = isNumbering
    }

    /// Carries it out and gives the unit that came of it.
    @discardableResult
    public func carryOut(by order: UnitOrder, in tx: Transaction) throws -> UnitEntry {
        let day = order.on ?? tx.today
        let unit: UnitEntry
        switch target {
        case .existing(let there):
            try there.mustStand(since: day, in: tx)
            unit = there
        case .founded(let draft, let parent):
            try parent.mustStand(since: day, in: tx)
            unit = try UnitEntry.place(draft, under: parent, from: day, in: tx)
        }
        if isNumbering { try NumberClash.settle(try NumberClash.all(in: self, tx), in: tx) }
        var parts: [UnitChange.Part] = []
        for source in sources {
            for child in try source.standingChildren(in: tx) { try child.shift(under: unit, on: day, in: tx) }
            let shift = try MembershipShift(from: source, to: unit, on: day, in: tx)
            let moved = try NumberClash.guarding(tx) { try shift.carryOut(in: tx) }
            try source.leaveOffice(on: day, in: tx)
            try source.end(on: day, "并入“\(unit.name)”", in: tx)
            parts.append(UnitChange.Part(.from, source, members: moved))
        }
        parts.append(UnitChange.Part(.into, unit, members: parts.reduce(0) { $0 + $1.members }))
        try UnitChange.insert(.merge, of: unit.id, on: day, order, parts, words(unit), in: tx)
        return unit
    }

    private func words(_ unit: UnitEntry) -> String {
        let names = sources.map { "“\($0.name)”" }.joined(separator: "、")
        return switch target {
        case .existing: "\(names)并入“\(unit.name)”。"
        case .founded: "\(names)合并成立“\(unit.name)”。"
        }
    }
}

extension UnitEntry {
    /// The units directly below, whoever asks: an act on a unit takes all of them along.
    func standingChildren(in tx: Transaction) throws -> [UnitEntry] {
        try tx.all(
            """
            SELECT \(Self.columns) FROM unit WHERE parent_id = \(id) AND state <> 'dissolved' ORDER BY path
            """)
    }

    /// Ends the posts and second parents of a unit that ends on a day: their last day is the one before, or their first.
    func leaveOffice(on day: Day, in tx: Transaction) throws {
        let last = day.adding(days: -1)
        let posts: [Post] = try tx.all(
            """
            SELECT \(Post.columns) FROM post
             WHERE unit_id = \(id) AND (until_day IS NULL OR until_day >= \(day)) ORDER BY id
            """)
        for post in posts { try post.end(on: max(post.from, last), in: tx) }
        let links: [UnitLink] = try tx.all(
            """
            SELECT \(UnitLink.columns) FROM unit_link l JOIN unit p ON p.id = l.parent_id
             WHERE (l.unit_id = \(id) OR l.parent_id = \(id)) AND l.until_day IS NULL ORDER BY l.id
            """)
        for link in links { try link.end(on: max(link.from, day), in: tx) }
    }
}
