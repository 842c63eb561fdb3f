import Rulebook
import Web

/// `/units/:id/settings`: contact and second parents.
func showSettings(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.find(id, as: visit.who, in: visit.tx)
    let crumbs = try unitCrumbs(unit, above: UnitEntry.above(unit, as: visit.who, in: visit.tx), "设置")
    let contact = try UnitContact.first(of: id, in: visit.tx)
    let links = try UnitLink.all(of: unit, in: visit.tx)
    var onFile = contact?.onFile ?? [:]
    onFile["place"] = try UnitPlace.first(of: id, in: visit.tx)?.code
    let page = SettingsPage(
        unit: unit, locus: try unit.locus(in: visit.tx), crumbs: crumbs, links: links,
        choices: try ParentChoices(for: unit, as: visit.who, in: visit.tx),
        isMovable: visit.who.isAbove(unit.path),
        endable: try UnitLink.endable(links, of: unit, as: visit.who, in: visit.tx))
    let json: JSON = [
        "unit": JSON(id), "office": JSON(contact?.office), "phone": JSON(contact?.phone), "hours": JSON(contact?.hours),
        "second_parents": .array(links.map(\.json)), "place": JSON(page.locus.place.code),
    ]
    return .page(title: "单位设置", json: json, page.drawn(visit.filled(else: onFile)))
}

/// Keeps the contact that members see.
func keepContact(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let contact = try UnitContact(visit.form)
    let unit = try UnitEntry.claim(id, as: visit.who, in: visit.tx)
    try contact.keep(for: id, in: visit.tx)
    try unit.audit(
        Act("unit.contact", on: "unit", id, "修改单位“\(unit.shortName)”的联系方式"), by: visit.who, ring: visit.site.ring,
        in: visit.tx)
    return .see(Places.settings(id), saying: "联系方式已保存，会员在自己的页面上能看到。")
}

/// Ties a unit to a second parent: for those above the unit, when the parent is theirs too. Nobody may win rights by it.
func linkUnit(_ visit: Visit<Officer>, _ id: ID<Unit>) throws -> Answer {
    let unit = try UnitEntry.claimBelow(id, as: visit.who, in: visit.tx)
    var check = Check(visit.form)
    let from = check.optionalDay("from_day", "开始日期") ?? visit.tx.today
    if from > visit.tx.today { check.add("from_day", "开始日期 \(from) 晚于今天，请到那一天再办。") }
    try check.done()
    let chosen = try ParentChoices.find(visit.form["parent"], for: unit, as: visit.who, in: visit.tx)
    let parent = try UnitEntry.claim(chosen.id, as: visit.who, in: visit.tx)
    try refuseGain(visit.who, from: parent, over: unit)
    do {
        try UnitEntry.beside("parent") {
            try visit.tx.attempt { try UnitLink.insert(unit, to: parent, from: from, in: visit.tx) }
        }
    } catch StoreProblem.notUnique {
        throw Flaws("parent", "“\(parent.shortName)”已经是它的第二上级。")
    }
    try unit.audit(
        Act("unit.link", on: "unit", id, "单位“\(unit.shortName)”自 \(from) 起由“\(parent.shortName)”双重领导"), by: visit.who,
        ring: visit.site.ring, in: visit.tx)
    return .see(Places.settings(id), saying: "“\(parent.shortName)”的干部从现在起也能看到这个单位。")
}

/// Ends a second parent today; as with moving, that is for those above the unit.
func endUnitLink(_ visit: Visit<Officer>, _ id: ID<UnitLink>) throws -> Answer {
    let link = try UnitLink.find(id, as: visit.who, in: visit.tx)
    let unit = try UnitEntry.claimBelow(link.unit, as: visit.who, in: visit.tx)
    try link.end(on: visit.tx.today, in: visit.tx)
    try unit.audit(
        Act("unit.unlink", on: "unit", unit.id, "单位“\(unit.shortName)”不再由“\(link.parentName)”双重领导"), by: visit.who,
        ring: visit.site.ring, in: visit.tx)
    return .see(Places.settings(unit.id), saying: "双重领导已结束。")
}

