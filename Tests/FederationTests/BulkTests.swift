import Base
import Store
import Testing
import Web

@testable import Federation

@Suite("Changes of many at once")
struct BulkTests {
    @Test func `are shown before they are made, made once, and taken back`() async throws {
        try await withTown { town in
            try await town.settle(60)
            let before = try await town.register()
            let asked = try await town.post(
                Places.bulks(town.university.id),
                ["all": "yes", "kind": "employment", "to_employment": "contract"],
                as: town.secretary)
            #expect(asked.status == 303)
            let bulk = try #require(ID<BulkChange>(String(asked.location.split(separator: "/")[1])))
            #expect(try await town.register() == before)
            let plan = try await town.json(Places.bulk(bulk), as: town.secretary)
            let able = try #require(plan["able"]?.integer), unable = try #require(plan["unable"]?.integer)
            #expect(able > 0 && unable > 0 && able + unable == plan["total"]?.integer)
            let page = try await town.get(Places.bulk(bulk), as: town.secretary)
            #expect(page.text.contains("确认变动 \(able) 人") && page.text.contains("已经是这样"))
            for _ in 0..<2 {
                #expect(try await town.post(Places.bulkConfirmation(bulk), [:], as: town.secretary).status == 303)
            }
            try await town.work()
            let done = try await town.json(Places.bulk(bulk), as: town.secretary)
            #expect(done["state"]?.string == "done" && done["written"]?.integer == able)
            #expect(try await town.register().allSatisfy { $0.contains("contract") })
            let list = try await town.get(Places.bulks(town.university.id), as: town.secretary)
            #expect(list.text.contains("href=\"\(Places.bulk(bulk))\"") && list.text.contains(">\(able)<"))
            #expect(try await town.post(Places.bulkUndo(bulk), [:], as: town.secretary).status == 303)
            try await town.work()
            #expect(try await town.register() == before)
            let flaws = try await town.store.read { tx in try MemberCount.flaws(in: tx) }
            #expect(flaws == [])
        }
    }

    @Test func `leave alone who changed after the list was made, or after the change`() async throws {
        try await withTown { town in
            try await town.settleFew()
            let people = try await town.spells(in: town.mathematics)
            let fields = try await town.ticked(
                people, ["kind": "state", "to_state": "retained", "retained_for": "retired"])
            let bulk = try await town.plan(fields, in: town.university)
            let first = people[0]
            try await town.change(first.person, to: .dispatched)
            _ = try await town.post(Places.bulkConfirmation(bulk), [:], as: town.secretary)
            try await town.work()
            let done = try await town.json(Places.bulk(bulk), as: town.secretary)
            #expect(done["kept"]?.integer == 1, "\(done)")
            let written = try #require(done["written"]?.integer)
            #expect(written > 0)
            let second = try #require(
                try await town.store.read { tx -> ID<Person>? in
                    try tx.value("SELECT person FROM bulk_row WHERE state = 'written' ORDER BY seq LIMIT 1")
                })
            try await town.change(second, to: .other)
            _ = try await town.post(Places.bulkUndo(bulk), [:], as: town.secretary)
            try await town.work()
            let undone = try await town.json(Places.bulk(bulk), as: town.secretary)
            #expect(undone["state"]?.string == "undone" && undone["kept"]?.integer == 2, "\(undone)")
            let flaws = try await town.store.read { tx in try MemberCount.flaws(in: tx) }
            #expect(flaws == [])
        }
    }

    @Test func `move to another branch, and back, on one and the same day`() async throws {
        try await withTown { town in
            let people = try await town.spells(in: town.mathematics)
            let before = try await town.register()
            let fields = try await town.ticked(
                people, ["kind": "move", "unit": town.physics.id.description, "from_day": "2019-09-01"])
            let bulk = try await town.plan(fields, in: town.university)
            _ = try await town.post(Places.bulkConfirmation(bulk), [:], as: town.secretary)
            try await town.work()
            #expect(try await town.spells(in: town.mathematics).isEmpty)
            #expect(try await town.spells(in: town.physics).count == people.count)
            _ = try await town.post(Places.bulkUndo(bulk), [:], as: town.secretary)
            try await town.work()
            #expect(try await town.register() == before)
        }
    }

    @Test func `say what is missing, beside its field, and are only for who keeps the members`() async throws {
        try await withTown { town in
            let people = try await town.spells(in: town.mathematics)
            for (fields, id) in [
                (["kind": "end", "end_state": ""], "end_state-e"),
                (["kind": "end", "end_state": "withdrawn"], "reason-e"),
                (["kind": "state", "to_state": "retained"], "retained_for-e"),
                (["kind": "move", "unit": ""], "unit-e"),
            ] {
                let all = try await town.ticked(people, fields)
                let answer = try await town.send(all, to: Places.bulks(town.university.id), as: town.secretary)
                #expect(answer.status == 422 && answer.text.contains("id=\"\(id)\""), "\(id)")
            }
            let all = try await town.ticked(people, ["kind": "employment", "to_employment": "contract"])
            #expect(
                try await town.send(all, to: Places.bulks(town.university.id), as: town.schoolSecretary).status == 404)
            #expect(try await town.send(all, to: Places.bulks(town.university.id), as: town.member).status == 403)
        }
    }

    @Test func `of more than a turn go on where they were`() async throws {
        try await withTown { town in
            try await town.settle(700)
            let bulk = try await town.plan(
                [("all", "yes"), ("kind", "employment"), ("to_employment", "other")], in: town.university)
            #expect(try await town.json(Places.bulk(bulk), as: town.secretary)["state"]?.string == "planning")
            #expect(try await town.work() >= 3)
            let plan = try await town.json(Places.bulk(bulk), as: town.secretary)
            #expect(plan["state"]?.string == "planned")
            #expect((plan["able"]?.integer ?? 0) + (plan["unable"]?.integer ?? 0) == 704)
            _ = try await town.post(Places.bulkConfirmation(bulk), [:], as: town.secretary)
            #expect(try await town.work() >= 3)
            let done = try await town.json(Places.bulk(bulk), as: town.secretary)
            #expect(done["written"] == plan["able"])
        }
    }
}

