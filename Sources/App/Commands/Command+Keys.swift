import Vault
import Web

extension Command {
    /// Shows the keys of a federation, changes the one that seals, and takes away an old one.
    static let keys = Command(
        name: "keys", line: "查看、更换、停用密钥；使用 SQLite 时，更换和停用前要停止服务", words: "list | rotate | reseal | retire 编号",
        count: 1...2,
        settings: Setting.ofInstallation + [.only],
        flags: [
            Flag("federation", "名称", "哪个联合会；只有一个时可省略"),
            Flag("restarted", nil, "reseal、retire：使用 PostgreSQL 时，说明所有服务都已在更换密钥后重启"),
        ]
    ) { order in
        let act = try keyAct(order.words)
        return try await withInstallation(order, isBeside: order.words[0] == "list") { installation in
            let federation = try named(order.first("federation") ?? order.settings.only, in: installation)
            guard let store = installation.store(named: federation.name) else { return 1 }
            try await Migrations.verify(joined.migrations, in: store)
            return try await act(
                KeyDesk(
                    order: order, store: store, path: keyFile(of: federation.name, in: installation),
                    files: installation.filesFolder(named: federation.name)))
        }
    }
}

/// What the words ask for.
private func keyAct(_ words: [String]) throws(StartProblem) -> @Sendable (KeyDesk) async throws -> Int32 {
    switch (words[0], words.count) {
    case ("list", 1): return { try await $0.list() }
    case ("rotate", 1): return { try await $0.rotate() }
    case ("reseal", 1): return { try await $0.reseal() }
    case ("retire", 2):
        let id = words[1]
        return { try await $0.retire(id) }
    default: throw .order("keys 后面应为 list、rotate、reseal 或 retire 编号。用 --help 查看用法。")
    }
}
