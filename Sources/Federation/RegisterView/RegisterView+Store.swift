import Web

extension RegisterView: Record {
    static let columns: SQL = """
        v.id, v.unit_id, u.path AS unit_path, v.owner, v.name, v.filter, v.columns, v.is_shared, v.version
        """

    private static let source: SQL = "register_view v JOIN unit u ON u.id = v.unit_id"

    init(_ row: borrowing Row) throws {
        id = try row.read("id")
        unit = try row.read("unit_id")
        unitPath = try row.read("unit_path")
        owner = try row.read("owner")
        name = try row.read("name")
        filter = MemberFilter(kept: try row.read("filter"))
        columns = ListColumn.chosen(try row.read("columns")) ?? ListColumn.usual
        isShared = try row.read("is_shared")
        version = try row.read("version")
    }

    /// One that the officer may look through: their own, or a shared one of a unit whose register they see.
    static func find(_ id: ID<RegisterView>, as officer: Officer, in tx: Transaction) throws -> RegisterView {
        let view: RegisterView? = try tx.first(
            """
            SELECT \(columns) FROM \(source)
             WHERE v.id = \(id) AND (v.owner = \(officer.person) OR v.is_shared) AND \(officer.sees("u.path"))
            """)
        guard let view else { throw Refusal.missing }
        return view
    }

    /// Those of a unit that the officer may look through, their own first.
    static func all(of unit: ID<Unit>, as officer: Officer, in tx: Transaction) throws -> [RegisterView] {
        let views: [RegisterView] = try tx.all(
            """
            SELECT \(columns) FROM \(source)
             WHERE v.unit_id = \(unit) AND (v.owner = \(officer.person) OR v.is_shared) ORDER BY v.id
            """)
        return views.filter { $0.owner == officer.person } + views.filter { $0.owner != officer.person }
    }

    /// Keeps a new one. Fails when the officer has too many.
    static func insert(
        _ draft: RegisterViewDraft, of unit: ID<Unit>, by officer: Officer, in tx: Transaction
    ) throws -> ID<RegisterView> {
        let mine: Int =
            try tx.value(
                "SELECT count(*) FROM register_view WHERE unit_id = \(unit) AND owner = \(officer.person)") ?? 0
        guard mine < most else { throw Flaws("name", "一个单位最多保存 \(most) 个视图，请先删除不用的。") }
        let id: ID<RegisterView> = tx.newID()
        try tx.run(
            """
            INSERT INTO register_view (id, unit_id, owner, name, filter, columns, is_shared, version)
            VALUES (\(id), \(unit), \(officer.person), \(draft.name), \(draft.filter.kept),
                \(ListColumn.text(draft.columns)), \(draft.isShared), 1)
            """)
        return id
    }

    /// Takes a draft over, unless somebody else changed the view since `version`.
    func update(_ draft: RegisterViewDraft, version: Int, in tx: Transaction) throws {
        let changed = try tx.run(
            """
            UPDATE register_view SET name = \(draft.name), filter = \(draft.filter.kept),
                   columns = \(ListColumn.text(draft.columns)), is_shared = \(draft.isShared), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """)
        guard changed == 1 else { throw Flaws("", "刚才有人改过这个视图，请刷新后再改。") }
    }

    func remove(in tx: Transaction) throws {
        try tx.run("DELETE FROM register_view WHERE id = \(id)")
    }
}

/// How an officer looks at a unit's register: the columns they chose last, and the views there are, in one question.
struct RegisterLook: Sendable {
    let columns: [ListColumn]
    let views: [RegisterView]
    /// The view that the address names.
    let view: RegisterView?

    init(of unit: UnitEntry, _ call: Call, as officer: Officer, in tx: Transaction) throws {
        var remembered: [ListColumn]?
        var views: [RegisterView] = []
        try tx.each(
            """
            SELECT \(RegisterView.columns), c.columns AS remembered
              FROM unit u LEFT JOIN register_view v
                ON v.unit_id = u.id AND (v.owner = \(officer.person) OR v.is_shared)
              LEFT JOIN register_columns c ON c.person_id = \(officer.person)
             WHERE u.id = \(unit.id) ORDER BY v.id
            """
        ) { row in
            let text: String? = try row.read("remembered")
            remembered = text.flatMap(ListColumn.chosen)
            let id: ID<RegisterView>? = try row.read("id")
            if id != nil { views.append(try RegisterView(row)) }
        }
        self.views = views
        let named = ID<RegisterView>(call.query("view"))
        view = views.first { $0.id == named }
        columns = ListColumn.chosen(call.query("cols")) ?? remembered ?? ListColumn.usual
    }

    /// Remembers the columns that a person chose.
    static func remember(_ columns: [ListColumn], of person: ID<Person>, in tx: Transaction) throws {
        try tx.run(
            """
            INSERT INTO register_columns (person_id, columns) VALUES (\(person), \(ListColumn.text(columns)))
            ON CONFLICT (person_id) DO UPDATE SET columns = excluded.columns
            """)
    }
}
