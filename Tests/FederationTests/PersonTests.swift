import Base
import Testing
import Web

@testable import Federation

@Suite("A person in the register")
struct PersonTests {
    private static let identity = "11010119800307211"

    private func form(_ name: String, _ unit: UnitEntry, identity: String = "") -> KeyValuePairs<String, String> {
        [
            "name": name, "unit": unit.id.description, "employment": "contract", "state": "active", "sex": "unknown",
            "identity": identity, "phone": "13800132046", "number": "", "from_day": "2026-03-01",
        ]
    }

    @Test func `somebody without a membership reads so on each of their pages`() async throws {
        try await withTown { town in
            let stranger = try await town.store.write { tx in
                let draft = PersonDraft(name: "林妙", sex: .female, bornOn: Day("1980-05-01")!)
                let person = try PersonEntry.insert(draft, ring: town.ring, in: tx)
                return Resident(person: person, token: try tx.token(of: person, "林妙", "X1"))
            }
            let home = try await town.get(Places.home(), as: stranger)
            #expect(home.status == 200 && home.text.contains("系统里没有您现在的会籍"))
            let file = try await town.get(Places.me(), as: stranger)
            #expect(file.status == 200 && file.text.contains("现在没有会籍。") && file.text.contains("还没有记录。"))
            #expect(!(try await town.get(Places.me(), as: town.member)).text.contains("现在没有会籍。"))
        }
    }

    @Test func `a new member is entered, found and masked`() async throws {
        try await withTown { town in
            let number = try identityNumber(Self.identity)
            let got = try await town.post(
                Places.memberNew(town.university.id), form("林妙", town.physics, identity: number.digits),
                as: town.secretary)
            #expect(got.status == 303, "\(got.text)")
            let page = try await town.get(got.location, as: town.secretary)
            #expect(page.status == 200)
            #expect(page.text.contains("1101 **** ****"))
            #expect(page.text.contains("138 **** 2046"))
            #expect(!page.text.contains(number.digits))
            let json = try await town.get(got.location, as: town.secretary, accept: "application/json").json()
            #expect(json["born_on"]?.string == "1980-03-07")
            #expect(json["sex"]?.string == "male")
        }
    }

    @Test func `all flaws are told at once, and what was typed is kept`() async throws {
        try await withTown { town in
            let got = try await town.post(
                Places.memberNew(town.university.id),
                [
                    "name": "", "identity": "123", "phone": "1380013204", "unit": "", "joined_on": "三月",
                    "state": "active", "note": "留着",
                ],
                as: town.secretary)
            #expect(got.status == 422)
            for id in ["#name", "#identity", "#phone", "#unit", "#employment", "#joined_on"] {
                #expect(got.text.contains("href=\"\(id)\""), "\(id)")
            }
            #expect(got.text.contains("value=\"留着\""))
        }
    }

    @Test func `a known identity number tells who has it only to those who may see them`() async throws {
        try await withTown { town in
            let number = try identityNumber(Self.identity)
            _ = try await town.store.write { tx in
                try tx.member("林妙", number: nil, in: town.physics, ring: town.ring, identity: number)
            }
            let near = try await town.post(
                Places.memberNew(town.university.id), form("某人", town.physics, identity: number.digits),
                as: town.secretary)
            #expect(near.status == 422)
            #expect(near.text.contains("林妙"))
            let far = try await town.post(
                Places.memberNew(town.school.id), form("某人", town.school, identity: number.digits),
                as: town.schoolSecretary)
            #expect(far.status == 422)
            #expect(!far.text.contains("林妙"))
            #expect(far.text.contains("名册里已有人使用这个身份证号"))
        }
    }

