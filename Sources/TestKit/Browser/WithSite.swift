import Access
public import Base
import Store
public import Testing
import Vault
public import Web

/// Runs `body` on a site of these rooms over a fresh store that is gone afterwards. A fault of ours is an issue
/// of the test.
public func withSite(
    _ modules: [Module], world: World = .frozen(), demoAccounts: [DemoAccount] = [],
    sourceLocation: SourceLocation = #_sourceLocation, _ body: (Site) async throws -> Void
) async throws {
    let joined = Joined(modules)
    try await withStore(migrations: Migration.duties + accessMigrations + joined.migrations, world: world) { store in
        let facts = SiteFacts(
            name: "test", title: "春城市教育工会", ring: .fresh(on: world.now().day), joined: joined, filesFolder: "/tmp",
            demoAccounts: demoAccounts)
        let site = Site(facts: facts, store: store) { fault in
            Issue.record("\(fault.method) \(fault.path): \(fault.problem)", sourceLocation: sourceLocation)
        }
        try await body(site)
    }
}
