import Access
import Base
import Foundation
import Server
import Store
import TestKit
import Testing
import Vault
import Web
import Words

@testable import Federation

/// A district with a university of two branches and a school; an officer at each of the two, and a few members.
struct ImportTown: Sendable {
    let site: Site
    let folder: String
    let district, university, arts, science, school: UnitEntry
    /// An officer of the university and one of the school, with the token of a session.
    let officer, stranger: (person: ID<Person>, token: String)

    var store: Store { site.store }
    var ring: KeyRing { site.facts.ring }
    var files: ImportFiles { ImportFiles(folder: folder) }

    var runner: DutyRunner {
        DutyRunner(store, kinds: ImportDuty.kinds(ring: ring, folder: folder), holder: "tests")
    }
}

func withImportTown(_ body: (ImportTown) async throws -> Void) async throws {
    let folder = NSTemporaryDirectory() + "imports-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let joined = Joined([.federation])
    try await withStore(migrations: Migration.duties + accessMigrations + joined.migrations) { store in
        try await body(try await ImportTown.founded(store, joined, folder))
    }
}

extension ImportTown {
    static func founded(_ store: Store, _ joined: Joined, _ folder: String) async throws -> ImportTown {
        let ring = KeyRing.fresh(on: Day(number: 20_000))
        let facts = SiteFacts(name: "town", title: "春城市教育工会", ring: ring, joined: joined, filesFolder: folder)
        let site = Site(facts: facts, store: store) { Issue.record("\($0.method) \($0.path): \($0.problem)") }
        return try await store.write { tx in
            func unit(_ name: String, _ short: String, _ level: UnitLevel, _ kind: UnitKind, _ above: UnitEntry?) throws
                -> UnitEntry
            {
                try UnitEntry.insert(
                    UnitDraft(name: name, shortName: short, level: level, kind: kind), under: above, in: tx)
            }
            let district = try unit("海城区教育工会", "海城区", .district, .industrial, nil)
            let university = try unit("春城大学工会", "春城大学", .base, .university, district)
            let arts = try unit("文学院分会", "文学院", .branch, .branch, university)
            let science = try unit("理学院分会", "理学院", .branch, .branch, university)
            let school = try unit("第一中学工会", "第一中学", .base, .school, district)
            func officer(_ name: String, at unit: UnitEntry) throws -> (ID<Person>, String) {
                let person = try tx.entered(name, number: nil, in: unit, ring: ring)
                _ = try Post.insert(
                    PostDraft(person: person, kind: .secretary, from: Day(number: 18_000)), in: unit, tx)
                let account = try Account.insert(for: person, signInName: name, name: name, in: tx)
                let found = try #require(try Account.first(of: person, in: tx))
                #expect(found.id == account)
                return (
                    person, try Session.open(for: found, stage: .full, address: "192.0.2.1", agent: "tests", in: tx)
                )
            }
            return ImportTown(
                site: site, folder: folder, district: district, university: university, arts: arts, science: science,
                school: school, officer: try officer("马超群", at: university), stranger: try officer("罗秀英", at: school))
        }
    }

    /// Writes the first turn of a confirmed batch. `failing` makes the statement of that number fail.
    func writeTurn(of batch: ID<ImportBatch>, failing: Int? = nil) async throws {
        let work = ImportWrite(batch: batch, store: store, ring: ring)
        let rows = try await work.next(after: 0)
        try await store.write(failing: failing) { tx in _ = try work.write(rows, in: tx) }
    }

