import Federation
import Glibc
import Synchronization
import Web

extension Command {
    /// Imports a file of members, or only says what would come of it. 0 only when nothing at all was wrong with the file.
    ///
    /// Where a server holds the SQLite file, the work is left to it and watched.
    static let importing = Command(
        name: "import", line: "从 .xlsx 或 .csv 导入会员；服务正在运行时交给它办", words: "文件", count: 1...1,
        settings: Setting.ofInstallation + [.only],
        flags: [
            Flag("federation", "名称", "哪个联合会；只有一个时可省略"),
            Flag("unit", "单位", "导入到哪个单位：全称、简称或单位代码"),
            Flag("dry-run", nil, "只核对，不写入"),
            Flag("report", "文件", "把每一处问题和各项计数写成 JSON"),
        ]
    ) { order in
        let unit = try order.needed("unit")
        let isBeside = order.settings.database == .sqlite && isHeld(order.settings.data)
        return try await withInstallation(order, isBeside: isBeside) { installation in
            let federation = try named(order.first("federation") ?? order.settings.only, in: installation)
            guard let store = installation.store(named: federation.name) else { return 1 }
            try await Migrations.verify(joined.migrations, in: store)
            let folder = installation.filesFolder(named: federation.name)
            let line = ProgressLine()
            let report: ImportReport
            do {
                if isBeside {
                    complain("服务正在运行，导入交给它办。")
                    let place = try await store.read { tx in try findUnit(unit, in: tx) }
                    let errand = try ImportErrand.leave(
                        file: order.words[0], unit: place, dryRun: order.has("dry-run"), folder: folder)
                    report = try await errand.report(from: store) { line.show($0) }
                } else {
                    report = try await importMembers(
                        file: order.words[0], unitName: unit, store: store,
                        ring: try keyRing(of: federation.name, in: installation), folder: folder,
                        dryRun: order.has("dry-run")
                    ) { line.show($0) }
                }
            } catch let flaws as Flaws {
                line.end()
                throw StartProblem(flaws.all.map(\.words).joined(separator: "\n"))
            }
            line.end()
            try tell(report, order)
            return report.isClean ? 0 : 1
        }
    }
}

/// Whether a process has the data folder open.
private func isHeld(_ data: String) -> Bool {
    let file = unsafe open("\(data)/lock", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    guard flock(file, LOCK_SH | LOCK_NB) == 0 else { return true }
    flock(file, LOCK_UN)
    return false
}

/// One line on a terminal that is written over and over; where the output is a file, a line at each tenth.
private final class ProgressLine: Sendable {
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let last = Mutex<(words: String, tenth: Int)>(("", -1))

    func show(_ progress: ImportProgress) {
        let part = progress.total.map { $0 == 0 ? 0 : min(progress.done * 100 / $0, 100) }
        let figures = progress.total.map { "\(grouped(progress.done)) / \(grouped($0)) 行，\(part ?? 0)%" } ?? "正在读取文件"
        let words = "\(progress.words)：\(figures)"
        let isNew = last.withLock { last in
            defer { last = (words, (part ?? 0) / 10) }
            return isTerminal ? last.words != words : last.tenth != (part ?? 0) / 10
        }
        guard isNew else { return }
        write(isTerminal ? "\r\u{1B}[K\(words)" : "\(words)\n")
    }

    func end() {
        if isTerminal { write("\r\u{1B}[K") }
    }

    private func write(_ words: String) {
        let bytes = Array(words.utf8)
        _ = unsafe Glibc.write(STDERR_FILENO, bytes, bytes.count)
    }
}

private func tell(_ report: ImportReport, _ order: Order) throws {
    if let path = order.first("report"), !Files.write(report.json.text + "\n", at: path) {
        throw StartProblem("写不了 \(path)。")
    }
    if let problem = report.problem { order.say(problem) }
    let counts = "共 \(report.rows) 行：新增 \(report.new)，更新 \(report.changed)，无变化 \(report.matched)，有错误 \(report.wrong)"
    let doubtful = report.doubtful > 0 ? "，要干部在网页上决定 \(report.doubtful)" : ""
    let passed = report.passed > 0 ? "，跳过合计等 \(report.passed) 行" : ""
    order.say("\(counts)\(doubtful)\(passed)。\(order.has("dry-run") ? "只核对，没有写入。" : "已写入 \(report.written) 人。")")
    for finding in report.findings.prefix(20) { order.say("第 \(finding.row) 行 \(finding.column)：\(finding.message)") }
    if report.findings.count > 20 { order.say("还有 \(report.findings.count - 20) 处，用 --report 写成文件查看。") }
}
