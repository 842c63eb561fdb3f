import Base
import Testing
import Web

@testable import Federation

@Suite("Walls around members")
struct WallTests {
    @Test func `an officer of another school finds nothing`() async throws {
        try await withTown { town in
            let member = town.member.person
            for path in [
                Places.members(town.university.id), Places.members(town.mathematics.id), Places.person(member),
                Places.personRevision(member), Places.personMembership(member), Places.memberNew(town.university.id),
                Places.memberExport(town.university.id), Places.memberExport(town.mathematics.id).with("format", "csv"),
            ] {
                let got = try await town.get(path, as: town.schoolSecretary)
                #expect(got.status == 404, "\(path)")
            }
            let viewing = try await town.post(
                Places.viewings(member), ["reason": "核对报名资料"], as: town.schoolSecretary)
            #expect(viewing.status == 404)
            let revision = try await town.post(
                Places.personRevision(member), ["name": "改了", "version": "1"], as: town.schoolSecretary)
            #expect(revision.status == 404)
        }
    }

    @Test func `an officer above sees, and a group leader sees their own group only`() async throws {
        try await withTown { town in
            let expected: [(Path, Resident, Int)] = [
                (Places.members(town.mathematics.id), town.cityChair, 200),
                (Places.person(town.member.person), town.cityChair, 200),
                (Places.members(town.group.id), town.leader, 200),
                (Places.members(town.mathematics.id), town.leader, 404),
                (Places.person(town.member.person), town.leader, 404),
            ]
            for (path, resident, status) in expected {
                let got = try await town.get(path, as: resident)
                #expect(got.status == status, "\(path)")
            }
        }
    }

    @Test func `a member sees no register, and a stranger is led to the door`() async throws {
        try await withTown { town in
            #expect(try await town.get(Places.members(town.mathematics.id), as: town.member).status == 403)
            #expect(try await town.get(Places.search().with("q", "王"), as: town.member).status == 403)
            for path in [Places.members(town.mathematics.id), Places.home(), Places.me(), Places.looks()] {
                let got = try await town.get(path, as: nil)
                #expect(got.status == 303)
                #expect(got.location.hasPrefix("/sign-in"))
            }
        }
    }

    @Test func `a unit out of reach cannot be chosen for a member`() async throws {
        try await withTown { town in
            let got = try await town.post(
                Places.memberNew(town.university.id),
                ["name": "钱多多", "unit": town.school.id.description, "employment": "established", "state": "active"],
                as: town.secretary)
            #expect(got.status == 422)
            #expect(got.text.contains("没有找到"))
        }
    }
}
