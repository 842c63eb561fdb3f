import Web

extension Command {
    /// Does the duties without serving pages: beside one or several servers on PostgreSQL.
    static let work = Command(
        name: "work", line: "只做后台任务（PostgreSQL，与 serve 并行）",
        settings: Setting.ofInstallation + [.only, .log, .migrate]
    ) { order in
        guard order.settings.database != .sqlite else {
            throw StartProblem.order("work 用于 PostgreSQL；SQLite 只许一个进程写入，后台任务由 serve 自己做。")
        }
        let ledger = try ledger(order)
        let house = try await House.open(order.settings, world: order.world, joined: joined, ledger: ledger)
        let stop = StopSign()
        Signals.answerFirst { stop.tell() }
        order.say("开始做后台任务：\(house.sites.map(\.facts.title).joined(separator: "、"))")
        do {
            try await withThrowingTaskGroup { group in
                group.addTask { try await Work(house: house, ledger: ledger).run() }
                group.addTask { await stop.wait() }
                try await group.next()
                group.cancelAll()
            }
        } catch {
            await house.close()
            throw error
        }
        await house.close()
        await ledger.flush()
        return 0
    }
}
