import Web

/// One open case with both entries as a list shows them.
struct DoubleLine: Record, Sendable {
    let found: DoubleCase
    let name: String
    let twinName: String
    let unitName: String
    let twinUnitName: String
    let number: String?
    let twinNumber: String?

    static let columns: SQL = """
        c.id, c.person, c.twin, c.reasons, p.name AS one_name, q.name AS other_name, u.short_name AS one_unit,
        w.short_name AS other_unit, m.number AS one_number, t.number AS other_number
        """

    init(_ row: borrowing Row) throws {
        found = try DoubleCase(row)
        name = try row.read("one_name")
        twinName = try row.read("other_name")
        unitName = try row.read("one_unit")
        twinUnitName = try row.read("other_unit")
        number = try row.read("one_number")
        twinNumber = try row.read("other_number")
    }

    var json: JSON {
        [
            "person": JSON(found.person), "twin": JSON(found.twin), "name": JSON(name), "twin_name": JSON(twinName),
            "reasons": .array(found.reasons.map { JSON($0.rawValue) }),
        ]
    }
}

/// The open cases of a unit and below, of which an officer sees those whose entries both lie where the permission holds. Of the
/// others they learn how many there are, and neither who nor where.
struct DoubleList: Sendable {
    let lines: [DoubleLine]
    let hasMore: Bool
    let hidden: Int

    /// How many a page shows.
    static let most = 50

    init(of unit: UnitEntry, after last: ID<DoubleCase>?, as officer: Officer, in tx: Transaction) throws {
        let (from, end) = (unit.path, Reach.end(of: unit.path))
        // At and below a base union its own cases are asked for by index; above, all that are open, which are few.
        let near: SQL =
            try unit.base(in: tx).map { " AND (c.first_base_id = \($0) OR c.second_base_id = \($0))" } ?? .nothing
        // The open cases are few, and no planner may begin with all members of the unit: SQLite keeps the order of a CROSS JOIN, and
        // an expression is in no index.
        let (first, second): (SQL, SQL) = ("(m.unit_path || '')", "(t.unit_path || '')")
        let both: SQL =
            "(\(first) >= \(from) AND \(first) < \(end) OR \(second) >= \(from) AND \(second) < \(end))"
        let (one, other) = (officer.sees(first), officer.sees(second))
        let joined: SQL = "double_case c CROSS JOIN membership m CROSS JOIN membership t"
        let open: SQL = """
            c.state = 'open' AND m.person_id = c.person AND m.until_day IS NULL AND t.person_id = c.twin
               AND t.until_day IS NULL\(near)
            """
        let found: [DoubleLine] = try tx.all(
            """
            SELECT \(DoubleLine.columns) FROM \(joined) JOIN person p ON p.id = c.person JOIN person q ON q.id = c.twin
              JOIN unit u ON u.id = m.unit_id JOIN unit w ON w.id = t.unit_id
             WHERE \(open) AND c.id > \(last ?? ID(0)) AND \(both) AND \(one) AND \(other)
             ORDER BY c.id LIMIT \(Self.most + 1)
            """)
        lines = Array(found.prefix(Self.most))
        hasMore = found.count > lines.count
        hidden =
            try tx.value(
                """
                SELECT count(*) FROM \(joined)
                 WHERE \(open) AND \(both) AND (\(one) AND NOT \(other) OR \(other) AND NOT \(one))
                """) ?? 0
    }
}

/// `/units/:id/doubles`
func listDoubles(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let list = try DoubleList(of: unit, after: ID(visit.filled["after"]), as: visit.who, in: visit.tx)
    let json: JSON = ["items": .array(list.lines.map(\.json)), "hidden": JSON(list.hidden)]
    return .page(title: "疑似重复 · \(unit.shortName)", json: json, doublesPage(unit, list))
}

/// Looks anew in the base union of a unit, at once.
func lookForDoubles(_ visit: OpenVisit<Officer>, _ id: ID<Unit>) async throws -> Answer {
    let officer = visit.who
    let found = try await visit.store.read { tx -> BasePath? in
        let unit = try UnitEntry.find(id, as: officer, in: tx)
        return try unit.base(in: tx).flatMap { base in
            try tx.first("SELECT \(BasePath.columns) FROM unit WHERE id = \(base)")
        }
    }
    guard let base = found else { throw Flaws("", "请到具体的学校或单位查找；整个联合会每天夜里自动查找一遍。") }
    try await DoubleDuty.look(at: base.id, base.path, visit.store)
    return .see(Places.doubles(id), saying: "已重新查找一遍。")
}

private func doublesPage(_ unit: UnitEntry, _ list: DoubleList) -> HTML {
    let isBase = unit.level.depth >= UnitLevel.base.depth
    let next =
        list.hasMore ? list.lines.last.map { Places.doubles(unit.id).with("after", $0.found.id.description) } : nil
    return """
        \(pageHead("疑似重复", "可能是同一个人的两份登记。每天夜里自动查找，由您判断。", crumbs: [
            (words: "会员名册", path: Places.members(unit.id)), (words: "疑似重复", path: nil),
        ], actions: isBase ? action("重新查找", to: Places.doubles(unit.id)) : .none))
        <div class="stack">\(if: list.hidden > 0, note(
            "另有 \(grouped(list.hidden)) 对涉及您看不到的单位，请上级工会核对。", .due))
        <section class="card" aria-label="两份登记">\(content(list))</section>
        \(if: next != nil, pager(shown: list.lines.count, total: nil, unit: "对", first: nil, next: next))</div>
        """
}

private func content(_ list: DoubleList) -> HTML {
    guard !list.lines.isEmpty else { return emptyState("没有疑似重复的登记", "新登记和导入的会员，夜里会和名册对照一遍。") }
    return table(
        "疑似重复",
        [
            Column("姓名", isName: true) { line in
                HTML.words(line.name == line.twinName ? line.name : "\(line.name)、\(line.twinName)")
            },
            Column("第一份") { line in place(line.unitName, line.number) },
            Column("第二份") { line in place(line.twinUnitName, line.twinNumber) },
            Column("为什么") { line in HTML.words(line.found.reasons.map(\.words).joined(separator: "；")) },
            Column("办理") { line in compareLink(line) },
        ], list.lines)
}

private func place(_ unit: String, _ number: String?) -> HTML {
    "\(unit)\(some: number, { "，工号 \($0)" })"
}

private func compareLink(_ line: DoubleLine) -> HTML {
    """
    <a href="\(Places.double(line.found.person, line.found.twin))">对照<span class="vh">：\(line.name)</span></a>
    """
}
