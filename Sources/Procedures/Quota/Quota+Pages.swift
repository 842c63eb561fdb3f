import Federation
import Web

/// The quotas in which a unit has places.
func quotaListPage(_ unit: UnitEntry, _ quotas: [Quota], mayKeep: Bool) -> HTML {
    let columns: [Column<Quota>] = [
        Column("名额", isName: true) { "<a href=\"\(Places.quota($0.id, unit.id))\">\($0.name)</a>" },
        Column("设立单位") { "\($0.unitName)" },
        Column("依据") { "\($0.basis ?? "—")" },
        Column("交回日期") { day($0.returnBy) },
        Column("状态") { $0.state == .open ? tag("使用中", .pine) : tag("已结束") },
    ]
    let new: HTML = mayKeep ? button("设立名额", to: Places.quotaNew(unit.id), icon("plus-lg"), isPrimary: true) : .none
    let body: HTML =
        quotas.isEmpty
        ? emptyState("还没有名额", "疗休养、推荐、体检这类按人数分的事，先设立名额，再按规则分到下级单位。", new)
        : table("名额", columns, quotas)
    return """
        \(pageHead("名额", "\(unit.shortName)", actions: quotas.isEmpty ? .none : new))
        <div class="card">\(body)</div>
        """
}

/// The form for a new one.
func quotaForm(_ unit: UnitEntry, _ filled: Filled) -> HTML {
    let inside: HTML = """
        <div class="form-grid">
        \(field(Field("name", "名称", isRequired: true, hint: "例如：2026 年劳模疗休养", isWide: true, maximum: 60), filled))
        \(textArea(Field("categories", "类别和数量", isRequired: true, hint: "一行一类，数量写在后面，例如“一线教师 380”。", isWide: true), filled))
        \(field(Field("measure", "单位", isRequired: true, hint: "人、个、份。", maximum: 4), filled))
        \(field(Field("return_by", "交回日期", .date, hint: "到这一天没有用的收回。可以不填。"), filled))
        \(field(Field("basis", "依据", hint: "文件名或文号。", isWide: true, maximum: 100), filled))</div>
        <div class="actions tall"><button class="btn primary">设立名额</button>\(button("返回", to: Places.quotas(unit.id)))</div>
        """
    return """
        \(flawSummary(filled.flaws))\(pageHead("设立名额", "先归\(unit.shortName)所有，再分给下级。", crumbs: [("名额", Places.quotas(unit.id)), ("设立", nil)]))
        <section class="card" aria-label="名额"><div class="card-b">\(form(to: Places.quotas(unit.id), inside))</div></section>
        """
}

/// One unit's page of a quota.
func quotaPage(_ view: QuotaView, _ filled: Filled) -> HTML {
    let quota = view.quota
    var page = CasePage(quota.name)
    page.crumbs = [("名额", Places.quotas(view.unit.id)), (view.unit.shortName, nil)]
    page.tags = """
        <span class="row">\(quota.state == .open ? tag("使用中", .pine) : tag("已结束"))\
        \(some: quota.returnBy, { "<span>\(day($0)) 前交回</span>" })</span>
        """
    page.actions = button("导出名额表", to: Places.quotaSheet(quota.id, view.unit.id), icon("download"))
    page.notes =
        view.isOver ? note("交回日期已过，没有用的名额可以收回，再分给需要的单位。", .due) : .none
    page.body = """
        \(card("\(view.unit.shortName)的名额", id: "h-own", "<div class=\"stack\">\(each: view.shares, shareBar)</div>"))
        \(belowCard(view))\(holdCard(view))
        """
    page.side =
        view.mayKeep
        ? "\(splitCard(view, filled))\(moveCard(view, filled))\(recallCard(view, filled))\(sheetCard(view, filled))\(endCard(view))"
        : factsOnly(view)
    page.history = view.moves.map(\.line)
    return page.drawn(filled)
}

private func factsOnly(_ view: QuotaView) -> HTML {
    card(
        "说明", id: "h-facts",
        facts([
            ("设立单位", "\(view.quota.unitName)"), ("依据", "\(view.quota.basis ?? "—")"), ("单位", "\(view.quota.measure)"),
        ]))
}

