import Glibc
import Access
import Base
import Federation
import Store
import TestKit
import Testing
import Vault
import Web

@testable import Procedures

/// A city union with a district of two schools, and a university with two branches; officers at each.
struct Town: Sendable {
    let site: Site
    let city, district, school, other, university, mathematics, physics: UnitEntry
    /// The people by the names of their accounts.
    let people: [String: ID<Person>]
    let tokens: [String: String]

    var store: Store { site.store }
    var ring: KeyRing { site.facts.ring }
    var lines: SignOffLines { SignOffLines(site.facts.joined) }

    /// The browser of somebody who is signed in: `shi` and `fu` at the city, `qu` in the district, `xiao` at the school, `gao`
    /// (chair) and `wei` (committee) at the university, `fen` in its branch, `hui` without a post.
    func browser(_ name: String) -> Browser {
        let browser = Browser(site)
        browser.cookies["uh"] = tokens[name]
        return browser
    }

    func person(_ name: String) -> ID<Person> { people[name] ?? ID(0) }

    /// Does what was left for after the visits.
    func work() async throws {
        let runner = DutyRunner(
            store, kinds: site.facts.joined.duties + site.facts.joined.siteDuties(of: site.facts), listeners: [],
            holder: "tests")
        while try await runner.runOnce() > 0 {}
    }

    /// A request of a unit, filed through the product's own function; gives its case.
    func request(_ title: String, from unit: UnitEntry, by name: String = "fen") async throws -> ID<SignOff> {
        let person = person(name)
        return try await store.write { tx in
            let draft = RequestDraft(title: title, text: "因工作需要，请上级审批。")
            return try Request.insert(draft, from: unit, by: person, in: tx).signOff
        }
    }

    func signOff(_ id: ID<SignOff>) async throws -> SignOff {
        try await store.read { tx in try #require(try SignOff.all([id], in: tx).first) }
    }

    /// What `unionhome check` would say of this room.
    func flaws() async throws -> [String] {
        let checks = site.facts.joined.checks
        return try await store.read { tx in try checks.flatMap { try $0.flaws(tx) } }
    }
}

/// Runs `body` on Thursday, the 12th of November 2026.
func withTown(
    _ modules: [Module] = [.federation, .procedures], _ body: (Town) async throws -> Void
) async throws {
    try await withSite(modules, world: .frozen("2026-11-12 09:00")) { site in
        try await body(try await Town.founded(site))
    }
}

extension Town {
    private static let cast: [(name: String, post: PostKind?)] = [
        ("shi", .secretary), ("fu", .viceChair), ("qu", .executiveViceChair), ("xiao", .chair), ("gao", .chair),
        ("wei", .committeeMember), ("fen", .organiser), ("hui", nil),
    ]

    static func founded(_ site: Site) async throws -> Town {
        let ring = site.facts.ring
        return try await site.store.write { tx in
            func unit(_ name: String, _ level: UnitLevel, _ kind: UnitKind, _ parent: UnitEntry?) throws -> UnitEntry {
                try UnitEntry.insert(
                    UnitDraft(name: name + "工会", shortName: name, code: name, level: level, kind: kind), under: parent,
                    in: tx)
            }
            let city = try unit("春城市教育", .municipal, .industrial, nil)
            let district = try unit("东区教育", .district, .industrial, city)
            let school = try unit("第一中学", .base, .school, district)
            let other = try unit("第二中学", .base, .school, district)
            let university = try unit("春城大学", .base, .university, city)
            let mathematics = try unit("数学分会", .branch, .branch, university)
            let physics = try unit("物理分会", .branch, .branch, university)
            let desks: [String: UnitEntry] = [
                "shi": city, "fu": city, "qu": district, "xiao": school, "gao": university, "wei": university,
                "fen": physics, "hui": mathematics,
            ]
            var people: [String: ID<Person>] = [:], tokens: [String: String] = [:]
            for (name, post) in cast {
                let person = try tx.member(name, in: name == "xiao" || name == "qu" ? school : physics, ring: ring)
                people[name] = person
                if let post, let desk = desks[name] {
                    _ = try Post.insert(PostDraft(person: person, kind: post, from: Day("2020-01-01")!), in: desk, tx)
                }
                _ = try Account.insert(for: person, signInName: name, name: name, in: tx)
                let account = try #require(try Account.first(signingInAs: name, in: tx))
                tokens[name] = try Session.open(
                    for: account, stage: .full, address: "192.0.2.1", agent: "tests", in: tx)
            }
            return Town(
                site: site, city: city, district: district, school: school, other: other, university: university,
                mathematics: mathematics, physics: physics, people: people, tokens: tokens)
        }
    }
}

extension Transaction {
    /// A person with a first spell.
    @discardableResult
    func member(_ name: String, in unit: UnitEntry, ring: KeyRing) throws -> ID<Person> {
        let draft = PersonDraft(name: name, sex: .female, bornOn: Day("1980-05-01")!, identity: nil, phone: nil)
        let person = try PersonEntry.insert(draft, ring: ring, in: self)
        let from = Day("2019-09-01")!
        let membership = MembershipDraft(
            unit: unit.id, number: nil, employment: .established, state: .active, joinedOn: from, from: from)
        _ = try Membership.begin(membership, of: person, draft, in: unit, self)
        return person
    }
}

extension Town {
    /// An officer as the door would admit them.
    func officer(_ name: String, _ permission: Permission) async throws -> Officer {
        let (person, token) = (person(name), tokens[name] ?? "")
        return try await store.read { tx in
            let grants = try Grant.held(by: person, on: tx.today, in: tx)
            let session = try #require(try Session.first(token: token, in: tx))
            return try Access.officer(permission).admit(Visitor(session: session, grants: grants))
        }
    }
}

/// Writes a file for a test.
func write(_ text: String, to path: String) throws {
    let file = fopen(path, "w")
    fputs(text, file)
    fclose(file)
}
