import Base
import Federation
import Store
import Testing
import Web

@testable import Exchange

@Suite("Reading by programs") struct ReadingTests {
    @Test func `goes page by page and meets everybody once`() async throws {
        try await withTown { town in
            let people = try await town.store.write { tx in
                try (0..<23).map { number in
                    try tx.member(
                        "会员\(number)", number: "N\(number)", in: number % 2 == 0 ? town.mathematics : town.school,
                        ring: town.ring, phone: try Phone("138001380\(number + 10)"))
                }
            }
            let token = try await town.token(by: town.cityChair, at: town.city)
            var seen: [String] = [], next: String? = "/api/v1/members?limit=5"
            while let address = next {
                let page = try await town.call(.get, address, token)
                #expect(page.status == 200)
                #expect(!page.json.text.contains("13800138"))
                seen += (page.json["items"]?.array ?? []).compactMap { $0["id"]?.string }
                next = page.json["next"]?.string
            }
            #expect(seen.count == 27 && Set(seen).count == 27)
            #expect(people.allSatisfy { seen.contains($0.description) })
            var units: [String] = []
            next = "/api/v1/units?limit=2"
            while let address = next {
                let page = try await town.call(.get, address, token)
                units += (page.json["items"]?.array ?? []).compactMap { $0["name"]?.string }
                next = page.json["next"]?.string
            }
            #expect(Set(units).count == 5)
            let posts = try await town.call(.get, "/api/v1/posts", token)
            #expect(posts.json["items"]?.array?.count == 4)
            #expect(posts.headers["cache-control"] == "private, no-cache")
        }
    }

    @Test func `says what is wrong with a question`() async throws {
        try await withTown { town in
            let token = try await town.token(by: town.cityChair, at: town.city)
            for address in [
                "/api/v1/members?limit=0", "/api/v1/members?limit=501", "/api/v1/changes", "/api/v1/changes?since=x",
            ] {
                let got = try await town.call(.get, address, token)
                #expect(got.status == 422 && got.json["errors"]?.array?.isEmpty == false, "\(address)")
            }
            let far = try await town.call(.get, "/api/v1/changes?since=99", token)
            #expect(far.status == 410 && far.json["mark"]?.string == "0")
            #expect(try await town.call(.get, "/api/v1/nothing", token).status == 404)
            #expect(try await town.call(.put, "/api/v1/units", token, [:]).status == 405)
        }
    }

    @Test func `shows full numbers only by an act that the person can read`() async throws {
        try await withTown { town in
            let person = try await town.store.write { tx in
                try tx.member(
                    "孙文", number: "N1", in: town.mathematics, ring: town.ring, phone: try Phone("13800138000"))
            }
            let token = try await town.token(by: town.secretary, at: town.university)
            let address = "/api/v1/members/\(person)/numbers"
            #expect(try await town.call(.post, address, token, [:]).status == 422)
            let got = try await town.call(.post, address, token, ["reason": "核对工会会员证"])
            #expect(got.status == 200 && got.json["phone"]?.string == "13800138000")
            #expect(got.headers["cache-control"] == "no-store")
            let acts = try await town.store.read { tx in
                try AuditEntry.concerning(person, limit: 5, in: tx).map(\.act)
            }
            #expect(acts == ["person.reveal"])
            let plain = try await town.token([.readMembers], by: town.secretary, at: town.university)
            #expect(try await town.call(.post, address, plain, ["reason": "核对工会会员证"]).status == 403)
        }
    }
}
