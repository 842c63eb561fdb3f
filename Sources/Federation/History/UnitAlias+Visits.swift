import Web

/// `/units/:id/names`: the names of a unit, and the form for one more.
func askUnitAliases(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let crumbs = try unitCrumbs(unit, above: UnitEntry.above(unit, as: visit.who, in: visit.tx), "名称")
    let names = try UnitName.all(of: unit, in: visit.tx)
    return .page(title: "曾用名和别名", aliasesPage(unit, crumbs, names, visit.filled))
}

/// Enters a name.
func keepUnitAlias(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.claim(id, as: visit.who, in: visit.tx)
    var check = Check(visit.form)
    let name = check.text("name", "名称", 2...60)
    let kind: UnitAlias.Kind = check.choice("kind", "哪一种名称")
    let from = check.optionalDay("from_day", "开始使用")
    let until = check.optionalDay("until_day", "停止使用")
    if let from, from > visit.tx.today { check.add("from_day", "开始使用的日期 \(from) 晚于今天，请核对。") }
    if let from, let until, until < from { check.add("until_day", "停止使用的日期早于开始使用的日期。") }
    if kind == .former, until == nil, check.flaws["kind"] == nil, check.flaws["until_day"] == nil {
        check.add("until_day", "曾用名请填写停止使用的日期，记不清可以填大概的日期。")
    }
    if try UnitName.all(of: unit, in: visit.tx).contains(where: { $0.name == name && $0.until == nil }) {
        check.add("name", "它现在就有这个名称。")
    }
    try check.done()
    try UnitAlias.insert(name, kind, of: id, from: from, until: until, in: visit.tx)
    try unit.audit(
        Act("unit.alias", on: "unit", id, "登记“\(unit.shortName)”的\(kind.words)“\(name)”"), by: visit.who,
        ring: visit.site.ring, in: visit.tx)
    return .see(Places.unitAliases(id), saying: "已登记，按“\(name)”也能找到这个单位。")
}

/// Ends a name today. It stays in the history, and is still found.
func endUnitAlias(_ visit: Visit<Officer>, _ id: ID<UnitAlias>) throws -> Answer {
    let alias: UnitAlias? = try visit.tx.first(
        """
        SELECT \(UnitAlias.columns) FROM unit_alias a JOIN unit u ON u.id = a.unit_id
         WHERE a.id = \(id) AND a.until_day IS NULL AND \(visit.who.sees("u.path"))
        """)
    guard let alias else { throw Refusal.missing }
    let unit = try UnitEntry.claim(alias.unit, as: visit.who, in: visit.tx)
    let last = max(visit.tx.today, alias.from ?? visit.tx.today)
    try visit.tx.run("UPDATE unit_alias SET until_day = \(last) WHERE id = \(id) AND until_day IS NULL")
    try unit.audit(
        Act("unit.unalias", on: "unit", unit.id, "“\(unit.shortName)”不再用\(alias.kind.words)“\(alias.name)”"),
        by: visit.who, ring: visit.site.ring, in: visit.tx)
    return .see(Places.unitAliases(unit.id), saying: "“\(alias.name)”已停用，仍然可以按它查找。")
}

private func aliasesPage(_ unit: UnitEntry, _ crumbs: [Crumb], _ names: [UnitName], _ filled: Filled) -> HTML {
    let kinds: [Choice] = [
        ("second", "第二名称（一个机构两块牌子）"), ("alias", "别名、习惯叫法"), ("former", "曾用名（系统里没有经过更名的）"),
    ]
    let inside: HTML = """
        <div class="form-grid">\(select(Field("kind", "哪一种名称", isRequired: true), kinds, empty: "请选择", filled))
        \(field(Field("name", "名称", isRequired: true, hint: "例如：中国教育工会北京市委员会", maximum: 60), filled))
        \(field(Field("from_day", "开始使用", .date, hint: "不知道就不填。"), filled))
        \(field(Field("until_day", "停止使用", .date, hint: "还在用就不填。"), filled))</div>
        <div class="row"><button class="btn primary">登记名称</button>\(button("返回", to: Places.unit(unit.id)))</div>
        """
    return """
        \(flawSummary(filled.flaws))\(pageHead("曾用名和别名", "查找和导入时，按这里的每一个名称都能认出“\(unit.shortName)”。", crumbs: crumbs))
        <div class="stack">\(card("现有名称", id: "h-names", "<ul class=\"rows\">\(each: names, aliasLine)</ul>"))
        \(card("登记一个名称", id: "h-new", form(to: Places.unitAliases(unit.id), inside)))</div>
        """
}

private func aliasLine(_ name: UnitName) -> HTML {
    let end: HTML = name.alias.map { name.until == nil ? action("停用", to: Places.unitAliasEnd($0)) : .none } ?? .none
    return """
        <li class="rowlink"><span class="t"><b>\(name.name)</b><small>\(name.kind.words)\
        \(if: !name.days.isEmpty, "，\(name.days)")</small></span>\(end)</li>
        """
}
