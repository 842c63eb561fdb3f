import Access
import Base
import Federation
import Server
import Store
import TestKit
import Testing
import Vault
import Web

@testable import Notices

/// A small town: a city union, a university with a branch, a school; officers at each and members below.
struct Town: Sendable {
    let site: Site
    let clock: TestClock
    let city, university, branch, school: UnitEntry
    let chair, universityChair, schoolChair, member: Resident
    var store: Store { site.store }
    var ring: KeyRing { site.facts.ring }

    /// Somebody who can sign in.
    struct Resident: Sendable {
        let person: ID<Person>
        let session: String
    }

    /// A browser in which somebody is signed in.
    func browser(_ resident: Resident?) -> Browser {
        let browser = Browser(site)
        if let resident { browser.cookies["uh"] = resident.session }
        return browser
    }

    /// Does the duties that wait.
    func settle() async throws {
        let joined = site.facts.joined
        let runner = DutyRunner(
            store, kinds: joined.duties + joined.siteDuties(of: site.facts), listeners: joined.listeners,
            holder: "tests")
        try await runner.runOnce()
    }

    /// An officer as the door would let them in.
    func officer(_ resident: Resident, _ permission: Permission, _ tx: Transaction) throws -> Officer {
        let session = try Session.first(token: resident.session, in: tx)
        let grants = try Grant.held(by: resident.person, on: tx.today, in: tx)
        return try Access.officer(permission).admit(Visitor(session: session, grants: grants))
    }

    func count(_ sql: SQL) async throws -> Int { try await store.read { tx in try tx.value(sql) ?? 0 } }
}

/// Runs `body` in a fresh town, on whichever engine the tests run. A demo's house may send to its own machine.
func withTown(_ body: (Town) async throws -> Void) async throws {
    let clock = TestClock("2026-03-02 15:00")
    let joined = Joined([.federation, .notices()])
    try await withStore(
        migrations: Migration.duties + accessMigrations + joined.migrations, world: clock.world(seed: 7)
    ) { store in
        let facts = SiteFacts(
            name: "town", title: "春城市教育工会", ring: .fresh(on: Day("2026-03-01")!), joined: joined, filesFolder: "/tmp",
            demoAccounts: [DemoAccount(role: "主席", signInName: "a", password: "b")])
        let site = Site(facts: facts, store: store) { fault in
            Issue.record("\(fault.method) \(fault.path): \(fault.problem)")
        }
        try await body(try await Town.founded(site, clock))
    }
}

extension Town {
    fileprivate static func founded(_ site: Site, _ clock: TestClock) async throws -> Town {
        let ring = site.facts.ring
        return try await site.store.write { tx in
            func unit(_ name: String, _ level: UnitLevel, _ kind: UnitKind, _ parent: UnitEntry?) throws -> UnitEntry {
                try UnitEntry.insert(
                    UnitDraft(name: name, shortName: name, level: level, kind: kind, foundedOn: Day("2019-01-01")!),
                    under: parent, in: tx)
            }
            let city = try unit("春城市教育工会", .municipal, .industrial, nil)
            let university = try unit("春城大学工会", .base, .university, city)
            let branch = try unit("数学学院分会", .branch, .branch, university)
            let school = try unit("第一中学工会", .base, .school, city)
            func resident(_ name: String, _ number: String, _ home: UnitEntry, at desk: UnitEntry?) throws -> Resident {
                let person = try tx.member(name, number: number, in: home, ring: ring)
                if let desk {
                    _ = try Post.insert(PostDraft(person: person, kind: .chair, from: Day("2020-01-01")!), in: desk, tx)
                }
                _ = try Account.insert(for: person, signInName: number, name: name, in: tx)
                let account = try #require(try Account.first(of: person, in: tx))
                let session = try Session.open(for: account, stage: .full, address: "192.0.2.1", agent: "tests", in: tx)
                return Resident(person: person, session: session)
            }
            return Town(
                site: site, clock: clock, city: city, university: university, branch: branch, school: school,
                chair: try resident("何丽华", "C1", university, at: city),
                universityChair: try resident("马超群", "U1", university, at: university),
                schoolChair: try resident("罗秀英", "S1", school, at: school),
                member: try resident("周晓岚", "M1", branch, at: nil))
        }
    }
}

extension Transaction {
    /// A person with a first spell.
    @discardableResult
    func member(
        _ name: String, number: String?, in unit: UnitEntry, ring: KeyRing, phone: Phone? = nil
    ) throws -> ID<Person> {
        let draft = PersonDraft(name: name, sex: .female, bornOn: Day("1980-05-01")!, phone: phone)
        let person = try PersonEntry.insert(draft, ring: ring, in: self)
        let day = Day("2019-09-01")!
        let membership = MembershipDraft(
            unit: unit.id, number: number, employment: .established, state: .active, joinedOn: day, from: day)
        _ = try Membership.begin(membership, of: person, draft, in: unit, self)
        return person
    }
}
