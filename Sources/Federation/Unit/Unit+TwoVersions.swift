import Web

extension UnitEntry {
    /// The fields of a revision, with their labels, in the order of the form.
    static let revised: [(field: String, label: String)] = [
        ("name", "全称"), ("short_name", "简称"), ("code", "单位代码"), ("founded_on", "成立日期"), ("kind", "类型"),
    ]
}

/// Two officers changed one unit at once: what the first saved and what the second typed, side by side, to be chosen field by
/// field. Nothing that was typed is lost.
struct TwoVersions {
    let unit: UnitEntry
    let crumbs: [Crumb]
    let filled: Filled
    /// Who saved meanwhile, and when; nil when it was the house.
    let other: (name: String, at: Instant)?

    init(_ unit: UnitEntry, _ crumbs: [Crumb], _ filled: Filled, in tx: Transaction) throws {
        self.unit = unit
        self.crumbs = crumbs
        self.filled = filled
        let last: UnitChangeLine? = try tx.first(
            """
            SELECT \(UnitChangeLine.columns) FROM unit_change_part p JOIN unit_change c ON c.id = p.change_id
              LEFT JOIN person n ON n.id = c.made_by
             WHERE p.unit_id = \(unit.id) AND c.state = 'done' ORDER BY c.made_at DESC, c.id DESC LIMIT 1
            """)
        other = last.flatMap { line in line.maker.map { ($0, line.change.madeAt) } }
    }

    func drawn() -> HTML {
        let inside: HTML = """
            \(hidden("version", String(unit.version)))\(hidden("level", unit.level.rawValue))
            \(each: UnitEntry.revised, { hidden("was_\($0.field)", unit.onFile[$0.field] ?? "") })
            \(each: UnitEntry.revised, pair)
            <div class="row"><button class="btn primary">按选定的保存</button>\(button("不改了", to: Places.unit(unit.id)))</div>
            """
        return """
            \(flawSummary(filled.flaws))
            \(pageHead("两个人同时修改了“\(unit.shortName)”", sentence, crumbs: crumbs))
            <section class="card" aria-label="两份内容"><div class="card-b">\(form(to: Places.unitRevision(unit.id), inside))</div></section>
            """
    }

    private var sentence: HTML {
        guard let other else { return "下面是现在的内容和您刚才填写的内容，请逐项选定。" }
        return "\(other.name)在 \(moment(other.at)) 保存了修改。下面是现在的内容和您刚才填写的内容，请逐项选定。"
    }

    private func pair(_ line: (field: String, label: String)) -> HTML {
        let theirs = unit.onFile[line.field] ?? "", mine = filled[line.field]
        guard theirs != mine else { return hidden(line.field, mine) }
        // Who did not touch a field did not mean to undo the other's change of it.
        let isMine = mine != filled["was_\(line.field)"]
        return """
            <fieldset class="field"><legend>\(line.label)</legend><div class="sides">
            \(side(line.field, "现在的", theirs, isChosen: !isMine))\(side(line.field, "您填写的", mine, isChosen: isMine))</div></fieldset>
            """
    }

    private func side(_ field: String, _ label: String, _ value: String, isChosen: Bool) -> HTML {
        let kind = UnitKind(rawValue: value)?.words
        let shown = field == "kind" ? kind ?? value : value
        return """
            <label class="check"><input type="radio" name="\(field)" value="\(value)" \(flag: "checked", isChosen)>\
            <span><b>\(shown.isEmpty ? "（空）" : shown)</b><br><small class="muted">\(label)</small></span></label>
            """
    }
}
