import Access
import Base
import Federation
import Rulebook
import Server
import Store
import TestKit
import Testing
import Vault
import Web

@testable import Coverage

/// A city union with a district of two schools, and a university with two branches; officers at each.
struct Town: Sendable {
    let site: Site
    let city, district, school, other, university, mathematics, physics: UnitEntry
    /// Tokens of sessions.
    let cityOfficer, districtOfficer, schoolChair, universityChair, branchOfficer, member: String

    var store: Store { site.store }
    var ring: KeyRing { site.facts.ring }

    func browser(_ token: String) -> Browser {
        let browser = Browser(site)
        browser.cookies["uh"] = token
        return browser
    }

    /// Counts the month ends anew.
    func close() async throws { try await store.write { tx in try MonthEnd.close(in: tx) } }

    /// A report of October unless another month is said.
    func report(_ unit: UnitEntry, _ staff: [Employment: Int], month: String = "2026-10") async throws {
        try await store.write { tx in
            let draft = StaffDraft(month: Month(month)!, staff: staff)
            try StaffReport.save(draft, of: unit.id, by: nil, at: Instant(Month(month)!.last.adding(days: 2)), in: tx)
        }
    }
}

/// Runs `body` on the 12th of November 2026, with October closed.
func withTown(_ body: (Town) async throws -> Void) async throws {
    try await withSite([.rulebook(units: .register), .federation, .coverage], world: .frozen("2026-11-12 09:00")) {
        site in
        let town = try await Town.founded(site)
        try await town.close()
        try await body(town)
    }
}

extension Town {
    static func founded(_ site: Site) async throws -> Town {
        let ring = site.facts.ring
        return try await site.store.write { tx in
            func unit(_ name: String, _ level: UnitLevel, _ kind: UnitKind, _ parent: UnitEntry?) throws -> UnitEntry {
                try UnitEntry.insert(
                    UnitDraft(name: name + "工会", shortName: name, code: nil, level: level, kind: kind), under: parent,
                    in: tx)
            }
            let city = try unit("春城市教育", .municipal, .industrial, nil)
            let district = try unit("东区教育", .district, .industrial, city)
            let school = try unit("第一中学", .base, .school, district)
            let other = try unit("第二中学", .base, .school, district)
            let university = try unit("春城大学", .base, .university, city)
            let mathematics = try unit("数学分会", .branch, .branch, university)
            let physics = try unit("物理分会", .branch, .branch, university)
            for number in 0..<8 { try tx.member("甲\(number)", in: school, ring: ring) }
            for number in 0..<4 { try tx.member("乙\(number)", in: other, ring: ring, employment: .contract) }
            for number in 0..<30 { try tx.member("丙\(number)", in: mathematics, ring: ring) }
            for number in 0..<3 { try tx.member("丁\(number)", in: physics, ring: ring, employment: .dispatched) }
            try tx.member("退休", in: school, ring: ring, state: .retained)
            func officer(_ name: String, _ home: UnitEntry, _ kind: PostKind?, at desk: UnitEntry) throws -> String {
                let person = try tx.member(name, in: home, ring: ring)
                if let kind {
                    let post = PostDraft(person: person, kind: kind, from: Day("2020-01-01")!)
                    _ = try Post.insert(post, in: desk, tx)
                }
                _ = try Account.insert(for: person, signInName: name, name: name, in: tx)
                let account = try #require(try Account.first(signingInAs: name, in: tx))
                return try Session.open(for: account, stage: .full, address: "192.0.2.1", agent: "tests", in: tx)
            }
            return Town(
                site: site, city: city, district: district, school: school, other: other, university: university,
                mathematics: mathematics, physics: physics,
                cityOfficer: try officer("shi", university, .secretary, at: city),
                districtOfficer: try officer("qu", school, .executiveViceChair, at: district),
                schoolChair: try officer("xiao", school, .chair, at: school),
                universityChair: try officer("gao", mathematics, .chair, at: university),
                branchOfficer: try officer("fen", physics, .organiser, at: physics),
                member: try officer("hui", mathematics, nil, at: mathematics))
        }
    }
}

extension Transaction {
    /// A person with a first spell.
    @discardableResult
    func member(
        _ name: String, in unit: UnitEntry, ring: KeyRing, employment: Employment = .established,
        state: MembershipState = .active, from: Day = Day("2019-09-01")!
    ) throws -> ID<Person> {
        let draft = PersonDraft(name: name, sex: .female, bornOn: Day("1980-05-01")!, identity: nil, phone: nil)
        let person = try PersonEntry.insert(draft, ring: ring, in: self)
        let membership = MembershipDraft(
            unit: unit.id, number: nil, employment: employment, state: state, joinedOn: from, from: from)
        _ = try Membership.begin(membership, of: person, draft, in: unit, self)
        return person
    }
}
