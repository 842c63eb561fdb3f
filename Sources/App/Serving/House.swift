import Server
import Vault
import Web

/// An installation that was opened, with the site of each federation that fits this program.
final class House: Sendable {
    let installation: Installation
    let wings: [Wing]

    /// Opens everything. A federation of another version, or without its keys, is closed and the others are not.
    static func open(
        _ settings: Settings, world: World, joined: Joined, ledger: Ledger
    ) async throws -> House {
        let installation = try await openInstallation(settings, world: world)
        var wings: [Wing] = []
        for federation in installation.federations where settings.only ?? federation.name == federation.name {
            wings.append(await Wing.open(federation, of: installation, settings, joined, ledger))
        }
        if let only = settings.only, wings.isEmpty {
            await installation.close()
            throw StartProblem.order("这个安装里没有名为“\(only)”的联合会。用 unionhome federation list 查看。")
        }
        return House(installation, wings)
    }

    private init(_ installation: Installation, _ wings: [Wing]) {
        self.installation = installation
        self.wings = wings
    }

    var sites: [Site] { wings.compactMap(\.site) }

    func close() async {
        await installation.close()
    }
}

/// One federation as it is served, or why it is not.
struct Wing: Sendable {
    let federation: Installation.Federation
    let site: Site?
    /// Why it is closed, for operators; empty when it is open.
    let trouble: String

    fileprivate static func open(
        _ federation: Installation.Federation, of installation: Installation, _ settings: Settings, _ joined: Joined,
        _ ledger: Ledger
    ) async -> Wing {
        do {
            let name = federation.name
            guard let store = installation.store(named: name) else { throw StoreProblem.unavailable(name) }
            let ring = try KeyRing.load(from: keyFile(of: name, in: installation))
            if settings.migrates { try await Migrations.apply(joined.migrations, to: store) }
            try await Migrations.verify(joined.migrations, in: store)
            let facts = SiteFacts(
                name: name, title: federation.title, ring: ring, joined: joined,
                filesFolder: installation.filesFolder(named: name),
                demoAccounts: DemoFile.accounts(of: name, in: installation.folder),
                reachesInward: settings.sendsInward)
            let site = Site(facts: facts, store: store, report: ledger.fault, record: ledger.visit)
            return Wing(federation: federation, site: site, trouble: "")
        } catch {
            return Wing(federation: federation, site: nil, trouble: explained(error))
        }
    }
}

/// The file of a federation's keys.
func keyFile(of name: String, in installation: Installation) -> String {
    "\(installation.keysFolder(named: name))/ring.keys"
}

/// Opens the installation that the settings name, or says in Chinese why not.
///
/// Beside a process that serves it nothing may be written.
func openInstallation(_ settings: Settings, world: World, isBeside: Bool = false) async throws -> Installation {
    let database: Installation.Database =
        switch settings.database {
        case .sqlite: .sqlite
        case .postgres(let conninfo): .postgres(conninfo: conninfo, connections: settings.connections)
        }
    do {
        if isBeside { return try await Installation.open(beside: settings.data, database: database, world: world) }
        var files = SQLiteSettings()
        files.openFiles = settings.openFederations
        return try await Installation.open(at: settings.data, database: database, world: world, settings: files)
    } catch StoreProblem.unavailable(let reason) {
        let holder = Files.text("\(settings.data)/lock").map(trimmed) ?? ""
        guard settings.database == .sqlite, !holder.isEmpty else { throw StartProblem("数据库连不上：\(reason)") }
        throw StartProblem(
            """
            服务正在运行（进程 \(holder)），数据目录“\(settings.data)”正由它使用。\
            SQLite 只许一个进程写入，请先停止它，或在网页上办理。
            """)
    } catch StoreProblem.version(let reason) {
        throw StartProblem("数据目录“\(settings.data)”不能用：\(reason)。")
    }
}

/// An error as the operator reads it.
func explained(_ error: any Error) -> String {
    switch error {
    case let problem as any Explained: problem.words
    case let flaws as Flaws: flaws.all.map(\.words).joined(separator: " ")
    case StoreProblem.version(let reason): "数据的版本与程序不同：\(reason)。请用 unionhome migrate 升级，或换用相应版本的程序。"
    case StoreProblem.unavailable(let reason): "数据库连不上：\(reason)。"
    case StoreProblem.full: "磁盘已满，没有写入。"
    case let problem as ServerProblem: "\(problem)"
    default: "出错：\(error)"
    }
}
