import Web

/// The form that says what is to be made of those who were chosen.
func bulkNewPage(_ unit: UnitEntry, _ choice: BulkChoice, _ choices: UnitChoices, _ filled: Filled) -> HTML {
    let back = Places.members(unit.id).with(choice.filter.pairs)
    let crumbs: [Crumb] = [("会员名册", back), ("批量变动", nil)]
    let whom =
        choice.isAll
        ? "符合条件的全部 \(grouped(choice.total)) 人（\(choice.filter.words)）" : "勾选的 \(grouped(choice.total)) 人"
    let head = pageHead(
        "批量变动", "\(unit.name)，\(whom)。", crumbs: crumbs, actions: button("变动记录", to: Places.bulks(unit.id)))
    guard choice.total > 0 else {
        return
            "\(flawSummary(filled.flaws))\(head)<section class=\"card\">\(emptyState("没有选中会员", "请回到名册，勾选会员或换一个筛选条件。", button("回到名册", to: back)))</section>"
    }
    let fields: HTML = """
        \(each: choice.fields, { hidden($0.name, $0.value) })
        \(each: BulkGoal.Kind.allCases, { goalFields($0, choices, filled) })
        <section class="card card-b"><div class="form-grid">\(field(Field("from_day", "变动日期", .date, hint: "从这一天起生效，不填就是今天。"), filled))
        \(textArea(Field("reason", "事由", hint: "结束会籍必须填写，其他变动可以不填。", maximum: 200), filled))</div></section>
        <div class="row"><button class="btn primary">列出名单，先看结果</button><a class="btn" href="\(back)">取消</a></div>
        """
    return """
        \(flawSummary(filled.flaws))\(head)
        <div class="stack">\(note("下一步会列出每个人变动前后的样子，以及不能变动的人和原因。确认以前不会改动任何数据。", .information))
        \(form(to: Places.bulks(unit.id), fields))</div>
        """
}

/// One kind of change with the field that goes with it; the browser shows the fields of all, the form reads those of the kind.
private func goalFields(_ kind: BulkGoal.Kind, _ choices: UnitChoices, _ filled: Filled) -> HTML {
    let isChosen = filled["kind"] == kind.rawValue
    return """
        <section class="card card-b stack-s goal"><label class="check"><input type="radio" name="kind" value="\(kind.rawValue)" \
        \(flag: "checked", isChosen)><span><b>\(kind.words)</b></span></label>
        <div class="form-grid">\(goalInputs(kind, choices, filled))</div></section>
        """
}

private func goalInputs(_ kind: BulkGoal.Kind, _ choices: UnitChoices, _ filled: Filled) -> HTML {
    switch kind {
    case .state:
        let states = MembershipState.allCases.filter(\.isMember).map { (value: $0.rawValue, words: $0.words) }
        let reasons = Retention.allCases.map { (value: $0.rawValue, words: $0.words) }
        return """
            \(select(Field("to_state", "改成"), states, empty: "请选择", filled))
            \(select(Field("retained_for", "保留原因", hint: "只有保留会籍才选。"), reasons, empty: "不是保留会籍", filled))
            """
    case .employment:
        let types = Employment.allCases.map { (value: $0.rawValue, words: $0.words) }
        return select(Field("to_employment", "改成"), types, empty: "请选择", filled)
    case .move: return choices.drawn(filled)
    case .end:
        let ends = BulkGoal.ends.map { (value: $0.rawValue, words: $0.words) }
        return select(Field("end_state", "怎样结束"), ends, empty: "请选择", filled)
    }
}

/// A bulk change: at work, waiting for the yes, or done.
func bulkPage(_ view: BulkView) -> HTML {
    let bulk = view.bulk
    let crumbs: [Crumb] = [
        ("会员名册", Places.members(bulk.unit).with(bulk.filter?.pairs ?? [])), ("批量变动", Places.bulks(bulk.unit)),
        ("名单", nil),
    ]
    let reason = bulk.reason.map { "事由：\($0)。" } ?? ""
    let head = pageHead("批量变动", "\(bulk.unitName)，\(bulk.words)。\(reason)\(said(bulk))", crumbs: crumbs)
    guard !bulk.state.isBusy else {
        return """
            \(head)\(if: view.isStuck, note("处理时反复出错，已经停下并记录在案。请联系系统管理员。", .bad))\(bulkProgress(bulk))
            """
    }
    return """
        \(head)
        \(ledger("汇总", [
            Stat("可以变动", bulk.able, "人"), Stat("不能变动", bulk.unable, "人", "原因见名单"),
            Stat("已变动", bulk.written, "人"), Stat("保持原样", bulk.kept, "人", "列出名单以后又有变动的"),
        ]))
        <div class="stack">\(step(bulk))
        \(stateChips(view))
        <div class="card">\(rows(view))</div></div>
        """
}

private func said(_ bulk: BulkChange) -> String {
    switch bulk.state {
    case .planning: "正在列出名单，目前没有改动任何数据。"
    case .planned: "目前没有改动任何数据。"
    case .running: "正在变动。"
    case .done: "已完成。"
    case .cancelled: bulk.written > 0 ? "中途取消。" : "已取消，没有改动任何数据。"
    case .undoing: "正在撤销。"
    case .undone: "已撤销。"
    }
}