extension UnitLink {
    /// A current link whose both ends lie where the officer's permission holds; otherwise it is missing.
    static func find(_ id: ID<UnitLink>, as officer: Officer, in tx: Transaction) throws -> UnitLink {
        let link: UnitLink? = try tx.first(
            """
            SELECT \(columns) FROM unit_link l JOIN unit p ON p.id = l.parent_id JOIN unit u ON u.id = l.unit_id
             WHERE l.id = \(id) AND l.until_day IS NULL AND \(officer.sees("p.path")) AND \(officer.sees("u.path"))
            """)
        guard let link else { throw Refusal.missing }
        return link
    }

    /// Which of a unit's links the officer may end: those to parents of theirs.
    static func endable(
        _ links: [UnitLink], of unit: UnitEntry, as officer: Officer, in tx: Transaction
    ) throws -> Set<ID<UnitLink>> {
        let current = links.filter { $0.until == nil }
        guard !current.isEmpty, officer.isAbove(unit.path) else { return [] }
        let theirs: [ID<Unit>] = try tx.values(
            "SELECT id FROM unit WHERE id \(anyOf: current.map(\.parent)) AND \(officer.sees("path"))")
        return Set(current.filter { theirs.contains($0.parent) }.map(\.id))
    }
}

/// The page of a unit's settings.
struct SettingsPage: Sendable {
    let unit: UnitEntry
    let locus: Locus
    let crumbs: [Crumb]
    let links: [UnitLink]
    let choices: ParentChoices
    /// Whether the officer stands above the unit, and so may tie it to a second parent.
    let isMovable: Bool
    let endable: Set<ID<UnitLink>>

    func drawn(_ filled: Filled) -> HTML {
        """
        \(flawSummary(filled.flaws))\(pageHead("单位设置", "\(unit.name)", crumbs: crumbs, actions: actions))
        <div class="stack">\(card("联系方式", id: "h-contact", sub: "本单位会员能看到", contactForm(filled)))
        \(placeCard(unit, locus, filled))
        \(card("双重领导", id: "h-links", sub: "第二上级也能看到这个单位和它的下级", linkList + linkForm(filled)))</div>
        """
    }

    private var actions: HTML { button("修改名称和资料", to: Places.unitRevision(unit.id), icon("pencil")) }

    private func contactForm(_ filled: Filled) -> HTML {
        form(
            to: Places.settings(unit.id),
            """
            <div class="form-grid">\(field(Field("office", "办公地点", hint: "例如：行政楼 203", maximum: 60), filled))
            \(field(Field("phone", "联系电话", inputMode: "tel", maximum: 40), filled))
            \(field(Field("hours", "接待时间", hint: "例如：工作日 9:00 至 17:00", maximum: 60), filled))</div>
            <div class="row"><button class="btn primary">保存联系方式</button></div>
            """)
    }

    private var linkList: HTML {
        guard !links.isEmpty else { return "<p class=\"muted mb4\">没有第二上级。</p>" }
        return "<ul class=\"rows mb4\">\(each: links, line)</ul>"
    }

    private func line(_ link: UnitLink) -> HTML {
        let end = action("结束", to: Places.unitLinkEnd(link.id))
        return """
            <li class="rowlink"><span class="t"><b>\(link.parentName)</b><small>\(link.from) 起\
            \(some: link.until, { "，至 \($0)" })</small></span>\(if: endable.contains(link.id), end)</li>
            """
    }

    private func linkForm(_ filled: Filled) -> HTML {
        guard unit.state != .dissolved, isMovable else { return .none }
        return form(
            to: Places.unitLinks(unit.id),
            """
            \(choices.drawn("第二上级", filled))
            \(field(Field("from_day", "开始日期", .date, hint: "不填就从今天起。"), filled))
            <div class="row"><button class="btn">设立双重领导</button></div>
            """)
    }
}
