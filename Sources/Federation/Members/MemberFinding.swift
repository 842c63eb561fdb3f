import Web
import Words

/// What the search of the top bar finds: members within reach and units, a few of each.
struct MemberFinding: Sendable {
    let text: String
    let members: [MemberLine]
    let units: [UnitLine]
    /// The unit whose register holds the whole list: the open desk, or the highest unit within reach.
    let home: UnitEntry?
    let problem: String?

    /// How many of each are shown.
    static let most = 20

    init(_ text: String, as officer: Officer, in tx: Transaction) throws {
        self.text = text
        let tops = try UnitEntry.tops(as: officer, in: tx)
        home = try Self.desk(of: officer, in: tx) ?? tops.first
        let filter = MemberFilter(text: text, states: .all)
        problem = text.isEmpty ? nil : filter.searchProblem
        units = text.isEmpty ? [] : try UnitLine.search(text, as: officer, in: tx)
        guard !text.isEmpty, problem == nil else {
            members = []
            return
        }
        members = try Self.members(filter, as: officer, in: tx)
    }

    /// Reach by reach, each a range of the list; most officers have one.
    private static func members(
        _ filter: MemberFilter, as officer: Officer, in tx: Transaction
    ) throws -> [MemberLine] {
        var found: [MemberLine] = []
        for reach in officer.reaches where found.count < most {
            let filter = MemberFilter(text: filter.text, states: filter.states, hasBelow: reach.hasDescent)
            let scope = MemberScope(reach)
            found += try MemberRows.search(scope, filter, after: nil, limit: most - found.count, in: tx).lines
        }
        return found
    }

    private static func desk(of officer: Officer, in tx: Transaction) throws -> UnitEntry? {
        guard let desk = officer.member.visitor.session?.desk else { return nil }
        return try tx.first("SELECT \(UnitEntry.columns) FROM unit WHERE id = \(desk) AND \(officer.sees("path"))")
    }

    var json: JSON {
        [
            "members": .array(members.map(\.json)), "problem": JSON(problem),
            "units": .array(units.map(\.json)),
        ]
    }
}

/// What was found, members first.
func findingPage(_ found: MemberFinding) -> HTML {
    """
    \(pageHead("搜索", found.text.isEmpty ? .none : "“\(found.text)”"))
    <form class="row mb4" role="search" action="\(Places.search())" method="get"><div class="grow searchbox"><label>\
    <span class="vh">搜索会员或单位</span>\(icon("search"))<input class="input" type="search" name="q" maxlength="60" \
    value="\(found.text)" placeholder="姓名、拼音、首字母、工号，或单位名称" autocomplete="off"></label></div>\
    <button class="btn">搜索</button></form>
    <div class="stack">\(if: !found.text.isEmpty, results(found))</div>
    """
}

private func results(_ found: MemberFinding) -> HTML {
    """
    \(card("会员", id: "h-members", more: wholeList(found), memberResults(found)))
    \(card("单位", id: "h-units", unitResults(found)))
    """
}

private func wholeList(_ found: MemberFinding) -> HTML {
    guard let home = found.home, !found.members.isEmpty else { return .none }
    let filter = MemberFilter(text: found.text, states: .all)
    return """
        <a class="more" href="\(Places.members(home.id).with(filter.pairs))">在\(home.shortName)名册里查看全部\
        \(icon("chevron-right"))</a>
        """
}

private func memberResults(_ found: MemberFinding) -> HTML {
    if let problem = found.problem { return "<p>\(problem)</p>" }
    guard !found.members.isEmpty else { return "<p>您能查看的单位里没有相符的会员。</p>" }
    return table("找到的会员", memberColumns(), found.members)
}

private func unitResults(_ found: MemberFinding) -> HTML {
    guard !found.units.isEmpty else { return "<p>没有相符的单位。</p>" }
    return "<ul class=\"rows\">\(each: found.units, unitResult)</ul>"
}

private func unitResult(_ unit: UnitLine) -> HTML {
    let isOver = unit.state == .dissolved
    return """
        <li><a class="rowlink" href="\(isOver ? Places.unitHistory(unit.id) : Places.members(unit.id))"><span class="t">\
        <b>\(unit.name)</b><small>\(unit.level.words)\(some: unit.naming, { "，\($0.words)" })</small></span>\
        \(if: isOver, tag("已撤销"))\(icon("chevron-right"))</a></li>
        """
}
