import Access
import Base
import Federation
import Server
import Store
import TestKit
import Testing
import Vault
import Web

@testable import Exchange

/// A small town: a city union, a university with two branches, and a school; an officer at each, members below.
struct Town: Sendable {
    let site: Site
    let clock: TestClock
    var store: Store { site.store }
    var ring: KeyRing { site.facts.ring }
    let city, university, mathematics, physics, school: UnitEntry
    let cityChair, secretary, schoolSecretary, administrator: Resident

    /// Somebody who can sign in.
    struct Resident: Sendable {
        let person: ID<Person>
        let session: String
        let post: ID<Post>
    }
}

/// Runs `body` in a fresh town, on whichever engine the tests run.
func withTown(outreach isLocal: Bool = true, _ body: (Town) async throws -> Void) async throws {
    let clock = TestClock("2026-03-02 15:00")
    let joined = Joined([.federation, .exchange])
    let migrations = Migration.duties + accessMigrations + joined.migrations
    try await withStore(migrations: migrations, world: clock.world(seed: 7)) { store in
        let ring = KeyRing.fresh(on: Day("2026-03-01")!)
        let demo = isLocal ? [DemoAccount(role: "主席", signInName: "a", password: "b")] : []
        let facts = SiteFacts(
            name: "town", title: "春城市教育工会", ring: ring, joined: joined, filesFolder: "/tmp", demoAccounts: demo)
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
            let mathematics = try unit("数学学院分会", .branch, .branch, university)
            let physics = try unit("物理学院分会", .branch, .branch, university)
            let school = try unit("第一中学工会", .base, .school, city)
            func resident(_ name: String, _ number: String, _ home: UnitEntry, _ kind: PostKind, _ desk: UnitEntry)
                throws
                -> Resident
            {
                let person = try tx.member(name, number: number, in: home, ring: ring)
                let post = try Post.insert(
                    PostDraft(person: person, kind: kind, from: Day("2020-01-01")!), in: desk, tx)
                _ = try Account.insert(for: person, signInName: number, name: name, in: tx)
                let account = try #require(try Account.first(of: person, in: tx))
                let session = try Session.open(for: account, stage: .full, address: "192.0.2.1", agent: "tests", in: tx)
                return Resident(person: person, session: session, post: post)
            }
            return Town(
                site: site, clock: clock, city: city, university: university, mathematics: mathematics,
                physics: physics,
                school: school, cityChair: try resident("何丽华", "C1", university, .chair, city),
                secretary: try resident("马超群", "U1", university, .secretary, university),
                schoolSecretary: try resident("罗秀英", "S1", school, .secretary, school),
                administrator: try resident("管理平", "A1", university, .administrator, city))
        }
    }

    /// A browser in which somebody is signed in.
    func browser(_ resident: Resident) -> Browser {
        let browser = Browser(site)
        browser.cookies["uh"] = resident.session
        return browser
    }

    /// A token made directly.
    func token(
        _ scopes: [Scope] = Scope.all, by resident: Resident, at unit: UnitEntry, last: String = "2026-06-30",
        from addresses: [String] = []
    ) async throws -> String {
        let names = scopes.map(\.name), session = resident.session
        return try await store.write { tx in
            let session = try Session.first(token: session, in: tx)
            let grants = try Grant.held(by: resident.person, on: tx.today, in: tx)
            let officer = try Access.officer(.exchangeKeep).admit(Visitor(session: session, grants: grants))
            let draft = TokenDraft(
                unit: unit.id, unitPath: unit.path, purpose: "人事系统", scopes: names,
                addresses: addresses.compactMap { AddressRange($0) }, lastDay: Day(last)!)
            return try Token.insert(draft, by: officer, in: tx).secret
        }
    }

    /// A call as a program makes it.
    func call(
        _ method: Method = .get, _ address: String, _ token: String?, _ json: JSON? = nil,
        key: String? = nil, from remote: String = "192.0.2.9"
    ) async throws -> (status: Int, json: JSON, headers: Headers) {
        let response = await site.answer(request(method, address, token, json, key: key, from: remote))
        guard case .bytes(let bytes) = response.body else { return (response.status, .null, response.headers) }
        return (response.status, try JSON(parsing: bytes), response.headers)
    }

    /// The request of such a call; with a session it is an officer's.
    func request(
        _ method: Method, _ address: String, _ token: String?, _ json: JSON?, key: String? = nil,
        from remote: String = "192.0.2.9", session: String? = nil
    ) -> Request {
        let parts = address.split(separator: "?", maxSplits: 1).map(String.init)
        let query = (parts.count == 2 ? parts[1] : "").split(separator: "&").map { pair in
            let sides = pair.split(separator: "=", maxSplits: 1).map(String.init)
            return (name: sides[0], value: (sides.count == 2 ? sides[1] : "").removingPercents)
        }
        var headers: Headers = ["Host": "town.test", "Accept": session == nil ? "*/*" : "text/html"]
        if let session { headers.set("Cookie", "uh=\(session)") }
        if let token { headers.set("Authorization", "Bearer \(token)") }
        if let key { headers.set("Idempotency-Key", key) }
        if json != nil { headers.set("Content-Type", "application/json") }
        return Request(
            method, parts[0], query: query, headers: headers, body: json.map { .bytes(Array($0.text.utf8)) } ?? .none,
            remote: remote)
    }

    /// Numbers what was committed, and does the duties that wait.
    func settle() async throws {
        let runner = DutyRunner(
            store, kinds: site.facts.joined.duties + site.facts.joined.siteDuties(of: site.facts),
            listeners: site.facts.joined.listeners, holder: "tests")
        try await runner.runOnce()
        while try await ChangeFeed.advance(site.facts, store) {}
    }

    /// All changes since a mark, page by page, as a program would read them.
    func changes(_ token: String, since mark: String = "0") async throws -> (items: [JSON], mark: String) {
        var items: [JSON] = [], mark = mark
        while true {
            let page = try await call(.get, "/api/v1/changes?since=\(mark)&limit=7", token)
            #expect(page.status == 200)
            items += page.json["items"]?.array ?? []
            mark = page.json["mark"]?.string ?? ""
            guard page.json["more"]?.bool == true else { return (items, mark) }
        }
    }
}

extension Transaction {
    /// A person with a first spell.
    @discardableResult
    func member(_ name: String, number: String?, in unit: UnitEntry, ring: KeyRing, phone: Phone? = nil) throws -> ID<
        Person
    > {
        let draft = PersonDraft(name: name, sex: .female, bornOn: Day("1980-05-01")!, phone: phone)
        let person = try PersonEntry.insert(draft, ring: ring, in: self)
        let day = Day("2019-09-01")!
        let membership = MembershipDraft(
            unit: unit.id, number: number, employment: .established, state: .active, joinedOn: day, from: day)
        _ = try Membership.begin(membership, of: person, draft, in: unit, self)
        return person
    }

    /// The audit entry that a visit would write.
    func note(_ name: StaticString, on person: ID<Person>, in unit: UnitEntry, ring: KeyRing) throws {
        try AuditEntry.write(
            Act(name, on: "person", person, concerning: person, "试"), by: nil, in: unit.id, ring: ring, self)
    }
}

extension String {
    fileprivate var removingPercents: String {
        var bytes: [UInt8] = [], rest = Array(utf8)[...]
        while let byte = rest.popFirst() {
            if byte == 0x25, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
