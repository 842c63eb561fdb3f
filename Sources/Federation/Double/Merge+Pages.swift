import Vault
import Web

/// Both entries side by side. What agrees is told once; of what differs one is chosen.
func comparePage(
    _ kept: MergeSide, _ gone: MergeSide, _ versions: [Version], _ filled: Filled, isApart: Bool
) -> HTML {
    let (one, other) = (kept.entry.id, gone.entry.id)
    let heads = (onFile: "保留的一份：\(kept.place)", mine: "并入的一份：\(gone.place)")
    let same = versions.filter { !$0.differs && !$0.isEmpty }.map { (name: $0.label, value: HTML.words($0.words)) }
    let differing = versions.filter(\.differs)
    let fields: HTML = """
        <div class="versions">\(each: differing, {
            versionChoice($0, heads: heads, chosen: filled[Overtaken.choice(of: $0.name)])
        })</div><div class="row"><button class="btn primary">下一步：预览</button></div>
        """
    let choosing: HTML = """
        \(if: kept.photograph != nil && gone.photograph != nil, twoPhotographs(kept, gone))
        <form class="stack" method="get" action="\(Places.doublePreview(one, other))">\(fields)</form>
        """
    return """
        \(pageHead("是同一个人吗", "\(kept.entry.name)：\(kept.place)；\(gone.entry.name)：\(gone.place)", crumbs: crumbs(kept),
            actions: button("两份对调", to: Places.double(other, one), icon("arrow-left-right"))))
        <div class="stack">\(if: isApart, note("已经有人核对过：不是同一人。", .information))
        \(if: !same.isEmpty, card("相同的", id: "h-same", facts(same)))
        \(card("不同的", id: "h-versions", sub: "逐项选用哪一个", choosing))
        \(accounts(kept, gone))
        \(card("不是同一个人", id: "h-apart", apart(one, other)))</div>
        """
}

/// Both pictures, in the places in which the choice names them.
private func twoPhotographs(_ kept: MergeSide, _ gone: MergeSide) -> HTML {
    func picture(_ side: MergeSide, _ words: String) -> HTML {
        """
        <figure class="stack-s">\(portrait(side.photograph, of: side.entry.name, at: Places.picture(side.entry.id)))\
        <figcaption class="hint">\(words)</figcaption></figure>
        """
    }
    return "<div class=\"two mb4\">\(picture(kept, "保留的一份的照片"))\(picture(gone, "并入的一份的照片"))</div>"
}

private func crumbs(_ side: MergeSide) -> [Crumb] {
    let list = side.current.map { (words: "疑似重复", path: Optional(Places.doubles($0.unit))) }
    return [list, (words: "对照", path: nil)].compactMap(\.self)
}

private func accounts(_ kept: MergeSide, _ gone: MergeSide) -> HTML {
    switch (kept.account, gone.account) {
    case (.some(let one), .some(let other)):
        note("两份都有登录账号。合并后用“\(one.signInName)”登录，“\(other.signInName)”停用；要反过来，请先对调。", .due)
    case (nil, .some(let other)): note("登录账号“\(other.signInName)”会跟过来，密码不变。")
    default: .none
    }
}

private func apart(_ one: ID<Person>, _ other: ID<Person>) -> HTML {
    "<p>记下以后，这两份登记不再提示为疑似重复。</p>\(action("不是同一个人", to: Places.doubleApart(one, other)))"
}