extension Town {
    /// Every current spell as far as a bulk change may touch it.
    func register() async throws -> [String] {
        try await store.read { tx in
            try tx.values(
                """
                SELECT CAST(id AS text) || unit_path || employment || state || coalesce(number, '-') || from_day || name_key
                  FROM membership WHERE until_day IS NULL AND unit_path LIKE \(university.path + "%") ORDER BY id
                """)
        }
    }

    func spells(in unit: UnitEntry) async throws -> [(spell: ID<Membership>, person: ID<Person>)] {
        try await store.read { tx in
            let all: [Membership] = try tx.all(
                "SELECT \(Membership.columns) FROM membership WHERE unit_id = \(unit.id) AND until_day IS NULL ORDER BY id"
            )
            return all.map { ($0.id, $0.person) }
        }
    }

    /// The fields of a form for these people.
    func ticked(
        _ people: [(spell: ID<Membership>, person: ID<Person>)], _ fields: [String: String]
    ) async throws -> [(String, String)] {
        people.map { ("spell", $0.spell.description) } + fields.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Sends fields of which several may have one name.
    func send(_ fields: [(String, String)], to path: Path, as resident: Resident) async throws -> Got {
        let names = fields.map(\.0).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        let pairs = names.map { name in
            (key: name, value: JSON.array(fields.filter { $0.0 == name }.map { JSON($0.1) }))
        }
        return try await post(path, json: .object(pairs), as: resident)
    }

    func plan(_ fields: [(String, String)], in unit: UnitEntry) async throws -> ID<BulkChange> {
        let answer = try await send(fields, to: Places.bulks(unit.id), as: secretary)
        #expect(answer.status == 303, "\(answer.text)")
        return try #require(ID<BulkChange>(String(answer.location.split(separator: "/")[1])))
    }

    /// Somebody else changes a member.
    func change(_ person: ID<Person>, to employment: Employment) async throws {
        try await store.write { tx in
            let spell = try #require(try Membership.current(of: person, in: tx))
            let draft = MembershipDraft(
                unit: spell.unit, number: spell.number, employment: employment, state: spell.state,
                retention: spell.retention, joinedOn: spell.joinedOn, from: tx.today)
            let unit = try UnitEntry.unscoped(spell.unit, in: tx)
            try spell.change(to: draft, of: try PersonEntry.unscoped(person, in: tx), in: unit, tx)
        }
    }
}
