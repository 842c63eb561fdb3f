import Glibc
import Server
import Testing
import Web

@testable import App

/// A temporary installation with two federations, gone afterwards.
func withTwo(_ body: (_ data: String) async throws -> Void) async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let data = folder.path("data")
    let installation = try await Installation.open(at: data, database: .sqlite, world: .system)
    for (name, title) in [("bj", "北京市教育工会"), ("gx", "广西教育工会")] {
        try await addFederation(name: name, title: title, hosts: ["\(name).localhost"], to: installation)
    }
    await installation.close()
    try await body(data)
}

/// The front door over such an installation, without a server. `extra` are rooms beside the core.
func withPorter(
    _ extra: [Module] = [], only: String? = nil, _ body: (Porter) async throws -> Void
) async throws {
    try await withTwo { data in
        var settings = Settings()
        settings.data = data
        settings.only = only
        settings.assets = assetsFolder
        let ledger = quietLedger()
        let house = try await House.open(settings, world: .system, joined: Joined(rooms + extra), ledger: ledger)
        let porter = Porter(
            house: house, assets: try .find(assetsFolder), ledger: ledger, health: Health(started: World.system.now()),
            isAlone: only != nil)
        try await body(porter)
        await house.close()
    }
}

/// Logs that go nowhere; counts are kept.
func quietLedger() -> Ledger {
    Ledger(access: nil, faults: LogFile(descriptor: -1), world: .system)
}

/// The assets of the source tree.
let assetsFolder = #filePath.split(separator: "/").dropLast(3).map { "/\($0)" }.joined() + "/Assets"

extension Response {
    /// The body as words.
    var words: String {
        switch body {
        case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
        default: ""
        }
    }
}

/// A room with one page that says where it is, and keeps a note when it is sent.
let noteRoom: Module = {
    var module = Module("notes")
    module.migrations = [
        Migration("notes 001", "CREATE TABLE note (id bigint NOT NULL PRIMARY KEY, words text NOT NULL)")
    ]
    module.routes = [
        .get(Place("/notes/:id", String.self), .anyone) { visit, words in
            let count: Int? = try visit.tx.value("SELECT count(*) FROM note WHERE words = \(words)")
            return .json(["federation": JSON(visit.site.name), "notes": JSON(count ?? 0)])
        }
    ]
    return module
}()
