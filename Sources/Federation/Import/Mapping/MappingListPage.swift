import Web

/// Files that wait for their columns to be told. Nothing when none waits.
func readingsCard(_ readings: [WaitingRoster]) -> HTML {
    guard !readings.isEmpty else { return .none }
    let columns: [Column<WaitingRoster>] = [
        Column("文件", isName: true) { "<a href=\"\(Places.waitingRoster($0.id))\">\($0.fileName)</a>" },
        Column("上传时间") { moment($0.madeAt) },
        Column("状态") { _ in tag("等待对应列名", .due) },
    ]
    return """
        <section class="card" aria-labelledby="h-readings"><div class="card-h"><h2 id="h-readings">等待对应列名</h2>
        <span class="sub">\(WaitingRoster.days) 天内不处理会自动删除</span></div>\(table("等待对应列名的文件", columns, readings))</section>
        """
}

/// What is remembered of heads, and a way to forget it. Nothing when nothing is.
func memoriesCard(_ memories: [RosterMemory]) -> HTML {
    guard !memories.isEmpty else { return .none }
    let columns: [Column<RosterMemory>] = [
        Column("表头", isName: true) { .words(heads($0)) },
        Column("导入") { .words($0.columns.compactMap { $0?.words }.joined(separator: "、")) },
        Column("谁指定的") { .words($0.madeByName ?? "—") },
        Column("何时") { moment($0.madeAt) },
        Column("用过", isFigure: true) { .words("\($0.uses) 次") },
        Column("操作") { action("忘记", to: Places.rosterMemoryEnd($0.id), className: "btn small") },
    ]
    return """
        <section class="card" aria-labelledby="h-memories"><div class="card-h"><h2 id="h-memories">记住的列名对应</h2>
        <span class="sub">上传同样表头的文件时，直接照此对应</span></div>\(table("记住的列名", columns, memories))</section>
        """
}

private func heads(_ memory: RosterMemory) -> String {
    let titles = memory.titles.filter { !$0.isEmpty }
    return titles.prefix(6).joined(separator: "、") + (titles.count > 6 ? "等 \(titles.count) 列" : "")
}
