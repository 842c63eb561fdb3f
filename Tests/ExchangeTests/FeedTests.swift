import Base
import Federation
import Store
import TestKit
import Testing
import Web

@testable import Exchange

@Suite("The feed of changes") struct FeedTests {
    @Test func `loses nothing and repeats nothing while many write`() async throws {
        try await withTown { town in
            let token = try await town.token(by: town.cityChair, at: town.city)
            let isOver = TestClock("2026-01-01 00:00")
            async let followed = follow(town, token, until: isOver)
            let written = try await withThrowingTaskGroup(of: [ID<Person>].self) { group in
                for writer in 0..<6 {
                    group.addTask {
                        var people: [ID<Person>] = []
                        for number in 0..<15 {
                            let unit = [town.mathematics, town.physics, town.school][(writer + number) % 3]
                            people.append(
                                try await town.store.write { tx in
                                    let person = try tx.member(
                                        "会员\(writer)\(number)", number: "W\(writer)-\(number)", in: unit,
                                        ring: town.ring)
                                    try tx.note("person.enter", on: person, in: unit, ring: town.ring)
                                    return person
                                })
                        }
                        return people
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            isOver.pass(days: 1)
            let (told, marks) = try await followed
            #expect(told.sorted() == written.map(\.description).sorted())
            #expect(marks == (1...written.count).map { Int64($0) })
        }
    }

    /// Reads on and on as a program does, beside a hand that gives numbers and another that does too.
    private func follow(_ town: Town, _ token: String, until clock: TestClock) async throws -> ([String], [Int64]) {
        var told: [String] = [], marks: [Int64] = [], mark = "0"
        while true {
            let isOver = clock.now.day > Day("2026-01-01")!
            async let one = ChangeFeed.advance(town.site.facts, town.store)
            async let other = ChangeFeed.advance(town.site.facts, town.store)
            _ = try await (one, other)
            if isOver { try await town.settle() }
            town.clock.pass(minutes: 1)
            let page = try await town.changes(token, since: mark)
            told += page.items.compactMap { $0["id"]?.string }
            marks += page.items.compactMap { $0["mark"]?.string.flatMap { Int64($0) } }
            mark = page.mark
            if isOver { return (told, marks) }
        }
    }

    @Test func `tells those whom somebody left, and hides where to`() async throws {
        try await withTown { town in
            let mathematics = try await town.token(by: town.cityChair, at: town.mathematics)
            let physics = try await town.token(by: town.cityChair, at: town.physics)
            let university = try await town.token(by: town.cityChair, at: town.university)
            let person = try await town.store.write { tx in
                try tx.member("孙文", number: "N1", in: town.mathematics, ring: town.ring)
            }
            let moved = try await town.call(
                .put, "/api/v1/members/\(person)", university,
                ["unit": JSON(town.physics.id), "employment": "contract"])
            #expect(moved.status == 200)
            try await town.settle()
            let left = try await town.changes(mathematics).items
            #expect(left.map { $0["left_unit"] } == [JSON(town.mathematics.id)] && left[0]["unit"] == .null)
            let came = try await town.changes(physics).items
            #expect(came.map { $0["unit"] } == [JSON(town.physics.id)] && came[0]["left_unit"] == .null)
            let both = try await town.changes(university).items
            #expect(both[0]["unit"] == JSON(town.physics.id) && both[0]["left_unit"] == JSON(town.mathematics.id))
            #expect(both[0]["fields"] == ["unit", "employment"] && both[0]["event"] == "member.changed")
            let none = try await town.token([.readChanges], by: town.cityChair, at: town.university)
            #expect(try await town.changes(none).items == [])
        }
    }

    @Test func `tells members of a batch as entered and as changed`() async throws {
        try await withTown { town in
            let token = try await town.token(by: town.secretary, at: town.university)
            for name in ["孙文", "孙武"] {
                let batch: JSON = ["members": [["key": "1", "name": JSON(name), "number": "N1", "unit": "数学学院分会"]]]
                #expect(try await town.call(.post, "/api/v1/members", token, batch).status == 200)
            }
            try await town.settle()
            let items = try await town.changes(token).items
            #expect(items.map { $0["event"]?.string } == ["member.entered", "member.changed"])
            #expect(items.map { $0["fields"] } == [[], ["name"]])
        }
    }

    @Test func `tells what officers do by hand, with the names of the fields`() async throws {
        try await withTown { town in
            let token = try await town.token(by: town.cityChair, at: town.city)
            let person = try await town.store.write { tx in
                try tx.member("孙文", number: "N1", in: town.mathematics, ring: town.ring)
            }
            let browser = town.browser(town.secretary)
            await browser.get("/people/\(person)/revision")
            await browser.submit(
                to: Path(local: "/people/\(person)/revision")!, ["name": "孙武", "phone": "13800138000"])
            await browser.get("/units/\(town.physics.id)/revision")
            await browser.submit(to: Path(local: "/units/\(town.physics.id)/revision")!, ["short_name": "物理"])
            await browser.get("/units/\(town.university.id)/posts")
            try await town.settle()
            let items = try await town.changes(token).items
            #expect(items.map { $0["event"]?.string } == ["member.changed", "unit.changed"])
            #expect(items[0]["fields"] == ["name", "phone"])
            #expect(items[1]["fields"] == ["short_name"] && items[1]["id"] == JSON(town.physics.id))
            #expect(!JSON.array(items).text.contains("孙武") && !JSON.array(items).text.contains("138"))
        }
    }

    @Test func `tells a moved unit to the parent it left`() async throws {
        try await withTown { town in
            let university = try await town.token(by: town.cityChair, at: town.university)
            let browser = town.browser(town.cityChair)
            await browser.get("/units/\(town.mathematics.id)/move")
            await browser.submit(
                to: Path(local: "/units/\(town.mathematics.id)/move")!, ["parent": town.school.id.description])
            let plan: Int64 = try #require(
                try await town.store.read { try $0.value("SELECT id FROM unit_change WHERE state = 'planned'") })
            let page = await browser.submit(to: Path(local: "/unit-changes/\(plan)/confirmation")!, [:])
            #expect(page.words.contains("已办理"))
            try await town.settle()
            // The first entries tell how the town was founded: none, for it was founded without acts.
            let items = try await town.changes(university).items
            #expect(items.map { $0["event"]?.string } == ["unit.moved"])
            #expect(items[0]["left_unit"] == JSON(town.university.id) && items[0]["unit"] == .null)
        }
    }

    @Test func `is swept after its time, and an old mark is told so`() async throws {
        try await withTown { town in
            let token = try await town.token(by: town.cityChair, at: town.city)
            for round in 0..<2 {
                try await town.store.write { tx in
                    let person = try tx.member("孙文\(round)", number: "N\(round)", in: town.mathematics, ring: town.ring)
                    try tx.note("person.enter", on: person, in: town.mathematics, ring: town.ring)
                }
                try await town.settle()
                if round == 0 { town.clock.pass(days: 60) }
            }
            town.clock.pass(days: 0)
            try await town.store.write { tx in
                try tx.run("DELETE FROM change_entry WHERE id = 1")
                try tx.run("INSERT INTO change_mark (chain, number) VALUES (999, 0)")
            }
            #expect(try await town.call(.get, "/api/v1/changes?since=1", token).json["items"]?.array?.count == 1)
            try await town.store.write { tx in
                try tx.run("UPDATE change_entry SET id = 5 WHERE id = 2")
                try tx.run("UPDATE change_head SET number = 5")
            }
            #expect(try await town.call(.get, "/api/v1/changes?since=2", token).status == 410)
        }
    }
}
