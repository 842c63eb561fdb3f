import Federation
public import Web

/// The table of workplaces.
let workplaceMigration = Migration(
    "coverage 003 workplaces",
    """
    CREATE TABLE workplace (
        id bigint NOT NULL PRIMARY KEY,
        unit_id bigint NOT NULL REFERENCES unit (id),
        name text NOT NULL,
        kind text NOT NULL,
        founded_on text,
        staff bigint CHECK (staff IS NULL OR staff >= 0),
        staff_on text,
        state text NOT NULL CHECK (state IN ('none', 'planned', 'founded', 'closed')),
        union_id bigint REFERENCES unit (id),
        note text,
        version bigint NOT NULL,
        entered_at bigint NOT NULL,
        CHECK ((state = 'founded') = (union_id IS NOT NULL))
    );
    CREATE INDEX workplace_unit ON workplace (unit_id);
    CREATE INDEX workplace_union ON workplace (union_id);
    """)

extension Workplace: Record {
    public static let columns: SQL = """
        w.id, w.unit_id, w.name, w.kind, w.founded_on, w.staff, w.staff_on, w.state, w.union_id, v.short_name AS union_name,
        u.short_name AS unit_name, w.note, w.version
        """

    private static let tables: SQL = "workplace w JOIN unit u ON u.id = w.unit_id LEFT JOIN unit v ON v.id = w.union_id"

    public init(_ row: borrowing Row) throws {
        id = try row.read("id")
        unit = try row.read("unit_id")
        name = try row.read("name")
        kind = try row.read("kind")
        foundedOn = try row.read("founded_on")
        staff = try row.read("staff")
        staffOn = try row.read("staff_on")
        state = try row.read("state")
        union = try row.read("union_id")
        unionName = try row.read("union_name")
        unitName = try row.read("unit_name")
        note = try row.read("note")
        version = try row.read("version")
    }

    /// One where the officer's permission holds; otherwise it is missing.
    static func find(_ id: ID<Workplace>, as officer: Officer, in tx: Transaction) throws -> Workplace {
        let found: Workplace? = try tx.first(
            "SELECT \(columns) FROM \(tables) WHERE w.id = \(id) AND \(officer.sees("u.path"))")
        guard let found else { throw Refusal.missing }
        return found
    }

    /// How many a page reads at most.
    static let most = 2_000

    /// Those below a unit, the oldest first.
    static func all(
        below unit: UnitEntry, isWithoutUnion: Bool, as officer: Officer, in tx: Transaction
    ) throws -> [Workplace] {
        let states = WorkplaceState.allCases.filter { $0.isWithoutUnion || !isWithoutUnion }
        return try tx.all(
            """
            SELECT \(columns) FROM \(tables)
             WHERE u.path >= \(unit.path) AND u.path < \(Reach.end(of: unit.path)) AND \(officer.sees("u.path"))
               AND w.state \(anyOf: states)
             ORDER BY coalesce(w.founded_on, '9999'), w.id LIMIT \(most)
            """)
    }

    /// Fails beside the name when one of that name is known there already.
    static func refuseTwin(
        _ name: String, under unit: ID<Unit>, except id: ID<Workplace>? = nil, in tx: Transaction
    ) throws {
        let twins: [ID<Workplace>] = try tx.values(
            "SELECT id FROM workplace WHERE unit_id = \(unit) AND name = \(name) ORDER BY id LIMIT 2")
        guard twins.contains(where: { $0 != id }) else { return }
        throw Flaws("name", "这里已经登记过“\(name)”，请在名单里修改它。")
    }

    /// Enters one under a unit that the caller has found for its officer. `union` is set if and only if it has one.
    @discardableResult
    public static func insert(
        _ draft: WorkplaceDraft, under unit: ID<Unit>, union: ID<Unit>? = nil, in tx: Transaction
    ) throws -> ID<Workplace> {
        let id: ID<Workplace> = tx.newID()
        try tx.run(
            """
            INSERT INTO workplace (id, unit_id, name, kind, founded_on, staff, staff_on, state, union_id, note, version, entered_at)
            VALUES (\(id), \(unit), \(draft.name), \(draft.kind), \(draft.foundedOn), \(draft.staff), \(draft.staffOn),
                \(draft.state), \(union), \(draft.note), 1, \(tx.now))
            """)
        return id
    }

    /// Takes a draft over, unless somebody else changed it since `version`.
    func update(_ draft: WorkplaceDraft, union: ID<Unit>?, version: Int, in tx: Transaction) throws {
        let changed = try tx.run(
            """
            UPDATE workplace SET name = \(draft.name), kind = \(draft.kind), founded_on = \(draft.foundedOn),
                staff = \(draft.staff), staff_on = \(draft.staffOn), state = \(draft.state), union_id = \(union),
                note = \(draft.note), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """)
        guard changed == 1 else { throw Flaws("", "刚才有人改过这个单位。下面是现在的内容，请再看一遍后保存。") }
    }

    /// The union that was typed for a draft, within the officer's reach. Fails beside the field.
    static func union(of draft: WorkplaceDraft, as officer: Officer, in tx: Transaction) throws -> ID<Unit>? {
        guard draft.state == .founded, let words = draft.unionWords else { return nil }
        let found: [ID<Unit>] = try tx.values(
            """
            SELECT id FROM unit
             WHERE (code = \(words) OR name = \(words) OR short_name = \(words)) AND level = 'base' AND state <> 'dissolved'
               AND \(officer.sees("path"))
             ORDER BY path LIMIT 2
            """)
        guard let first = found.first else {
            throw Flaws("union", "没有找到校级工会“\(words)”。请先在单位里设立它，再回到这里登记。")
        }
        guard found.count == 1 else { throw Flaws("union", "有几个工会都叫“\(words)”，请填写单位代码。") }
        return first
    }
}