/// What would become of two entries.
func mergePreview(
    _ plan: MergePlan, _ moving: [(name: String, count: Int)], _ flaws: Flaws, _ ring: KeyRing
) throws -> HTML {
    let (kept, gone) = (plan.kept, plan.gone)
    let result = facts([
        ("姓名", "\(plan.name)"), ("性别", "\(plan.sex.words)"), ("出生日期", known(plan.bornOn?.description)),
        ("身份证号", masked(try plan.maskedIdentity(ring))), ("手机号", masked(try plan.maskedPhone(ring))),
        ("备注", known(plan.note)),
    ])
    let current = plan.spells.map(\.spell)
    let follows =
        moving.isEmpty
        ? "" : "随之归到这份登记：" + moving.map { "\($0.name) \($0.count) 项" }.joined(separator: "、") + "。"
    let seen = "\(kept.entry.version) \(gone.entry.version) \(kept.current?.id ?? ID(0)) \(gone.current?.id ?? ID(0))"
    let choices = MergePlan.fields.map { field in
        (name: Overtaken.choice(of: field.name), value: plan.fromGone.contains(field.name) ? "mine" : "theirs")
    }
    let inside: HTML = """
        \(hidden("seen", seen))\(each: choices, { hidden($0.name, $0.value) })
        <div class="row"><button class="btn primary">确认合并</button>
        \(button("返回再选", to: Places.double(kept.entry.id, gone.entry.id).with(choices)))</div>
        """
    return """
        \(flawSummary(flaws))\(pageHead("合并预览", "还没有写入。确认以后可以撤销。", crumbs: crumbs(kept)))
        <div class="stack">\(card("合并后的资料", id: "h-result", result))
        \(card("合并后的会籍", id: "h-spells", spellList(current)))
        <div class="card card-b stack"><p>\(follows)\(photographs(plan))审计记录两份都保留，本人都能看到。</p>
        \(form(to: Places.double(kept.entry.id, gone.entry.id), inside))</div></div>
        """
}

private func photographs(_ plan: MergePlan) -> String {
    guard plan.choosesPhotograph else { return "" }
    let which = plan.swapsPhotographs ? "并入的一份" : "保留的一份"
    return "照片用\(which)的；另一张收起不用，谁也看不到，撤销合并时各归各的，本人撤回同意时两张一起销毁。"
}

private func spellList(_ spells: [MergeSpell]) -> HTML {
    "<ol class=\"timeline\">\(each: spells.reversed(), spellItem)</ol>"
}

private func spellItem(_ spell: MergeSpell) -> HTML {
    let until: HTML = spell.until.map { " 至 \(day($0))" } ?? " 至今"
    return """
        <li class="\(spell.until == nil ? "now" : "")"><span class="node">\(icon("person-vcard"))</span><div>\
        <p class="head"><b>\(day(spell.from))\(until)</b></p><p class="body">\(spell.words)</p></div></li>
        """
}

/// A merge that was made.
func mergePage(
    _ merge: PersonMerge, _ past: MergePast, _ who: String, _ hindrances: [String], _ flaws: Flaws
) -> HTML {
    let moved = past.moved.filter { $0.key != "权限" }.sorted { $0.key < $1.key }
        .map { "\($0.key) \($0.value.count) 项" }.joined(separator: "、")
    let told = facts([
        ("合并时间", moment(merge.madeAt)), ("经办", "\(who)"), ("保留的一份", "\(side(past.kept, past.keptSpells))"),
        ("并入的一份", "\(side(past.gone, past.goneSpells))"), ("随之归并", known(moved)),
    ])
    let undo: HTML =
        hindrances.isEmpty
        ? """
        <p>恢复为合并前的两份登记；之后新增的职务等留在保留的一份。</p>
        \(action("撤销合并", to: Places.mergeUndo(merge.id), className: "btn danger"))
        """
        : "<p>不能撤销：\(hindrances.joined(separator: ""))</p>"
    return """
        \(flawSummary(flaws))
        \(pageHead("合并记录", crumbs: [(words: past.kept.name, path: Places.person(merge.kept)), (words: "合并记录", path: nil)]))
        <div class="stack">\(card("合并了什么", id: "h-merge", told))\(card("撤销", id: "h-undo", undo))</div>
        """
}

private func side(_ someone: MergePast.Someone, _ spells: [MergeSpell]) -> String {
    someone.name + (spells.last.map { "（\($0.words)）" } ?? "")
}
