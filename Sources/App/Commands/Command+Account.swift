import Vault
import Web

extension Command {
    /// Lets the first officer in, or somebody back in, when nobody else can: prints a link by which they set their
    /// password.
    static let account = Command(
        name: "account", line: "为账号生成一次性的设置密码链接", words: "create 登录名 --name 姓名 | link 登录名 | reset 登录名", count: 2...2,
        settings: Setting.ofInstallation + [.only],
        flags: [
            Flag("federation", "名称", "哪个联合会；只有一个时可省略"),
            Flag("name", "姓名", "create：第一位系统管理员的姓名"),
            Flag("level", "层级", "create：还没有单位时建立的单位的层级，默认 municipal"),
            Flag("url", "网址", "链接的开头，如 https://bj.example.org；默认用主机名"),
        ]
    ) { order in
        let link = try accountLink(order)
        return try await withInstallation(order) { installation in
            let federation = try named(order.first("federation") ?? order.settings.only, in: installation)
            guard let store = installation.store(named: federation.name) else { return 1 }
            let ring = try keyRing(of: federation.name, in: installation)
            try await Migrations.verify(joined.migrations, in: store)
            let path = try await store.write { try link(federation, ring, $0) }
            let host = federation.hosts.first ?? federation.name
            let start = order.first("url") ?? "http://\(host):\(order.settings.port)"
            order.say("请在 \(SetUpLink.days) 天内打开（只能用一次，请勿转发）：")
            order.say("\(start)\(path.text)")
            return 0
        }
    }
}

/// What makes the link that was asked for.
private func accountLink(
    _ order: Order
) throws -> @Sendable (Installation.Federation, KeyRing, Transaction) throws -> Path {
    if order.words[0] == "create" {
        let officer = try FirstOfficer(order)
        return { try officer.enter($0, ring: $1, in: $2) }
    }
    guard let act = AccountAct(rawValue: order.words[0]) else {
        throw StartProblem.order("account 后面应为 create、link 或 reset，再写登录名。")
    }
    let signInName = order.words[1]
    return { Path(segments: ["set-up", try act.token(for: signInName, ring: $1, in: $2)]) }
}

/// The federation that was named, or the only one.
func named(_ name: String?, in installation: Installation) throws(StartProblem) -> Installation.Federation {
    if let name {
        guard let federation = installation.federations.first(where: { $0.name == name }) else {
            throw .order("这个安装里没有名为“\(name)”的联合会。用 unionhome federation list 查看。")
        }
        return federation
    }
    guard let federation = installation.federations.first, installation.federations.count == 1 else {
        throw .order("请用 --federation 指明联合会。用 unionhome federation list 查看。")
    }
    return federation
}
