import Web

/// The form for a new group.
func groupNewPage(_ unit: UnitEntry, _ filled: Filled) -> HTML {
    let inside: HTML = """
        \(groupFields(filled))
        <div class="row"><button class="btn primary">建立分组</button>\(button("返回", to: Places.unitGroups(unit.id)))</div>
        """
    return """
        \(flawSummary(filled.flaws))\(pageHead("新建分组", "先起名字，再写明指哪些单位。", crumbs: [("单位分组", Places.unitGroups(unit.id)), ("新建", nil)]))
        <section class="card" aria-label="分组"><div class="card-b">\(form(to: Places.unitGroups(unit.id), inside))</div></section>
        """
}

private func groupFields(_ filled: Filled) -> HTML {
    """
    <div class="form-grid">\(field(Field("name", "名称", isRequired: true, hint: "照文件里常用的写，例如：各高校工会", isWide: true, maximum: 60), filled))
    \(textArea(Field("spellings", "其他写法", hint: "一行一种。“各”字、标点和括号不同不用另写。", isWide: true), filled))
    \(textArea(Field("note", "说明", isWide: true, maximum: 200), filled))</div>
    """
}

/// All that makes a group: its names, its rule, its exceptions.
func groupRevisionPage(_ view: GroupView, facts filledFacts: Filled, _ filled: Filled) -> HTML {
    let id = view.group.id
    let isOpen = view.group.endedOn == nil
    return """
        \(flawSummary(filled.flaws))\(pageHead("修改“\(view.group.name)”", "改动会记入审计。", crumbs: [("单位分组", Places.unitGroups(view.keeper.id)), (view.group.name, Places.group(id)), ("修改", nil)], actions: button("看指谁", to: Places.group(id), icon("list-check"))))
        <div class="stack">\(card("规则", id: "h-clauses", sub: "符合其中一条就在内", clauseRows(view) + clauseForm(view, filled)))
        \(card("例外", id: "h-exceptions", sub: "按名字列入或除外", exceptionRows(view) + exceptionForm(view, filled)))
        \(card("名称和写法", id: "h-names", namesForm(view, filledFacts)))
        \(if: isOpen, card("停用", id: "h-end", endForm(view)))</div>
        """
}

private func namesForm(_ view: GroupView, _ filled: Filled) -> HTML {
    form(
        to: Places.groupRevision(view.group.id),
        """
        \(hidden("version", filled["version"]))\(groupFields(filled))
        <div class="row"><button class="btn primary">保存名称和写法</button></div>
        """)
}

private func clauseRows(_ view: GroupView) -> HTML {
    guard !view.clauses.isEmpty else { return "<p class=\"muted mb4\">还没有规则，所以现在谁也不指。</p>" }
    return "<ul class=\"rows mb4\">\(each: Array(view.clauses.enumerated()), { clauseRow($0, view) })</ul>"
}

private func clauseRow(_ item: (offset: Int, element: UnitGroup.Clause), _ view: GroupView) -> HTML {
    let clause = item.element, isPast = clause.until.map { $0 < view.today } ?? false
    return """
        <li class="rowlink"><span class="t"><b>\(item.offset + 1). \(clause.words)</b>\
        <small>\(inForceWords(clause.from, clause.until))</small></span>\
        \(if: isPast, tag("已失效"), else: action("停用", to: Places.groupClauseEnd(clause.id)))</li>
        """
}

private func clauseForm(_ view: GroupView, _ filled: Filled) -> HTML {
    let levels = UnitLevel.allCases.filter { $0.depth > view.keeper.level.depth }.map { ($0.rawValue, $0.words) }
    let kinds = UnitKind.allCases.map { ($0.rawValue, $0.words) }
    let shown =
        filled["below"].isEmpty && filled.flaws["below"] == nil
        ? Filled(["below": [view.keeper.name]], flaws: filled.flaws) : filled
    return form(
        to: Places.groupClauses(view.group.id),
        """
        <div class="form-grid">\(field(Field("below", "在哪个单位以下", isRequired: true, hint: "填写全称、简称或单位代码。", isWide: true), shown))
        \(select(Field("level", "级别"), levels, empty: "不限级别", filled))
        \(select(Field("kind", "类型"), kinds, empty: "不限类型", filled))
        \(field(Field("clause_from", "生效日期", .date, hint: "不填就是一直有效。"), filled))
        \(field(Field("clause_until", "失效日期", .date), filled))</div>
        <div class="row">\(checkBox("direct", "只要直接下级", filled))\(checkBox("preparing", "连同筹备中的单位", filled))</div>
        <div class="row"><button class="btn">加一条规则</button></div>
        """)
}

private func exceptionRows(_ view: GroupView) -> HTML {
    guard !view.exceptions.isEmpty else { return "<p class=\"muted mb4\">没有例外。</p>" }
    return "<ul class=\"rows mb4\">\(each: view.exceptions, { exceptionRow($0, view) })</ul>"
}

private func exceptionRow(_ exception: UnitGroup.Exception, _ view: GroupView) -> HTML {
    let isPast = exception.until.map { $0 < view.today } ?? false
    return """
        <li class="rowlink"><span class="t"><b>\(exception.unitName)</b><small>\(exception.words)\
        \(inForceWords(exception.from, exception.until))</small></span>\
        \(if: isPast, tag("已结束"), else: action("结束", to: Places.groupExceptionEnd(exception.id)))</li>
        """
}

private func exceptionForm(_ view: GroupView, _ filled: Filled) -> HTML {
    let shown =
        filled["from_day"].isEmpty && filled.flaws["from_day"] == nil ? view.today.description : filled["from_day"]
    let day = Filled(["from_day": [shown]], flaws: filled.flaws)
    return form(
        to: Places.groupExceptions(view.group.id),
        """
        <div class="form-grid">\(field(Field("unit", "单位", isRequired: true, hint: "填写全称、简称或单位代码。"), filled))
        \(select(Field("how", "怎样办", isRequired: true), [("in", "特别列入"), ("out", "特别除外")], empty: "请选择", filled))
        \(field(Field("from_day", "开始日期", .date, isRequired: true), day))
        \(field(Field("until_day", "结束日期", .date, hint: "不填就是一直有效。"), filled))
        \(field(Field("reason", "理由", isRequired: true, isWide: true, maximum: 200), filled))
        \(field(Field("paper", "依据文件", hint: "例如：京教工发〔2025〕9 号", isWide: true, maximum: 80), filled))</div>
        <div class="row"><button class="btn">加一个例外</button></div>
        """)
}

private func endForm(_ view: GroupView) -> HTML {
    """
    <p class="mb4">停用以后不能再用它发文和派任务，以前指过哪些单位仍可查。</p>
    \(action("停用这个分组", to: Places.groupEnd(view.group.id), className: "btn danger"))
    """
}
