import Access
import Base
import Federation
import Store
import TestKit
import Testing
import Vault
import Web

@testable import Exchange

@Suite("A token") struct TokenTests {
    @Test func `is made by an officer, shown once, and let in`() async throws {
        try await withTown { town in
            let browser = town.browser(town.secretary)
            await browser.get(Places.tokenNew(town.university.id))
            let made = await browser.submit(
                to: Places.tokens(town.university.id),
                ["purpose": "人事系统每晚同步", "last_day": "2026-06-30", "scope": "members.read", "scope": "units.read"])
            #expect(made.status == 200)
            #expect(Soundness.flaws(of: made.text) == [])
            let secret = try #require(made.text.firstMatch(of: /uhk_[A-Za-z0-9_-]{43}/)).output
            let again = await browser.submitAgain()
            #expect(!again.text.contains(secret) && again.words.contains("它只显示过一次"))
            let list = await browser.get(Places.interfaces(town.university.id))
            #expect(list.words.contains("人事系统每晚同步") && !list.text.contains(secret))
            #expect(Soundness.flaws(of: list.text) == [])
            let units = try await town.call(.get, "/api/v1/units", String(secret))
            #expect(units.status == 200 && units.json["items"]?.array?.count == 3)
            try await town.site.writeTokenUses()
            await browser.get(Places.interfaces(town.university.id))
            #expect(browser.page.words.contains("2026-03-02 15:00"))
            let names: [String] = try await town.store.read { tx in
                try tx.values("SELECT digest FROM api_token")
            }
            #expect(names == [Token.digest(of: String(secret))])
        }
    }

    @Test func `gives no more than its maker has`() async throws {
        try await withTown { town in
            let browser = town.browser(town.administrator)
            await browser.get(Places.tokenNew(town.city.id))
            let page = await browser.submit(
                to: Places.tokens(town.city.id),
                ["purpose": "人事系统", "last_day": "2027-12-31", "scope": "members.read", "addresses": "somewhere"])
            #expect(page.status == 422)
            #expect(page.words.contains("您自己没有“查看会员名册”的权限"))
            #expect(page.words.contains("到期日期应在今天到 2027-03-02 之间"))
            #expect(page.words.contains("“somewhere”不是地址"))
            #expect(Soundness.flaws(of: page.text) == [])
        }
    }