private func shareBar(_ share: QuotaShare) -> HTML {
    let spent = share.granted - share.left
    let look = share.left == 0 ? "bar full" : share.left * 5 < share.granted ? "bar low" : "bar"
    return """
        <div class="quota"><div class="ends"><span>\(share.categoryName)</span><b>剩 \(grouped(share.left)) / \(grouped(share.granted))</b></div>
        <progress class="\(look)" value="\(spent)" max="\(max(1, share.granted))" aria-label="\(share.categoryName)已安排">\(grouped(spent))</progress>
        <p class="hint">已分给下级 \(grouped(share.handed))，预留 \(grouped(share.reserved))，已使用 \(grouped(share.used))。</p></div>
        """
}

private func belowCard(_ view: QuotaView) -> HTML {
    guard !view.children.isEmpty else { return .none }
    var columns: [Column<QuotaView.Line>] = [
        Column("单位", isName: true) { line in
            line.shares.contains { $0 != nil }
                ? "<a href=\"\(Places.quota(view.quota.id, line.unit.id))\">\(line.unit.shortName)</a>"
                : "\(line.unit.shortName)"
        },
        Column("会员", isFigure: true) { "\(grouped($0.heads))" },
    ]
    for (order, share) in view.shares.enumerated() {
        columns.append(
            Column(share.categoryName, isFigure: true) { "\($0.shares[order].map { grouped($0.granted) } ?? "—")" })
    }
    columns.append(Column("已使用", isFigure: true) { "\(grouped($0.used))" })
    columns.append(Column("剩余", isFigure: true) { "\(grouped($0.left))" })
    let lines = view.lines
    let more = lines.count > 200 ? "只列出前 200 个单位，全部见名额表。" : "分给下级的数，点单位名看它怎么用"
    return card("下级单位", id: "h-below", sub: more, table("下级单位的名额", columns, Array(lines.prefix(200))))
}

private func holdCard(_ view: QuotaView) -> HTML {
    guard !view.holds.isEmpty else { return .none }
    let columns: [Column<QuotaHold>] = [
        Column("用途", isName: true) { "\($0.words)" }, Column("类别") { "\(view.hold($0))" },
        Column("数量", isFigure: true) { "\(grouped($0.amount))" },
        Column("状态") { $0.state == .used ? tag("已使用", .done) : tag("预留", .due) },
        Column("办理") { hold in
            guard view.mayKeep else { return "" }
            let use = action("使用", to: Places.quotaHoldUse(hold.id), className: "btn quiet")
            let out = action("退出", to: Places.quotaHoldEnd(hold.id), className: "btn quiet")
            return "<div class=\"row\">\(if: hold.state == .reserved, use)\(out)</div>"
        },
    ]
    return card("预留和使用", id: "h-holds", sub: "本单位自己用的", table("本单位的预留和使用", columns, view.holds))
}

private func categories(_ view: QuotaView) -> [Choice] {
    view.shares.map { (value: $0.category.description, words: "\($0.categoryName)，剩 \(grouped($0.left))") }
}

private func splitCard(_ view: QuotaView, _ filled: Filled) -> HTML {
    guard !view.children.isEmpty else { return .none }
    let rules = QuotaRule.allCases.map { (value: $0.rawValue, words: $0.words) }
    let inside: HTML = """
        <form class="stack-s" method="get" action="\(Places.quotaSplit(view.quota.id, view.unit.id))">
        \(select(Field("category", "类别"), categories(view), filled))\(select(Field("rule", "规则"), rules, filled))
        \(field(Field("total", "本次分配", hint: "不填就是全部剩余。", inputMode: "numeric"), filled))
        \(field(Field("number", "每多少人一个，或每单位几个", hint: "只有这两条规则要填。", inputMode: "numeric"), filled))
        \(field(Field("least", "每单位至少", hint: "例如 1。不填就是不保底。", inputMode: "numeric"), filled))
        <button class="btn primary">先看分配结果</button></form>
        """
    return card("按规则分给下级", id: "h-split", inside)
}

