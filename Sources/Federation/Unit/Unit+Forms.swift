import Web

/// The form for a new unit below another.
func unitBelowPage(_ parent: UnitEntry, _ crumbs: [Crumb], _ filled: Filled) -> HTML {
    let levels = UnitLevel.allCases.filter { $0.depth > parent.level.depth }
    let inside: HTML = """
        <div class="form-grid">\(select(Field("level", "级别", isRequired: true), levels.map { ($0.rawValue, $0.words) }, empty: "请选择", filled))
        \(select(Field("kind", "类型", isRequired: true), kinds(levels), empty: "请选择", filled))
        \(unitNameFields(filled))\(numberFields(filled))</div>
        <div class="row"><button class="btn primary">设立单位</button>\(button("返回", to: Places.unit(parent.id)))</div>
        """
    return """
        \(flawSummary(filled.flaws))\(pageHead("新建下级单位", "设在“\(parent.name)”下面。", crumbs: crumbs))
        <section class="card" aria-label="单位资料"><div class="card-b">\(form(to: Places.unitBelow(parent.id), inside))</div></section>
        """
}

/// The form for what is on file of a unit. Who was overtaken by another's change sees both versions, field by field.
struct UnitRevisionPage {
    let unit: UnitEntry
    let crumbs: [Crumb]
    let isSent: Bool
    let isOvertaken: Bool
    /// Who changed it last, and when.
    let lastHand: String?

    func drawn(_ filled: Filled) -> HTML {
        let onFile = unit.onFile.filter { field, _ in UnitEntry.revised.contains { $0.field == field } }
        let inside: HTML = """
            \(hidden("version", isOvertaken ? String(unit.version) : filled["version"]))\(hidden("level", unit.level.rawValue))
            \(Overtaken.beginnings(onFile, filled, isSent: isSent))\(if: isOvertaken, compared(filled))
            <div class="form-grid">\(unitNameFields(filled))
            \(select(Field("kind", "类型", isRequired: true), kinds([unit.level]), filled))</div>
            <div class="row"><button class="btn primary">保存修改</button>\(button("返回", to: Places.unit(unit.id)))</div>
            """
        let sentence: HTML = """
            更正录入错了的内容，修改会记入审计。单位按文件改名，请办<a href="\(Places.unitRename(unit.id))">更名</a>，原名才会留下。
            """
        return """
            \(flawSummary(filled.flaws))\(pageHead("修改单位", sentence, crumbs: crumbs))
            <section class="card" aria-label="单位资料"><div class="card-b">\(form(to: Places.unitRevision(unit.id), inside))</div></section>
            """
    }

    private func compared(_ filled: Filled) -> HTML {
        func words(_ field: String, _ value: String) -> String {
            field == "kind" ? UnitKind(rawValue: value)?.words ?? value : value
        }
        let all = UnitEntry.revised.map { field, label in
            let (theirs, mine) = (unit.onFile[field] ?? "", filled[field])
            return Version(
                field, label, onFile: theirs, mine: mine, began: filled[Overtaken.beginning(of: field)],
                onFileWords: words(field, theirs), mineWords: words(field, mine))
        }
        return """
            <h2 class="h3">两个版本，逐项选用哪一个</h2>\(versions(all, by: lastHand, filled))
            <p class="hint">选“您填的”，就按下面的表格保存，还可以再改。</p>
            """
    }
}

private func kinds(_ levels: [UnitLevel]) -> [Choice] {
    UnitKind.allCases.filter { kind in levels.contains { UnitKind.fitting($0).contains(kind) } }
        .map { ($0.rawValue, $0.words) }
}

/// Number and date of the paper; its scan is added in the history.
private func numberFields(_ filled: Filled) -> HTML {
    """
    \(field(Field("paper", "批复文号", hint: "扫描件可以在“历史”里补。", maximum: 60), filled))
    \(field(Field("paper_day", "文件日期", .date), filled))
    """
}

private func unitNameFields(_ filled: Filled) -> HTML {
    """
    \(field(Field("name", "全称", isRequired: true, hint: "与批复文件一致。", isWide: true, maximum: 60), filled))
    \(field(Field("short_name", "简称", hint: "列表里用；不填就用全称。", maximum: 30), filled))
    \(field(Field("code", "单位代码", hint: "没有就不填；全市不能重复。", maximum: 30), filled))
    \(field(Field("founded_on", "成立日期", .date), filled))
    """
}
