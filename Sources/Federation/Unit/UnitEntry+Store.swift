import Vault
public import Web
import Words

extension UnitEntry: Record {
    public static let columns: SQL = """
        id, path, parent_id, name, short_name, code, level, kind, state, founded_on, dissolved_on, version
        """

    public init(_ row: borrowing Row) throws {
        id = try row.read("id")
        path = try row.read("path")
        parent = try row.read("parent_id")
        name = try row.read("name")
        shortName = try row.read("short_name")
        code = try row.read("code")
        level = try row.read("level")
        kind = try row.read("kind")
        state = try row.read("state")
        foundedOn = try row.read("founded_on")
        dissolvedOn = try row.read("dissolved_on")
        version = try row.read("version")
    }

    /// A unit where the officer's permission holds; otherwise it is missing.
    public static func find(_ id: ID<Unit>, as officer: Officer, in tx: Transaction) throws -> UnitEntry {
        let unit: UnitEntry? = try tx.first(
            "SELECT \(columns) FROM unit WHERE id = \(id) AND \(officer.sees("path"))")
        guard let unit else { throw Refusal.missing }
        return unit
    }

    /// The same, its row locked until the commit.
    public static func claim(_ id: ID<Unit>, as officer: Officer, in tx: Transaction) throws -> UnitEntry {
        let unit: UnitEntry? = try tx.first(
            "SELECT \(columns) FROM unit WHERE id = \(id) AND \(officer.sees("path"))\(.lockingRow)")
        guard let unit else { throw Refusal.missing }
        return unit
    }

    /// A unit whoever asks. For duties, commands and tests.
    public static func unscoped(_ id: ID<Unit>, in tx: Transaction) throws -> UnitEntry {
        let unit: UnitEntry? = try tx.first("SELECT \(columns) FROM unit WHERE id = \(id)")
        guard let unit else { throw Refusal.missing }
        return unit
    }

    /// The units that the officer's permission begins at: the tops of what they see.
    public static func tops(as officer: Officer, in tx: Transaction) throws -> [UnitEntry] {
        try tx.all(
            "SELECT \(columns) FROM unit WHERE path \(anyOf: officer.reaches.map(\.unitPath)) ORDER BY path")
    }

    /// The standing units directly below one, in their order.
    public static func children(of unit: UnitEntry, as officer: Officer, in tx: Transaction) throws -> [UnitEntry] {
        try tx.all(
            """
            SELECT \(columns) FROM unit
             WHERE parent_id = \(unit.id) AND \(officer.sees("path")) AND state <> 'dissolved' ORDER BY path
            """)
    }

    /// The units above one that the officer may see too, highest first: the way back.
    public static func above(_ unit: UnitEntry, as officer: Officer, in tx: Transaction) throws -> [UnitEntry] {
        try tx.all(
            """
            SELECT \(columns) FROM unit
             WHERE path \(anyOf: paths(above: unit.path)) AND \(officer.sees("path")) ORDER BY path
            """)
    }

    /// Founds a unit below a parent, or as the root when there is none. The parent's row is locked, so that no two children
    /// take the same segment. Its history begins on the day of the order, or on its founding day.
    public static func insert(
        _ draft: UnitDraft, under parent: UnitEntry?, state: UnitState = .standing, by order: UnitOrder = UnitOrder(),
        in tx: Transaction
    ) throws -> UnitEntry {
        if let parent {
            guard parent.level.depth < draft.level.depth else {
                throw Problem.levelTooHigh(parent: parent.level, level: draft.level)
            }
            if let day = order.on { try parent.mustStand(since: day, in: tx) }
        }
        let day = order.on ?? draft.foundedOn
        let unit = try place(draft, under: parent, state: state, from: day, in: tx)
        let place = parent.map { "，设在“\($0.shortName)”下面" } ?? ""
        try UnitChange.insert(
            day == nil ? .enter : .found, of: unit.id, on: day ?? tx.today, order,
            [UnitChange.Part(.subject, unit)] + (parent.map { [UnitChange.Part(.parent, $0)] } ?? []),
            "\(day == nil ? "登记" : "设立")“\(unit.name)”\(place)。", in: tx)
        return unit
    }

    /// The same without its act, for a merger or a split that founds it.
    static func place(
        _ draft: UnitDraft, under parent: UnitEntry?, state: UnitState = .standing, from day: Day?, in tx: Transaction
    ) throws -> UnitEntry {
        if let parent {
            try tx.run("UPDATE unit SET version = version WHERE id = \(parent.id)")
        } else {
            try NameUpkeep.begin(in: tx)
        }
        let unit = UnitEntry(
            id: tx.newID(), path: try nextPath(under: parent, in: tx), parent: parent?.id, name: draft.name,
            shortName: draft.shortName, code: draft.code, level: draft.level, kind: draft.kind, state: state,
            foundedOn: draft.foundedOn ?? day, dissolvedOn: nil, version: 1)
        try tx.run(
            """
            INSERT INTO unit (id, path, parent_id, name, short_name, name_key, code, level, kind, state, founded_on, version)
            VALUES (\(unit.id), \(unit.path), \(unit.parent), \(unit.name), \(unit.shortName),
                \(NameKey.title(unit.name)), \(unit.code), \(unit.level), \(unit.kind), \(state), \(unit.foundedOn), 1)
            """)
        try UnitSpell.begin(unit, from: day ?? UnitSpell.dawn, in: tx)
        return unit
    }

