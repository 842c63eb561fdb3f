import TestKit
import Testing
import Web

@testable import App

#if DEBUG
    /// Each main write fails at its first statement, then at its second, and so on until it succeeds; nothing is left behind.
    @Suite("A write that fails on its way", .serialized) struct NothingIsLeftBehind {
        @Test func `leaves every table as it was`() async throws {
            try await House.open { site in
                for name in Deed.names {
                    let deed = try await Deed.find(name, site)
                    let browser = try await House.browser(deed.caller, site)
                    let done = try await site.withstand(deed.request(browser.cookies), name)
                    #expect(done.response.status == 303, "\(name)")
                    #expect(done.statements > 5, "\(name) ran but \(done.statements) statements")
                }
                for check in joined.checks {
                    let flaws = try await site.store.read { try check.flaws($0) }
                    #expect(flaws == [], "\(check.name)")
                }
            }
        }
    }
#endif
