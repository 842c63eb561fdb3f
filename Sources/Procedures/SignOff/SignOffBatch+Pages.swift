import Federation
import Web

/// A batch: the list before the yes, how far it has come, or what came of it.
struct SignOffBatchPage {
    let batch: SignOffBatch
    let rows: [SignOffBatchRow]
    let hasMore: Bool
    let isFirst: Bool
    /// Whether the duty was given up and waits for a person.
    let isStuck: Bool
    let lines: SignOffLines

    var drawn: HTML {
        let crumbs: [Crumb] = [
            ("待我审核", Places.desk(batch.unit)), ("批量记录", Places.batches(batch.unit)), ("清单", nil),
        ]
        let words = batch.words.map { "说明：\($0)" } ?? ""
        return """
            \(pageHead("批量审批：\(batch.decision.words)", "\(batch.unitName)，\(tag(batch.state.words, batch.state.tone)) \(words)", crumbs: crumbs))
            \(if: isStuck, note("办理时反复出错，已经停下并记录在案。请联系系统管理员。", .bad))
            \(if: batch.state != .running, ledger("汇总", [
                Stat("清单", batch.total, "件"), Stat("已办理", batch.done, "件"),
                Stat("跳过", batch.passed, "件", "列出清单以后别人已经办了的"),
            ]))
            <div class="stack">\(step)<div class="card">\(list)</div></div>
            """
    }

    private var step: HTML {
        switch batch.state {
        case .running: return batchProgress(batch)
        case .planned:
            let yes = action(
                "\(batch.decision.words) \(grouped(batch.total)) 件", to: Places.batchConfirmation(batch.id),
                className: "btn primary")
            return card(
                "请核对清单", id: "h-next",
                """
                <div class="stack-s"><p>确认以前不会办理任何事项。最后一级的事项直接办结，其余报上一级。</p>
                <div class="row">\(yes)\(action("取消", to: Places.batchCancellation(batch.id)))</div></div>
                """)
        case .done, .cancelled: return .none
        }
    }

    private var list: HTML {
        let lines = lines, decision = batch.decision
        let columns: [Column<SignOffBatchRow>] = [
            Column("事项", isName: true) { row in
                let one = row.signOff
                return "<a href=\"\(Places.signOff(one.id))\">\(one.title)</a> <small>\(lines.words(one.line))</small>"
            },
            Column("报送单位") { "\($0.signOff.unitName)" },
            Column("到达") { moment($0.signOff.since) },
            Column("结果") { row in
                switch row.state {
                case .waiting:
                    let isSame = row.signOff.version == row.seen && row.signOff.state == .held
                    return isSame ? tag(decision.act(on: row.signOff).words, .information) : tag("别人已办，将跳过", .due)
                case .done: return tag("已办理", .done)
                case .passed: return tag("已跳过", .plain)
                }
            },
        ]
        let path = Places.batch(batch.id)
        let next = hasMore ? rows.last.map { path.with("after", $0.signOff.id.description) } : nil
        return """
            \(table("清单", columns, rows))
            \(pager(shown: rows.count, total: batch.total, unit: "件", first: isFirst ? nil : path, next: next))
            """
    }
}

/// How far a batch has come. The stream of progress sends this same piece again and again.
func batchProgress(_ batch: SignOffBatch) -> HTML {
    let taken = batch.done + batch.passed
    let words = "\(grouped(taken)) / \(grouped(batch.total)) 件"
    return """
        <section class="card" id="batch-progress" aria-labelledby="h-progress" data-live="\(Places.batchProgress(batch.id))">
        <div class="card-h"><h2 id="h-progress">\(batch.state.words)</h2><span class="sub">\(words)</span></div>
        <div class="card-b stack-s"><progress class="bar" value="\(taken)" max="\(max(batch.total, 1))" aria-label="进度">\(words)</progress>
        <p class="hint">可以离开这一页，工作会继续；回来时看得到结果。</p>
        <div class="row"><a class="btn" href="\(Places.batch(batch.id))">\(icon("arrow-clockwise"))刷新进度</a>
        \(action("停下", to: Places.batchCancellation(batch.id)))</div></div></section>
        """
}

/// The batches of a unit's desk.
func batchListPage(_ unit: UnitEntry, _ all: [SignOffBatch]) -> HTML {
    let columns: [Column<SignOffBatch>] = [
        Column("时间", isName: true) { "<a href=\"\(Places.batch($0.id))\">\(moment($0.madeAt))</a>" },
        Column("意见") { "\($0.decision.words)" },
        Column("清单", isFigure: true) { "\(grouped($0.total))" },
        Column("已办理", isFigure: true) { "\(grouped($0.done))" },
        Column("跳过", isFigure: true) { "\(grouped($0.passed))" },
        Column("状态") { tag($0.state.words, $0.state.tone) },
    ]
    let body: HTML =
        all.isEmpty
        ? emptyState("还没有批量审批过", "在“待我审核”里勾选几件，选好意见，先看清单再确认。") : table("批量审批", columns, all)
    return """
        \(pageHead("批量审批记录", "\(unit.shortName)", crumbs: [("待我审核", Places.desk(unit.id)), ("批量记录", nil)]))
        <div class="card">\(body)</div>
        """
}
