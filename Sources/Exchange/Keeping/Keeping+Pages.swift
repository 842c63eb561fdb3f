import Federation
import Web

/// What the page of a unit's interfaces shows.
struct Interfaces {
    let unit: UnitEntry
    let tokens: [Token]
    let webhooks: [Webhook]
    /// Short names of units that stand in the lists.
    let names: [ID<Unit>: String]
    let now: Instant

    init(of unit: UnitEntry, as officer: Officer, in tx: Transaction) throws {
        self.unit = unit
        tokens = try Token.all(in: Reach(unitPath: unit.path, hasDescent: true), in: tx)
            .filter { officer.reaches($0.unitPath) }
        webhooks = try Webhook.all(below: unit, as: officer, in: tx)
        now = tx.now
        var names: [ID<Unit>: String] = [:]
        let units = Set(tokens.map(\.unit) + webhooks.map(\.unit)).sorted()
        try tx.each("SELECT id, short_name FROM unit WHERE id \(anyOf: units)") { row in
            names[try row.read("id")] = try row.read("short_name")
        }
        self.names = names
    }

    var json: JSON {
        [
            "unit": JSON(unit.id), "tokens": .array(tokens.map { $0.json(at: now) }),
            "webhooks": .array(webhooks.map(\.json)),
        ]
    }
}

/// The tokens and webhooks of a unit and below.
func interfacesPage(_ all: Interfaces) -> HTML {
    let id = all.unit.id
    return """
        \(pageHead(
            "数据接口", "让人事系统等程序读取、登记“\(all.unit.name)”的资料，或在资料变更时通知它们。",
            crumbs: [(all.unit.shortName, Places.unit(id)), ("数据接口", nil)],
            actions: "\(button("使用说明", to: Places.guide(id), icon("book")))\(button("添加变更通知", to: Places.webhookNew(id), icon("send")))\(button("制作令牌", to: Places.tokenNew(id), icon("key"), isPrimary: true))"))
        <div class="stack">
        \(listCard("令牌", id: "h-tokens", all.tokens.isEmpty ? emptyState("还没有令牌", "程序凭令牌调用接口。一个用途做一个，到期自动失效。") : table("令牌一览", tokenColumns(all), all.tokens)))
        \(listCard("变更通知", id: "h-webhooks", all.webhooks.isEmpty ? emptyState("还没有接收地址", "登记一个地址后，资料一有变更就发去通知，带签名，送不到会重试。") : table("变更通知一览", webhookColumns(all), all.webhooks)))
        </div>
        """
}

private func listCard(_ title: String, id: String, _ body: HTML) -> HTML {
    "<section class=\"card\" aria-labelledby=\"\(id)\"><div class=\"card-h\"><h2 id=\"\(id)\">\(title)</h2></div>\(body)</section>"
}

private func tokenColumns(_ all: Interfaces) -> [Column<Token>] {
    let (names, now) = (all.names, all.now)
    return [
        Column("用途", isName: true) { "<a href=\"\(Places.token($0.id))\">\($0.purpose)</a>" },
        Column("单位") { "\(names[$0.unit] ?? "—")" },
        Column("到期") { day($0.lastDay) },
        Column("上次使用") { $0.usedAt.map(moment) ?? "<span class=\"muted\">还没有用过</span>" },
        Column("调用", isFigure: true) { "\(grouped($0.calls))" },
        Column("状态") { token in tag(token.standing(at: now).words, token.standing(at: now).tone) },
    ]
}

private func webhookColumns(_ all: Interfaces) -> [Column<Webhook>] {
    let names = all.names
    return [
        Column("用途", isName: true) { "<a href=\"\(Places.webhook($0.id))\">\($0.purpose)</a>" },
        Column("接收地址") { "<span class=\"mono\">\($0.address)</span>" },
        Column("单位") { "\(names[$0.unit] ?? "—")" },
        Column("上次送达") { $0.sentAt.map(moment) ?? "<span class=\"muted\">还没有</span>" },
        Column("状态") {
            $0.state == .open && $0.failures > 0 ? tag("送不到，重试中", .due) : tag($0.state.words, $0.state.tone)
        },
    ]
}

