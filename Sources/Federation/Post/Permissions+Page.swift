import Web

/// A post that gives rights in a unit today: held there, above, or by way of a second parent.
struct HolderLine: Record, Equatable, Sendable {
    let personName: String
    let kind: PostKind
    let unit: ID<Unit>
    let unitName: String

    static let columns: SQL = "n.name, p.kind, u.id, u.short_name"

    init(_ row: borrowing Row) throws {
        personName = try row.read("name")
        kind = try row.read("kind")
        unit = try row.read("id")
        unitName = try row.read("short_name")
    }

    /// Everybody whose grants reach a unit today, from the highest post down.
    static func all(reaching unit: UnitEntry, in tx: Transaction) throws -> [HolderLine] {
        let paths = UnitEntry.paths(above: unit.path) + [unit.path]
        return try tx.all(
            """
            SELECT \(columns) FROM post p JOIN unit u ON u.id = p.unit_id JOIN person n ON n.id = p.person_id
             WHERE p.id IN (SELECT g.source FROM permission_grant g
                             WHERE g.source_kind = 'post' AND g.unit_path \(anyOf: paths)
                               AND (g.has_descent OR g.unit_path = \(unit.path)) AND g.from_day <= \(tx.today)
                               AND (g.until_day IS NULL OR g.until_day >= \(tx.today)))
             ORDER BY u.path, p.from_day, p.id
            """)
    }

    var json: JSON {
        [
            "name": JSON(personName), "kind": JSON(kind.rawValue), "unit": JSON(unit), "unit_name": JSON(unitName),
            "permissions": .array(kind.permissions.map { JSON($0.name) }),
        ]
    }
}

/// `/units/:id/permissions`: what each post lets its holder do, and who holds what here today.
func showPermissions(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let crumbs = try unitCrumbs(unit, above: UnitEntry.above(unit, as: visit.who, in: visit.tx), "权限")
    let holders = try HolderLine.all(reaching: unit, in: visit.tx)
    return .page(
        title: "\(unit.shortName)的权限", json: .array(holders.map(\.json)), permissionsPage(unit, crumbs, holders))
}

private func permissionsPage(_ unit: UnitEntry, _ crumbs: [Crumb], _ holders: [HolderLine]) -> HTML {
    """
    \(pageHead("权限一览", "权限跟着职务走：谁在任谁有，离任就收回。", crumbs: crumbs))
    <div class="stack">\(card("今天谁能办什么", id: "h-holders", sub: "对\(unit.shortName)", holderTable(unit, holders)))
    <section class="card" aria-labelledby="h-matrix"><div class="card-h"><h2 id="h-matrix">职务与权限</h2>\
    <span class="sub">对本单位和下级</span></div>\(matrix)</section></div>
    """
}

private func holderTable(_ unit: UnitEntry, _ holders: [HolderLine]) -> HTML {
    let here = unit.id
    return table(
        "今天在这里有权限的人",
        [
            Column("姓名", isName: true) { line in HTML.words(line.personName) },
            Column("职务") { line in HTML.words(line.kind.words) },
            Column("来自") { line in line.unit == here ? "本单位" : HTML.words(line.unitName) },
            Column("权限", isFigure: true) { line in "\(line.kind.permissions.count) 项" },
        ], holders)
}

private var matrix: HTML {
    """
    <div class="tbl-wrap" tabindex="0" role="group" aria-label="职务与权限对照表"><table class="tbl matrix"><thead><tr>
    <th>权限</th>\(each: PostKind.allCases, { "<th scope=\"col\"><span>\($0.words)</span></th>" })</tr></thead>
    <tbody>\(each: Permission.federation, matrixRow)</tbody></table></div>
    """
}

private func matrixRow(_ permission: Permission) -> HTML {
    "<tr><th scope=\"row\">\(permission.sentence)</th>\(each: PostKind.allCases, { matrixCell($0, permission) })</tr>"
}

private func matrixCell(_ kind: PostKind, _ permission: Permission) -> HTML {
    guard kind.permissions.contains(permission) else {
        return "<td><span class=\"nay\" aria-hidden=\"true\">·</span><span class=\"vh\">无</span></td>"
    }
    return "<td><span class=\"yes\">\(icon("check-lg"))</span><span class=\"vh\">有</span></td>"
}
