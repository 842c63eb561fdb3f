import Base
import Testing

@testable import Store

@Suite("An installation") struct InstallationTests {
    private func withFolder(_ body: (String) async throws -> Void) async throws {
        let folder = try temporaryFolder()
        defer { removeFolder(folder) }
        try await body(folder)
    }

    private func open(_ folder: String) async throws -> Installation {
        try await Installation.open(at: folder, database: .sqlite, world: Clockwork().world)
    }

    @Test func `remembers its federations and finds them by host`() async throws {
        try await withFolder { folder in
            let first = try await open(folder)
            try await first.add(name: "bj", title: "北京市总工会", hosts: ["bj.localhost", "BJ.example.cn"])
            try await first.add(name: "gx", title: "广西壮族自治区总工会", hosts: ["gx.localhost"])
            let store = try #require(first.store(named: "bj"))
            try await Migrations.apply([notes], to: store)
            try await store.add("one")
            await first.close()
            let second = try await open(folder)
            #expect(second.federations.map(\.name) == ["bj", "gx"])
            #expect(second.federation(forHost: "bj.example.CN:8080")?.title == "北京市总工会")
            #expect(second.federation(forHost: "other.localhost") == nil)
            #expect(try await second.store(named: "bj")?.texts() == ["one"])
            #expect(second.store(named: "nn") == nil)
            #expect(isFolder(second.filesFolder(named: "gx")))
            await second.close()
        }
    }

    @Test func `is open in one process only`() async throws {
        try await withFolder { folder in
            let first = try await open(folder)
            let failure = await problem { _ = try await open(folder) }
            guard case .unavailable(let words)? = failure else { throw Refusal.missing }
            #expect(words.contains(" \(processNumber()) "))
            await first.close()
        }
    }

    @Test func `is not made in a folder with other things, nor opened for another database`() async throws {
        try await withFolder { folder in
            try makeFolder("\(folder)/strange/thing")
            guard case .version? = await problem({ _ = try await open("\(folder)/strange") }) else {
                throw Refusal.missing
            }
            try await open("\(folder)/good").close()
            let failure = await problem {
                _ = try await Installation.open(
                    at: "\(folder)/good", database: .postgres(conninfo: ""), world: Clockwork().world)
            }
            guard case .version? = failure else { throw Refusal.missing }
            try writeFile("{\"format\": 7, \"database\": \"sqlite\"}\n", to: "\(folder)/good/unionhome.json")
            guard case .version(let words)? = await problem({ _ = try await open("\(folder)/good") }) else {
                throw Refusal.missing
            }
            #expect(words.contains("another format"))
        }
    }

    @Test(
        "takes only plain names",
        arguments: [
            ("bj", true), ("gx2", true), ("2gx", false), ("", false), ("a/b", false), ("..", false),
            ("Bj", false), ("北京", false),
            (String(repeating: "a", count: 33), false),
        ])
    func names(name: String, good: Bool) {
        #expect(Installation.isName(name) == good)
    }

    @Test func `gives every process a number of its own`() async throws {
        try await withFolder { folder in
            let clock = Clockwork()
            let own = Store.sqlite(name: "own", path: "\(folder)/own.db", world: clock.world)
            try await Migrations.apply(Installation.migrations, to: own)
            #expect(try await Installation.leaseNode(in: own, holder: "a", isAlone: false).node == 0)
            #expect(try await Installation.leaseNode(in: own, holder: "b", isAlone: false).node == 1)
            clock.pass(seconds: 601)
            #expect(try await Installation.leaseNode(in: own, holder: "c", isAlone: false).node == 0)
            #expect(try await Installation.leaseNode(in: own, holder: "d", isAlone: true).node == 0)
            await own.close()
        }
    }

    @Test func `makes no id twice when the clock goes back between two processes`() async throws {
        try await withFolder { folder in
            let clock = Clockwork()
            var last: Int64 = 0
            for step in [0, 60, -3600, -86_400, 30] {
                clock.pass(seconds: step)
                let process = try await Installation.open(at: folder, database: .sqlite, world: clock.world)
                for _ in 0..<3 {
                    let id = process.ids.next(at: clock.world.now())
                    #expect(id > last)
                    last = id
                }
                await process.close()
            }
        }
    }

    @Test(
        "makes no id twice when it died and the clock goes back",
        arguments: [[-3600, -1, -1], [1, -500, 1], [0, 0, 0]])
    func ids(steps: [Int]) async throws {
        try await withFolder { folder in
            let clock = Clockwork()
            let own = Store.sqlite(name: "own", path: "\(folder)/own.db", world: clock.world)
            try await Migrations.apply(Installation.migrations, to: own)
            var last: Int64 = 0
            for step in [0] + steps {
                clock.pass(seconds: step)
                let lease = try await Installation.leaseNode(in: own, holder: "\(step)", isAlone: true)
                let ids = IDSource(node: lease.node, after: lease.after)
                for _ in 0..<3 {
                    let id = ids.next(at: clock.world.now())
                    #expect(id > last)
                    last = id
                }
            }
            await own.close()
        }
    }
}
