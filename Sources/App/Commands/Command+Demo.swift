import Base
import Demo
import Vault
import Web

extension Command {
    /// Builds the two demo federations, where they are not there yet, and tells who may sign in.
    static let demo = Command(
        name: "demo", line: "建立演示联合会（已有的不动），并列出演示账号",
        flags: [
            Flag("members", "人数", "北京市教育工会的会员数，默认 20000；广西教育工会为它的十分之一"),
            Flag("schools", "所数", "每个区的学校数，默认 6"),
        ]
    ) { order in
        let members = try order.number("members", in: 0...2_000_000) ?? 20_000
        let schools = try order.number("schools", in: 1...8) ?? 6
        let plans = [DemoPlan.beijing(members: members, schools: schools), .guangxi(members: members / 10)]
        try await withInstallation(order) { installation in
            for plan in plans where !installation.federations.contains(where: { $0.name == plan.name }) {
                try await build(plan, in: installation, order)
            }
        }
        try tell(plans, order)
        return 0
    }
}

private func build(_ plan: DemoPlan, in installation: Installation, _ order: Order) async throws {
    let store = try await addFederation(name: plan.name, title: plan.title, hosts: [plan.host], to: installation)
    let ring = try KeyRing.load(from: keyFile(of: plan.name, in: installation))
    let say = order.say
    let files = installation.filesFolder(named: plan.name)
    try await Demo(plan, ring: ring, files: files).build(in: store, cost: .interactive) { done in
        if done % 50_000 == 0 { say("\(plan.title)：已生成 \(grouped(done)) 名会员") }
    }
    say("\(plan.title)：\(grouped(plan.members)) 名会员")
}

/// Writes the file that the doors read, and lists the accounts: federation, role, account, password, parted by tabs.
private func tell(_ plans: [DemoPlan], _ order: Order) throws {
    let accounts = plans.map { (federation: $0.name, accounts: Demo.accounts($0)) }
    let path = DemoFile.path(in: order.settings.data)
    guard Files.write(DemoFile.text(accounts), at: path) else { throw StartProblem("写不了 \(path)。") }
    for (federation, accounts) in accounts {
        for account in accounts {
            order.say("\(federation)\t\(account.role)\t\(account.signInName)\t\(account.password)")
        }
    }
}
