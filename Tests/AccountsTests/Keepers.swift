import Access
import Base
import Coverage
import Demo
import Federation
import Notices
import Procedures
import Rulebook
import Store
import TestKit
import Testing
import Vault
import Web

@testable import Accounts

/// The demo's town, with the officers who keep its accounts.
struct Keepers {
    let site: Site

    /// A browser in which this person of the cast is signed in.
    func browser(_ name: String) async throws -> Browser {
        let browser = Browser(site)
        browser.cookies["uh"] = try await site.store.write { tx in
            let account = try #require(try Account.first(signingInAs: name, in: tx))
            return try Session.open(for: account, stage: .full, address: "192.0.2.7", agent: "keepers", in: tx)
        }
        return browser
    }

    func unit(_ code: String) async throws -> ID<Unit> {
        try await site.store.read { tx in try #require(try tx.value("SELECT id FROM unit WHERE code = \(code)")) }
    }

    func person(_ name: String) async throws -> ID<Person> {
        try await site.store.read { tx in try #require(try Account.first(signingInAs: name, in: tx)).person }
    }

    /// Members of a unit who have no account, in the order of the register.
    func strangers(in code: String) async throws -> [ID<Person>] {
        try await site.store.read { tx in
            try tx.values(
                """
                SELECT m.person_id FROM membership m JOIN unit b ON b.id = m.base_id
                 WHERE b.code = \(code) AND m.until_day IS NULL AND m.state IN ('active', 'retained')
                   AND NOT EXISTS (SELECT 1 FROM account a WHERE a.person = m.person_id)
                 ORDER BY m.unit_path, m.name_key, m.id
                """)
        }
    }

    func count(_ sql: SQL) async throws -> Int { try await site.store.read { tx in try tx.value(sql) ?? 0 } }
    var links: Int { get async throws { try await count("SELECT count(*) FROM set_up_link") } }
}

func withKeepers(_ body: (Keepers) async throws -> Void) async throws {
    let rooms = [
        Module.rulebook(units: .register), .federation, .notices(), .coverage, .procedures,
        .accounts(Arithmetic(limit: 16), cost: .minimum),
    ]
    try await withSite(rooms, world: TestClock("2026-03-02 15:00").world(seed: 7)) { site in
        try await Demo(.town(), ring: site.facts.ring).build(in: site.store, cost: .minimum)
        try await body(Keepers(site: site))
    }
}

extension Browser {
    /// Sends the form of the page that has this action, key and all, with these boxes ticked, as a button with a
    /// `formaction` would.
    @discardableResult
    func send(to path: Path, from form: Path, _ fields: [(name: String, value: String)]) async -> BrowsedPage {
        let keys = page.forms.first { $0.action == form.text }?.fields ?? []
        return await post(path.text, keys.filter { ["csrf", "key"].contains($0.name) } + fields)
    }

    /// The paths of the set-up links that the page shows.
    var shownLinks: [String] {
        page.text.matches(of: /\/set-up\/[A-Za-z0-9_-]+/).map { String($0.output) }
    }
}
