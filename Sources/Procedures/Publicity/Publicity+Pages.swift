import Federation
import Vault
import Web

/// The lists of a unit.
func publicityListPage(_ unit: UnitEntry, _ all: [Publicity], mayKeep: Bool) -> HTML {
    let columns: [Column<Publicity>] = [
        Column("公示", isName: true) { "<a href=\"\(Places.publicity($0.id))\">\($0.title)</a>" },
        Column("开始") { day($0.startsOn) },
        Column("期满") { one in
            day(one.startsOn.flatMap { Publicity.last(of: one.days, from: $0, by: houseCalendar) })
        },
        Column("天数") { "\($0.days) 个工作日" },
        Column("状态") { tag($0.state.words, $0.state.tone) },
    ]
    let new: HTML =
        mayKeep ? button("新的公示", to: Places.publicityNew(unit.id), icon("megaphone"), isPrimary: true) : .none
    let body: HTML =
        all.isEmpty
        ? emptyState("还没有公示", "推荐、表彰、帮扶、选举，按规定先公示再往下办。", new) : table("公示", columns, all)
    return """
        \(pageHead("公示", "\(unit.shortName)", actions: all.isEmpty ? .none : new))
        <div class="card">\(body)</div>
        """
}

/// The form for a new list.
func publicityForm(_ unit: UnitEntry, _ filled: Filled) -> HTML {
    let inside: HTML = """
        <div class="form-grid">
        \(field(Field("title", "标题", isRequired: true, hint: "例如：关于拟表彰先进教职工小家的公示", isWide: true, maximum: 80), filled))
        \(textArea(Field("text", "公示说明", isRequired: true, hint: "为什么公示，怎样产生的，欢迎怎样监督。", isWide: true, maximum: 2_000), filled))
        \(textArea(Field("entries", "公示名单", isRequired: true, hint: "一行一条：姓名或名称、单位、事由，用空格隔开。不写证件号、病情和住址。", isWide: true), filled))
        \(field(Field("days", "公示天数（工作日）", isRequired: true, hint: "一般不少于 5 个工作日，以当次通知为准。", inputMode: "numeric"), filled))
        \(field(Field("basis", "依据", maximum: 100), filled))
        \(field(Field("contact", "反映问题的方式", isRequired: true, hint: "电话、信箱、地址。", isWide: true, maximum: 200), filled))</div>
        <div class="stack-s mt2">\(checkBox("is_open", "不用登录就能看（法律、文件允许公开的才选）", filled))
        \(checkBox("is_masked", "姓名打星号，只显示姓（涉及困难、疾病的必须选）", filled))</div>
        <div class="actions tall mt2"><button class="btn primary">保存草稿</button>\(button("返回", to: Places.publicities(unit.id)))</div>
        """
    return """
        \(flawSummary(filled.flaws))\(pageHead("新的公示", "先存草稿，看过再发布。", crumbs: [("公示", Places.publicities(unit.id)), ("新的", nil)]))
        <section class="card" aria-label="公示"><div class="card-b">\(form(to: Places.publicities(unit.id), inside))</div></section>
        """
}

/// The officers' page of a list.
func publicityPage(_ view: PublicityView, _ filled: Filled) -> HTML {
    let publicity = view.publicity
    var page = CasePage(publicity.title)
    page.crumbs = [("公示", Places.publicities(publicity.unit)), ("详情", nil)]
    page.tags = """
        <span class="row">\(tag(publicity.state.words, publicity.state.tone))\
        \(some: view.last, { "<span>\(day(publicity.startsOn)) 至 \(day($0))</span>" })</span>
        """
    let isUp = publicity.state == .published || publicity.state == .closed
    page.actions = """
        \(if: isUp, button("打印公示", to: Places.publicityNotice(publicity.id), icon("printer")))\
        \(if: isUp, button("公示页面", to: Places.publicPublicity(publicity.id), icon("box-arrow-up-right")))
        """
    page.steps = ["草稿", "公示", "异议调查", "结束"]
    page.step =
        switch publicity.state {
        case .draft: 0
        case .published: view.isInquiring ? 2 : 1
        case .closed, .withdrawn: 4
        }
    page.notes = view.objections.isEmpty ? .none : objectionNote(view)
    page.body = "\(card("公示说明", id: "h-text", "<p>\(publicity.text)</p>"))\(entryCard(view))\(objectionCard(view))"
    page.side = "\(stepCard(view, filled))\(publicityFacts(view))"
    page.history = view.history
    return page.drawn(filled)
}

private func objectionNote(_ view: PublicityView) -> HTML {
    let open = view.objections.count { $0.state == .open || $0.state == .inquiring }
    guard open > 0 else { return .none }
    return note("有 \(open) 件异议还没有结论。有异议的条目停下来等结论，其他条目不受影响。", .due)
}

private func entryCard(_ view: PublicityView) -> HTML {
    let columns: [Column<PublicityEntry>] = [
        Column("姓名", isName: true) { "\($0.name)" }, Column("单位") { "\($0.unitWords)" },
        Column("事由") { "\($0.detail.isEmpty ? "—" : $0.detail)" },
        Column("状态") { entry in
            let gate = view.gate(entry)
            if gate.mayProceed { return tag("已期满", .done) }
            return tag(entry.state.words, entry.state.tone)
        },
        Column("期满") { entry in
            switch view.gate(entry) {
            case .waiting(let last): day(last)
            case .passed(let last): day(last)
            default: "<span class=\"muted\">—</span>"
            }
        },
    ]
    return card("公示名单", id: "h-entries", sub: "\(view.entries.count) 条", table("名单和各条的期限", columns, view.entries))
}

