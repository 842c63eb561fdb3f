import Base
import Federation
import Web

/// The accounts of a unit's members, with what can be done for those who are ticked.
func keptListPage(_ list: KeptList, _ filled: Filled) -> HTML {
    let crumbs = list.above.map { (words: $0.shortName, path: Optional(Places.unitAccounts($0.id))) }
    return """
        \(flawSummary(filled.flaws))
        \(pageHead(
            "登录账号", "\(list.unit.name)的会员能不能登录，在这里办：开通、打印开通单、停用、恢复。",
            crumbs: crumbs + [(words: list.unit.shortName, path: nil)], actions: allSlips(list)))
        <div class="stack mb4">\(searchForm(list))\(chips("账号状态", standingChips(list)))</div>
        \(content(list, filled))
        """
}

private func allSlips(_ list: KeptList) -> HTML {
    guard list.wanting > 0 else { return .none }
    let count = min(list.wanting, Slip.most)
    let words = list.wanting > Slip.most ? "打印开通单（先打 \(count) 人，共缺 \(grouped(list.wanting)) 人）" : "为 \(count) 人打印开通单"
    return action(words, to: Places.slips(list.unit.id), className: "btn primary", hidden("all", "yes"))
}

private func searchForm(_ list: KeptList) -> HTML {
    """
    <form class="row" role="search" action="\(Places.unitAccounts(list.unit.id))" method="get">\
    \(if: list.filter.standing != nil, hidden("state", list.filter.standing?.rawValue ?? ""))\
    <div class="grow searchbox"><label><span class="vh">查找会员</span>\(icon("search"))\
    <input class="input" type="search" name="q" maxlength="60" value="\(list.filter.text)" \
    placeholder="姓名、拼音、首字母或工号" autocomplete="off"></label></div><button class="btn">查找</button>\
    \(if: !list.filter.text.isEmpty, clearing(list))</form>
    """
}

private func clearing(_ list: KeptList) -> HTML {
    var filter = list.filter
    filter.text = ""
    return "<a class=\"btn\" href=\"\(list.path(filter))\">清除</a>"
}

private func standingChips(_ list: KeptList) -> [Chip] {
    let standings: [KeptAccount.Standing?] = [nil] + KeptAccount.Standing.allCases
    return standings.map { standing in
        var filter = list.filter
        filter.standing = standing
        let count = standing.map { list.counts[$0] ?? 0 } ?? list.counts.values.reduce(0, +)
        return Chip(
            standing?.words ?? "全部", count: list.problem == nil ? count : nil, to: list.path(filter),
            isChosen: filter == list.filter)
    }
}

private func content(_ list: KeptList, _ filled: Filled) -> HTML {
    if let problem = list.problem { return "<div class=\"card\">\(emptyState("请再具体一些", problem))</div>" }
    guard !list.lines.isEmpty else {
        let isAll = list.filter.text.isEmpty && list.filter.standing == nil
        let words = isAll ? "这个单位还没有登记会员。" : "换一个条件再看。"
        return "<div class=\"card\">\(emptyState("没有符合条件的会员", words))</div>"
    }
    return """
        <form class="card" method="post" action="\(Places.slips(list.unit.id).with(list.filter.pairs))" data-table \
        novalidate aria-label="会员的登录账号">\(HTML.formKeys)
        <div class="tbl-wrap" tabindex="0" role="group" aria-label="会员的登录账号"><table class="tbl cards"><thead><tr>
        <th scope="col"><label class="cb"><input type="checkbox" data-all aria-label="全选本页"></label></th>
        <th scope="col">姓名</th><th scope="col">工号</th><th scope="col">所在单位</th><th scope="col">登录名</th>\
        <th scope="col">账号</th></tr></thead>
        <tbody>\(each: list.lines, { row($0, filled) })</tbody></table></div>
        \(bulk(list, filled))
        \(pager(
            shown: list.lines.count, total: list.total, unit: "人", first: list.isFirst ? nil : list.path(list.filter),
            next: list.nextPath))</form>
        """
}

private func row(_ line: KeptAccount, _ filled: Filled) -> HTML {
    let isTicked = filled.all("person").contains(line.person.description)
    return """
        <tr><td><label class="cb"><input type="checkbox" name="person" value="\(line.person)" \
        \(flag: "checked", isTicked) aria-label="选择\(line.name)"></label></td>
        <th scope="row"><a href="\(Places.personAccount(line.person))">\(line.name)</a></th>
        <td data-l="工号"><span class="num">\(line.number ?? "—")</span></td><td data-l="所在单位">\(line.unitName)</td>
        <td data-l="登录名"><span class="mono">\(line.signInName ?? "—")</span></td>
        <td data-l="账号"><span>\(standingWords(line))</span></td></tr>
        """
}

/// How an account stands, with the date that matters.
func standingWords(_ line: KeptAccount) -> HTML {
    "\(tag(line.standing.words, line.standing.tone)) <small class=\"muted\">\(standingRemark(line))</small>"
}

private func standingRemark(_ line: KeptAccount) -> HTML {
    switch line.standing {
    case .none, .closed: .none
    case .waiting: line.slipUntil.map { "开通单至 \(day($0.day))" } ?? "没有有效的开通单"
    case .open: line.signedInAt.map { "上次登录 \(day($0.day))" } ?? "还没有登录过"
    }
}

/// What can be done for those who are ticked. The reason is a text area, in which the enter key sends nothing.
private func bulk(_ list: KeptList, _ filled: Filled) -> HTML {
    let query = list.filter.pairs
    let flaw = filled.flaws["closing_reason"]
    return """
        <div class="bulk"><span data-count aria-live="polite">勾选会员后：</span>
        <button class="btn primary">\(icon("printer"))打印开通单</button>
        <button class="btn" formaction="\(Places.openings(list.unit.id).with(query))">恢复</button>
        <label class="row"><span>停用事由</span><textarea class="textarea" id="closing_reason" name="closing_reason" \
        rows="1" maxlength="200" \(attribute: "aria-invalid", flaw == nil ? nil : "true")>\
        \(filled["closing_reason"])</textarea></label>
        <button class="btn danger" formaction="\(Places.closings(list.unit.id).with(query))">停用</button>
        <small>打印开通单：没有账号的先开通；忘了密码的，凭新单重设。原来的单子随即作废。</small></div>
        """
}
