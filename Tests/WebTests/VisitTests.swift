import Base
import Server
import TestKit
import Testing

@testable import Web

@Suite("A visit") struct VisitTests {
    @Test func `that fails shows what was typed, all flaws, and no secret`() async throws {
        try await withNotes { site in
            let browser = Browser(site)
            await browser.get(Places.notes())
            await browser.submit(to: Places.notes(), ["words": "<", "password": "open sesame"])
            #expect(browser.page.status == 422)
            #expect(browser.page.words.contains("内容: <"))
            #expect(browser.page.words.contains("内容至少 2 个字，现在是 1 个。"))
            #expect(browser.page.words.contains("口令: ____"))
            #expect(!browser.page.text.contains("sesame"))
            #expect(browser.page.text.contains("<title>错误：笔记"))
        }
    }

    @Test func `of a page cannot write`() async throws {
        try await withNotes(faults: 1) { site in
            #expect(await site.ask(.get, "/writing").status == 500)
            let found1 = try await site.count()
            #expect(found1 == 0)
        }
    }

    @Test(
        "speaks JSON to those who want it",
        arguments: [
            ("application/json", "application/json"), ("text/html", "text/html; charset=utf-8"),
            ("text/html, application/json", "text/html; charset=utf-8"), ("*/*", "text/html; charset=utf-8"),
        ])
    func formats(accept: String, type: String) async throws {
        try await withNotes { site in
            #expect(await site.ask(.get, "/notes", ["Accept": accept]).headers["content-type"] == type)
        }
    }

    @Test(
        "tells a program what is wrong as problem details",
        arguments: [
            (WireMethod.get, "/nowhere", 404), (.get, "/notes/5", 404), (.get, "/notes/five", 404),
            (.get, "/mine", 401),
            (.delete, "/notes", 405), (.post, "/notes", 422), (.post, "/notes/5", 401),
        ])
    func problems(method: WireMethod, path: String, status: Int) async throws {
        try await withNotes { site in
            let headers: Headers = ["Accept": "application/json", "Content-Type": "application/json"]
            let response = await site.ask(method, path, headers, body: .bytes(Array("{}".utf8)))
            #expect(response.status == status)
            #expect(response.headers["content-type"] == "application/problem+json")
            let json = try JSON(parsing: Array(response.text.utf8))
            #expect(json["status"]?.integer == status)
            #expect(json["title"]?.string?.isEmpty == false)
        }
    }

    @Test(
        "carries the headers that guard it, whatever it comes to",
        arguments: [
            (WireMethod.get, "/notes", 200), (.head, "/notes", 200), (.get, "/fixed", 200), (.get, "/nowhere", 404),
            (.get, "/mine", 303), (.put, "/notes", 405), (.post, "/notes", 403), (.get, "/writing", 500),
        ])
    func guards(method: WireMethod, path: String, status: Int) async throws {
        try await withNotes(faults: status == 500 ? 1 : 0) { site in
            for accept in ["text/html", "application/json"]
            where status != 500 && status != 303 || accept == "text/html" {
                let response = await site.ask(method, path, ["Accept": accept])
                #expect(response.status == status)
                let policy = response.headers["content-security-policy"] ?? ""
                #expect(policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"))
                #expect(!policy.contains("unsafe"))
                #expect(response.headers["x-content-type-options"] == "nosniff")
                #expect(response.headers["referrer-policy"] == "same-origin")
                #expect(response.headers["x-request-id"] != nil)
                if path != "/fixed", status != 405 { #expect(response.headers["cache-control"] == "no-store") }
            }
        }
    }

    @Test func `ends when its session was not used for fourteen days, and lives on when it was`() async throws {
        let clock = TestClock("2026-03-02 09:00")
        try await withNotes(clock: clock) { site in
            let keeping = Task { await site.keepSessions() }
            defer { keeping.cancel() }
            let browser = Browser(site), idle = Browser(site)
            let token = try await site.token("t1")
            browser.cookies["uh"] = token
            idle.cookies["uh"] = try await site.token("t2")
            clock.pass(days: 10)
            #expect(await browser.get(Places.mine()).words.contains("# t1"))
            try await Self.touched(site, token)
            clock.pass(days: 5)
            #expect(await browser.get(Places.mine()).status == 200)
            #expect(await idle.get(Places.mine(), isFollowing: false).location == "/sign-in?to=%2Fmine")
        }
    }

    /// Until the use of a session is written down, which happens beside the visit.
    private static func touched(_ site: Site, _ token: String) async throws {
        while try await site.store.read({ tx in try Session.first(token: token, in: tx)?.seenAt != tx.now }) {
            await Task.yield()
        }
    }

    @Test(
        "gives its cookies to this host alone",
        arguments: [
            (false, "uh=t; Path=/; SameSite=Lax; HttpOnly; Max-Age=1209600"),
            (true, "__Host-uh=t; Path=/; SameSite=Lax; HttpOnly; Secure; Max-Age=1209600"),
        ])
    func cookies(isSecure: Bool, written: String) {
        #expect(Cookie.session("t").written(isSecure: isSecure) == written)
    }
}
