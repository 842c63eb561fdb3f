import Glibc
import Server
import Web

extension Command {
    /// Serves every federation, and does their duties.
    static let serve = Command(
        name: "serve", line: "启动服务：网页、接口和后台任务", settings: Setting.all
    ) { order in
        let ledger = try ledger(order)
        let serving = try await Serving.start(order.settings, world: order.world, joined: joined, ledger: ledger)
        announce(serving, order)
        let stop = StopSign()
        Signals.answerFirst {
            complain("正在停止：等正在办理的请求完成。")
            stop.tell()
        }
        try await serving.run(until: stop)
        complain("已停止。")
        return 0
    }
}

/// The logs that the settings ask for.
func ledger(_ order: Order) throws(StartProblem) -> Ledger {
    let faults = LogFile(descriptor: STDERR_FILENO)
    switch order.settings.log {
    case "none": return Ledger(access: nil, faults: faults, world: order.world)
    case "-": return Ledger(access: LogFile(descriptor: STDOUT_FILENO), faults: faults, world: order.world)
    case let path:
        guard let access = LogFile(appendingTo: path) else { throw StartProblem("访问日志“\(path)”不能写入。请检查目录和权限。") }
        return Ledger(access: access, faults: faults, world: order.world)
    }
}

/// Tells the address of each federation and, in a demo, who may sign in.
private func announce(_ serving: Serving, _ order: Order) {
    let port = serving.server.port
    order.say("教工之家已启动：http://\(order.settings.address):\(port)/")
    if serving.house.wings.isEmpty {
        order.say("还没有联合会。用 unionhome federation add 添加，或用 unionhome demo 建立演示数据。")
    }
    for wing in serving.house.wings {
        let host = wing.federation.hosts.first ?? wing.federation.name
        guard let site = wing.site else {
            order.say("  \(wing.federation.title)：未开放。\(wing.trouble)")
            continue
        }
        order.say("  \(wing.federation.title)：http://\(host):\(port)/")
        for account in site.facts.demoAccounts {
            order.say("    演示账号 \(account.role)：\(account.signInName)  密码 \(account.password)")
        }
    }
}