private func step(_ bulk: BulkChange) -> HTML {
    switch bulk.state {
    case .planned where bulk.able > 0:
        let confirm = action(
            "确认变动 \(grouped(bulk.able)) 人", to: Places.bulkConfirmation(bulk.id), className: "btn primary")
        return card(
            "请核对名单", id: "h-next",
            "<div class=\"stack-s\"><p>不能变动的 \(grouped(bulk.unable)) 人不受影响。完成后可以整批撤销。</p><div class=\"row\">\(confirm)\(action("取消", to: Places.bulkCancellation(bulk.id)))</div></div>"
        )
    case .planned:
        return card("没有可以变动的人", id: "h-next", action("取消", to: Places.bulkCancellation(bulk.id)))
    case .done, .cancelled:
        guard bulk.canBeUndone else { return .none }
        return card(
            "发现变动错了？", id: "h-next",
            "<div class=\"stack-s\"><p>可以整批撤销，会员回到变动前的样子；之后又有变动的人保持现在的样子。</p>\(action("撤销变动 \(grouped(bulk.written)) 人", to: Places.bulkUndo(bulk.id), className: "btn danger"))</div>"
        )
    default: return .none
    }
}

private func stateChips(_ view: BulkView) -> HTML {
    let states: [(state: BulkRow.State?, words: String)] = [
        (nil, "全部"), (.able, "可以变动"), (.unable, "不能变动"), (.written, "已变动"), (.kept, "保持原样"), (.undone, "已撤销"),
    ]
    return chips("名单", states.map { Chip($0.words, to: view.path($0.state), isChosen: view.shown == $0.state) })
}

private func rows(_ view: BulkView) -> HTML {
    let bulk = view.bulk
    guard !view.lines.isEmpty else { return emptyState("这里没有人", "换一个条件再看。") }
    let then = bulk.goal.then(targetName: bulk.targetName)
    let columns: [Column<BulkLine>] = [
        Column("姓名", isName: true) { "<a href=\"\(Places.person($0.person))\">\($0.name)</a>" },
        Column("工号") { "<span class=\"num\">\($0.number ?? "—")</span>" },
        Column("所在单位") { "\($0.unitName)" },
        Column("变动前") { "\($0.now(bulk.goal))" },
        Column("变动后") { $0.row.state == .unable || $0.row.state == .kept ? "—" : "\(then)" },
        Column("结果") { outcome($0.row) },
    ]
    let next = view.hasMore ? view.lines.last.map { view.path(view.shown).with("after", String($0.row.seq)) } : nil
    return """
        \(table("名单", columns, view.lines))
        \(pager(shown: view.lines.count, total: nil, unit: "人", first: view.isFirst ? nil : view.path(view.shown), next: next))
        """
}

private func outcome(_ row: BulkRow) -> HTML {
    switch row.state {
    case .able: tag("可以变动", .done)
    case .unable: "\(tag("不能变动", .due)) <small>\(row.refusal ?? "")</small>"
    case .written: tag("已变动", .done)
    case .kept: "\(tag("保持原样", .plain)) <small>\(row.refusal ?? "")</small>"
    case .undone: tag("已撤销", .plain)
    }
}

/// How far the work at hand has come. The stream of progress sends this same piece again and again.
func bulkProgress(_ bulk: BulkChange) -> HTML {
    let (done, total) = bulk.progress
    let words = "\(grouped(done)) / \(grouped(total)) 人"
    return """
        <section class="card" id="bulk-progress" aria-labelledby="h-progress" data-live="\(Places.bulkProgress(bulk.id))">
        <div class="card-h"><h2 id="h-progress">\(bulk.state.words)</h2><span class="sub">\(words)</span></div>
        <div class="card-b stack-s"><progress class="bar" value="\(done)" max="\(max(total, 1))" aria-label="进度">\(words)</progress>
        <p class="hint">可以离开这一页，工作会继续；回来时看得到结果。</p>
        <div class="row"><a class="btn" href="\(Places.bulk(bulk.id))">\(icon("arrow-clockwise"))刷新进度</a>
        \(if: bulk.state != .undoing, action("取消", to: Places.bulkCancellation(bulk.id)))</div></div></section>
        """
}

/// The bulk changes of a unit.
func bulkListPage(_ unit: UnitEntry, _ bulks: [BulkChange]) -> HTML {
    let crumbs: [Crumb] = [("会员名册", Places.members(unit.id)), ("批量变动", nil)]
    let columns: [Column<BulkChange>] = [
        Column("时间", isName: true) { "<a href=\"\(Places.bulk($0.id))\">\(moment($0.madeAt))</a>" },
        Column("变动") { "\($0.words)" }, Column("人数", isFigure: true) { "\(grouped($0.total))" },
        Column("已变动", isFigure: true) { "\(grouped($0.written))" },
        Column("状态") { tag($0.state.words, $0.state.tone) },
    ]
    let body: HTML =
        bulks.isEmpty ? emptyState("还没有批量变动", "在名册里勾选会员，或筛选以后对全部会员办理。") : table("批量变动", columns, bulks)
    return """
        \(pageHead("批量变动", "\(unit.name)", crumbs: crumbs))
        <div class="card">\(body)</div>
        """
}