    /// A path that no unit has or ever had.
    static func nextPath(under parent: UnitEntry?, in tx: Transaction) throws -> String {
        let base = parent?.path ?? "", end = parent.map { Reach.end(of: $0.path) } ?? "a"
        var number = 0
        for last: String?? in [
            try tx.value("SELECT max(path) FROM unit WHERE path > \(base) AND path < \(end)"),
            try tx.value("SELECT max(path) FROM unit_spell WHERE path > \(base) AND path < \(end)"),
        ] {
            let segment = (last ?? nil).map { $0.dropFirst(base.utf8.count).prefix(4) }
            number = max(number, segment.flatMap { Int($0, radix: 36) } ?? 0)
        }
        return base + (try segment(number + 1))
    }

    /// Takes a corrected draft over, unless somebody else changed the unit since `version`. Another name by order of a paper is
    /// `rename`, which keeps the old one.
    public func update(_ draft: UnitDraft, version: Int, by order: UnitOrder = UnitOrder(), in tx: Transaction) throws {
        guard state != .dissolved else { throw Problem.isDissolved }
        let changed = try tx.run(
            """
            UPDATE unit SET name = \(draft.name), short_name = \(draft.shortName),
                name_key = \(NameKey.title(draft.name)), code = \(draft.code), kind = \(draft.kind),
                founded_on = \(draft.foundedOn), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """)
        guard changed == 1 else { throw Problem.changedMeanwhile }
        try UnitSpell.correct(self, draft, in: tx)
        if let day = draft.foundedOn, day != foundedOn {
            try tx.run(
                """
                UPDATE unit_change SET kind = 'found', on_day = \(day)
                 WHERE unit_id = \(id) AND kind IN ('enter', 'found') AND state = 'done'
                """)
        }
        let words = changes(to: draft)
        guard !words.isEmpty else { return }
        try UnitChange.insert(
            .correct, of: id, on: tx.today, order, [UnitChange.Part(.subject, self)], "更正资料：\(words)。", in: tx)
    }

    /// Ends the unit from a day on, its posts, second parents and places in clusters with it. It must be empty since that day:
    /// no unit below, no member, no later act.
    public func dissolve(on day: Day, by order: UnitOrder = UnitOrder(), in tx: Transaction) throws {
        try end(on: day, "撤销", in: tx)
        try leaveOffice(on: day, in: tx)
        try UnitChange.insert(
            .dissolve, of: id, on: day, order, [UnitChange.Part(.subject, self)], "撤销“\(name)”。", in: tx)
    }

    /// The same without its act, for a merger or a split that ends it. `why` is what its clusters tell of it.
    func end(on day: Day, _ why: String, in tx: Transaction) throws {
        guard state != .dissolved else { throw Problem.isDissolved }
        let below: Int =
            try tx.value(
                "SELECT count(*) FROM unit WHERE parent_id = \(id) AND state <> 'dissolved'") ?? 0
        guard below == 0 else { throw Problem.hasUnits(below) }
        let members: Int =
            try tx.value(
                """
                SELECT count(*) FROM membership
                 WHERE unit_id = \(id) AND until_day IS NULL AND state IN ('active', 'retained')
                """) ?? 0
        guard members == 0 else { throw Problem.hasMembers(members) }
        try mustBeIdle(since: day, in: tx)
        for exit in try ClusterExit.all(ending: [id], on: day, in: tx) { try exit.carryOut(on: day, why, in: tx) }
        try UnitSpell.end(id, on: day, in: tx)
        try tx.run(
            """
            UPDATE unit SET state = 'dissolved', dissolved_on = \(day), version = version + 1 WHERE id = \(id)
            """)
    }

    /// The base union a unit belongs to: itself or the nearest above at the base; nil above the base.
    public func base(in tx: Transaction) throws -> ID<Unit>? {
        guard level != .base else { return id }
        return try tx.value(
            "SELECT id FROM unit WHERE path \(anyOf: Self.paths(above: path)) AND level = 'base' ORDER BY path DESC LIMIT 1"
        )
    }

    /// Writes an act on this unit into its chain.
    func audit(_ act: Act, by officer: Officer, ring: KeyRing, in tx: Transaction) throws {
        try AuditEntry.write(act, by: officer.person, in: id, ring: ring, tx)
    }
}
