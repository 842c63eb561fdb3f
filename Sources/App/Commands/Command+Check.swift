import Web

extension Command {
    /// Asks every federation whether what must hold does hold.
    static let check = Command(
        name: "check", line: "检查数据：审计链、外键、派生数", settings: Setting.ofInstallation + [.only],
        flags: [Flag("json", nil, "每行一个 JSON 对象")]
    ) { order in
        try await withInstallation(order, isBeside: true) { installation in
            var count = 0
            for store in try stores(of: installation, only: order.settings.only) {
                for finding in try await findings(in: store) {
                    count += finding.flaws.count
                    report(finding, of: store.name, order)
                }
            }
            if !order.has("json") { order.say(count == 0 ? "没有发现问题。" : "发现 \(count) 处问题。") }
            return count == 0 ? 0 : 1
        }
    }
}

/// What one check found in one federation.
struct Finding: Sendable {
    let check: String
    let flaws: [String]
}

/// Every check of a federation, each over one state of its store.
func findings(in store: Store) async throws -> [Finding] {
    do {
        try await Migrations.verify(joined.migrations, in: store)
    } catch {
        return [Finding(check: "版本", flaws: [explained(error)])]
    }
    var findings: [Finding] = []
    for check in joined.checks + [brokenLinks] {
        let flaws = try await store.read { try check.flaws($0) }
        findings.append(Finding(check: check.name, flaws: flaws))
    }
    return findings
}

/// Rows that name rows that are not there. PostgreSQL lets none in; SQLite is asked.
private let brokenLinks = StoreCheck("外键") { tx in
    guard tx.engine == .sqlite else { return [] }
    var flaws: [String] = []
    try tx.each(
        """
        SELECT "table" AS child, parent, count(*) AS broken FROM pragma_foreign_key_check
         GROUP BY "table", parent ORDER BY "table", parent
        """
    ) { row in
        let (child, parent): (String, String) = (try row.read("child"), try row.read("parent"))
        let broken: Int = try row.read("broken")
        flaws.append("表 \(child) 有 \(broken) 行指向 \(parent) 里不存在的行")
    }
    return flaws
}

private func report(_ finding: Finding, of federation: String, _ order: Order) {
    guard !order.has("json") else {
        let flaws = finding.flaws.map { JSON($0) }
        order.say(
            (["federation": JSON(federation), "check": JSON(finding.check), "flaws": .array(flaws)] as JSON).text)
        return
    }
    order.say("\(federation)  \(finding.check)：\(finding.flaws.isEmpty ? "正常" : "\(finding.flaws.count) 处问题")")
    for flaw in finding.flaws { order.say("  \(flaw)") }
}
