import Server
import TestKit
import Testing
import Vault

@testable import Web

@Suite("A forged write") struct ForgeryTests {
    @Test(
        "is refused, and writes nothing", arguments: ["", "00", String(repeating: "0", count: 64), "zz", "another's"])
    func tokens(token: String) async throws {
        try await withNotes { site in
            let browser = Browser(site), other = Browser(site)
            await browser.get(Places.notes())
            await other.get(Places.notes())
            let foreign = other.page.forms[0].fields.first { $0.name == "csrf" }?.value ?? ""
            let sent = token == "another's" ? foreign : token
            await browser.post("/notes", [("csrf", sent), ("words", "偷偷写")])
            #expect(browser.page.status == 403)
            #expect(browser.page.words.contains("放得太久"))
            let found1 = try await site.count()
            #expect(found1 == 0)
        }
    }

    @Test(
        "of another kind is refused too",
        arguments: [
            ("application/json", "cross-site", 403), ("text/plain", "same-origin", 400),
            ("text/plain", "cross-site", 400),
            ("application/json", "same-origin", 200),
        ])
    func programs(type: String, site from: String, status: Int) async throws {
        try await withNotes { site in
            let headers: Headers = ["Content-Type": type, "Sec-Fetch-Site": from, "Accept": "application/json"]
            let response = await site.ask(.post, "/notes", headers, body: .bytes(Array(#"{"words": "由程序写"}"#.utf8)))
            #expect(response.status == status)
            let written = try await site.count()
            #expect(written == (status == 200 ? 1 : 0))
        }
    }

    @Test func `cannot use a body that is missing, nor a form that another site sends`() async throws {
        try await withNotes { site in
            #expect(await site.ask(.post, "/notes").status == 403)
            let browser = Browser(site)
            await browser.get(Places.notes())
            let fields = browser.page.forms[0].fields.filter { $0.name != "words" } + [(name: "words", value: "跨站写")]
            let cookies = browser.cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
            let headers: Headers = ["Cookie": cookies, "Sec-Fetch-Site": "cross-site"]
            #expect(await site.ask(.post, "/notes", headers, body: .form(Submission(fields: fields))).status == 403)
            let found3 = try await site.count()
            #expect(found3 == 0)
        }
    }

    @Test func `cannot use the token of a stranger after somebody signed in`() async throws {
        try await withNotes { site in
            let browser = Browser(site)
            await browser.get(Places.notes())
            let before = browser.page.forms[0].fields.filter { $0.name == "csrf" }
            browser.cookies["uh"] = try await site.token("t1")
            await browser.post("/notes", before + [(name: "words", value: "换人写")])
            #expect(browser.page.status == 403)
        }
    }

    @Test func `token is another in every form, and right in each`() {
        let ring = KeyRing.fresh(on: .init("2026-03-02")!)
        let token = FormToken(browser: "a", ring: ring), other = FormToken(browser: "b", ring: ring)
        let forms = (0..<50).map { _ in token.masked() }
        #expect(Set(forms).count == 50)
        // Not one of the bytes that are sent stays the same.
        for at in 0..<64 { #expect(Set(forms.map { Array($0.utf8)[at] }).count > 1) }
        #expect(forms.allSatisfy { token.isRight($0) && !other.isRight($0) })
        #expect(forms.allSatisfy { !token.isRight(String($0.dropLast())) && !token.isRight($0 + "00") })
    }

    @Test func `keys are others in every form of a page`() async throws {
        try await withNotes { site in
            let browser = Browser(site)
            await browser.get(Places.notes())
            let sent = browser.page.forms.flatMap(\.fields).filter { ["csrf", "key"].contains($0.name) }.map(\.value)
            #expect(sent.count >= 4)
            #expect(Set(sent).count == sent.count)
        }
    }
}
