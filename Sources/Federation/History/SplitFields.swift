import Web

/// The fields of one new unit in the form for a split: what it is called, and who goes there.
struct SplitShareFields {
    let unit: UnitEntry
    let slot: Int
    let seats: [SplitSeat]
    /// Name, short name and code.
    let founded: HTML

    func drawn(_ filled: Filled) -> HTML {
        let names = ["name", "short_name", "code", "people", "tick", "type", "listname", "file"].map { "\($0)-\(slot)" }
        let isFilled = names.contains { !filled[$0].isEmpty || filled.flaws[$0] != nil }
        return """
            <details class="panel" \(flag: "open", slot == 1 || isFilled)><summary>新单位 \(slot)</summary>
            <div class="stack"><div class="form-grid">\(founded)</div>\(if: !seats.isEmpty, people(filled))</div></details>
            """
    }

    private func people(_ filled: Filled) -> HTML {
        let typed = Field(
            "people-\(slot)", "按工号或姓名", hint: "只写“\(unit.shortName)”自己的会员，可以整列粘贴。", isWide: true)
        let file = Field(
            "file-\(slot)", "上传名单", .file, hint: "Excel 或 CSV，有姓名，最好有工号或身份证号。没有找到的，核对时逐行列出。",
            isWide: true, accept: ".xlsx,.xls,.csv")
        return """
            <p><b>分过去的会员</b> <span class="hint">下面几种办法可以一起用；同一个人只算一次。</span></p>
            \(types(filled))\(ticks(filled))
            <div class="form-grid">\(textArea(typed, filled))\(field(file, filled))</div>\(kept(filled))
            """
    }

    private func types(_ filled: Filled) -> HTML {
        let counts = Dictionary(grouping: seats, by: \.employment).mapValues(\.count)
        let known = Employment.allCases.filter { counts[$0] != nil }
        let flaw: HTML =
            filled.flaws["type-\(slot)"].map { "<p class=\"err\" id=\"type-\(slot)-e\">\($0)</p>" } ?? .none
        return """
            <fieldset class="field" id="type-\(slot)"><legend>按用工形式，整类分过去</legend>\(flaw)<div class="checks">\
            \(each: known, { checkBox("type-\(slot)", "\($0.words)（\(grouped(counts[$0] ?? 0)) 人）", value: $0.rawValue, filled) })\
            </div></fieldset>
            """
    }

    private func ticks(_ filled: Filled) -> HTML {
        guard seats.count <= SplitSeat.mostTicks else {
            return "<p class=\"hint\">会员有 \(grouped(seats.count)) 人，不逐个列出；请按用工形式，或粘贴工号、上传名单。</p>"
        }
        let name = "tick-\(slot)"
        return """
            <details \(flag: "open", !filled.all(name).isEmpty)><summary>逐个勾选（\(seats.count) 人）</summary>
            <fieldset><legend class="vh">新单位 \(slot) 的会员</legend><div class="checks">\
            \(each: seats, { checkBox(name, $0.words, value: $0.person.description, filled) })</div></fieldset></details>
            """
    }

    /// A list that was read already, kept unless another comes or it is let go.
    private func kept(_ filled: Filled) -> HTML {
        guard let listed = SplitListed(slot, { filled[$0] }) else { return .none }
        let fields = ["list-\(slot)", "lost-\(slot)", "listname-\(slot)"]
        return """
            \(each: fields, { hidden($0, filled[$0]) })<p class="hint">已读入\(listed.words)。选新的文件会替换它。</p>
            \(checkBox("unlist-\(slot)", "不用这份名单", filled))
            """
    }
}