    /// A file of the tests' own, as bytes on the disk.
    func file(_ name: String, _ text: String) throws -> String {
        let path = folder + "/" + name
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    static func fixture(_ name: String) -> String {
        String(#filePath.dropLast("ImportTown.swift".count)) + "Fixtures/" + name
    }

    /// Puts a file at the door of a unit, as an upload does.
    func take(_ path: String, into unit: UnitEntry, by person: ID<Person>? = nil) async throws -> ID<ImportBatch> {
        let intake = try RosterIntake(path: path, unasked: TableFinder(isUnit: { _ in false }))
        let id: ID<ImportBatch> = try await store.read { $0.newID() }
        try files.link(path, as: files.path(of: id))
        let draft = intake.draft(id, of: unit.id, by: person ?? officer.person)
        return try await store.write { tx in try ImportBatch.insert(draft, in: tx).id }
    }

    /// Takes a file in and looks at it.
    func check(_ path: String, into unit: UnitEntry? = nil) async throws -> ImportBatch {
        let id = try await take(path, into: unit ?? university)
        try await runner.runOnce()
        return try await batch(id)
    }

    func check(roster text: String, into unit: UnitEntry? = nil) async throws -> ImportBatch {
        try await check(try file("roster.csv", text), into: unit)
    }

    /// Confirms what was checked and writes it.
    func write(_ batch: ImportBatch) async throws -> ImportBatch {
        try await store.write { tx in try ImportBatch.unscopedClaim(batch.id, in: tx).confirm(in: tx) }
        try await runner.runOnce()
        return try await self.batch(batch.id)
    }

    func undo(_ batch: ImportBatch) async throws -> ImportBatch {
        try await store.write { tx in try ImportBatch.unscopedClaim(batch.id, in: tx).undo(in: tx) }
        try await runner.runOnce()
        return try await self.batch(batch.id)
    }

    func batch(_ id: ID<ImportBatch>) async throws -> ImportBatch {
        let errors: [String] = try await store.read {
            try $0.values("SELECT last_error FROM duty WHERE last_error IS NOT NULL")
        }
        #expect(errors == [])
        return try await found(id)
    }

    private func found(_ id: ID<ImportBatch>) async throws -> ImportBatch {
        try await store.read { tx in try ImportBatch.unscoped(id, in: tx) }
    }

    func findings(_ batch: ImportBatch) async throws -> [ImportFinding] {
        try await store.read { tx in
            try ImportFinding.page(of: batch.id, column: nil, after: (-1, 0), limit: 10_000, in: tx)
        }
    }

    /// Everything an import may touch, row by row, but for the cipher of sealed fields.
    func register() async throws -> [String] {
        try await store.read { tx in
            var all: [String] = try tx.values(
                """
                SELECT 'person ' || CAST(id AS text) || name || name_key || sex || coalesce(born_on, '-') ||
                    coalesce(identity_index, '-') || coalesce(phone_index, '-') || coalesce(note, '-') || CAST(version AS text)
                  FROM person ORDER BY id
                """)
            all += try tx.values(
                """
                SELECT 'spell ' || CAST(id AS text) || ' ' || CAST(person_id AS text) || unit_path || CAST(base_id AS text) ||
                    name_key || coalesce(number, '-') || sex || employment || state || coalesce(joined_on, '-') || from_day ||
                    coalesce(until_day, '-') FROM membership ORDER BY id
                """)
            all += try tx.values(
                """
                SELECT 'count ' || unit_path || state || employment || CAST(members AS text) FROM member_count
                 WHERE members <> 0 ORDER BY unit_path, state, employment
                """)
            all += try tx.values(
                "SELECT 'token ' || CAST(id AS text) || CAST(tokens AS text) FROM member_token ORDER BY id")
            return all + (try MemberCount.flaws(in: tx))
        }
    }

    /// How many current members a search finds.
    func found(_ words: String) async throws -> Int {
        try await store.read { tx in
            try tx.value(
                "SELECT count(*) FROM membership WHERE id \(MemberSearch.found(SearchQuery(words), tx.engine))") ?? 0
        }
    }
}

/// Says the first rows in which two registers differ, rather than all of both.
func expectSame(_ before: [String], _ after: [String], _ place: SourceLocation = #_sourceLocation) {
    let (gone, come) = (Set(before).subtracting(after), Set(after).subtracting(before))
    guard !gone.isEmpty || !come.isEmpty || before.count != after.count else { return }
    Issue.record("gone: \(gone.sorted().prefix(5)), come: \(come.sorted().prefix(5))", sourceLocation: place)
}

extension Transaction {
    /// A person with a first spell, entered by hand.
    @discardableResult
    func entered(
        _ name: String, number: String?, in unit: UnitEntry, ring: KeyRing, identity: String? = nil,
        born: String = "1980-05-01"
    ) throws -> ID<Person> {
        let identity = try identity.map { try IdentityNumber($0) }
        let sex: PersonEntry.Sex = identity?.sex == .male ? .male : .female
        let draft = PersonDraft(name: name, sex: sex, bornOn: identity?.birth ?? Day(born), identity: identity)
        let person = try PersonEntry.insert(draft, ring: ring, in: self)
        let spell = MembershipDraft(
            unit: unit.id, number: number, employment: .established, state: .active, joinedOn: Day("2015-09-01"),
            from: try #require(Day("2015-09-01")))
        _ = try Membership.begin(spell, of: person, draft, in: unit, self)
        return person
    }
}

/// A sound identity number of the first seventeen digits.
func sound(_ seventeen: String) -> String {
    "0123456789X".map { seventeen + String($0) }.first { (try? IdentityNumber($0)) != nil } ?? ""
}
