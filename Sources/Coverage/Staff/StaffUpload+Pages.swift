import Federation
import Web

/// What became of each row, those that want a hand first.
func uploadPage(
    _ unit: UnitEntry, _ above: [UnitEntry], _ month: Month, _ rows: [UploadedRow], back: Path
) -> HTML {
    let columns: [Column<UploadedRow>] = [
        Column("行", isFigure: true) { "\($0.line)" },
        Column("单位", isName: true) { "\($0.unitName)" },
        Column("结果") { outcomeTag($0.outcome) },
        Column("说明") { "<span class=\"long\">\($0.words)</span>" },
    ]
    func count(_ outcome: UploadedRow.Outcome) -> Int { rows.count { $0.outcome == outcome } }
    let order: [UploadedRow.Outcome] = [.refused, .taken, .same, .blank]
    let sorted = order.flatMap { outcome in rows.filter { $0.outcome == outcome } }
    return """
        \(pageHead(
            "上传结果", "\(month.words)教职工人数，共 \(grouped(rows.count)) 行", crumbs: coverageCrumbs(unit, above: above, "上传结果"),
            actions: button("回到未上报单位", to: back)))
        \(ledger("上传结果", [
            Stat("已上报", count(.taken), "行"), Stat("未采用", count(.refused), "行", "改好后再传一次"),
            Stat("没有变化", count(.same), "行"), Stat("没有填", count(.blank), "行"),
        ]))
        \(if: rows.isEmpty, note("表里没有数据。", .due))
        \(if: !rows.isEmpty, card("逐行结果", id: "h-rows", sub: "有问题的在前", table("每一行的结果", columns, sorted)))
        """
}

private func outcomeTag(_ outcome: UploadedRow.Outcome) -> HTML {
    switch outcome {
    case .taken: tag("已上报", .done)
    case .same: tag("没有变化")
    case .blank: tag("没有填")
    case .refused: tag("未采用", .bad)
    }
}