    @Test func `a unit may be named, and near ones are offered`() async throws {
        try await withTown { town in
            let officer = try await town.officer(.memberKeep, town.secretary)
            try await town.store.read { tx in
                let found = try UnitChoices.found("物理学院分会", as: officer, in: tx)
                #expect(found.id == town.physics.id)
                #expect(throws: Flaws("unit", "没有叫“学院”的单位。您要找的可能是：数学学院分会、物理学院分会。")) {
                    try UnitChoices.found("学院", as: officer, in: tx)
                }
                #expect(throws: Flaws.self) { try UnitChoices.found("%", as: officer, in: tx) }
            }
        }
    }

    @Test func `of two officers at once the second sees both versions and chooses field by field`() async throws {
        try await withTown { town in
            let path = Places.personRevision(town.member.person)
            let first = try await town.post(
                path, ["name": "欧阳小雯", "sex": "female", "born_on": "1980-05-01", "version": "1"], as: town.secretary)
            #expect(first.status == 303, "\(first.text)")
            // The second changed the note and the name; the name was changed by both.
            let second = try await town.post(
                path,
                [
                    "name": "欧阳晓文", "sex": "female", "born_on": "1980-05-01", "note": "返聘", "version": "1",
                    "was.name": "欧阳小文", "was.sex": "female", "was.born_on": "1980-05-01", "was.note": "",
                ], as: town.cityChair)
            #expect(second.status == 422)
            #expect(second.text.contains("两个版本"))
            #expect(second.text.contains("马超群"), "who was quicker")
            #expect(second.text.contains("欧阳小雯"))
            #expect(second.text.contains("value=\"欧阳晓文\""))
            #expect(second.text.contains("name=\"version\" value=\"2\""))
            #expect(second.text.contains("name=\"keep.note\""))
            #expect(!second.text.contains("name=\"keep.sex\""), "what agrees is not asked")
            let again = try await town.post(
                path,
                [
                    "name": "欧阳晓文", "sex": "female", "born_on": "1980-05-01", "note": "返聘", "version": "2",
                    "keep.name": "theirs", "keep.note": "mine",
                ], as: town.cityChair)
            #expect(again.status == 303)
            let json = try await town.json(Places.person(town.member.person), as: town.secretary)
            #expect(json["name"]?.string == "欧阳小雯")
            #expect(json["note"]?.string == "返聘")
        }
    }

    @Test func `a comparison stays open while another flaw is mended`() async throws {
        try await withTown { town in
            let path = Places.personRevision(town.member.person)
            let sent = try await town.post(
                path,
                ["name": "欧阳晓文", "sex": "female", "born_on": "三月", "version": "1", "keep.name": "mine"],
                as: town.secretary)
            #expect(sent.status == 422)
            #expect(sent.text.contains("href=\"#born_on\""))
            #expect(sent.text.contains("value=\"mine\" checked"))
        }
    }

    @Test func `sealed fields left empty stay as they are`() async throws {
        try await withTown { town in
            let number = try identityNumber(Self.identity)
            let person = try await town.store.write { tx in
                let phone = try Phone("13800132046")
                return try tx.member(
                    "林妙", number: nil, in: town.physics, ring: town.ring, identity: number, phone: phone, sex: .male)
            }
            let wrong = try await town.post(
                Places.personRevision(person), ["name": "林妙", "sex": "male", "born_on": "1990-01-01", "version": "1"],
                as: town.secretary)
            #expect(wrong.status == 422)
            let right = try await town.post(
                Places.personRevision(person), ["name": "林秒", "sex": "male", "born_on": "1980-03-07", "version": "1"],
                as: town.secretary)
            #expect(right.status == 303, "\(right.text)")
            let json = try await town.json(Places.person(person), as: town.secretary)
            #expect(json["identity"]?.string?.hasPrefix("1101 ****") == true)
            #expect(json["phone"]?.string == "138 **** 2046")
        }
    }

    @Test func `a change of membership ends one spell and begins the next, and the second officer sees both`()
        async throws
    {
        try await withTown { town in
            let person = town.member.person
            let before = try await town.json(Places.person(person), as: town.secretary)
            let spell = try #require(before["memberships"]?.array?.first?["id"]?.string)
            let path = Places.personMembership(person)
            let fields: KeyValuePairs<String, String> = [
                "unit": town.physics.id.description, "employment": "contract", "state": "active", "number": "M1",
                "from_day": "2026-03-01", "spell": spell, "joined_on": "2019-09-01",
            ]
            #expect(try await town.get(path, as: town.secretary).status == 200)
            #expect(try await town.post(path, fields, as: town.secretary).status == 303)
            let stale = try await town.post(path, fields, as: town.secretary)
            #expect(stale.status == 422)
            #expect(stale.text.contains("有人改过同一份内容"))
            #expect(stale.text.contains("现在登记的和您填的一样"))
            let after = try await town.json(Places.person(person), as: town.secretary)
            let spells = try #require(after["memberships"]?.array)
            #expect(spells.count == 2)
            #expect(spells[0]["unit"]?.string == town.physics.id.description)
            #expect(spells[1]["until"]?.string == "2026-02-28")
        }
    }
}
