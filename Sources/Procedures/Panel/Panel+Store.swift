public import Federation
public import Web

extension Panel {
    @discardableResult
    public static func insert(
        _ name: String, _ rule: ConflictRule, at unit: UnitEntry, in tx: Transaction
    ) throws -> ID<Panel> {
        let id: ID<Panel> = tx.newID()
        try tx.run("INSERT INTO panel (id, unit_id, name, rule) VALUES (\(id), \(unit.id), \(name), \(rule))")
        return id
    }

    public static func find(_ id: ID<Panel>, as officer: Officer, in tx: Transaction) throws -> Panel {
        let found: Panel? = try tx.first(
            """
            SELECT p.id, p.unit_id, p.name, p.rule FROM panel p JOIN unit u ON u.id = p.unit_id
             WHERE p.id = \(id) AND \(officer.sees("u.path"))
            """)
        guard let found else { throw Refusal.missing }
        return found
    }

    /// Calls somebody to a role; a second call changes it.
    public func call(_ person: ID<Person>, as role: PanelRole, in tx: Transaction) throws {
        try tx.run(
            """
            INSERT INTO panellist (panel_id, person_id, role) VALUES (\(id), \(person), \(role))
            ON CONFLICT (panel_id, person_id) DO UPDATE SET role = excluded.role
            """)
    }

    /// Writes what a panellist says of themselves.
    public func declare(_ declaration: Declaration, in tx: Transaction) throws {
        let row: ID<Declaration> = tx.newID()
        var person: ID<Person>?, kind: String?, subject: Int64?
        switch declaration.target {
        case .person(let other): person = other
        case .entry(let name, let number): (kind, subject) = (name, number)
        }
        try tx.run(
            """
            INSERT INTO panel_declaration (id, panel_id, panellist, to_person, subject_kind, subject, relation, at)
            VALUES (\(row), \(id), \(declaration.panellist), \(person), \(kind), \(subject), \(declaration.relation), \(tx.now))
            """)
    }

    /// Everybody on the panel with the units where they belong today.
    public func panellists(in tx: Transaction) throws -> [Panellist] {
        var order: [ID<Person>] = [], roles: [ID<Person>: PanelRole] = [:]
        try tx.each("SELECT person_id, role FROM panellist WHERE panel_id = \(id) ORDER BY person_id") { row in
            let person: ID<Person> = try row.read("person_id")
            order.append(person)
            roles[person] = try row.read("role")
        }
        var units: [ID<Person>: [String]] = [:], bases: [ID<Person>: [String]] = [:]
        try tx.each(
            """
            SELECT m.person_id, u.path, b.path AS base FROM membership m JOIN unit u ON u.id = m.unit_id
              JOIN unit b ON b.id = m.base_id WHERE m.person_id \(anyOf: order) AND m.until_day IS NULL
            UNION ALL
            SELECT p.person_id, u.path, CASE WHEN u.level = 'base' THEN u.path END AS base
              FROM post p JOIN unit u ON u.id = p.unit_id
             WHERE p.person_id \(anyOf: order) AND p.from_day <= \(tx.today)
               AND (p.until_day IS NULL OR p.until_day >= \(tx.today))
            """
        ) { row in
            let person: ID<Person> = try row.read("person_id"), base: String? = try row.read("base")
            units[person, default: []].append(try row.read("path"))
            if let base { bases[person, default: []].append(base) }
        }
        return order.map { person in
            Panellist(
                person: person, role: roles[person] ?? .secretary, units: units[person] ?? [],
                bases: bases[person] ?? [])
        }
    }

    public func declarations(in tx: Transaction) throws -> [Declaration] {
        var found: [Declaration] = []
        try tx.each(
            """
            SELECT panellist, to_person, subject_kind, subject, relation FROM panel_declaration
             WHERE panel_id = \(id) ORDER BY id
            """
        ) { row in
            let person: ID<Person>? = try row.read("to_person"), kind: String? = try row.read("subject_kind")
            let subject: Int64? = try row.read("subject")
            let target: Declaration.Target =
                person.map { .person($0) } ?? .entry(kind: kind ?? "", subject: subject ?? 0)
            found.append(
                Declaration(panellist: try row.read("panellist"), target: target, relation: try row.read("relation")))
        }
        return found
    }
}

/// Panels, who sits on them, and what they declared.
let panelMigration = Migration(
    "procedures 007 panels",
    """
    CREATE TABLE panel (
        id bigint NOT NULL PRIMARY KEY,
        unit_id bigint NOT NULL REFERENCES unit (id),
        name text NOT NULL,
        rule text NOT NULL CHECK (rule IN ('base', 'unit'))
    );
    CREATE INDEX panel_unit ON panel (unit_id);
    CREATE TABLE panellist (
        panel_id bigint NOT NULL REFERENCES panel (id),
        person_id bigint NOT NULL REFERENCES person (id),
        role text NOT NULL CHECK (role IN ('head', 'judge', 'overseer', 'secretary')),
        PRIMARY KEY (panel_id, person_id)
    );
    CREATE INDEX panellist_person ON panellist (person_id);
    CREATE TABLE panel_declaration (
        id bigint NOT NULL PRIMARY KEY,
        panel_id bigint NOT NULL REFERENCES panel (id),
        panellist bigint NOT NULL,
        to_person bigint,
        subject_kind text,
        subject bigint,
        relation text NOT NULL,
        at bigint NOT NULL,
        CHECK ((to_person IS NULL) = (subject_kind IS NOT NULL)),
        CHECK ((subject_kind IS NULL) = (subject IS NULL))
    );
    CREATE INDEX panel_declaration_panel ON panel_declaration (panel_id, id)
    """)
