import Base
import TestKit
import Testing
import Web

@testable import App

/// Draws every page of the table as those who may see it, and reads it strictly.
@Suite("The pages", .serialized) struct PagesAreSound {
    @Test func `are balanced, named and labelled`() async throws {
        try await House.open { site in
            let things = try await House.things("zhaoqian", site)
            var seen = 0
            for caller in [House.Caller.stranger, .member, .university, .federation] {
                let browser = try await House.browser(caller, site)
                for route in joined.routes where route.method == .get {
                    let page = await browser.get(House.address(route.pattern, things), isFollowing: false)
                    guard page.headers["content-type"]?.hasPrefix("text/html") == true else { continue }
                    seen += 1
                    let flaws = Soundness.flaws(of: page.text)
                    #expect(flaws == [], "\(caller) \(route.pattern)")
                }
            }
            #expect(seen > 40)
        }
    }

    @Test func `cost few statements`() async throws {
        try await House.open { site in
            let things = try await House.things("zhaoqian", site)
            let browser = try await House.browser(.university, site)
            for route in joined.routes where route.method == .get && !route.isOpen {
                let page = await browser.get(House.address(route.pattern, things), isFollowing: false)
                // A life and a desk are told by every room that knows something of them, each with a statement of its own.
                // Where rules hold, one statement finds the place and one the rules.
                let most =
                    ["/me", "/people/:id", "/workbench", "/units/:id/coverage"].contains(route.pattern) ? 21 : 16
                #expect(page.statements <= most, "\(route.pattern) ran \(page.statements) statements")
            }
        }
    }
}