/// The form for a token.
func tokenNewPage(_ unit: UnitEntry, _ officer: Officer, _ filled: Filled, today: Day) -> HTML {
    let offered = Scope.all.filter { officer.holds($0, over: unit.path) }
    let withheld = Scope.all.filter { !officer.holds($0, over: unit.path) }
    let last = Field(
        "last_day", "到期日期", .date, isRequired: true,
        hint: "当天 24 时失效，最长到 \(today.adding(days: Token.mostDays))。")
    let shown = filled["last_day"].isEmpty && filled.flaws.isEmpty
    let dated = shown ? Filled(["last_day": [today.adding(days: 180).description]]) : filled
    let inside: HTML = """
        <div class="form-grid">\(field(Field("purpose", "用途", isRequired: true, hint: "给哪个系统、做什么用，如“人事系统每晚同步”。", isWide: true, maximum: 60), filled))
        \(field(last, dated))
        \(field(Field("addresses", "只许从这些地址使用", hint: "可不填。多个用空格隔开，如 192.0.2.7 或 192.0.2.0/24。"), filled))</div>
        \(boxes("scope", "可以做什么", offered.map { ($0.name, $0.sentence) }, filled))
        \(if: !withheld.isEmpty, "<p class=\"hint\">您自己没有权限、因此不能给的：\(withheld.map(\.sentence).joined(separator: "；"))。</p>")
        <div class="row"><button class="btn primary">制作令牌</button>\(button("返回", to: Places.interfaces(unit.id)))</div>
        """
    return """
        \(flawSummary(filled.flaws))\(pageHead(
            "制作令牌", "只能看到、改到“\(unit.name)”和它下面的单位，而且不会超过您自己的权限：您离任，它就失效。",
            crumbs: [("数据接口", Places.interfaces(unit.id)), ("制作令牌", nil)]))
        <section class="card" aria-label="新令牌"><div class="card-b">\(form(to: Places.tokens(unit.id), inside))</div></section>
        """
}

/// Boxes to tick, with what is wrong beside them.
func boxes(_ name: String, _ label: String, _ choices: [Choice], _ filled: Filled) -> HTML {
    """
    <fieldset class="field wide" id="\(name)"><legend>\(label) <span class="req">必填</span></legend>
    <div class="stack">\(each: choices, { checkBox(name, $0.words, value: $0.value, filled) })</div>
    \(some: filled.flaws[name], { "<p class=\"err\">\(icon("exclamation-circle-fill"))<span>\($0)</span></p>" })</fieldset>
    """
}

/// A secret, told once: nobody can show it again.
func secretPage(_ title: String, _ secret: String, _ words: String, next: HTML) -> HTML {
    """
    \(pageHead(title))
    <section class="card" aria-label="\(title)"><div class="card-b stack">
    \(note("只在这一页显示一次。请现在抄到要用它的系统里，不要放进邮件或聊天记录。", .due))
    <p class="mono" id="secret">\(secret)</p>
    <div class="row"><button class="btn js-only" type="button" data-copy="secret">\(icon("clipboard"))<span>复制</span></button></div>
    <p>\(words)</p><div class="row">\(next)</div></div></section>
    """
}

/// One token with its use.
func tokenPage(_ token: Token, _ unit: UnitEntry, now: Instant, _ filled: Filled) -> HTML {
    let standing = token.standing(at: now)
    let all: [Fact] = [
        ("用途", "\(token.purpose)"), ("状态", tag(standing.words, standing.tone)), ("单位", "\(unit.name)和它下面的单位"),
        ("可以做", "\(token.scopeWords.joined(separator: "；"))"), ("制作人", "\(token.makerName)"),
        ("令牌开头", "<span class=\"mono\">\(token.hint)…</span>"), ("制作时间", moment(token.madeAt)),
        ("到期", day(token.lastDay)),
        ("地址", "\(token.addresses.isEmpty ? "不限" : token.addresses.map(\.text).joined(separator: "、"))"),
        ("调用", "\(grouped(token.calls)) 次"),
        ("上次使用", token.usedAt.map { "\(moment($0))，从 \(token.usedFrom)" } ?? "还没有用过"),
    ]
    return """
        \(flawSummary(filled.flaws))\(pageHead(
            token.purpose, "令牌", crumbs: [("数据接口", Places.interfaces(unit.id)), (token.purpose, nil)]))
        <div class="stack">\(card("令牌", id: "h-token", facts(all)))
        \(if: token.isLive(at: now), tokenActions(token, filled))</div>
        """
}

private func tokenActions(_ token: Token, _ filled: Filled) -> HTML {
    let overlap: [Choice] = [("1", "1 天"), ("7", "7 天"), ("0", "立即失效")]
    let successor: HTML = """
        <p>换一个新令牌，用途、范围和到期日不变，您登记过的编号照样认得。旧的还能再用几天，好让系统从容换上。</p>
        \(select(Field("overlap", "旧令牌还能用"), overlap, filled))
        <div><button class="btn">\(icon("arrow-repeat"))换新令牌</button></div>
        """
    return """
        \(card("换新", id: "h-next", form(to: Places.tokenSuccessor(token.id), successor)))
        \(card("作废", id: "h-end", "<div class=\"stack\"><p>立即生效，用它的程序从下一次调用起会被拒绝。</p>\(action("作废这个令牌", to: Places.tokenEnd(token.id), className: "btn danger"))</div>"))
        """
}
