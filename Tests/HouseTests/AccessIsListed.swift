import Base
import TestKit
import Testing
import Web

@testable import App

/// Every door, and what it answers to every kind of person, at things that are theirs and at another school's.
@Suite("The doors", .serialized) struct AccessIsListed {
    @Test func `every route is listed`() {
        let lines = joined.routes.map { route in
            "\(route.method.rawValue) \(route.pattern)  \(route.access)\(route.isOpen ? "  open" : "")"
        }
        golden("routes.txt", is: lines.sorted().joined(separator: "\n") + "\n")
    }

    @Test func `every permission is used by a route or a post`() {
        let asked = Set(joined.routes.compactMap { $0.permission?.name })
        let idle = joined.permissions.map(\.name).filter { !asked.contains($0) }
        #expect(idle == [])
    }

    @Test func `every answer to every kind of person is listed`() async throws {
        try await House.open { site in
            let mine = try await House.things("zhaoqian", site)
            let other = try await House.things("chenlixin", site)
            let callers = try await Self.callers(site)
            var text = ""
            for route in Self.walked {
                for (word, things) in [("theirs", mine), ("others", other)]
                where word == "theirs" || route.pattern.contains(":") {
                    let line = try await Self.line(route, House.address(route.pattern, things), callers)
                    text += "\(route.method.rawValue) \(route.pattern) \(word)\n    \(line)\n"
                }
            }
            golden("access.txt", is: text)
        }
    }

    /// In an order in which no answer changes another: pages first; what ends a session is left out.
    private static var walked: [Route] {
        let left: Set<String> = ["/sign-out", "/account/sessions/end", "/workbench/desk"]
        return joined.routes.filter { !left.contains($0.pattern) }
            .sorted { ($0.method == .get ? 0 : 1, $0.pattern) < ($1.method == .get ? 0 : 1, $1.pattern) }
    }

    /// Everybody's browser, signed in once, with the token that their forms carry.
    private static func callers(_ site: Site) async throws -> [(name: String, browser: Browser, csrf: String)] {
        var all: [(name: String, browser: Browser, csrf: String)] = []
        for caller in House.Caller.allCases {
            let browser = try await House.browser(caller, site)
            await browser.get(caller == .stranger ? "/sign-in" : "/account", isFollowing: false)
            let csrf = browser.page.forms.first?.fields.first { $0.name == "csrf" }?.value
            all.append(("\(caller)", browser, try #require(csrf)))
        }
        return all
    }

    private static func line(
        _ route: Route, _ address: String, _ callers: [(name: String, browser: Browser, csrf: String)]
    ) async throws -> String {
        var cells: [String] = []
        for (name, browser, csrf) in callers {
            if route.method == .get {
                await browser.get(address, isFollowing: false)
            } else {
                // Forms are told apart by key and address, so one key serves.
                let key = "house key of \(name)"
                await browser.post(address, [("csrf", csrf), ("key", key)], isFollowing: false)
            }
            cells.append("\(name) \(Self.word(browser.page))")
        }
        return cells.joined(separator: " · ")
    }

    private static func word(_ page: BrowsedPage) -> String {
        guard page.status == 303, let location = page.location else { return String(page.status) }
        return location.hasPrefix("/sign-in") ? "sign in" : "303"
    }
}
