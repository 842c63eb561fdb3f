import Server
import Vault
import Web

/// A list as everybody sees it: names as the rule shows them, and the way to object.
struct PublicPublicity {
    let publicity: Publicity
    let entries: [PublicityEntry]
    let today: Day
    let visitor: Visitor

    /// What may be seen: a list that is up, to those who may see it. After its end nobody sees a name any more.
    init(_ id: ID<Publicity>, _ visitor: Visitor, in tx: Transaction) throws {
        let found: Publicity? = try tx.first(
            "SELECT \(Publicity.columns) FROM \(Publicity.tables) WHERE b.id = \(id)")
        guard let found, found.state != .draft, let first = found.startsOn, first <= tx.today else {
            throw Refusal.missing
        }
        let isSignedIn = visitor.session?.stage == .full
        guard found.isOpen || isSignedIn else { throw Refusal.signIn }
        publicity = found
        entries = found.state == .published ? try PublicityEntry.all(of: id, in: tx) : []
        today = tx.today
        self.visitor = visitor
    }

    func shown(_ entry: PublicityEntry) -> String {
        publicity.isMasked ? PublicityEntry.masked(entry.name) : entry.name
    }

    private var last: Day? {
        publicity.startsOn.flatMap { Publicity.last(of: publicity.days, from: $0, by: houseCalendar) }
    }

    private var period: HTML {
        "\(day(publicity.startsOn)) 至 \(day(last))，共 \(publicity.days) 个工作日"
    }

    var json: JSON {
        [
            "title": JSON(publicity.title), "last": JSON(last?.description), "state": JSON(publicity.state.rawValue),
            "entries": .array(
                entries.map { ["name": JSON(shown($0)), "unit": JSON($0.unitWords), "state": JSON($0.state.rawValue)] }),
        ]
    }

    private var list: HTML {
        let columns: [Column<PublicityEntry>] = [
            Column("姓名", isName: true) { "\(shown($0))" }, Column("单位") { "\($0.unitWords)" },
            Column("事由") { "\($0.detail.isEmpty ? "—" : $0.detail)" },
            Column("状态") { tag($0.state.words, $0.state.tone) },
        ]
        return table("公示名单", columns, entries.filter { $0.state != .removed })
    }

    func drawn(_ filled: Filled) -> HTML {
        guard publicity.state == .published else {
            return """
                \(pageHead(publicity.title, "\(publicity.unitName)"))
                <section class="card" aria-label="公示">\(emptyState(publicity.state == .closed ? "公示已经结束" : "公示已经撤销", "名单不再公开。有问题请按下面的方式反映：\(publicity.contact)。"))</section>
                """
        }
        return """
            \(flawSummary(filled.flaws))\(pageHead(publicity.title, "\(publicity.unitName)，\(period)"))
            <div class="cols cols-8-4"><div class="stack">
            \(card("公示说明", id: "h-text", "<p>\(publicity.text)</p>"))
            <div class="card">\(list)</div></div>
            <div class="stack">\(card("怎样反映", id: "h-contact", "<p>\(publicity.contact)</p>"))
            \(objectionForm(filled))</div></div>
            """
    }

    private func objectionForm(_ filled: Filled) -> HTML {
        let kinds: [Choice] = Objection.Kind.allCases.map { (value: $0.rawValue, words: $0.words) }
        let choices = entries.filter { $0.state != .removed }.map {
            (value: $0.id.description, words: "\(shown($0))，\($0.unitWords)")
        }
        let inside: HTML = """
            \(select(Field("entry", "对哪一条有异议", isRequired: true), choices, empty: "请选择", filled))
            \(select(Field("kind", "方式", isRequired: true, hint: "实名的必须调查并答复；匿名的作为线索。"), kinds, empty: "请选择", filled))
            \(textArea(Field("text", "异议内容", isRequired: true, hint: "写明事实，越具体越好查。", maximum: 2_000), filled))
            \(field(Field("name", "姓名", hint: "实名才填。只有办理公示的人看得到。", autocomplete: "name", maximum: 40), filled))
            \(field(Field("phone", "手机号", .telephone, hint: "实名才填，用来核实和答复。", autocomplete: "tel"), filled))
            \(paperField("papers", "证据", hint: "", filled))
            <button class="btn primary">提交异议</button>
            """
        return card(
            "提出异议", id: "h-object",
            form(to: Places.publicObjections(publicity.id), className: "stack-s", isMultipart: true, inside))
    }

    /// For the board at the gate.
    var notice: HTML {
        """
        <article class="stack"><h1>\(publicity.title)</h1><p>\(publicity.text)</p>
        \(if: publicity.state == .published, list)
        <p>公示期：\(period)。\(some: publicity.basis, { "依据：\($0)。" })</p>
        <p>公示期内有异议的，请向我们反映：\(publicity.contact)。实名反映的，我们核实后书面答复；反映人的情况不公开。</p>
        <p class="r">\(publicity.unitName)<br>\(publicity.startsOn.map(\.plain) ?? "")</p></article>
        """
    }
}

let publicPublicityRoutes: [Route] = [
    .get(Places.publicPublicity, .anyone, showPublicPublicity),
    .open(.post, Places.publicObjections, .anyone, object, again: showPublicPublicity),
]

private func showPublicPublicity(_ visit: Visit<Visitor>, _ id: ID<Publicity>) throws -> Answer {
    let page = try PublicPublicity(id, visit.who, in: visit.tx)
    return .page(title: page.publicity.title, shell: .focus, json: page.json, page.drawn(visit.filled))
}

/// Takes an objection in from anybody who may see the list, with its evidence.
private func object(_ visit: OpenVisit<Visitor>, _ id: ID<Publicity>) async throws -> Answer {
    if let earlier = try await visit.earlierAnswer() { return earlier }
    let (visitor, ring) = (visit.who, visit.site.ring)
    let draft = try await visit.store.read { tx in
        let page = try PublicPublicity(id, visitor, in: tx)
        guard page.publicity.state == .published else { throw Flaws("", "公示已经结束。请按公示上的方式反映。") }
        return page.entries
    }
    let objection = try ObjectionDraft(visit.form, among: draft)
    let kept = try Paper.keep("papers", of: visit.form, on: Shelf(visit.site), wall: "objections of \(id)")
    return try await visit.writeOnce { tx in
        let page = try PublicPublicity(id, visitor, in: tx)
        guard try page.publicity.claimed(in: tx).state == .published else {
            throw Flaws("", "公示已经结束。请按公示上的方式反映。")
        }
        let new = try Objection.insert(objection, to: id, ring: ring, in: tx)
        try Paper.add(kept, to: "objection", new.raw, by: nil, in: tx)
        let act = Act("objection.receive", on: "objection", new, "收到\(objection.kind.words)")
        try AuditEntry.write(act, by: nil, in: page.publicity.unit, ring: ring, tx)
        let words = objection.kind == .named ? "已收到。这一条已停下，核实后书面答复您。" : "已收到，将作为线索核查。"
        return .see(Places.publicPublicity(id), saying: words)
    }
}
