public import Base
import Glibc
import Synchronization

/// All federations of one data folder: their names, hosts and stores.
///
///     DIR/unionhome.json                          what kind of folder this is
///     DIR/lock                                    the number of the one process that writes (SQLite)
///     DIR/installation.db                         the list of federations
///     DIR/federations/NAME/store.db, files/, keys/
///
/// On PostgreSQL the two stores are the schemas `unionhome_installation` and `fed_NAME`; the folder keeps files and
/// keys.
public final class Installation: Sendable {
    /// Where the stores are.
    public enum Database: Sendable {
        case sqlite
        /// As libpq reads it: `host=… dbname=…` or a URI.
        case postgres(conninfo: String, connections: Int = 4)
    }

    /// One federation as the installation knows it.
    public struct Federation: Equatable, Sendable {
        /// Small letters and digits, beginning with a letter; a folder and a schema are named for it.
        public let name: String
        /// What people call it.
        public let title: String
        /// The host names that lead to it, in small letters, without port.
        public let hosts: [String]
        public let created: Instant
    }

    /// What is in memory: the list as last read, and the stores opened so far.
    private struct Known {
        var federations: [Federation] = []
        var byHost: [String: Federation] = [:]
        var stores: [String: Store] = [:]
        /// Held until the installation is closed; nothing on PostgreSQL.
        var lock: FolderLock?
    }

    public let folder: String
    let world: World
    let own: Store
    let ids: IDSource
    let node: Int
    let holder: String
    let maker: StoreMaker
    /// Whether another process may be writing, so that this one only reads.
    private let isBeside: Bool
    private let known: Mutex<Known>

    /// Opens the folder, or makes it an installation if it is empty; brings its own small store up to date.
    ///
    /// Fails with `StoreProblem.unavailable` when another process has it open (SQLite), with `.version` when it is of
    /// another format.
    public static func open(
        at folder: String, database: Database, world: World, settings: SQLiteSettings = SQLiteSettings()
    ) async throws -> Installation {
        var lock: FolderLock?
        let maker = StoreMaker(folder: folder, database: database, world: world, settings: settings)
        try makeFolder(folder)
        // Locked before anything is looked at, so that two that start together do not both make it.
        if case .sqlite = database { lock = try FolderLock("\(folder)/lock") }
        try FormatFile.check(folder, database: maker.databaseName)
        let own = try await maker.installation()
        try await Migrations.apply(Self.migrations, to: own)
        let holder = "\(hostName()) \(getpid()) \(world.now().microseconds)"
        let lease = try await leaseNode(in: own, holder: holder, isAlone: lock != nil)
        let installation = Installation(maker, own: own, lease: lease, holder: holder, lock: lock)
        try await installation.refresh()
        return installation
    }

    /// Opens an installation beside the process that serves it, to look and to copy: nothing is locked or brought up to
    /// date, and nothing may be written through it.
    public static func open(
        beside folder: String, database: Database, world: World, settings: SQLiteSettings = SQLiteSettings()
    ) async throws -> Installation {
        let maker = StoreMaker(folder: folder, database: database, world: world, settings: settings)
        try FormatFile.check(folder, database: maker.databaseName, isThere: true)
        let own = try await maker.installation()
        let lease = NodeLease(node: 0, after: nil)
        let installation = Installation(maker, own: own, lease: lease, holder: "", lock: nil, isBeside: true)
        try await installation.refresh()
        return installation
    }

    private init(
        _ maker: StoreMaker, own: Store, lease: NodeLease, holder: String, lock: FolderLock?, isBeside: Bool = false
    ) {
        self.maker = maker
        self.isBeside = isBeside
        self.own = own
        node = lease.node
        self.holder = holder
        known = Mutex(Known(lock: lock))
        folder = maker.folder
        world = maker.world
        ids = IDSource(node: node, after: lease.after)
    }

    /// In order of their names, as last read.
    public var federations: [Federation] { known.withLock { $0.federations } }

    /// The federation a request is for, by its `Host` header, with or without port.
    public func federation(forHost host: String) -> Federation? {
        let name = host.lowercased().split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)[0]
        return known.withLock { $0.byHost[String(name)] }
    }

    /// The store of a federation, opened when first asked for; nothing if there is no such federation.
    public func store(named name: String) -> Store? {
        known.withLock { known in
            if let store = known.stores[name] { return store }
            guard known.federations.contains(where: { $0.name == name }) else { return nil }
            let store = maker.federation(name, ids: ids)
            known.stores[name] = store
            return store
        }
    }

    /// Where a federation's files lie, sealed or not; made with the federation.
    public func filesFolder(named name: String) -> String { "\(maker.home(of: name))/files" }

    /// Where a federation's keys lie, which no backup holds.
    public func keysFolder(named name: String) -> String { "\(maker.home(of: name))/keys" }

    /// Makes a federation, empty: its migrations are the caller's next step.
    @discardableResult
    public func add(name: String, title: String, hosts: [String]) async throws -> Federation {
        guard Self.isName(name) else {
            throw Flaws("name", "名称须以小写字母开头，只含小写字母和数字，不超过 32 个字符。")
        }
        let hosts = hosts.map { $0.lowercased() }
        try makeFolder(filesFolder(named: name))
        try makeFolder(keysFolder(named: name))
        try await maker.prepare(name)
        let federation = try await own.write { tx in
            let federation = Federation(name: name, title: title, hosts: hosts, created: tx.now)
            try federation.insert(in: tx)
            return federation
        }
        try await refresh()
        return federation
    }

    /// Reads the list anew: on PostgreSQL another process may have added to it.
    public func refresh() async throws {
        let federations = try await own.read { try Federation.all(in: $0) }
        known.withLock { known in
            known.federations = federations
            known.byHost = [:]
            for federation in federations {
                for host in federation.hosts { known.byHost[host] = federation }
            }
        }
    }

    /// Lets what runs end, closes every store, and gives the folder and the node's number back.
    public func close() async {
        let stores = known.withLock { known in
            defer { known.stores = [:] }
            return Array(known.stores.values)
        }
        for store in stores { await store.close() }
        if !isBeside { try? await giveNodeBack() }
        await own.close()
        await maker.close()
        known.withLock { known in
            known.lock?.release()
            known.lock = nil
        }
    }

    static func isName(_ name: String) -> Bool {
        guard let first = name.utf8.first, (0x61...0x7A).contains(first), name.utf8.count <= 32 else { return false }
        return name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
    }
}

private func hostName() -> String {
    var name = [CChar](repeating: 0, count: 256)
    gethostname(&name, name.count - 1)
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
