import Synchronization
import Testing
import Web

@testable import App

/// What a subcommand said.
final class Said: Sendable {
    private let text = Mutex("")

    var words: String { text.withLock { $0 } }

    func hear(_ line: String) {
        text.withLock { $0 += line + "\n" }
    }
}

/// Runs a subcommand as the command line would, in an environment without settings.
func run(_ arguments: [String]) async throws -> (status: Int32, words: String) {
    let command = try #require(commands.first { $0.name == arguments.first })
    let told = try Arguments(Array(arguments.dropFirst()), flags: command.allFlags)
    let said = Said()
    let order = try order(command, told, environment: [:], world: .system) { said.hear($0) }
    return (try await command.run(order), said.words)
}

@Suite("The subcommands") struct CommandTests {
    @Test func `add federations and list them`() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let data = folder.path("data")
        _ = try await run(["federation", "add", "bj", "--title", "北京市教育工会", "--host", "bj.localhost", "--data", data])
        #expect(try await run(["federation", "list", "--data", data]).words == "bj  北京市教育工会  bj.localhost\n")
        for wrong in [["bj", "x.localhost"], ["cd", "bj.localhost"], ["cd", "a b"], ["C D", "cd.localhost"]] {
            await #expect(throws: (any Error).self) {
                _ = try await run(["federation", "add", wrong[0], "--title", "x", "--host", wrong[1], "--data", data])
            }
        }
        #expect(try await run(["federation", "list", "--data", data]).words == "bj  北京市教育工会  bj.localhost\n")
        #expect(try await run(["migrate", "--data", data]).words == "bj：已是最新\n")
    }

    @Test func `find what was changed behind the house's back`() async throws {
        try await withTwo { data in
            #expect(try await run(["check", "--data", data]).status == 0)
            let installation = try await Installation.open(at: data, database: .sqlite, world: .system)
            let store = try #require(installation.store(named: "gx"))
            try await store.write { tx in
                let hash = [UInt8](repeating: 1, count: 32)
                try tx.run("INSERT INTO audit_head (chain, number, hash) VALUES (7, 1, \(hash))")
            }
            await installation.close()
            let (status, words) = try await run(["check", "--data", data])
            #expect(status == 1)
            #expect(words.contains("gx  审计链：1 处问题") && words.contains("bj  审计链：正常"))
            #expect(try await run(["check", "--only", "bj", "--data", data]).status == 0)
        }
    }

    @Test func `let the first officer in by a link that works once`() async throws {
        try await withTwo { data in
            var installation = try await Installation.open(at: data, database: .sqlite, world: .system)
            try await #require(installation.store(named: "bj")).write { tx in
                _ = try Account.insert(for: ID(7), signInName: "z001", name: "测试", in: tx)
            }
            await installation.close()
            let link = ["account", "link", "Z001", "--federation", "bj", "--data", data]
            let words = try await run(link).words
            let token = try #require(words.split(separator: "\n").last?.split(separator: "/").last).description
            await #expect(throws: StartProblem.self) {
                _ = try await run(["account", "link", "nobody", "--federation", "bj", "--data", data])
            }
            await #expect(throws: StartProblem.self) { _ = try await run(["account", "link", "z001", "--data", data]) }
            installation = try await Installation.open(at: data, database: .sqlite, world: .system)
            let store = try #require(installation.store(named: "bj"))
            #expect(try await store.read { try SetUpLink.first(token: token, in: $0) }?.signInName == "z001")
            #expect(try await store.read { try AuditEntry.flaws(in: $0) } == [])
            let acts: Int? = try await store.read { tx in
                try tx.value("SELECT count(*) FROM audit_entry WHERE act = 'account.link'")
            }
            #expect(acts == 1)
            await installation.close()
        }
    }

    @Test func `make the first administrator of an empty federation`() async throws {
        try await withTwo { data in
            let create = ["account", "create", "admin", "--name", "顾立", "--federation", "bj", "--data", data]
            let words = try await run(create).words
            #expect(words.contains("http://bj.localhost:8080/set-up/"))
            await #expect(throws: StartProblem.self) { _ = try await run(create) }
            let checked = try await run(["check", "--data", data])
            #expect(checked.status == 0)
        }
    }

    @Test func `back up and restore a federation, never its keys`() async throws {
        try await withTwo { data in
            let folder = try TemporaryFolder()
            defer { folder.remove() }
            _ = try await run(["backup", folder.path("copy"), "--only", "bj", "--data", data])
            let keys = "\(data)/federations/bj/keys/ring.keys"
            #expect(!Files.isFolder(folder.path("copy/bj/keys")))
            let restore = [
                "restore", folder.path("copy/bj"), "--name", "again", "--title", "北京", "--host", "again.localhost",
                "--data", folder.path("new"),
            ]
            await #expect(throws: StartProblem.self) { _ = try await run(restore) }
            #expect(try await run(restore + ["--keys", keys]).status == 0)
            #expect(try await run(["check", "--data", folder.path("new")]).status == 0)
            #expect(Files.text(folder.path("new/federations/again/keys/ring.keys")) == Files.text(keys))
            await #expect(throws: StartProblem.self) { _ = try await run(restore + ["--keys", keys]) }
        }
    }

    @Test func `leave the duty of the day once`() async throws {
        try await withTwo { data in
            let installation = try await Installation.open(at: data, database: .sqlite, world: .system)
            let store = try #require(installation.store(named: "bj"))
            for _ in 0..<3 { try await store.write { try leave("core.sweep", in: $0) } }
            let runner = DutyRunner(store, kinds: joined.duties, holder: "test")
            #expect(try await runner.runOnce() == 1)
            await installation.close()
        }
    }
}
