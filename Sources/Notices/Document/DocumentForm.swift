import Federation
import Web

/// What the form for a paper offers.
struct DocumentChoices: Sendable {
    let unit: UnitEntry
    let groups: [(value: String, words: String)]

    init(_ unit: UnitEntry, as officer: Officer, in tx: Transaction) throws {
        self.unit = unit
        let groups = try UnitGroup.all(for: unit, as: officer, in: tx).filter { $0.endedOn == nil }
        self.groups = groups.map { ("group:\($0.id)", $0.name) }
    }

    /// What can be ticked for whom it goes to.
    var all: [(value: String, words: String)] {
        let up = unit.parent == nil ? [] : [("parent", "上级工会")]
        let down =
            unit.level.depth < UnitLevel.base.depth
            ? [("children", "各直属下级"), ("bases", "全部校级工会")] : [("children", "各分会")]
        return up + down + groups
    }
}

/// The form, new or of a paper there is.
func documentForm(_ choices: DocumentChoices, to path: Path, back: Path, _ filled: Filled) -> HTML {
    let kinds = DocumentKind.allCases.map { (value: $0.rawValue, words: $0.words) }
    let title = Field("title", "标题", isRequired: true, hint: "如“关于印发 2025 年工作要点的通知”。", isWide: true, maximum: 120)
    let body = Field(
        "body", "正文", isRequired: true, hint: "一段一行。以“一、”“（一）”开头的段落自动排成黑体、楷体。", isWide: true, maximum: 60_000)
    let addressees = Field(
        "addressees", "主送机关（印在正文上方）", hint: "不填就用下面选的分发范围。", isWide: true, maximum: 400)
    let inside: HTML = """
        \(hidden("version", filled["version"]))
        <div class="form-grid">\(select(Field("kind", "文种", isRequired: true), kinds, filled))\
        \(field(Field("signer", "签发人", hint: "报告、请示要写明。", maximum: 30), filled))
        \(field(title, filled))\(textArea(body, rows: 14, filled))\(field(addressees, filled))</div>
        \(targetFields("to", "主送单位", choices.all, isRequired: true, filled))
        \(targetFields("copy", "抄送单位", choices.all, isRequired: false, filled))
        <div class="form-grid">\(field(Field("copies", "抄送机关（印在版记里）", hint: "可以写系统外的机关。", maximum: 400), filled))\
        \(field(Field("remark", "附注", hint: "如联系人和电话，印在日期下面的括号里。", maximum: 200), filled))</div>
        <div class="row"><button class="btn primary">保存草稿</button>\(button("返回", to: back))</div>
        """
    return """
        <section class="card" aria-label="公文内容"><div class="card-b">\(form(to: path, inside))</div></section>
        """
}

private func targetFields(
    _ name: String, _ label: String, _ all: [(value: String, words: String)], isRequired: Bool, _ filled: Filled
) -> HTML {
    """
    <fieldset class="field"><legend>\(label)\(if: isRequired, " <span class=\"req\">必填</span>")</legend>
    <div class="checks">\(each: all, { checkBox(name, $0.words, value: $0.value, filled) })</div></fieldset>
    \(textArea(
        Field("\(name)_units", "\(label)：指定单位", hint: "全称、简称或单位代码，一行一个；印发时按当天的名称记下。", isWide: true), filled))
    """
}

func documentNewPage(_ choices: DocumentChoices, _ filled: Filled) -> HTML {
    let unit = choices.unit
    return """
        \(flawSummary(filled.flaws))\(pageHead(
            "起草公文", "先存草稿，可以反复修改；送签后由有签发权的人编号印发。",
            crumbs: [("公文", Places.documents(unit.id)), ("起草公文", nil)]))
        \(documentForm(choices, to: Places.documents(unit.id), back: Places.documents(unit.id), filled))
        """
}

func documentRevisionPage(_ document: OfficialDocument, _ choices: DocumentChoices, _ filled: Filled) -> HTML {
    let here = Places.document(document.id)
    return """
        \(flawSummary(filled.flaws))\(pageHead(
            "修改公文", "每次保存都留下一稿。", crumbs: [("公文", Places.documents(document.unit)), (document.title, here), ("修改", nil)]))
        \(documentForm(choices, to: Places.documentRevision(document.id), back: here, filled))
        """
}
