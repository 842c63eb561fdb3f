import Web

extension Command {
    /// Lets the first officer in, or somebody back in, when nobody else can: prints a link by which they set their
    /// password.
    static let account = Command(
        name: "account", line: "为账号生成一次性的设置密码链接", words: "link 登录名 | reset 登录名", count: 2...2,
        settings: Setting.ofInstallation + [.only],
        flags: [
            Flag("federation", "名称", "哪个联合会；只有一个时可省略"),
            Flag("url", "网址", "链接的开头，如 https://bj.example.org；默认用主机名"),
        ]
    ) { order in
        guard let act = AccountAct(rawValue: order.words[0]) else {
            throw StartProblem.order("account 后面应为 link 或 reset，再写登录名。")
        }
        return try await withInstallation(order) { installation in
            let federation = try named(order.first("federation") ?? order.settings.only, in: installation)
            guard let store = installation.store(named: federation.name) else { return 1 }
            let ring = try keyRing(of: federation.name, in: installation)
            try await Migrations.verify(joined.migrations, in: store)
            let token = try await store.write { try act.token(for: order.words[1], ring: ring, in: $0) }
            let host = federation.hosts.first ?? federation.name
            let start = order.first("url") ?? "http://\(host):\(order.settings.port)"
            order.say("请在 \(SetUpLink.days) 天内打开（只能用一次，请勿转发）：")
            order.say("\(start)/set-up/\(token)")
            return 0
        }
    }
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
