import Web

/// One file on its way, or ready to be taken.
func registerFilePage(_ file: RegisterFile, at now: Instant) -> HTML {
    let crumbs: [Crumb] = [
        ("会员名册", Places.members(file.unit).with(file.filter.pairs)), ("导出记录", Places.registerFiles(file.unit)),
        ("导出", nil),
    ]
    return """
        \(pageHead("导出会员名册", "\(file.unitName)，\(file.filter.words)，\(file.formatWords) 文件。", crumbs: crumbs))
        \(file.state.isBusy ? registerFileProgress(file) : ended(file, at: now))
        """
}

/// How far the writing has come. The stream of progress sends this same piece again and again.
func registerFileProgress(_ file: RegisterFile) -> HTML {
    let words = file.total.map { "\(grouped(file.done)) / \(grouped($0)) 人" } ?? "马上开始"
    let most = String(max(file.total ?? 1, 1)), now = file.total == nil ? nil : String(min(file.done, file.total ?? 0))
    return """
        <section class="card" id="file-progress" aria-labelledby="h-progress" data-live="\(Places.registerFileProgress(file.id))">
        <div class="card-h"><h2 id="h-progress">\(file.state.words)</h2><span class="sub">\(words)</span></div>
        <div class="card-b stack-s"><progress class="bar" \(attribute: "value", now) max="\(most)" aria-label="进度">\(words)</progress>
        <p class="hint">可以离开这一页，生成会继续；完成后在“导出记录”里下载。</p>
        <div class="row"><a class="btn" href="\(Places.registerFile(file.id))">\(icon("arrow-clockwise"))刷新进度</a>
        \(action("取消导出", to: Places.registerFileCancellation(file.id)))</div></div></section>
        """
}

private func ended(_ file: RegisterFile, at now: Instant) -> HTML {
    let again = button("回到名册", to: Places.members(file.unit).with(file.filter.pairs))
    guard file.isLive(at: now), let until = file.expiresAt else {
        let words = file.problem ?? (file.state == .cancelled ? "这次导出已取消，没有留下文件。" : "下载期限已过，文件已经删除。需要时请重新导出。")
        return card(file.state.words, id: "h-file", "<p>\(words)</p><div class=\"row\">\(again)</div>")
    }
    return card(
        "可以下载", id: "h-file", sub: "\(grouped(file.done)) 人，\(megabytes(file.size ?? 0))",
        """
        <div class="stack-s"><p>\(moment(until)) 以前可以下载，只有您能下载；到时文件自动删除。</p>
        <p class="hint">文件里有会员的个人信息，请只用于工会工作，用完及时删除。每次下载都有记录。</p>
        <div class="row"><a class="btn primary" href="\(Places.registerFileContent(file.id))">\(icon("download"))下载文件</a>\(again)</div>
        </div>
        """)
}

private func megabytes(_ bytes: Int) -> String {
    let tenths = bytes * 10 / 1_048_576
    return tenths == 0 ? "\(max(1, bytes / 1024)) KB" : "\(tenths / 10).\(tenths % 10) MB"
}

/// The files that the officer ordered of a unit.
func registerFileList(_ unit: UnitEntry, _ files: [RegisterFile], at now: Instant) -> HTML {
    let crumbs: [Crumb] = [("会员名册", Places.members(unit.id)), ("导出记录", nil)]
    let columns: [Column<RegisterFile>] = [
        Column("时间", isName: true) { "<a href=\"\(Places.registerFile($0.id))\">\(moment($0.madeAt))</a>" },
        Column("内容") { "\($0.filter.words)" },
        Column("格式") { "\($0.formatWords)" },
        Column("人数", isFigure: true) { "\($0.total.map(grouped) ?? "—")" },
        Column("状态") { tag($0.state.words, $0.state.tone) },
        Column("下载") { file in
            guard file.isLive(at: now) else { return "—" }
            return "<a href=\"\(Places.registerFileContent(file.id))\">下载</a>"
        },
    ]
    let body: HTML =
        files.isEmpty ? emptyState("还没有导出过", "人数较多的名册在后台生成，这里可以看到进度和结果。") : table("导出记录", columns, files)
    return """
        \(pageHead("导出记录", "\(unit.name)。文件保留 \(RegisterFile.hours) 小时，只有导出的人能下载。", crumbs: crumbs))
        <div class="card">\(body)</div>
        """
}
