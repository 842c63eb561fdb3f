import Base
import Demo
import Store
import TestKit
import Testing
import Vault
import Web

@testable import App

/// The house with all its rooms, over the town.
enum House {
    /// Who comes to every door, in the columns of the golden file.
    enum Caller: String, CaseIterable {
        case stranger
        case member = "zhouxiaolan"
        case groupLeader = "wuhang"
        case branchOfficer = "heyutong"
        case otherSchool = "chenlixin"
        case university = "zhaoqian"
        case district = "sunyue"
        case auditor = "hejun"
        case administrator = "guanli"
        case federation = "liwen"
    }

    /// Runs `body` on a fresh town.
    static func open(_ plan: DemoPlan = .town(), _ body: (Site) async throws -> Void) async throws {
        let world = World.frozen("2026-03-02 09:00")
        try await withStore(migrations: joined.migrations, world: world) { store in
            let ring = KeyRing.fresh(on: world.now().day)
            try await Demo(plan, ring: ring).build(in: store, cost: .minimum)
            let facts = SiteFacts(
                name: "town", title: "北京市教育工会", ring: ring, joined: joined, filesFolder: "/tmp",
                demoAccounts: [])
            try await body(
                Site(facts: facts, store: store) { fault in
                    Issue.record("\(fault.method) \(fault.path): \(fault.problem)")
                })
        }
    }

    /// A browser in which the caller is signed in. The session is opened directly: the door has tests of its own.
    static func browser(_ caller: Caller, _ site: Site) async throws -> Browser {
        let browser = Browser(site)
        guard caller != .stranger else { return browser }
        let token = try await site.store.write { tx in
            let account = try #require(try Account.first(signingInAs: caller.rawValue, in: tx))
            return try Session.open(for: account, stage: .full, address: "192.0.2.7", agent: "house", in: tx)
        }
        browser.cookies["uh"] = token
        return browser
    }

    /// Ids of things that are the university's, and of like things that are another school's.
    struct Things: Sendable {
        var unit: String
        var person: String
        var post: String
        var link: String
        var account: String
        /// Things of the federation by the first word of their address.
        var others: [String: String] = [:]
    }

    static func things(_ signInName: String, _ site: Site) async throws -> Things {
        try await site.store.read { tx in
            let account = try #require(try Account.first(signingInAs: signInName, in: tx))
            let base: ID<Unit> = try #require(
                try tx.value("SELECT base_id FROM membership WHERE person_id = \(account.person) AND until_day IS NULL")
            )
            let person: ID<Person> = try #require(
                try tx.value(
                    """
                    SELECT person_id FROM membership WHERE base_id = \(base) AND until_day IS NULL
                       AND person_id NOT IN (SELECT person FROM account) ORDER BY unit_path, name_key, id LIMIT 1
                    """))
            let post: Int64 = try tx.value("SELECT id FROM post WHERE unit_id = \(base) ORDER BY id LIMIT 1") ?? 1
            let link: Int64 = try tx.value("SELECT id FROM unit_link ORDER BY id LIMIT 1") ?? 1
            var others: [String: String] = [:]
            for (word, sql) in Self.firsts { others[word] = try (tx.value(sql) as Int64?).map(String.init) }
            return Things(
                unit: base.description, person: person.description, post: String(post), link: String(link),
                account: account.id.description, others: others)
        }
    }

    private static let firsts: [(String, SQL)] = [
        ("unit-changes", "SELECT id FROM unit_change ORDER BY id LIMIT 1"),
        ("groups", "SELECT id FROM unit_group ORDER BY id LIMIT 1"),
        ("group-clauses", "SELECT id FROM unit_group_clause ORDER BY id LIMIT 1"),
        ("group-exceptions", "SELECT id FROM unit_group_exception ORDER BY id LIMIT 1"),
        ("rule-changes", "SELECT id FROM rule_value WHERE state = 'proposed' ORDER BY id LIMIT 1"),
        ("clusters", "SELECT id FROM cluster ORDER BY id LIMIT 1"),
        ("documents", "SELECT id FROM official_document WHERE state = 'issued' ORDER BY id LIMIT 1"),
        ("notices", "SELECT id FROM notice ORDER BY id LIMIT 1"),
        ("inbox", "SELECT id FROM notice ORDER BY id LIMIT 1"),
        ("certificates", "SELECT id FROM certificate ORDER BY id LIMIT 1"),
        ("cluster-members", "SELECT id FROM cluster_member ORDER BY id LIMIT 1"),
    ]

    /// The address of a route for these things.
    static func address(_ pattern: String, _ things: Things) -> String {
        let first = pattern.split(separator: "/").first ?? ""
        let id =
            switch first {
            case "units": things.unit
            case "people": things.person
            case "posts": things.post
            case "unit-links": things.link
            default: things.others[String(first)] ?? "1"
            }
        return pattern.split(separator: "/", omittingEmptySubsequences: false)
            .map { word in
                switch word {
                case ":document": things.others["documents"] ?? "1"
                case ":key": "event.birthday_cap"
                default: word.hasPrefix(":") ? id : String(word)
                }
            }
            .joined(separator: "/")
    }
}
