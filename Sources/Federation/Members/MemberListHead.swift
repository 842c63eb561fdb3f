import Web

/// What an officer may do from the register's page.
struct MemberListActions: Sendable {
    let enters: Bool
    let imports: Bool
    let exports: Bool
    /// Whether many may be changed at once; also those of a unit that is dissolved.
    let changes: Bool

    init(_ officer: Officer, in unit: UnitEntry) {
        let may = { (permission: Permission) in officer.also(permission)?.reaches(unit.path) ?? false }
        changes = may(.memberKeep)
        enters = changes && unit.state != .dissolved
        imports = may(.memberImport) && unit.state != .dissolved
        exports = may(.memberExport)
    }
}

/// The head of the register: whose it is, and what can be done with it. What is rarely done stands in a menu, so that a phone
/// shows one row of buttons.
func memberListHead(
    _ list: MemberList, above: [UnitEntry], _ look: RegisterLook, _ actions: MemberListActions
) -> HTML {
    let title = look.view.map { "会员名册 · \($0.name)" } ?? "会员名册"
    return pageHead(
        title, "\(list.unit.name)，共 \(grouped(list.totals.members(MemberFilter()))) 名会员",
        crumbs: unitCrumbs(above, list.unit), actions: buttons(list, look, actions))
}

/// The way back through the registers of the units above.
private func unitCrumbs(_ above: [UnitEntry], _ unit: UnitEntry) -> [Crumb] {
    above.map { (words: $0.shortName, path: Places.members($0.id)) } + [(words: unit.shortName, path: nil)]
}

private func buttons(_ list: MemberList, _ look: RegisterLook, _ actions: MemberListActions) -> HTML {
    let id = list.unit.id
    return """
        \(columnMenu(list, look))
        \(moreMenu(list, actions))
        \(if: actions.enters, button("登记会员", to: Places.memberNew(id), icon("person-plus"), isPrimary: true))
        """
}

/// Exports and imports. A long list is written in the background, so its export is a form that orders it.
private func moreMenu(_ list: MemberList, _ actions: MemberListActions) -> HTML {
    let id = list.unit.id
    let bulk = Places.bulkNew(id).with(list.filter.pairs).with("all", "yes")
    let isShort = list.total.map { $0 <= RegisterFile.immediate } ?? false
    let kinds: [(words: String, format: String)] = [("导出 Excel", "xlsx"), ("导出 CSV", "csv")]
    let exports: HTML = "\(each: kinds, { "<li>\(exportLine($0.words, $0.format, list, isShort: isShort))</li>" })"
    let past = Places.members(id).with("on", list.today.adding(years: -1).description)
    return """
        <details class="menu"><summary class="btn">\(icon("three-dots"))更多</summary>
        <ul class="switcher-list"><li><a href="\(past)">\(icon("clock-history"))过去某一天的名册</a></li>\(if: actions.exports, exports)
        \(if: actions.exports, "<li><a href=\"\(Places.registerFiles(id))\">\(icon("clock-history"))导出记录</a></li>")
        \(if: actions.changes, "<li><a href=\"\(bulk)\">\(icon("people"))批量变动全部\(some: list.total, peopleCount)</a></li>")
        \(if: actions.imports, "<li><a href=\"\(Places.imports(id))\">\(icon("upload"))批量导入</a></li>")</ul></details>
        """
}

private func peopleCount(_ count: Int) -> HTML { " \(grouped(count)) 人" }

private func exportLine(_ words: String, _ format: String, _ list: MemberList, isShort: Bool) -> HTML {
    guard !isShort else {
        let path = Places.memberExport(list.unit.id).with(list.filter.pairs).with("format", format)
        return "<a href=\"\(path)\">\(icon("download"))\(words)</a>"
    }
    let kept = list.filter.pairs.filter { !$0.value.isEmpty }
    return form(
        to: Places.registerFiles(list.unit.id), className: "inline",
        """
        \(each: kept, { hidden($0.name, $0.value) })\(hidden("format", format))\
        <button>\(icon("download"))\(words)（后台生成）</button>
        """)
}

/// The columns to be shown, remembered for the person who chooses.
private func columnMenu(_ list: MemberList, _ look: RegisterLook) -> HTML {
    let filled = Filled(pairs: look.columns.map { ("columns", $0.rawValue) })
    let kept = list.filter.pairs.filter { !$0.value.isEmpty }
    let inside = form(
        to: Places.memberColumns(list.unit.id), className: "stack-s menu-form",
        """
        \(each: kept, { hidden($0.name, $0.value) })\(columnBoxes(filled))\
        <button class="btn primary block">显示这些列</button>
        """)
    return """
        <details class="menu"><summary class="btn">\(icon("layout-three-columns"))列</summary>\
        <div class="switcher-list">\(inside)</div></details>
        """
}
