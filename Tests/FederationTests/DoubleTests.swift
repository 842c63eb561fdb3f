import Access
import Base
import Store
import TestKit
import Testing
import Vault
import Web

@testable import Federation

@Suite("Joining the spells of two entries")
struct SpellJoiningLaws {
    /// Spells of one entry as the register has them: one after the other, the last one open.
    private func spells(_ dice: inout Dice) throws -> [Span] {
        var at = try #require(Day("2010-01-01")).adding(days: Int.random(in: 0...3000, using: &dice))
        var spans: [Span] = []
        for _ in 0..<Int.random(in: 0...4, using: &dice) {
            let end = at.adding(days: Int.random(in: 0...600, using: &dice))
            spans.append(Span(from: at, until: end))
            at = end.adding(days: Int.random(in: 1...200, using: &dice))
        }
        return spans + [Span(from: at, until: nil)]
    }

    private func covers(_ span: Span, _ day: Day) -> Bool { span.from <= day && span.until.map { $0 >= day } ?? true }

    @Test func `no day is in two of them and none is lost`() {
        forAll { dice in
            let (main, other) = (try spells(&dice), try spells(&dice))
            let joined = main + SpellJoining.rest(of: other, outside: main).map(\.span)
            var day = try #require(Day("2010-01-01"))
            for _ in 0..<800 {
                let before = (main + other).contains { covers($0, day) }
                #expect(joined.count { covers($0, day) } == (before ? 1 : 0), "\(day)")
                day = day.adding(days: Int.random(in: 1...13, using: &dice))
            }
            #expect(joined.allSatisfy { span in span.until.map { $0 >= span.from } ?? true })
            #expect(joined.count { $0.until == nil } == 1)
        }
    }
}

@Suite("Doubles")
struct DoubleTests {
    /// Two entries of one person at the university, and two at different schools by phone.
    struct Pairs {
        let one, other, far: ID<Person>
    }

