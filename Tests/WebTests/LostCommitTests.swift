import Access
import Base
import Glibc
import Store
import Synchronization
import TestKit
import Testing
import Vault

@testable import Web

@Suite("A commit on PostgreSQL whose line is lost", .enabled(if: CommitCutter.isPossible), .serialized)
struct LostCommitTests {
    private static let schemas = Atomic(0)

    /// A site of the notes whose every word to its database goes through the cutter.
    private static func withCutter(_ body: (Site, CommitCutter) async throws -> Void) async throws {
        let cutter = try CommitCutter()
        defer { cutter.close() }
        let schema = "cut_\(getpid())_\(schemas.add(1, ordering: .relaxed).newValue)"
        let straight = PostgresDatabase(conninfo: CommitCutter.straight, connections: 1)
        let database = PostgresDatabase(conninfo: cutter.conninfo, connections: 2)
        try await straight.create(schema: schema)
        do {
            let joined = Joined([notes]), world = TestClock("2026-03-02 09:00").world(seed: 7)
            let store = database.store("cut", schema: schema, world: world, ids: IDSource(node: 0))
            try await Migrations.apply(Migration.duties + accessMigrations + joined.migrations, to: store)
            let facts = SiteFacts(
                name: "cut", title: "春城市教育工会", ring: .fresh(on: world.now().day), joined: joined, filesFolder: "/tmp")
            try await body(Site(facts: facts, store: store) { Issue.record("\($0.problem)") }, cutter)
        } catch {
            Issue.record(error)
        }
        await database.close()
        try await straight.drop(schema: schema)
        await straight.close()
    }

    @Test(arguments: ["/notes", "/slow"], CommitCutter.Cut.allCases)
    func `is asked for again by its form, and written once`(address: String, cut: CommitCutter.Cut) async throws {
        try await Self.withCutter { site, cutter in
            let browser = Browser(site)
            await browser.get(Places.notes())
            let keys = browser.page.forms[0].fields.filter { ["csrf", "key"].contains($0.name) }
            cutter.arm(cut)
            await browser.post(address, keys + [("words", "只写一次")], isFollowing: false)
            #expect(cutter.cuts.load(ordering: .relaxed) == 1)
            #expect(browser.page.status == 303)
            let first = browser.page.location
            let found = try await site.count()
            #expect(found == 1)
            await browser.submitAgain(isFollowing: false)
            #expect(browser.page.location == first)
            let foundAgain = try await site.count()
            #expect(foundAgain == 1)
        }
    }

    @Test(arguments: CommitCutter.Cut.allCases)
    func `is nothing to whoever only reads`(cut: CommitCutter.Cut) async throws {
        try await Self.withCutter { site, cutter in
            let browser = Browser(site)
            cutter.arm(cut, isReading: true)
            for _ in 0..<3 {
                await browser.get(Places.notes())
                #expect(browser.page.status == 200)
            }
            #expect(cutter.cuts.load(ordering: .relaxed) == 1)
        }
    }

    @Test(arguments: CommitCutter.Cut.allCases)
    func `is unknown, not refused, to whoever has no key`(cut: CommitCutter.Cut) async throws {
        try await Self.withCutter { site, cutter in
            cutter.arm(cut)
            do {
                try await site.store.write { try $0.run("INSERT INTO note (id, words) VALUES (1, '一次')") }
                Issue.record("it was confirmed")
            } catch StoreProblem.unknownOutcome {
                let found = try await site.count()
                #expect(found == (cut == .after ? 1 : 0))
            }
        }
    }
}
