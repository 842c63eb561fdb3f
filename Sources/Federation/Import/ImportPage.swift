import Web

/// One import from upload to done.
func importPage(_ view: ImportView, _ filled: Filled) -> HTML {
    let batch = view.batch
    let crumbs: [Crumb] = [
        ("会员名册", Places.members(batch.unit)), ("批量导入", Places.imports(batch.unit)), ("核对结果", nil),
    ]
    let head = pageHead("导入会员名册", sentence(batch), crumbs: crumbs)
    guard !batch.state.isBusy else {
        return """
            \(head)\(importSteps(batch))
            \(if: view.isStuck, note("处理时反复出错，已经停下并记录在案。请联系系统管理员；也可以取消后重新上传。", .bad))
            \(importProgress(batch))
            """
    }
    return """
        \(flawSummary(filled.flaws))
        \(head)\(importSteps(batch))
        \(some: batch.problem, problemNote)
        \(importLedger(view))
        \(if: batch.kept > 0, keptNote(batch))
        <div class="cols cols-8-4 imp">
        \(nextStep(view))
        <div class="stack">\(doubtCall(batch))\(wordsCard(view, filled))\(findingsCard(view))\(passedCard(batch))</div>
        <aside class="stack" aria-label="错误统计与列对应">\(barsCard(view))\(unknownCard(view))</aside>
        </div>
        """
}

private func sentence(_ batch: ImportBatch) -> HTML {
    let said: String =
        switch batch.state {
        case .uploaded, .checking, .checked: "目前还没有写入任何数据。"
        case .running: "正在写入名册。"
        case .done: "已写入 \(grouped(batch.written)) 人。"
        case .cancelled: batch.written > 0 ? "中途取消，已写入 \(grouped(batch.written)) 人。" : "已取消，没有写入任何数据。"
        case .undoing: "正在撤销。"
        case .undone: "已撤销，名册已还原。"
        case .failed: "没有完成。"
        }
    return "\(batch.fileName)，\(moment(batch.madeAt)) 上传到“\(batch.unitName)”。\(said)"
}

private func problemNote(_ words: String) -> HTML { note("\(words)", .bad) }

private func keptNote(_ batch: ImportBatch) -> HTML {
    note("之后改过的 \(grouped(batch.kept)) 人不受影响，保留着现在的内容。", .due)
}

private func importSteps(_ batch: ImportBatch) -> HTML {
    let current =
        switch batch.state {
        case .uploaded, .checking: 1
        case .checked, .cancelled, .failed: 2
        case .running: 3
        case .done, .undoing, .undone: 4
        }
    return steps(["上传文件", "核对", "确认", "完成"], current: current)
}

/// How far the work at hand has come. The stream of progress sends this same piece again and again.
func importProgress(_ batch: ImportBatch) -> HTML {
    let (done, total) = batch.progress
    let words = total.map { "\(grouped(done)) / \(grouped($0)) 行" } ?? "正在读取文件"
    let most = String(max(total ?? 1, 1)), now = total == nil ? nil : String(min(done, total ?? 0))
    return """
        <section class="card" id="import-progress" aria-labelledby="h-progress" data-live="\(Places.importProgress(batch.id))">
        <div class="card-h"><h2 id="h-progress">\(batch.state.words)</h2><span class="sub">\(words)</span></div>
        <div class="card-b stack-s"><progress class="bar" \(attribute: "value", now) max="\(most)" aria-label="进度">\(words)</progress>
        <p class="hint">可以离开这一页，工作会继续；回来时看得到结果。</p>
        <div class="row"><a class="btn" href="\(Places.importBatch(batch.id))">\(icon("arrow-clockwise"))刷新进度</a>
        \(stopButtons(batch))</div></div></section>
        """
}

/// While nothing is written there is one way to stop; afterwards there are two.
private func stopButtons(_ batch: ImportBatch) -> HTML {
    let stop = Places.importCancellation(batch.id)
    switch batch.state {
    case .undoing: return .none
    case .running:
        return """
            \(action("停下，已写入的保留", to: stop))\(action("停下，已写入的撤回", to: stop, hidden("back", "yes")))
            """
    default: return action("取消导入", to: stop)
    }
}

