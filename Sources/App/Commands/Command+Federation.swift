import Vault
import Web

extension Command {
    /// Adds a federation, or lists them.
    static let federation = Command(
        name: "federation", line: "添加或列出联合会", words: "add 名称 --title 全称 --host 主机名 | list", count: 1...2,
        flags: [
            Flag("title", "全称", "人们所见的名称，如 北京市教育工会"),
            Flag("host", "主机名", "通向它的主机名，如 bj.localhost；可给多次", isRepeatable: true),
        ]
    ) { order in
        switch (order.words.first, order.words.count) {
        case ("add", 2): try await add(order)
        case ("list", 1): try await list(order)
        default: throw StartProblem.order("federation 后面应为 add 名称 或 list。用 --help 查看用法。")
        }
        return 0
    }
}

private func add(_ order: Order) async throws {
    let name = order.words[1]
    let title = try order.needed("title")
    guard !order.all("host").isEmpty else { throw StartProblem.order("还需要 --host。用 --help 查看用法。") }
    let installation = try await openInstallation(order.settings, world: order.world)
    do {
        try await addFederation(name: name, title: title, hosts: order.all("host"), to: installation)
    } catch {
        await installation.close()
        throw error
    }
    order.say("已添加 \(title)（\(name)）。密钥在 \(keyFile(of: name, in: installation))，请与数据分开备份。")
    await installation.close()
}

/// Makes a federation with its keys and its tables, ready to be served.
@discardableResult
func addFederation(name: String, title: String, hosts: [String], to installation: Installation) async throws -> Store {
    try refuseTaken(name, hosts, in: installation)
    try await installation.add(name: name, title: title, hosts: hosts)
    let path = keyFile(of: name, in: installation)
    if !Files.isFile(path) { _ = try KeyRing.create(at: path, on: World.system.now().day) }
    guard let store = installation.store(named: name) else { throw StartProblem("联合会“\(name)”没有建成。") }
    try await Migrations.apply(joined.migrations, to: store)
    return store
}

/// Fails when the name or a host belongs to another federation, or is none.
func refuseTaken(_ name: String, _ hosts: [String], in installation: Installation) throws(StartProblem) {
    if installation.federations.contains(where: { $0.name == name }) { throw StartProblem("已经有名为“\(name)”的联合会。") }
    for host in hosts {
        guard isHostName(host) else { throw .order("“\(host)”不是主机名，应如 bj.localhost。") }
        guard installation.federation(forHost: host) == nil else { throw StartProblem("主机名“\(host)”已经属于另一个联合会。") }
    }
}

/// Letters, digits, hyphens and dots.
private func isHostName(_ host: String) -> Bool {
    guard let first = host.utf8.first, first != 0x2D, first != 0x2E, host.utf8.count <= 253 else { return false }
    return host.lowercased().utf8.allSatisfy {
        $0 == 0x2D || $0 == 0x2E || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0)
    }
}

private func list(_ order: Order) async throws {
    let installation = try await openInstallation(order.settings, world: order.world)
    for federation in installation.federations {
        order.say("\(federation.name)  \(federation.title)  \(federation.hosts.joined(separator: " "))")
    }
    if installation.federations.isEmpty { order.say("还没有联合会。") }
    await installation.close()
}