    func pairs(_ town: Town) async throws -> Pairs {
        let number = try identityNumber("11010119800501212")
        let pairs = try await town.store.write { tx in
            let phone = try Phone("13800132046")
            return Pairs(
                one: try tx.member("林妙", number: "L1", in: town.mathematics, ring: town.ring, identity: number),
                other: try tx.member(
                    "林妙", number: "L2", in: town.physics, ring: town.ring, phone: phone,
                    from: try #require(Day("2015-03-01"))),
                far: try tx.member("林妙", number: "S9", in: town.school, ring: town.ring, phone: phone))
        }
        _ = try await DoubleDuty.pass(after: "", town.store)
        return pairs
    }

    @Test func `are found by rule, each with why, and told only to who reaches both`() async throws {
        try await withTown { town in
            let pairs = try await pairs(town)
            let mine = try await town.json(Places.doubles(town.university.id), as: town.secretary)
            let items = try #require(mine["items"]?.array)
            #expect(items.count == 1)
            #expect(items.first?["person"]?.string == pairs.one.description)
            #expect(items.first?["twin"]?.string == pairs.other.description)
            #expect(items.first?["reasons"]?.array?.compactMap(\.string) == ["name_birth"])
            #expect(mine["hidden"]?.integer == 1)
            let page = try await town.get(Places.doubles(town.university.id), as: town.secretary)
            #expect(page.text.contains("另有 1 对涉及您看不到的单位"))
            #expect(!page.text.contains("第一中学"))
            let all = try await town.json(Places.doubles(town.city.id), as: town.cityChair)
            #expect(all["items"]?.array?.count == 2)
            #expect(all["hidden"]?.integer == 0)
            #expect(try await town.get(Places.double(pairs.other, pairs.far), as: town.secretary).status == 404)
        }
    }

    @Test func `that are not the same person are not shown again`() async throws {
        try await withTown { town in
            let pairs = try await pairs(town)
            let path = Places.doubleApart(pairs.one, pairs.other)
            #expect(try await town.post(path, [:], as: town.secretary).status == 303)
            _ = try await DoubleDuty.pass(after: "", town.store)
            let list = try await town.json(Places.doubles(town.university.id), as: town.secretary)
            #expect(list["items"]?.array?.count == 0)
            let page = try await town.get(Places.double(pairs.one, pairs.other), as: town.secretary)
            #expect(page.text.contains("已经有人核对过：不是同一人"))
        }
    }

    @Test func `that differ again are dropped by the next pass`() async throws {
        try await withTown { town in
            let pairs = try await pairs(town)
            try await town.store.write { tx in
                try tx.run("UPDATE person SET born_on = '1981-01-01' WHERE id = \(pairs.other)")
            }
            #expect(try await town.post(Places.doubles(town.university.id), [:], as: town.secretary).status == 303)
            let list = try await town.json(Places.doubles(town.university.id), as: town.secretary)
            #expect(list["items"]?.array?.count == 0)
        }
    }

    /// What the confirmation of a preview sends.
    func confirmation(_ page: Got, _ more: [(String, String)] = []) throws -> JSON {
        let found = page.text.matches(of: /name="(seen|keep\.[a-z_]+)" value="([^"]*)"/).map {
            (key: String($0.1), value: JSON(String($0.2)))
        }
        #expect(found.contains { $0.key == "seen" })
        return .object(found)
    }

    @Test func `are merged with a choice for each field, everything follows, and it can be taken back`() async throws {
        try await withTown { town in
            let pairs = try await pairs(town)
            let token = try await town.store.write { tx in
                _ = try Post.insert(
                    PostDraft(person: pairs.other, kind: .organiser, from: try #require(Day("2020-01-01"))),
                    in: town.physics, tx)
                return try tx.token(of: pairs.other, "林妙", "L2")
            }
            let member = Resident(person: pairs.one, token: token)
            _ = try await town.post(
                Places.viewings(pairs.other), ["reason": "核对大病互助的报销资料"], as: town.secretary)
            let before = try await register(town)
            let compare = try await town.get(Places.double(pairs.one, pairs.other), as: town.secretary)
            #expect(compare.status == 200)
            #expect(compare.text.contains("name=\"keep.identity\""))
            #expect(!compare.text.contains("name=\"keep.name\""), "what agrees is not asked")
            #expect(!compare.text.contains("13800132046"))
            let preview = try await town.get(
                Places.doublePreview(pairs.one, pairs.other).with([
                    ("keep.membership", "mine"), ("keep.joined_on", "mine"),
                ]), as: town.secretary)
            #expect(preview.status == 200)
            #expect(preview.text.contains("职务 1 项"))
            #expect(try await register(town) == before, "a preview writes nothing")
            let merged = try await town.post(
                Places.double(pairs.one, pairs.other), json: try confirmation(preview), as: town.secretary)
            #expect(merged.status == 303, "\(merged.text)")

            let json = try await town.json(Places.person(pairs.one), as: town.secretary)
            #expect(json["identity"]?.string?.hasPrefix("1101") == true)
            #expect(json["phone"]?.string == "138 **** 2046")
            #expect(json["memberships"]?.array?.first?["unit"]?.string == town.physics.id.description)
            #expect(json["posts"]?.array?.count == 1)
            let old = try await town.get(Places.person(pairs.other), as: town.secretary)
            #expect(old.location == Places.person(pairs.one).text)
            #expect(
                try await town.get(Places.workbench(), as: member).status == 200,
                "the account and its rights came along")
            #expect(try await town.get(Places.looks(), as: member).text.contains("核对大病互助的报销资料"))
            #expect(try await town.get(Places.me(), as: member).text.contains("合并重复登记"))
            #expect(try await flaws(town) == [])
            let list = try await town.json(Places.members(town.university.id).with("q", "林妙"), as: town.secretary)
            #expect(list["total"]?.integer == 1)

            let merge = try await mergeOf(pairs.one, town)
            #expect(try await town.get(merge.page, as: town.secretary).text.contains("恢复为合并前的两份登记"))
            let undone = try await town.post(merge.undo, [:], as: town.secretary)
            #expect(undone.status == 303, "\(undone.text)")
            #expect(try await register(town) == before)
            #expect(try await flaws(town) == [])
            #expect(try await town.get(Places.looks(), as: member).text.contains("核对大病互助的报销资料"))
        }
    }

    @Test func `are not taken back when something was built on it, and it is said what`() async throws {
        try await withTown { town in
            let pairs = try await pairs(town)
            let preview = try await town.get(Places.doublePreview(pairs.one, pairs.other), as: town.secretary)
            let confirmed = try confirmation(preview)
            #expect(
                try await town.post(Places.double(pairs.one, pairs.other), json: confirmed, as: town.secretary).status
                    == 303)
            let again = try await town.post(
                Places.double(pairs.one, pairs.other), json: confirmed, as: town.secretary)
            #expect(again.status == 404, "the one that is gone is no entry any more")
            let version = try await town.json(Places.person(pairs.one), as: town.secretary)["version"]?.integer ?? 0
            let changed = try await town.post(
                Places.personRevision(pairs.one),
                [
                    "name": "林淼", "sex": "female", "born_on": "1980-05-01", "version": "\(version)",
                ], as: town.secretary)
            #expect(changed.status == 303, "\(changed.text)")
            let merge = try await mergeOf(pairs.one, town)
            #expect(try await town.get(merge.page, as: town.secretary).text.contains("合并之后改过基本资料"))
            let undone = try await town.post(merge.undo, [:], as: town.secretary)
            #expect(undone.status == 422)
            #expect(try await town.get(merge.page, as: town.schoolSecretary).status == 404)
        }
    }

    @Test func `that somebody changed after the preview are previewed again`() async throws {
        try await withTown { town in
            let pairs = try await pairs(town)
            let preview = try await town.get(Places.doublePreview(pairs.one, pairs.other), as: town.secretary)
            try await town.store.write { tx in
                try tx.run("UPDATE person SET version = version + 1 WHERE id = \(pairs.other)")
            }
            let sent = try await town.post(
                Places.double(pairs.one, pairs.other), json: try confirmation(preview), as: town.secretary)
            #expect(sent.status == 422)
            #expect(sent.text.contains("请再看一遍"))
        }
    }

    @Test func `are offered where an identity number is typed that another entry has`() async throws {
        try await withTown { town in
            let pairs = try await pairs(town)
            let number = try identityNumber("11010119800501212")
            let sent = try await town.post(
                Places.personRevision(pairs.other),
                ["name": "林妙", "sex": "female", "born_on": "1980-05-01", "identity": number.digits, "version": "1"],
                as: town.secretary)
            #expect(sent.status == 422)
            #expect(sent.text.contains(Places.double(pairs.other, pairs.one).text))
        }
    }

    func mergeOf(_ person: ID<Person>, _ town: Town) async throws -> (page: Path, undo: Path) {
        let merge = try await town.store.read { tx in try #require(try PersonMerge.last(into: person, in: tx)) }
        return (Places.merge(merge.id), Places.mergeUndo(merge.id))
    }

    func flaws(_ town: Town) async throws -> [String] {
        try await town.store.read { tx in try MemberCount.flaws(in: tx) + AuditEntry.flaws(in: tx) }
    }

    /// Everything a merge may touch, but for versions and the cipher of sealed fields.
    private func register(_ town: Town) async throws -> [String] {
        try await town.store.read { tx in
            var all: [String] = try tx.values(
                """
                SELECT CAST(id AS text) || name || name_key || sex || coalesce(born_on, '-') || coalesce(identity_index, '-') ||
                    coalesce(phone_index, '-') || coalesce(note, '-') FROM person ORDER BY id
                """)
            all += try tx.values(
                """
                SELECT CAST(id AS text) || ' ' || CAST(person_id AS text) || unit_path || coalesce(number, '-') || state ||
                    name_key || from_day || coalesce(until_day, '-') FROM membership ORDER BY id
                """)
            all += try tx.values("SELECT CAST(id AS text) || ' ' || CAST(person_id AS text) FROM post ORDER BY id")
            all += try tx.values(
                "SELECT CAST(id AS text) || ' ' || CAST(person AS text) || state FROM account ORDER BY id")
            all += try tx.values(
                "SELECT CAST(id AS text) || ' ' || CAST(person AS text) FROM permission_grant ORDER BY id")
            all += try tx.values("SELECT CAST(id AS text) || ' ' || CAST(person_id AS text) FROM viewing ORDER BY id")
            all += try tx.values(
                "SELECT 'token ' || CAST(id AS text) || CAST(tokens AS text) FROM member_token ORDER BY id")
            return all
        }
    }
}
