import Web

extension Command {
    /// Copies federations into a folder, each below its name. Keys are never in a backup.
    static let backup = Command(
        name: "backup", line: "备份各联合会（不含密钥）", words: "目标目录", count: 1...1,
        settings: Setting.ofInstallation + [.only]
    ) { order in
        try await withInstallation(order, isBeside: true) { installation in
            for store in try stores(of: installation, only: order.settings.only) {
                let target = "\(order.words[0])/\(store.name)"
                try await inWords { try await installation.backUp(store.name, into: target) }
                order.say("\(store.name)：已备份到 \(target)，核对无误。")
                order.say("密钥不在备份里，请另行保存：\(keyFile(of: store.name, in: installation))")
            }
            return 0
        }
    }

    /// Makes a federation of a backup and the file of its keys, both checked before anything is written.
    static let restore = Command(
        name: "restore", line: "从备份恢复一个联合会", words: "备份目录", count: 1...1,
        flags: [
            Flag("keys", "文件", "这个联合会的密钥文件，备份里没有它"), Flag("name", "名称", "恢复成的名称，如 bj"),
            Flag("title", "全称", "人们所见的名称"), Flag("host", "主机名", "通向它的主机名；可给多次", isRepeatable: true),
        ]
    ) { order in
        let plan = try RestorePlan(order)
        return try await withInstallation(order) { installation in
            try await plan.restore(into: installation)
            order.say("已恢复 \(plan.title)（\(plan.name)）。请用 unionhome check 检查。")
            return 0
        }
    }
}

/// What may go wrong with a copy, in Chinese.
func inWords(_ body: () async throws -> Void) async throws {
    do {
        try await body()
    } catch StoreProblem.version(let reason), StoreProblem.unavailable(let reason) {
        throw StartProblem("备份没有办成：\(reason)。")
    }
}