private func objectionCard(_ view: PublicityView) -> HTML {
    guard !view.objections.isEmpty else { return .none }
    let mayKeep = view.mayKeep
    let columns: [Column<Objection>] = [
        Column("收到", isName: true) { one in
            mayKeep ? "<a href=\"\(Places.objection(one.id))\">\(moment(one.receivedAt))</a>" : moment(one.receivedAt)
        },
        Column("方式") { "\($0.kind.words)" }, Column("针对") { "\($0.entryName)" },
        Column("状态") { tag($0.state.words, $0.state.tone) },
    ]
    return card("异议", id: "h-objections", sub: "\(view.objections.count) 件", table("收到的异议", columns, view.objections))
}

/// What can be done next.
private func stepCard(_ view: PublicityView, _ filled: Filled) -> HTML {
    let publicity = view.publicity
    guard view.mayKeep else { return .none }
    switch publicity.state {
    case .draft:
        let inside: HTML = """
            \(field(Field("starts_on", "公示第一天", .date, isRequired: true, hint: "这一天计入公示期。"), filled))
            <button class="btn primary">发布公示</button>
            """
        return card(
            "发布", id: "h-next", form(to: Places.publicityPublication(publicity.id), className: "stack-s", inside))
    case .published:
        let why = view.closingProblem
        let close: HTML = """
            \(textArea(Field("closing", "结束记录", isRequired: true, hint: "收到几件异议、怎样办的、结果如何。", maximum: 1_000), filled))
            <button class="btn primary">结束公示</button>
            """
        let withdraw: HTML = """
            \(field(Field("withdrawal", "撤销理由", isRequired: true, maximum: 200), filled))<button class="btn danger">撤销公示</button>
            """
        return """
            \(card("结束公示", id: "h-next", why.map { "<p class=\"hint\">\($0)</p>" } ?? form(to: Places.publicityClosing(publicity.id), className: "stack-s", close)))
            \(card("撤销", id: "h-withdraw", form(to: Places.publicityWithdrawal(publicity.id), className: "stack-s", withdraw)))
            """
    case .closed, .withdrawn:
        return card("结束记录", id: "h-next", "<p>\(publicity.closing ?? "")</p>")
    }
}

private func publicityFacts(_ view: PublicityView) -> HTML {
    let publicity = view.publicity
    return card(
        "公示规则", id: "h-facts",
        facts([
            ("期限", "\(publicity.days) 个工作日"), ("期满", day(view.last)), ("依据", "\(publicity.basis ?? "—")"),
            ("公开", publicity.isOpen ? "不用登录" : "登录后"), ("姓名", publicity.isMasked ? "打星号" : "全名"),
            ("反映", "\(publicity.contact)"), ("日历", "\(houseCalendar.version)"),
        ]))
}

/// One objection, for those who keep the list: what it says, and the finding.
func objectionPage(_ view: ObjectionView, _ filled: Filled) -> HTML {
    let objection = view.objection
    var page = CasePage("对“\(objection.entryName)”的异议")
    page.crumbs = [
        ("公示", Places.publicities(view.publicity.unit)), (view.publicity.title, Places.publicity(view.publicity.id)),
        ("异议", nil),
    ]
    page.tags =
        "<span class=\"row\">\(tag(objection.kind.words))\(tag(objection.state.words, objection.state.tone))</span>"
    let papers = paperList(view.papers) { Places.objectionPaper(objection.id, $0.id) }
    page.body = """
        \(card("异议内容", id: "h-text", "<div class=\"stack-s\"><p>\(view.text)</p>\(papers)</div>"))
        \(findingCard(view, filled))
        """
    let who: HTML = view.who.map { "\($0)" } ?? "匿名，无法答复"
    page.side = card(
        "来源", id: "h-who",
        "\(facts([("提出人", who), ("收到", moment(objection.receivedAt)), ("针对", "\(objection.entryName)")]))<p class=\"hint\">提出人只有办理公示的人看得到，不得泄露。</p>"
    )
    page.history = view.history
    return page.drawn(filled)
}

private func findingCard(_ view: ObjectionView, _ filled: Filled) -> HTML {
    let objection = view.objection
    if let finding = objection.finding {
        let words = objection.state == .setAside ? "存查" : objection.isUpheld == true ? "异议成立，已从名单取消" : "异议不成立，重新公示"
        return card("书面结论", id: "h-finding", sub: words, "<p>\(finding)</p>")
    }
    let inquire: HTML =
        objection.state == .open
        ? "<div class=\"stack-s\"><p>匿名线索不停下公示。有可查的内容，就受理调查，这一条停下来等结论；没有的，写明理由存查。</p>\(action("受理调查", to: Places.objectionInquiry(objection.id), className: "btn primary"))</div>"
        : .none
    let outcomes: [Choice] =
        objection.state == .open
        ? [("unfounded", "线索不足，存查")] : [("unfounded", "异议不成立，恢复并重新公示"), ("upheld", "异议成立，从名单取消")]
    let inside: HTML = """
        \(select(Field("outcome", "结论", isRequired: true), outcomes, empty: "请选择", filled))
        \(textArea(Field("finding", "书面结论", isRequired: true, hint: "查了什么、怎样认定、依据什么。", maximum: 2_000), filled))
        <button class="btn">写入结论</button>
        """
    return
        "\(if: !inquire.isEmpty, card("受理", id: "h-inquire", inquire))\(card("书面结论", id: "h-finding", form(to: Places.objectionFinding(objection.id), className: "stack-s", inside)))"
}
