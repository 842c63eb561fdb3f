import Federation
import Web

/// Who has not reported, who was late, and the file for many at once.
func missingPage(_ list: MissingReports, _ filled: Filled) -> HTML {
    let sum = list.shares.sum
    let sentence: HTML = "\(list.month.words)，\(sum.reportedWords)，期限 \(day(list.month.due(by: list.rules)))。"
    return """
        \(flawSummary(filled.flaws))\(pageHead(
            "未上报单位", sentence, crumbs: coverageCrumbs(list.unit, above: list.above, "未上报单位")))
        \(monthChoice(list.month, to: Places.missing(list.unit.id), today: list.today))
        <div class="cols cols-7-5"><div class="stack">\(missingCard(list))\(if: !list.late.isEmpty, lateCard(list))</div>
        <div class="stack">\(if: !list.missing.isEmpty, reminderCard(list))\(if: list.mayReport, uploadCard(list, filled))</div></div>
        """
}

private func missingCard(_ list: MissingReports) -> HTML {
    guard !list.missing.isEmpty else {
        return """
            <section class="card" aria-label="未上报单位">\(emptyState(
                "都已上报", "\(list.month.words)的 \(grouped(list.shares.shares.count)) 个单位都报来了教职工人数。"))</section>
            """
    }
    return card(
        "还没有上报", id: "h-missing", sub: "\(grouped(list.missing.count)) 个单位，不计入任何比率",
        unitTable("没有上报的单位", list.missing, list.month, mayReport: list.mayReport, list.officer))
}

private func lateCard(_ list: MissingReports) -> HTML {
    card(
        "迟报", id: "h-late", sub: "\(grouped(list.late.count)) 个单位，已计入比率",
        unitTable("迟报的单位", list.late, list.month, mayReport: false, list.officer))
}

private func unitTable(
    _ label: String, _ shares: [UnitShare], _ month: Month, mayReport: Bool, _ officer: Officer
) -> HTML {
    var columns: [Column<UnitShare>] = [
        Column("单位", isName: true) { share in
            guard officer.reaches(share.unit.pathNow) else { return HTML.words(share.unit.name) }
            let path = Places.coverage(share.unit.id).with("month", month.description)
            return "<a href=\"\(path)\">\(share.unit.name)</a>"
        },
        Column("代码") { "<span class=\"num\">\($0.unit.code ?? "—")</span>" },
        Column("类型") { "\($0.unit.kind.words)" },
        Column("在籍会员", isFigure: true) { "\(grouped($0.allMembers))" },
    ]
    if mayReport {
        columns.append(
            Column("代报") { share in
                guard officer.reaches(share.unit.pathNow) else { return "<span class=\"muted\">现归别的上级</span>" }
                return "<a href=\"\(Places.staff(share.unit.id).with("month", month.description))\">填报</a>"
            })
    }
    return table(label, columns, Array(shares.prefix(500)))
}

private func reminderCard(_ list: MissingReports) -> HTML {
    // Twenty characters go on a line of a phone.
    let lines = list.reminder.split(separator: "\n").map { $0.count / 20 + 1 }.reduce(0, +)
    let body: HTML = """
        <div class="field"><label for="reminder">可以直接复制发送</label>
        <textarea class="textarea" id="reminder" rows="\(min(16, lines))" readonly>\(list.reminder)</textarea></div>
        <div class="actions mt4 js-only"><button class="btn" type="button" data-copy="reminder">\(icon("clipboard"))<span>复制</span></button></div>
        """
    return card("催报文字", id: "h-reminder", body)
}

private func uploadCard(_ list: MissingReports, _ filled: Filled) -> HTML {
    let sources = StaffSource.allCases.map { (value: $0.rawValue, words: $0.words) }
    let shown = filled["source"].isEmpty ? Filled(["source": ["hr_file"]], flaws: filled.flaws) : filled
    let inside: HTML = """
        \(hidden("month", list.month.description))
        \(select(Field("source", "数据来源", isRequired: true), sources, shown))
        \(field(Field("file", "人数表（.xlsx、.xls 或 .csv）", .file, isRequired: true, hint: "一行一个单位。写对的行直接上报，有问题的行逐行说明，改好再传一次即可。", accept: ".xlsx,.xls,.csv"), shown))
        <div class="actions tall"><button class="btn primary">\(icon("upload"))上传\(list.month.words)的人数</button>\
        \(button("下载模板", to: Places.template(list.unit.id).with("month", list.month.description), icon("download")))</div>
        """
    return card(
        "多个单位一起报", id: "h-upload", form(to: Places.upload(list.unit.id), isMultipart: true, inside))
}