    @Test func `sees its part of the tree and nothing else`() async throws {
        try await withTown { town in
            let token = try await town.token(by: town.secretary, at: town.mathematics)
            let stranger = try await town.store.write { tx in
                try tx.member("孙文", number: "P1", in: town.physics, ring: town.ring)
            }
            for address in [
                "/api/v1/units/\(town.physics.id)", "/api/v1/units/\(town.university.id)",
                "/api/v1/members/\(stranger)",
                "/api/v1/members?unit=\(town.school.id)", "/api/v1/units?unit=\(town.city.id)",
            ] {
                #expect(try await town.call(.get, address, token).status == 404, "\(address)")
            }
            #expect(try await town.call(.get, "/api/v1/members?id=\(stranger)", token).json["items"]?.array == [])
            #expect(
                try await town.call(
                    .post, "/api/v1/members/\(stranger)/numbers", token, ["reason": "核对工会会员证"]
                ).status == 404)
            #expect(
                try await town.call(.put, "/api/v1/members/\(stranger)", token, ["name": "孙武"]).status == 404)
        }
    }

    @Test func `is refused with its reason`() async throws {
        try await withTown { town in
            let old = try await town.token(by: town.secretary, at: town.university, last: "2026-03-02")
            let bound = try await town.token(by: town.secretary, at: town.university, from: ["198.51.100.0/24"])
            let ended = try await town.token(by: town.secretary, at: town.university)
            let closed = try await town.token(by: town.schoolSecretary, at: town.school)
            try await town.store.write { tx in
                try tx.run("UPDATE api_token SET revoked_at = 1 WHERE digest = \(Token.digest(of: ended))")
                try Account.setState(.closed, of: town.schoolSecretary.person, in: tx)
            }
            town.clock.pass(hours: 12)
            let cases: [(String?, String)] = [
                (nil, "没有令牌"), ("uhk_nothing", "没有这个令牌"), (old, "已到期"), (bound, "不能从 192.0.2.9"), (ended, "已作废"),
                (closed, "账号已停用"),
            ]
            for (token, words) in cases {
                let got = try await town.call(.get, "/api/v1/units", token)
                #expect(got.status == 401 && got.json["detail"]?.string?.contains(words) == true, "\(words)")
                #expect(got.headers["www-authenticate"]?.hasPrefix("Bearer") == true)
            }
            #expect(try await town.call(.get, "/api/v1/units", bound, from: "198.51.100.7").status == 200)
        }
    }

    @Test func `ends in effect with its maker's post, and has only its scopes`() async throws {
        try await withTown { town in
            let token = try await town.token([.readMembers], by: town.secretary, at: town.university)
            #expect(try await town.call(.get, "/api/v1/units", token).status == 403)
            #expect(try await town.call(.get, "/api/v1/members", token).status == 200)
            try await town.store.write { tx in
                let posts: [Post] = try tx.all(
                    "SELECT \(Post.columns) FROM post WHERE person_id = \(town.secretary.person)")
                for post in posts { try post.end(on: Day("2026-03-01")!, in: tx) }
            }
            #expect(try await town.call(.get, "/api/v1/members", token).status == 403)
        }
    }

    @Test func `opens no page, and a session opens no interface`() async throws {
        try await withTown { town in
            let token = try await town.token(by: town.secretary, at: town.university)
            #expect(try await town.call(.get, "/units/\(town.university.id)/members", token).status == 303)
            let browser = town.browser(town.secretary)
            #expect(await browser.get("/api/v1/members").status == 401)
        }
    }

    @Test func `calls too often and waits, and so does who tries tokens`() async throws {
        try await withTown { town in
            let token = try await town.token(by: town.secretary, at: town.university)
            var statuses: [Int] = []
            for _ in 0..<121 { statuses.append(try await town.call(.get, "/api/v1/units", token).status) }
            #expect(statuses.dropLast().allSatisfy { $0 == 200 } && statuses.last == 429)
            town.clock.pass(seconds: 1)
            #expect(try await town.call(.get, "/api/v1/units", token).status == 200)
            var tries: [Int] = []
            for number in 0..<21 {
                tries.append(try await town.call(.get, "/api/v1/units", "uhk_\(number)", from: "203.0.113.5").status)
            }
            #expect(tries.last == 429 && tries.first == 401)
            #expect(try await town.call(.get, "/api/v1/units", token, from: "203.0.113.6").status == 200)
        }
    }

    @Test func `is replaced with an overlap, and the next knows the same keys`() async throws {
        try await withTown { town in
            let old = try await town.token(by: town.secretary, at: town.university)
            let line: JSON = ["members": [["key": "HR-1", "name": "孙文", "number": "X1", "unit": "数学学院分会"]]]
            let first = try await town.call(.post, "/api/v1/members", old, line)
            #expect(first.json["items"]?.array?.first?["outcome"]?.string == "created")
            let browser = town.browser(town.secretary)
            let id: ID<Token> = try #require(
                try await town.store.read { tx in try tx.value("SELECT id FROM api_token") })
            await browser.get(Places.token(id))
            #expect(Soundness.flaws(of: browser.page.text) == [])
            let page = await browser.submit(to: Places.tokenSuccessor(id), ["overlap": "1"])
            let new = String(try #require(page.text.firstMatch(of: /uhk_[A-Za-z0-9_-]{43}/)).output)
            let known = try await town.call(.get, "/api/v1/members?key=HR-1", new)
            #expect(known.json["items"]?.array?.first?["name"]?.string == "孙文")
            #expect(try await town.call(.get, "/api/v1/units", old).status == 200)
            town.clock.pass(hours: 25)
            #expect(try await town.call(.get, "/api/v1/units", old).status == 401)
            #expect(try await town.call(.get, "/api/v1/units", new).status == 200)
            await browser.get(Places.token(id))
            let successor: ID<Token> = try #require(
                try await town.store.read { tx in try tx.value("SELECT max(id) FROM api_token") })
            await browser.get(Places.token(successor))
            #expect(await browser.submit(to: Places.tokenEnd(successor)).words.contains("已作废"))
            #expect(try await town.call(.get, "/api/v1/units", new).status == 401)
        }
    }

    @Test func `follows its unit when it moves`() async throws {
        try await withTown { town in
            let token = try await town.token(by: town.cityChair, at: town.mathematics)
            try await town.store.write { tx in
                let mathematics = try #require(
                    try tx.first("SELECT \(UnitEntry.columns) FROM unit WHERE id = \(town.mathematics.id)")
                        as UnitEntry?)
                try mathematics.move(under: town.school, in: tx)
            }
            let units = try await town.call(.get, "/api/v1/units", token)
            #expect(units.json["items"]?.array?.first?["parent"]?.string == town.school.id.description)
        }
    }
}
