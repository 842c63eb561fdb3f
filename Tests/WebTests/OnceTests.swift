import Server
import TestKit
import Testing

@testable import Web

@Suite("A form sent twice") struct OnceTests {
    @Test("writes once, and hears the same", arguments: ["/notes", "/slow"])
    func again(address: String) async throws {
        try await withNotes { site in
            let browser = Browser(site)
            await browser.get(Places.notes())
            let keys = browser.page.forms[0].fields.filter { ["csrf", "key"].contains($0.name) }
            await browser.post(address, keys + [("words", "只写一次")], isFollowing: false)
            let first = browser.page
            await browser.submitAgain(isFollowing: false)
            #expect(first.status == 303)
            #expect(browser.page.status == 303)
            #expect(browser.page.location == first.location)
            let found1 = try await site.count()
            #expect(found1 == 1)
            await browser.get(first.location ?? "")
            #expect(browser.page.words.contains("已记下只写一次。"))
        }
    }

    @Test("at the same moment writes once, and both hear the same", arguments: ["/notes", "/slow"])
    func together(address: String) async throws {
        try await withNotes { site in
            for round in 0..<10 {
                let request = try await Self.request(site, address, "一起写 \(round)")
                let answers = await withTaskGroup { group in
                    for _ in 0..<6 { group.addTask { await site.answer(request) } }
                    return await group.reduce(into: [Response]()) { $0.append($1) }
                }
                #expect(answers.map(\.status) == Array(repeating: 303, count: 6))
                #expect(Set(answers.map { $0.headers["location"] }).count == 1)
                let found2 = try await site.count()
                #expect(found2 == round + 1)
            }
        }
    }

    private static func request(_ site: Site, _ address: String, _ words: String) async throws -> Request {
        let browser = Browser(site)
        await browser.get(Places.notes())
        let keys = browser.page.forms[0].fields.filter { ["csrf", "key"].contains($0.name) }
        let cookies = browser.cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
        return Request(
            .post, address, headers: ["Cookie": cookies, "Accept": "text/html"],
            body: .form(Submission(fields: keys + [(name: "words", value: words)])), host: "house.test",
            remote: "192.0.2.7")
    }

    @Test func `under another browser's key tells nothing of its answer`() async throws {
        try await withNotes { site in
            let first = Browser(site), second = Browser(site)
            await first.get(Places.notes())
            await second.get(Places.notes())
            let key = first.page.forms[0].fields.filter { $0.name == "key" }
            await first.submit(to: Places.notes(), ["words": "先写的"], isFollowing: false)
            let token = second.page.forms[0].fields.filter { $0.name == "csrf" }
            await second.post("/notes", token + key + [(name: "words", value: "后写的")], isFollowing: false)
            #expect(second.page.status == 303)
            #expect(second.page.location != first.page.location)
            let found3 = try await site.count()
            #expect(found3 == 2)
        }
    }

    @Test func `with another content is still the first; under a new key it is a new form`() async throws {
        try await withNotes { site in
            let browser = Browser(site)
            await browser.get(Places.notes())
            let keys = browser.page.forms[0].fields.filter { ["csrf", "key"].contains($0.name) }
            await browser.post("/notes", keys + [("words", "第一篇")], isFollowing: false)
            let place = browser.page.location
            await browser.post("/notes", keys + [("words", "第二篇")], isFollowing: false)
            #expect(browser.page.location == place)
            await browser.get(Places.notes())
            await browser.submit(to: Places.notes(), ["words": "第二篇"], isFollowing: false)
            #expect(browser.page.location != place)
            let found4 = try await site.count()
            #expect(found4 == 2)
        }
    }

    @Test func `with a flaw may be mended under the same key`() async throws {
        try await withNotes { site in
            let browser = Browser(site)
            await browser.get(Places.notes())
            let keys = browser.page.forms[0].fields.filter { ["csrf", "key"].contains($0.name) }
            await browser.post("/notes", keys + [("words", "短")])
            #expect(browser.page.status == 422)
            await browser.post("/notes", keys + [("words", "够长了")])
            #expect(browser.page.status == 200)
            let found5 = try await site.count()
            #expect(found5 == 1)
        }
    }
}
