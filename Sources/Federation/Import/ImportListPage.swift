import Web

/// The imports of a unit, and the form for the next one.
func importList(
    _ unit: UnitEntry, _ batches: [ImportBatch], _ readings: [WaitingRoster], _ memories: [RosterMemory],
    _ filled: Filled
) -> HTML {
    let crumbs: [Crumb] = [("会员名册", Places.members(unit.id)), ("批量导入", nil)]
    return """
        \(flawSummary(filled.flaws))
        \(pageHead("批量导入", "把名册文件导入“\(unit.name)”及它下面的单位。先核对，确认后才写入。", crumbs: crumbs,
            actions: button("职工名单比对", to: Places.staffList(unit.id), icon("people"))))
        <div class="stack"><div class="cols cols-8-4">
        \(uploadCard(unit, filled))
        \(templateCard(unit))
        </div>
        \(readingsCard(readings))
        \(batchesCard(batches))
        \(memoriesCard(memories))</div>
        """
}

private func uploadCard(_ unit: UnitEntry, _ filled: Filled) -> HTML {
    let file = Field(
        "file", "名册文件", .file, isRequired: true, hint: "Excel 或 WPS 表格（.xlsx、.xls）或 CSV。上面有标题、分组的列名、合计行都没有关系。一次一个文件。",
        accept: ".xlsx,.xls,.csv,.txt")
    let inside: HTML = """
        \(field(file, filled))
        \(checkBox("look", "先看看每一列认得对不对", filled))
        <div class="row"><button class="btn primary">\(icon("upload"))上传并核对</button></div>
        <p class="hint">上传后只核对、不写入。核对结果会逐行列出，您确认之后才会导入。</p>
        """
    return card("上传文件", id: "h-upload", form(to: Places.imports(unit.id), isMultipart: true, inside))
}

private func templateCard(_ unit: UnitEntry) -> HTML {
    let columns = RosterColumn.allCases.map(\.words).joined(separator: "、")
    return card(
        "列名", id: "h-columns",
        """
        <p class="s14">认得的列：\(columns)。顺序不限，常见的别名（如职工号、身份证号码、联系电话、所属分会）也认得。</p>
        <p class="mt2"><a class="btn" href="\(Places.rosterTemplate(unit.id))">\(icon("file-earmark-spreadsheet"))下载模板</a></p>
        <p class="s14 mt2">模板里的部门、用工形式等可以下拉选择，填好后上传即可认出。</p>
        <p class="s14 mt2">“姓名”必须有，其余可缺。空着的格子不会改动名册里已有的内容。</p>
        """)
}

private func batchesCard(_ batches: [ImportBatch]) -> HTML {
    guard !batches.isEmpty else {
        return card(
            "以往的导入", id: "h-batches", emptyState("还没有导入过", "上传第一份名册，核对结果会留在这里。"))
    }
    let columns: [Column<ImportBatch>] = [
        Column("文件", isName: true) { "<a href=\"\(Places.importBatch($0.id))\">\($0.fileName)</a>" },
        Column("上传时间") { moment($0.madeAt) },
        Column("状态") { tag($0.state.words, $0.state.tone) },
        Column("行数", isFigure: true) { .words(grouped($0.rows)) },
        Column("新增", isFigure: true) { .words(grouped($0.new)) },
        Column("更新", isFigure: true) { .words(grouped($0.changed)) },
        Column("有错误", isFigure: true) { .words(grouped($0.wrong)) },
    ]
    return """
        <section class="card" aria-labelledby="h-batches"><div class="card-h"><h2 id="h-batches">以往的导入</h2></div>
        \(table("导入清单", columns, batches))</section>
        """
}
