import Web

/// What is asked before an import is taken back: how many rows, and which of them stay because something was done since.
struct UndoQuestion {
    let batch: ImportBatch
    let later: [LaterChange]
    /// How many rows stay in all.
    let kept: Int

    private static let most = 100

    init(_ batch: ImportBatch, in tx: Transaction) throws {
        self.batch = batch
        kept = try LaterChange.count(on: batch, in: tx)
        later = try kept == 0 ? [] : LaterChange.all(on: batch, limit: Self.most, in: tx)
    }

    var page: HTML {
        let crumbs: [Crumb] = [
            ("批量导入", Places.imports(batch.unit)), (batch.fileName, Places.importBatch(batch.id)), ("撤销", nil),
        ]
        let others = kept > 0 ? "，之后又有变动的 \(grouped(kept)) 人不受影响，列在下面" : ""
        let rest = batch.written - kept
        let inside: HTML = """
            <p>\(grouped(rest)) 行会全部还原\(others)。新增的人会从名册里移走，更新的人回到导入前的样子。</p>
            <div class="row"><button class="btn danger">\(kept > 0 ? "撤销其余" : "撤销导入") \(grouped(rest)) 行</button>
            <a class="btn" href="\(Places.importBatch(batch.id))">不撤销，返回</a></div>
            """
        return """
            \(pageHead("撤销这次导入？", "\(batch.fileName)，\(moment(batch.madeAt)) 上传。", crumbs: crumbs))
            <div class="stack"><section class="card card-b">\(form(to: Places.importUndo(batch.id), inside))</section>
            \(if: !later.isEmpty, laterCard)</div>
            """
    }

    private var laterCard: HTML {
        let columns: [Column<LaterChange>] = [
            Column("姓名", isName: true) { one in name(one) },
            Column("行号", isFigure: true) { .words(batch.words(line: $0.line)) },
            Column("为什么不动") { .words($0.reasons.map(\.words).joined(separator: "、")) },
            Column("之后做了什么") { "<div>\(each: $0.since, act)</div>" },
        ]
        let sub = kept > later.count ? "共 \(grouped(kept)) 人，显示前 \(grouped(later.count)) 人" : "\(grouped(kept)) 人"
        return """
            <section class="card" aria-labelledby="h-later"><div class="card-h"><h2 id="h-later">之后又有变动的人</h2>
            <span class="sub">\(sub)</span></div>\(table("之后又有变动的每个人", columns, later))</section>
            """
    }
}

private func name(_ one: LaterChange) -> HTML {
    guard let person = one.person else { return .words(one.name) }
    return "<a href=\"\(Places.person(person))\">\(one.name)</a>"
}

private func act(_ since: LaterChange.Since) -> HTML {
    "<div>\(moment(since.at)) \(since.by ?? "系统")：\(since.words)</div>"
}