private func importLedger(_ view: ImportView) -> HTML {
    let batch = view.batch
    let passed = batch.passed.total > 0 ? "，另跳过 \(grouped(batch.passed.total)) 行" : ""
    let columns = "\(batch.titles.count { !$0.isEmpty }) 列，导入其中 \(view.knownColumns) 列\(passed)"
    let changes = "更新 \(grouped(batch.changed)) 人，无变化 \(grouped(batch.matched)) 人"
    let decided = batch.omitted > 0 ? "另有 \(grouped(batch.omitted)) 行决定不导入" : "两边都列出，由您决定"
    return """
        \(ledger(
            "核对汇总",
            [
                Stat("文件共", batch.rows, "行", columns),
                Stat("可以导入", batch.importable, "行", "新增 \(grouped(batch.new)) 人，\(changes)"),
                Stat("要您决定", batch.doubtful, "行", batch.doubtful > 0 ? decided : "没有拿不准的行"),
                Stat("有错误", batch.wrong, "行", batch.wrong > 0 ? "改好后可单独重传这些行" : "没有发现错误"),
                Stat("自动整理", batch.mended, "行", batch.mended > 0 ? "全角、空格等，已整理好" : "没有需要整理的"),
            ]))
        <div class="row mb4"><a class="btn" href="\(Places.importRows(batch.id))">\(icon("list-ul"))逐行查看</a>
        \(if: batch.mended > 0, mendedLink(batch))</div>
        """
}

private func mendedLink(_ batch: ImportBatch) -> HTML {
    "<a class=\"btn\" href=\"\(Places.importBatch(batch.id).with("weight", "mended"))\">\(icon("magic"))看整理了什么</a>"
}

/// The way to the queue.
private func doubtCall(_ batch: ImportBatch) -> HTML {
    guard batch.isOpen, batch.doubtful > 0 else { return .none }
    return card(
        "要您决定的行", id: "h-doubts", sub: "\(grouped(batch.doubtful)) 行",
        """
        <p class="s14">这些行可能是名册里的某个人，也可能不是。两边的内容会并排列出，一行一行地定；没有定的行这次不导入。</p>
        <div class="row mt2">\(button("去决定", to: Places.importDoubts(batch.id), isPrimary: false))</div>
        """)
}

private func nextStep(_ view: ImportView) -> HTML {
    let batch = view.batch
    switch batch.state {
    case .checked where batch.waiting > 0, .done where batch.isOpen && batch.waiting > 0: return confirmCard(batch)
    case .checked:
        return stepCard(
            "没有可以导入的行。\(whatFirst(view))", "\(againLink(batch))\(cancelForm(batch))")
    case .done, .failed, .cancelled:
        let left = batch.isOpen && batch.wrong > 0 ? "有错误的 \(grouped(batch.wrong)) 行没有写入，可以下载下来，改好再上传。" : ""
        return stepCard(
            batch.written > 0 ? "已写入 \(grouped(batch.written)) 人。\(left)发现导错了文件，可以整批撤销。" : "没有写入任何数据。",
            "\(if: batch.canBeUndone, undoLink(batch))\(againLink(batch))")
    default: return stepCard("名册里这一批的内容已经还原。", againLink(batch))
    }
}

/// What to do where nothing can be written yet.
private func whatFirst(_ view: ImportView) -> String {
    if !view.words.isEmpty {
        let rows = view.words.reduce(0) { $0 + $1.rows }
        return "请先答“对不上的名称”，\(view.words.count) 个写法，关系到 \(grouped(rows)) 行。"
    }
    if view.batch.doubtful > 0 { return "请先决定拿不准的行。" }
    return view.batch.wrong > 0 ? "请下载错误行，改好后重新上传。" : "文件与名册一致。"
}

private func confirmCard(_ batch: ImportBatch) -> HTML {
    let left = [(batch.wrong, "有错误"), (batch.doubtful, "待定")].filter { $0.0 > 0 }
        .map { "\($0.1)的 \(grouped($0.0)) 行" }.joined(separator: "、")
    let words = left.isEmpty ? "没有发现错误。确认后写入名册。" : "先导入没有问题的 \(grouped(batch.waiting)) 行，\(left)留在这里，改好、定好再导入。"
    let confirm = form(
        to: Places.importConfirmation(batch.id), className: "stack-s",
        "<button class=\"btn primary big block\">导入 \(grouped(batch.waiting)) 行</button>")
    return stepCard(
        words,
        """
        \(confirm)\(againLink(batch))
        \(if: batch.state == .checked, cancelForm(batch))
        \(if: batch.canBeUndone, undoLink(batch))
        <p class="hint">导入后可以整批撤销。</p>
        """)
}

private func cancelForm(_ batch: ImportBatch) -> HTML {
    form(
        to: Places.importCancellation(batch.id), className: "stack-s", "<button class=\"btn block\">取消这次导入</button>")
}

private func stepCard(_ words: String, _ inside: HTML) -> HTML {
    """
    <section class="card card-b stack-s" aria-labelledby="h-next"><h2 id="h-next">下一步</h2><p class="s14">\(words)</p>
    \(inside)</section>
    """
}

private func againLink(_ batch: ImportBatch) -> HTML {
    "<a class=\"btn block\" href=\"\(Places.imports(batch.unit))\">\(icon("upload"))上传另一个文件</a>"
}

private func undoLink(_ batch: ImportBatch) -> HTML {
    "<a class=\"btn block\" href=\"\(Places.importUndo(batch.id))\">\(icon("arrow-counterclockwise"))撤销这次导入</a>"
}
