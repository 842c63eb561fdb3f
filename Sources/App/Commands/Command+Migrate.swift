import Web

extension Command {
    /// Brings every federation to this program's tables, one after the other; an interrupted run goes on where it
    /// stopped.
    static let migrate = Command(
        name: "migrate", line: "把各联合会的数据升级到本版本", settings: Setting.ofInstallation + [.only]
    ) { order in
        try await withInstallation(order) { installation in
            var status: Int32 = 0
            for store in try stores(of: installation, only: order.settings.only) {
                do {
                    let applied = try await Migrations.apply(joined.migrations, to: store) { name in
                        order.say("\(store.name)：\(name)")
                    }
                    order.say("\(store.name)：\(applied.isEmpty ? "已是最新" : "升级了 \(applied.count) 步")")
                } catch {
                    // The others are brought up to date all the same.
                    complain("\(store.name)：\(explained(error))")
                    status = 1
                }
            }
            return status
        }
    }
}

/// Opens the installation of an order and closes it whatever happens.
func withInstallation<Result: Sendable>(
    _ order: Order, isBeside: Bool = false, _ body: (Installation) async throws -> Result
) async throws -> Result {
    let installation = try await openInstallation(order.settings, world: order.world, isBeside: isBeside)
    do {
        let result = try await body(installation)
        await installation.close()
        return result
    } catch {
        await installation.close()
        throw error
    }
}

/// The stores of all federations, or of the one that is named.
func stores(of installation: Installation, only: String?) throws(StartProblem) -> [Store] {
    let names = installation.federations.map(\.name).filter { only ?? $0 == $0 }
    if let only, names.isEmpty {
        throw .order("这个安装里没有名为“\(only)”的联合会。用 unionhome federation list 查看。")
    }
    return names.compactMap { installation.store(named: $0) }
}
