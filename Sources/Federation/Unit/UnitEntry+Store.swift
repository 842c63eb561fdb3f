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
    /// take the same segment.
    public static func insert(
        _ draft: UnitDraft, under parent: UnitEntry?, state: UnitState = .standing, in tx: Transaction
    ) throws -> UnitEntry {
        if let parent {
            guard parent.level.depth < draft.level.depth else {
                throw Problem.levelTooHigh(parent: parent.level, level: draft.level)
            }
            try tx.run("UPDATE unit SET version = version WHERE id = \(parent.id)")
        }
        if parent == nil { try NameUpkeep.begin(in: tx) }
        let path = try nextPath(under: parent, in: tx)
        let id: ID<Unit> = tx.newID()
        try tx.run(
            """
            INSERT INTO unit (id, path, parent_id, name, short_name, name_key, code, level, kind, state, founded_on, version)
            VALUES (\(id), \(path), \(parent?.id), \(draft.name), \(draft.shortName), \(NameKey.title(draft.name)),
                \(draft.code), \(draft.level), \(draft.kind), \(state), \(draft.foundedOn), 1)
            """)
        return UnitEntry(
            id: id, path: path, parent: parent?.id, name: draft.name, shortName: draft.shortName, code: draft.code,
            level: draft.level, kind: draft.kind, state: state, foundedOn: draft.foundedOn, dissolvedOn: nil, version: 1
        )
    }

    static func nextPath(under parent: UnitEntry?, in tx: Transaction) throws -> String {
        let last: String??
        if let parent {
            last = try tx.value("SELECT max(path) FROM unit WHERE parent_id = \(parent.id)")
        } else {
            last = try tx.value("SELECT max(path) FROM unit WHERE parent_id IS NULL")
        }
        let base = parent?.path ?? ""
        let number = (last ?? nil).flatMap { Int($0.dropFirst(base.utf8.count).prefix(4), radix: 36) } ?? 0
        return base + (try segment(number + 1))
    }

    /// Takes a draft over, unless somebody else changed the unit since `version`.
    public func update(_ draft: UnitDraft, version: Int, in tx: Transaction) throws {
        guard state != .dissolved else { throw Problem.isDissolved }
        let changed = try tx.run(
            """
            UPDATE unit SET name = \(draft.name), short_name = \(draft.shortName),
                name_key = \(NameKey.title(draft.name)), code = \(draft.code), kind = \(draft.kind),
                founded_on = \(draft.foundedOn), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """)
        guard changed == 1 else { throw Problem.changedMeanwhile }
    }

    /// Ends the unit. It must be empty: no standing unit below, no current member.
    public func dissolve(on day: Day, in tx: Transaction) throws {
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
