import Federation
import Web

extension Command {
    /// Imports a file of members, or only says what would come of it. 0 only when nothing at all was wrong with the file.
    static let importing = Command(
        name: "import", line: "从 .xlsx 或 .csv 导入会员", words: "文件", count: 1...1,
        settings: Setting.ofInstallation + [.only],
        flags: [
            Flag("federation", "名称", "哪个联合会；只有一个时可省略"),
            Flag("unit", "单位", "导入到哪个单位：全称、简称或单位代码"),
            Flag("dry-run", nil, "只核对，不写入"),
            Flag("report", "文件", "把每一处问题和各项计数写成 JSON"),
        ]
    ) { order in
        let unit = try order.needed("unit")
        return try await withInstallation(order) { installation in
            let federation = try named(order.first("federation") ?? order.settings.only, in: installation)
            guard let store = installation.store(named: federation.name) else { return 1 }
            let ring = try keyRing(of: federation.name, in: installation)
            try await Migrations.verify(joined.migrations, in: store)
            let report: ImportReport
            do {
                report = try await importMembers(
                    file: order.words[0], unitName: unit, store: store, ring: ring,
                    folder: installation.filesFolder(named: federation.name), dryRun: order.has("dry-run"))
            } catch let flaws as Flaws {
                throw StartProblem(flaws.all.map(\.words).joined(separator: "\n"))
            }
            try tell(report, order)
            return report.isClean ? 0 : 1
        }
    }
}

private func tell(_ report: ImportReport, _ order: Order) throws {
    if let path = order.first("report"), !Files.write(report.json.text + "\n", at: path) {
        throw StartProblem("写不了 \(path)。")
    }
    if let problem = report.problem { order.say(problem) }
    let counts = "共 \(report.rows) 行：新增 \(report.new)，更新 \(report.changed)，无变化 \(report.matched)，有错误 \(report.wrong)"
    order.say("\(counts)。\(order.has("dry-run") ? "只核对，没有写入。" : "已写入 \(report.written) 人。")")
    for finding in report.findings.prefix(20) { order.say("第 \(finding.row) 行 \(finding.column)：\(finding.message)") }
    if report.findings.count > 20 { order.say("还有 \(report.findings.count - 20) 处，用 --report 写成文件查看。") }
}
