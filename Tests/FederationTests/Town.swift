import Access
import Base
import Foundation
import Server
import Store
import Synchronization
import TestKit
import Testing
import Vault
import Web

@testable import Federation

/// A small town: a city union, a university with two branches and a group, and a school; officers at each, members below.
struct Town: Sendable {
    let site: Site
    var store: Store { site.store }
    var ring: KeyRing { site.facts.ring }
    let city, university, mathematics, physics, group, school: UnitEntry
    /// Each with a session's token.
    let cityChair, secretary, schoolSecretary, leader, member: Resident
}

/// Somebody of the town who can sign in.
struct Resident: Sendable {
    let person: ID<Person>
    let token: String
}

/// A clock that a test may move.
final class TownClock: Sendable {
    private let time = Atomic<Int64>(Instant(Day("2026-03-02")!, hour: 15).microseconds)

    var world: World {
        World(now: { Instant(microseconds: self.time.load(ordering: .relaxed)) }, dice: { Dice(seed: 7) })
    }

    func pass(minutes: Int) { time.add(Int64(minutes) * 60_000_000, ordering: .relaxed) }
}

/// Runs `body` in a fresh town, on whichever engine the tests run.
func withTown(clock: TownClock = TownClock(), _ body: (Town) async throws -> Void) async throws {
    let folder = NSTemporaryDirectory() + "town-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let joined = Joined([.federation])
    try await withStore(migrations: Migration.duties + accessMigrations + joined.migrations, world: clock.world) {
        store in
        try await body(try await Town.founded(store, joined, folder))
    }
}

extension Town {
    static func founded(_ store: Store, _ joined: Joined, _ folder: String) async throws -> Town {
        let ring = KeyRing.fresh(on: Day("2026-03-01")!)
        let facts = SiteFacts(
            name: "town", title: "春城市教育工会", ring: ring, joined: joined, filesFolder: folder)
        let site = Site(facts: facts, store: store) { fault in
            Issue.record("\(fault.method) \(fault.path): \(fault.problem)")
        }
        return try await store.write { tx in
            func unit(_ name: String, _ level: UnitLevel, _ kind: UnitKind, _ parent: UnitEntry?) throws -> UnitEntry {
                try UnitEntry.insert(
                    UnitDraft(name: name, shortName: name, code: nil, level: level, kind: kind), under: parent, in: tx)
            }
            let city = try unit("春城市教育工会", .municipal, .industrial, nil)
            let university = try unit("春城大学工会", .base, .university, city)
            let mathematics = try unit("数学学院分会", .branch, .branch, university)
            let physics = try unit("物理学院分会", .branch, .branch, university)
            let group = try unit("代数小组", .group, .group, mathematics)
            let school = try unit("第一中学工会", .base, .school, city)
            func resident(_ name: String, _ number: String, _ home: UnitEntry, _ kind: PostKind?, at desk: UnitEntry)
                throws -> Resident
            {
                let person = try tx.member(name, number: number, in: home, ring: ring)
                if let kind {
                    _ = try Post.insert(PostDraft(person: person, kind: kind, from: Day("2020-01-01")!), in: desk, tx)
                }
                return Resident(person: person, token: try tx.token(of: person, name, number))
            }
            return Town(
                site: site, city: city, university: university, mathematics: mathematics, physics: physics,
                group: group,
                school: school, cityChair: try resident("何丽华", "C1", university, .chair, at: city),
                secretary: try resident("马超群", "U1", university, .secretary, at: university),
                schoolSecretary: try resident("罗秀英", "S1", school, .secretary, at: school),
                leader: try resident("梁思平", "G1", group, .groupLeader, at: group),
                member: try resident("欧阳小文", "M1", mathematics, nil, at: mathematics))
        }
    }
}

extension Transaction {
    /// A person with a first spell.
    @discardableResult
    func member(
        _ name: String, number: String?, in unit: UnitEntry, ring: KeyRing, identity: IdentityNumber? = nil,
        phone: Phone? = nil, sex: PersonEntry.Sex = .female, employment: Employment = .established,
        state: MembershipState = .active, from: Day = Day("2019-09-01")!
    ) throws -> ID<Person> {
        let draft = PersonDraft(name: name, sex: sex, bornOn: Day("1980-05-01")!, identity: identity, phone: phone)
        let person = try PersonEntry.insert(draft, ring: ring, in: self)
        let membership = MembershipDraft(
            unit: unit.id, number: number, employment: employment, state: state, joinedOn: from, from: from)
        _ = try Membership.begin(membership, of: person, draft, in: unit, self)
        return person
    }

    /// The token of a new session.
    func token(of person: ID<Person>, _ name: String, _ signInName: String) throws -> String {
        let id = try Account.insert(for: person, signInName: signInName, name: name, in: self)
        let account = try #require(try Account.first(of: person, in: self))
        #expect(account.id == id)
        return try Session.open(for: account, stage: .full, address: "192.0.2.1", agent: "tests", in: self)
    }
}

/// An identity number that is sound: the check digit is computed.
func identityNumber(_ seventeen: String) throws -> IdentityNumber {
    for last in "0123456789X" {
        if let number = try? IdentityNumber(seventeen + String(last)) { return number }
    }
    return try IdentityNumber(seventeen + "0")
}
