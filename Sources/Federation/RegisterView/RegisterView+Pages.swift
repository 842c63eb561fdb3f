import Web

/// The views of a unit, with the form that saves another. `kept` are those that the officer may change.
func registerViewList(
    _ unit: UnitEntry, _ views: [RegisterView], kept: Set<ID<RegisterView>>, _ filter: MemberFilter, _ filled: Filled
) -> HTML {
    let crumbs: [Crumb] = [("会员名册", Places.members(unit.id).with(filter.pairs)), ("视图", nil)]
    let columns: [Column<RegisterView>] = [
        Column("名称", isName: true) { "<a href=\"\($0.path)\">\($0.name)</a>" },
        Column("筛选") { "\($0.filter.words)" },
        Column("排列") { "\($0.filter.order.words)" },
        Column("谁能用") { view in view.isShared ? tag("共享", .information) : tag("仅自己", .plain) },
        Column("操作") { view in
            kept.contains(view.id) ? "<a href=\"\(Places.registerView(view.id))\">修改</a>" : "—"
        },
    ]
    let list: HTML =
        views.isEmpty ? emptyState("还没有视图", "把常用的筛选、排列和列保存下来，下次一点就到。") : table("名册视图", columns, views)
    let saving = form(to: Places.registerViews(unit.id), fields(filter, filled, "保存视图"))
    return """
        \(flawSummary(filled.flaws))
        \(pageHead("名册视图", "\(unit.name)", crumbs: crumbs))
        <div class="stack">\(card("保存现在的筛选", id: "h-new", saving))
        <div class="card">\(list)</div></div>
        """
}

/// One view, to be changed or removed.
func registerViewPage(_ view: RegisterView, _ unit: UnitEntry, _ filled: Filled) -> HTML {
    let crumbs: [Crumb] = [("会员名册", view.path), ("视图", Places.registerViews(unit.id)), (view.name, nil)]
    let version = hidden("version", filled["version"])
    let filter = MemberFilter { filled[$0] }
    let change = form(to: Places.registerView(view.id), version + fields(filter, filled, "保存"))
    let warning = view.isShared ? "这个视图是共享的，删除后大家都不能再用。" : "删除后不能恢复。"
    let removal: HTML = """
        <div class="stack-s"><p>\(warning)名册里的会员不受影响。</p>
        \(action("删除视图", to: Places.registerViewEnd(view.id), className: "btn danger"))</div>
        """
    return """
        \(flawSummary(filled.flaws))
        \(pageHead("修改视图", "\(unit.name)", crumbs: crumbs))
        <div class="stack"><section class="card card-b">\(change)</section>\(card("删除", id: "h-end", removal))</div>
        """
}

private func fields(_ filter: MemberFilter, _ filled: Filled, _ words: String) -> HTML {
    let kept = filter.pairs.filter { !$0.value.isEmpty && $0.name != "order" }
    let orders = ListOrder.allCases.map { (value: $0 == .unit ? "" : $0.rawValue, words: $0.words) }
    let order = Filled(pairs: [("order", filter.order == .unit ? "" : filter.order.rawValue)])
    let about = filter.text.isEmpty ? filter.words : "\(filter.words)（“\(filter.text)”）"
    let name = Field("name", "名称", isRequired: true, maximum: 20)
    return """
        \(each: kept, { hidden($0.name, $0.value) })
        <p class="hint">筛选：\(about)</p>
        <div class="form-grid">\(field(name, filled))\(select(Field("order", "排列"), orders, order))</div>
        \(columnBoxes(filled))
        <div>\(checkBox("shared", "与能看这个单位名册的人共享", filled))\(flawBeside("shared", filled))</div>
        <div class="row"><button class="btn primary">\(words)</button></div>
        """
}

private func flawBeside(_ name: String, _ filled: Filled) -> HTML {
    guard let flaw = filled.flaws[name] else { return .none }
    return "<p class=\"err\" id=\"\(name)-e\">\(icon("exclamation-circle-fill"))<span>\(flaw)</span></p>"
}

/// The columns to choose from, as boxes.
func columnBoxes(_ filled: Filled) -> HTML {
    """
    <fieldset class="field" id="columns"><legend>显示的列</legend><div class="boxes">\
    \(each: ListColumn.allCases, { checkBox("columns", $0.words, value: $0.rawValue, filled) })</div>
    \(flawBeside("columns", filled))</fieldset>
    """
}
