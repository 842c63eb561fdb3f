import Access
import Base
import Store
import TestKit
import Testing
import Web

@testable import Federation

@Suite("Posts in officers' hands")
struct PostTests {
    @Test func `a member found by name is given a post, and its rights`() async throws {
        try await withTown { town in
            let path = Places.posts(town.mathematics.id)
            let page = try await town.get("\(path.text)?q=欧阳小文", as: town.secretary)
            #expect(page.text.contains("value=\"\(town.member.person)\""))
            let given = try await town.post(
                path, ["person": "\(town.member.person)", "kind": "chair", "from_day": "2026-03-01"], as: town.secretary
            )
            #expect(given.status == 303)
            #expect(try await town.get(Places.unit(town.group.id), as: town.member).status == 200)
            #expect(try await town.get(Places.workbench(), as: town.member).status == 200)
            #expect(try await town.get(Places.permissions(town.group.id), as: town.member).text.contains("数学学院分会"))
        }
    }

    @Test func `of several the officer picks one by unit and number`() async throws {
        try await withTown { town in
            let other = try await town.store.write { tx in
                try tx.member("欧阳小文", number: "P9", in: town.physics, ring: town.ring)
            }
            let path = Places.posts(town.university.id)
            let page = try await town.get("\(path.text)?q=欧阳小文", as: town.secretary)
            #expect(page.text.contains("物理学院分会，工号 P9"))
            #expect(page.text.contains("数学学院分会，工号 M1"))
            #expect(!page.text.contains("name=\"kind\""), "first the person, then the rest")
            let chosen = try await town.get("\(path.text)?q=欧阳小文&person=\(other)", as: town.secretary)
            #expect(chosen.text.contains("name=\"person\" value=\"\(other)\""))
            #expect(chosen.text.contains("换一个人"))
        }
    }

    @Test func `a post stands with its paper on the person's page, and below the others of its unit when it is over`()
        async throws
    {
        try await withTown { town in
            try await town.store.write { tx in
                for draft in [
                    PostDraft(
                        person: town.member.person, kind: .organiser, from: Day("2021-01-01")!, paper: "〔2021〕1 号"),
                    PostDraft(
                        person: town.member.person, kind: .groupLeader, from: Day("2019-01-01")!,
                        until: Day("2020-12-31")!),
                ] { _ = try Post.insert(draft, in: town.mathematics, tx) }
            }
            let person = try await town.get(Places.person(town.member.person), as: town.secretary).text
            #expect(person.contains("至今，〔2021〕1 号"))
            let unit = try await town.get(Places.unit(town.mathematics.id), as: town.secretary).text
            #expect(unit.contains("曾任职务（1）") && Soundness.flaws(of: unit) == [])
        }
    }

    @Test func `of very many nobody is guessed, and it is said that there are more`() async throws {
        try await withTown { town in
            try await town.store.write { tx in
                for number in 1...30 {
                    try tx.member("王伟", number: "W\(number)", in: town.physics, ring: town.ring)
                }
            }
            let page = try await town.get("\(Places.posts(town.university.id).text)?q=王伟", as: town.secretary)
            #expect(page.text.contains("还有别人也叫这个名字。请输入全名或工号，再找一次。"))
            let one = try await town.get("\(Places.posts(town.university.id).text)?q=W7", as: town.secretary)
            #expect(!one.text.contains("还有别人也叫这个名字"))
        }
    }

    @Test func `nobody gives a post with rights they do not hold there`() async throws {
        try await withTown { town in
            let admin = try await town.appoint(.administrator, at: town.university)
            let sent = try await town.post(
                Places.posts(town.mathematics.id),
                ["q": "欧阳", "person": "\(town.member.person)", "kind": "chair", "from_day": "2026-03-01"], as: admin)
            #expect(sent.status == 422)
            #expect(sent.text.contains("id=\"kind-e\""))
            let own = try await town.post(
                Places.posts(town.university.id),
                ["q": "欧阳", "person": "\(admin.person)", "kind": "secretary", "from_day": "2026-03-01"], as: admin)
            #expect(own.status == 422)
        }
    }

    @Test func `a stranger to the unit is given no post there`() async throws {
        try await withTown { town in
            let sent = try await town.post(
                Places.posts(town.mathematics.id),
                ["person": "\(town.schoolSecretary.person)", "kind": "chair", "from_day": "2026-03-01"],
                as: town.secretary)
            #expect(sent.status == 422)
        }
    }

    @Test func `one's own last post ends only when one says so, and no ending is an extension`() async throws {
        try await withTown { town in
            let post = try await town.store.read { tx -> ID<Post> in
                try #require(try tx.value("SELECT id FROM post WHERE person_id = \(town.secretary.person)"))
            }
            let path = Places.postEnd(post)
            #expect(try await town.get(path, as: town.secretary).text.contains("最后一个职务"))
            #expect(try await town.get(path, as: town.schoolSecretary).status == 404)
            #expect(try await town.post(path, ["day": "2026-03-10"], as: town.secretary).status == 422)
            #expect(try await town.post(path, ["day": "2026-03-10", "sure": "yes"], as: town.secretary).status == 303)
            #expect(try await town.post(path, ["day": "2030-01-01", "sure": "yes"], as: town.secretary).status == 422)
            #expect(try await town.get(Places.workbench(), as: town.cityChair).text.contains("任期将满"))
            #expect(try await town.post(path, ["day": "2026-03-01", "sure": "yes"], as: town.secretary).status == 303)
            #expect(try await town.get(Places.unit(town.university.id), as: town.secretary).status == 403)
        }
    }
}

extension Town {
    /// Somebody new at a unit, with a post there.
    func appoint(_ kind: PostKind, at unit: UnitEntry) async throws -> Resident {
        let ring = ring
        return try await store.write { tx in
            let person = try tx.member("欧阳明", number: "A9", in: unit, ring: ring)
            _ = try Post.insert(PostDraft(person: person, kind: kind, from: Day("2020-01-01")!), in: unit, tx)
            return Resident(person: person, token: try tx.token(of: person, "欧阳明", "A9"))
        }
    }
}