/// One move by hand, always with its reason.
private func moveCard(_ view: QuotaView, _ filled: Filled) -> HTML {
    let kinds = QuotaMoveDraft.Kind.fitting(view).map { (value: $0.rawValue, words: $0.words) }
    let units = view.children.map { (value: $0.id.description, words: $0.shortName) }
    let inside: HTML = """
        \(select(Field("move", "办什么"), kinds, filled))
        \(select(Field("move_category", "类别"), categories(view), filled))
        \(if: !units.isEmpty, select(Field("unit", "下级单位", hint: "分给或收回时选。"), units, empty: "不涉及", filled))
        \(field(Field("amount", "数量", isRequired: true, inputMode: "numeric"), filled))
        \(field(Field("reason", "事由", isRequired: true, hint: "写明理由或用途，账目里看得到。", maximum: 200), filled))
        <button class="btn">办理</button>
        """
    return card(
        "单笔调整", id: "h-move", form(to: Places.quotaMoves(view.quota.id, view.unit.id), className: "stack-s", inside))
}

private func recallCard(_ view: QuotaView, _ filled: Filled) -> HTML {
    let left = view.below.map(\.left).reduce(0, +)
    guard left > 0 else { return .none }
    let inside: HTML = """
        \(field(Field("recall_reason", "事由", isRequired: true, maximum: 200), filled))
        <button class="btn">收回未用的 \(grouped(left)) 个</button>
        """
    return card(
        "收回未用名额", id: "h-recall",
        "<p class=\"hint\">下级没有用、也没有再分的，全部收回，可以重新分配。</p>\(form(to: Places.quotaRecall(view.quota.id, view.unit.id), className: "stack-s", inside))"
    )
}

/// For the unit that opened it, when there is nothing more to move.
private func endCard(_ view: QuotaView) -> HTML {
    guard view.mayKeep, view.quota.unit == view.unit.id else { return .none }
    let end = action("结束这批名额", to: Places.quotaClosing(view.quota.id, view.unit.id))
    return card("结束", id: "h-end", "<div class=\"stack-s\"><p class=\"hint\">结束后不能再分、再用，账目留着备查。</p>\(end)</div>")
}

private func sheetCard(_ view: QuotaView, _ filled: Filled) -> HTML {
    guard !view.children.isEmpty else { return .none }
    let inside: HTML = """
        \(field(Field("file", "名额表（.xlsx、.xls 或 .csv）", .file, hint: "先导出，把各单位的数改好再传回来。有一处不对就都不改，逐行说明。", accept: ".xlsx,.xls,.csv"), filled))
        \(field(Field("sheet_reason", "事由", isRequired: true, maximum: 200), filled))
        <button class="btn">导入名额表</button>
        """
    return card(
        "用表格调整", id: "h-sheet",
        form(to: Places.quotaSheet(view.quota.id, view.unit.id), className: "stack-s", isMultipart: true, inside))
}

/// What a rule makes of the places, unit by unit, before the yes.
func quotaPreviewPage(_ preview: QuotaPreview, _ filled: Filled) -> HTML {
    let view = preview.view
    let lines = zip(zip(preview.units, preview.claims), preview.split.places).map { ($0.0, $0.1, $1) }
    let columns: [Column<(UnitEntry, QuotaClaim, Int)>] = [
        Column("单位", isName: true) { "\($0.0.shortName)" },
        Column("会员", isFigure: true) { "\(grouped($0.1.heads))" },
        Column("原有", isFigure: true) { "\(grouped($0.1.before))" },
        Column("本次", isFigure: true) { "<b>\(grouped($0.2))</b>" },
        Column("分后", isFigure: true) { "\(grouped($0.1.before + $0.2))" },
    ]
    let inside: HTML = """
        \(each: preview.pairs, { hidden($0.name, $0.value) })\(hidden("mark", preview.mark))
        <div class="actions tall"><button class="btn primary">分下去 \(grouped(preview.split.sum)) 个</button>\
        \(button("返回", to: Places.quota(view.quota.id, view.unit.id)))</div>
        """
    return """
        \(flawSummary(filled.flaws))\(pageHead(
            "分配预览：\(preview.share.categoryName)", "\(preview.words)。现在还没有分下去。",
            crumbs: [("名额", Places.quotas(view.unit.id)), (view.quota.name, Places.quota(view.quota.id, view.unit.id)), ("预览", nil)]))
        <div class="stack"><div class="card">\(table("分配预览", columns, lines))</div>
        \(form(to: Places.quotaSplit(view.quota.id, view.unit.id), inside))</div>
        """
}
