package import Federation
package import Web

/// 代办: while somebody who decides is away, another sits at their desk, from a day to a day. What the substitute does is written
/// under both names.
package struct StandIn: Record, Sendable {
    let id: ID<StandIn>
    let unit: ID<Unit>
    let unitPath: String
    let absent: ID<Person>
    let absentName: String
    let substitute: ID<Person>
    let substituteName: String
    let from: Day
    let until: Day
    let reason: String
    let endedAt: Instant?

    package static let columns: SQL = """
        i.id, i.unit_id, u.path AS unit_path, i.absent, a.name AS absent_name, i.substitute, s.name AS substitute_name,
        i.from_day, i.until_day, i.reason, i.ended_at
        """

    private static let tables: SQL = """
        stand_in i JOIN unit u ON u.id = i.unit_id JOIN person a ON a.id = i.absent JOIN person s ON s.id = i.substitute
        """

    package init(_ row: borrowing Row) throws {
        id = try row.read("id")
        unit = try row.read("unit_id")
        unitPath = try row.read("unit_path")
        absent = try row.read("absent")
        absentName = try row.read("absent_name")
        substitute = try row.read("substitute")
        substituteName = try row.read("substitute_name")
        from = try row.read("from_day")
        until = try row.read("until_day")
        reason = try row.read("reason")
        endedAt = try row.read("ended_at")
    }

    /// Whether it holds on a day, as SQL about `i`.
    static func holds(on day: Day) -> SQL {
        "i.from_day <= \(day) AND i.until_day >= \(day) AND i.ended_at IS NULL"
    }

    func isOver(on day: Day) -> Bool { endedAt != nil || until < day }

    /// What a substitute may do: come to the desk and read what lies there. What they decide there is asked of the seat.
    static let lent: [Permission] = [.unitSee, .signOffDecide]

    static func find(_ id: ID<StandIn>, as officer: Officer, in tx: Transaction) throws -> StandIn {
        let found: StandIn? = try tx.first(
            "SELECT \(columns) FROM \(tables) WHERE i.id = \(id) AND \(officer.sees("u.path"))")
        guard let found else { throw Refusal.missing }
        return found
    }

    /// Those of a unit, the latest first.
    static func all(of unit: ID<Unit>, in tx: Transaction) throws -> [StandIn] {
        try tx.all(
            "SELECT \(columns) FROM \(tables) WHERE i.unit_id = \(unit) ORDER BY i.from_day DESC, i.id DESC LIMIT 50")
    }

    /// Arranges one, with the dated rights that let the substitute in.
    @discardableResult
    package static func insert(
        _ draft: StandInDraft, in unit: UnitEntry, by person: ID<Person>, _ tx: Transaction
    ) throws -> ID<StandIn> {
        let id: ID<StandIn> = tx.newID()
        try tx.run(
            """
            INSERT INTO stand_in (id, unit_id, absent, substitute, from_day, until_day, reason, made_by, made_at)
            VALUES (\(id), \(unit.id), \(draft.absent), \(draft.substitute), \(draft.from), \(draft.until),
                \(draft.reason), \(person), \(tx.now))
            """)
        try Grant.replace(
            from: GrantSource("stand_in", id),
            with: lent.map {
                Grant(
                    person: draft.substitute, permission: $0, unitPath: unit.path, hasDescent: true, from: draft.from,
                    until: draft.until)
            }, in: tx)
        return id
    }

    /// Ends it now; the rights go with it.
    func end(in tx: Transaction) throws {
        try tx.run("UPDATE stand_in SET ended_at = \(tx.now) WHERE id = \(id) AND ended_at IS NULL")
        try Grant.replace(from: GrantSource("stand_in", id), with: [], in: tx)
    }

    /// Desks at which a person stands in for somebody today.
    static func desks(of person: ID<Person>, in tx: Transaction) throws -> [Desk] {
        var desks: [Desk] = []
        try tx.each(
            """
            SELECT u.id, u.path, u.short_name, a.name FROM stand_in i JOIN unit u ON u.id = i.unit_id
              JOIN person a ON a.id = i.absent
             WHERE i.substitute = \(person) AND \(holds(on: tx.today)) AND u.state <> 'dissolved'
               AND NOT EXISTS (SELECT 1 FROM post p WHERE p.unit_id = i.unit_id AND p.person_id = i.substitute
                                  AND p.from_day <= \(tx.today) AND (p.until_day IS NULL OR p.until_day >= \(tx.today)))
             ORDER BY u.path, i.id
            """
        ) { row in
            let name: String = try row.read("name")
            desks.append(
                Desk(
                    unit: try row.read("id"), unitPath: try row.read("path"), unitName: try row.read("short_name"),
                    role: "代办 · \(name)"))
        }
        return desks
    }
}

/// The table of substitutes.
let standInMigration = Migration(
    "procedures 002 stand-ins",
    """
    CREATE TABLE stand_in (
        id bigint NOT NULL PRIMARY KEY,
        unit_id bigint NOT NULL REFERENCES unit (id),
        absent bigint NOT NULL,
        substitute bigint NOT NULL,
        from_day text NOT NULL,
        until_day text NOT NULL,
        reason text NOT NULL,
        made_by bigint NOT NULL,
        made_at bigint NOT NULL,
        ended_at bigint,
        CHECK (until_day >= from_day),
        CHECK (absent <> substitute)
    );
    CREATE INDEX stand_in_unit ON stand_in (unit_id, from_day);
    CREATE INDEX stand_in_substitute ON stand_in (substitute, until_day)
    """)

/// What the form for a substitute must hold.
package struct StandInDraft: Sendable {
    let absent: ID<Person>
    let substitute: ID<Person>
    let from: Day
    let until: Day
    let reason: String

    package init(absent: ID<Person>, substitute: ID<Person>, from: Day, until: Day, reason: String) {
        self.absent = absent
        self.substitute = substitute
        self.from = from
        self.until = until
        self.reason = reason
    }

    /// How many days one may last.
    static let most = 180

    init(_ form: Form, today: Day) throws(Flaws) {
        var check = Check(form)
        absent = check.id("absent", "不在岗的人")
        substitute = check.id("substitute", "代办人")
        from = check.day("from_day", "开始日期")
        until = check.day("until_day", "结束日期")
        reason = check.text("reason", "事由", 2...100)
        if check.flaws.isEmpty {
            if until < from { check.add("until_day", "结束日期不能早于开始日期。") }
            if until < today { check.add("until_day", "结束日期已经过去。") }
            if until.number - from.number > Self.most { check.add("until_day", "一次最多 \(Self.most) 天，到期可以再办。") }
            if absent == substitute { check.add("substitute", "代办人不能是本人。") }
        }
        try check.done()
    }
}
