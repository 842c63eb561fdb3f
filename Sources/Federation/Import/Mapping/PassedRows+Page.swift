import Web

/// What was passed over, on the page of the result. Nothing where nothing was.
func passedCard(_ batch: ImportBatch) -> HTML {
    let passed = batch.passed
    guard passed.total > 0 else { return .none }
    let columns: [Column<PassedRows.Stretch>] = [
        Column("行号", isFigure: true) { .words(batch.words(lines: $0.lines)) },
        Column("这一行写着", isName: true) { .words($0.words.isEmpty ? "—" : $0.words) },
        Column("为什么跳过") { .words($0.reason.words) },
    ]
    let more: HTML = passed.isCut ? "<p class=\"hint card-b\">只列出前面的。</p>" : .none
    return """
        <section class="card" aria-labelledby="h-passed"><div class="card-h"><h2 id="h-passed">跳过的行</h2>
        <span class="sub">\(grouped(passed.total)) 行，不当作会员</span></div>
        <div class="card-b"><p class="s14">其中如有会员，请在文件里给这一行补上姓名，再单独上传。</p></div>
        \(table("跳过的每一行", columns, passed.stretches))\(more)</section>
        """
}
