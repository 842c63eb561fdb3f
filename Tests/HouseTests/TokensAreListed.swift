import Access
import Base
import Server
import Store
import TestKit
import Testing
import Web

@testable import App

/// Every door for programs, and what it answers to every kind of token.
@Suite("The doors for programs", .serialized) struct TokensAreListed {
    /// What a caller brings, in the columns of the golden file.
    private enum Caller: String, CaseIterable {
        case noToken = "no token"
        case unknown = "an unknown one"
        case expired
        case narrow = "of a branch"
        case elsewhere = "of another school"
        case poor = "without the scope"
        case administrator = "by the administrator"
        case university = "of the university"
    }

    @Test func `every answer to every kind of token is listed`() async throws {
        try await House.open { site in
            let things = try await House.things("zhaoqian", site)
            let tokens = try await Self.tokens(things, site)
            let doors = joined.routes.filter { $0.access.hasPrefix("client(") }
            #expect(doors.count == 9)
            var text = ""
            for route in doors.sorted(by: { ($0.pattern, $0.method.rawValue) < ($1.pattern, $1.method.rawValue) }) {
                var cells: [String] = []
                for caller in Caller.allCases {
                    let response = await site.answer(Self.request(route, things, tokens[caller]))
                    cells.append("\(caller.rawValue) \(response.status)")
                }
                text += "\(route.method.rawValue) \(route.pattern)  \(route.access)\n    "
                text += cells.joined(separator: " · ") + "\n"
            }
            golden("tokens.txt", is: text)
        }
    }

    private static func request(_ route: Route, _ things: House.Things, _ token: String?) -> Request {
        let id = route.pattern.contains("/units/") ? things.unit : things.person
        let path = route.pattern.replacing(":id", with: id)
        var headers: Headers = ["Content-Type": "application/json"]
        if let token { headers.set("Authorization", "Bearer \(token)") }
        let body: JSON =
            route.method == .put
            ? ["name": "孙文", "version": 0]
            : ["members": [["name": "孙文", "number": "T-1"]], "reason": "核对工会会员证"]
        return Request(
            route.method, path, query: [(name: "since", value: "0"), (name: "dry_run", value: "true")],
            headers: headers,
            body: route.method == .get ? .none : .bytes(Array(body.text.utf8)), remote: "192.0.2.9")
    }

    private static func tokens(_ things: House.Things, _ site: Site) async throws -> [Caller: String] {
        let scopes = Set(
            joined.routes.compactMap { route in
                route.access.hasPrefix("client(") ? String(route.access.dropFirst(7).dropLast()) : nil
            }
        ).sorted()
        return try await site.store.write { tx in
            func token(_ name: String, _ unit: ID<Unit>, _ scopes: [String], last: Day = Day("2026-12-31")!) throws
                -> String
            {
                let account = try #require(try Account.first(signingInAs: name, in: tx))
                let secret = try Session.open(for: account, stage: .full, address: "192.0.2.7", agent: "house", in: tx)
                let session = try Session.first(token: secret, in: tx)
                let held = try Grant.held(by: account.person, on: tx.today, in: tx)
                let path: String = try #require(try tx.value("SELECT path FROM unit WHERE id = \(unit)"))
                let officer = try Access.officer(#require(joined.permissions.first { $0.name == "exchange.keep" }))
                    .admit(Visitor(session: session, grants: held))
                let draft = TokenDraft(
                    unit: unit, unitPath: path, purpose: "试", scopes: scopes, addresses: [], lastDay: last)
                return try Token.insert(draft, by: officer, in: tx).secret
            }
            let university = ID<Unit>(things.unit)!
            let home: ID<Unit> = try #require(
                try tx.value(
                    "SELECT unit_id FROM membership WHERE person_id = \(ID<Person>(things.person)!) AND until_day IS NULL"
                ))
            let branch: ID<Unit> = try #require(
                try tx.value(
                    "SELECT id FROM unit WHERE parent_id = \(university) AND id <> \(home) ORDER BY id LIMIT 1"))
            let other: ID<Unit> = try #require(
                try tx.value(
                    """
                    SELECT m.base_id FROM membership m JOIN account a ON a.person = m.person_id
                     WHERE a.sign_in_name = 'chenlixin' AND m.until_day IS NULL
                    """))
            return [
                .unknown: "uhk_none", .expired: try token("zhaoqian", university, scopes, last: Day("2026-03-01")!),
                .narrow: try token("zhaoqian", branch, scopes), .elsewhere: try token("chenlixin", other, scopes),
                .poor: try token("zhaoqian", university, []), .administrator: try token("guanli", university, scopes),
                .university: try token("zhaoqian", university, scopes),
            ]
        }
    }
}
