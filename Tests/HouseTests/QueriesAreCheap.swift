import Access
import Base
import Demo
import Store
import Synchronization
import TestKit
import Testing
import Web

@testable import App

#if DEBUG
    /// Asks the database how it runs each statement of the lists that matter, over a town of thousands.
    @Suite("The queries", .serialized) struct QueriesAreCheap {
        /// Tables that grow with the federation. Small ones may well be read as a whole.
        private static let big: Set<String> = [
            "person", "membership", "member_token", "audit_entry", "import_row", "session", "notice_delivery",
            "document_addressee",
        ]

        @Test func `read no big table as a whole`() async throws {
            try await House.open(.town(members: 20_000)) { site in
                // A school of a few hundred among thousands: of a large part, reading the whole may well be the best way.
                let things = try await House.things("chenlixin", site)
                try await Self.grow(site.store, ID<Unit>(things.unit)!)
                var scans: Set<String> = []
                for (caller, addresses) in Self.pages(things) {
                    let browser = try await House.browser(caller, site)
                    for address in addresses {
                        let asked = Mutex<[String: SQL]>([:])
                        let engine = site.store.engine
                        let tally = StatementTally { sql in asked.withLock { $0[sql.text(for: engine)] = sql } }
                        await StatementTally.$current.withValue(tally) { await browser.get(address) }
                        #expect(browser.page.status == 200, "\(address)")
                        for (text, sql) in asked.withLock({ $0 }) {
                            let plan = try await Self.plan(sql, site.store)
                            for line in Self.scans(plan, of: text) {
                                scans.insert("\(address): \(line)\n\(text)\n\(plan)")
                            }
                        }
                    }
                }
                #expect(scans == [])
            }
        }

        /// The lists that matter, by who asks for them.
        private static func pages(_ things: House.Things) -> [(House.Caller, [String])] {
            let (unit, person) = (things.unit, things.person)
            let members = "/units/\(unit)/members"
            return [
                (
                    .member,
                    ["/", "/me", "/account", "/inbox", "/inbox?state=unread", "/me/choices", "/me/certificates"]
                ),
                (
                    .otherSchool,
                    [
                        "/", "/workbench", members, members + "?below=yes", members + "?state=retained",
                        members + "?employment=contract&sex=male",
                        members + "?q=王伟", members + "?q=wang&order=name", members + "?order=number",
                        members + "?state=removed", members + "?state=all&sex=unknown",
                        members + "?count=yes&sex=female",
                        "/search?q=wangwei", "/people/\(person)", "/units/\(unit)", "/units/\(unit)/audit",
                        "/units/\(unit)/audit?below=yes", "/units/\(unit)/permissions", "/units/\(unit)/posts",
                        "/units/\(unit)/coverage", "/units/\(unit)/coverage/units", "/units/\(unit)/coverage/staff",
                        "/units/\(unit)/coverage/missing", "/units/\(unit)/coverage/workplaces",
                        "/units/\(unit)/imports", "/units", "/units/\(unit)/members/new",
                        "/units?on=2025-01-01", "/units/\(unit)?on=2025-01-01", "/units/\(unit)/history",
                        "/units/\(unit)/rename", "/units/\(unit)/doubles",
                        "/units/\(unit)/documents", "/units/\(unit)/received",
                        "/units/\(unit)/received?state=waiting", "/units/\(unit)/notices",
                        "/units/\(unit)/certificates",
                        "/units/\(unit)/notices/new",
                    ]
                ),
            ]
        }

        /// Many acts on record, in the unit and elsewhere, about everybody; then the engine looks at what there is.
        private static func grow(_ store: Store, _ unit: ID<Unit>) async throws {
            try await store.alone { tx in
                let people: [Int64] = try tx.values("SELECT id FROM person ORDER BY id")
                var at = 0
                let columns = [
                    "id", "chain", "number", "at", "act", "subject_kind", "subject", "concerns", "words", "detail",
                    "hash",
                ]
                try tx.load("audit_entry", columns) {
                    guard at < 12_000 else { return nil }
                    at += 1
                    let chain = at % 40 == 0 ? unit.raw : Int64(1_000 + at % 40), person = people[at % people.count]
                    return [
                        .integer(tx.newID(Unit.self).raw), .integer(chain), .integer(Int64(at + 1_000)),
                        .integer(tx.now.microseconds), .text("person.revise"), .text("person"), .integer(person),
                        .integer(person), .text("修改会员资料"), .bytes([]), .bytes(Array(repeating: 7, count: 32)),
                    ]
                }
                let account: ID<Account> = try #require(try tx.value("SELECT id FROM account ORDER BY id LIMIT 1"))
                for number in 0..<2_000 {
                    try tx.run(
                        """
                        INSERT INTO session (digest, account_id, stage, created_at, seen_at, expires_at, address, agent)
                        VALUES (\("digest \(number)"), \(account), 'full', \(tx.now), \(tx.now), \(tx.now.adding(days: 9)), '-', '-')
                        """)
                }
                try tx.run("ANALYZE")
            }
        }

        private static func plan(_ sql: SQL, _ store: Store) async throws -> String {
            try await store.read { tx in
                var lines: [String] = []
                // In a town as small as this PostgreSQL may read the whole, by what its sample of rows says that day. Where that
                // is made dear, it does so only if no index serves.
                if tx.engine == .postgres {
                    let _: String? = try tx.value("SELECT set_config('enable_seqscan', 'off', true)")
                }
                try tx.each((tx.engine == .sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + sql) { row in
                    let line: String = try tx.engine == .sqlite ? row.read("detail") : row.read(at: 0)
                    lines.append(line)
                }
                return lines.joined(separator: "\n")
            }
        }

        /// The lines of a plan that read a big table from end to end, whatever name the statement gives it.
        private static func scans(_ plan: String, of text: String) -> [String] {
            let keywords: Set<Substring> = [
                "where", "join", "on", "order", "group", "left", "set", "limit", "union", "as",
            ]
            var names = big
            for match in text.matches(of: /(?:FROM|JOIN)\s+(\w+)\s+(\w+)/) where big.contains(String(match.1)) {
                if !keywords.contains(Substring(match.2.lowercased())) { names.insert(String(match.2)) }
            }
            return plan.split(separator: "\n").map(String.init).filter { line in
                // A table that nothing was put in yet costs nothing to read, and PostgreSQL knows it.
                let isEmpty = ["cost=0.00..0.00", "cost=10000000000.00..10000000000.00"].contains { line.contains($0) }
                if isEmpty { return false }
                if let match = line.firstMatch(of: /Seq Scan on (\w+)/) { return big.contains(String(match.1)) }
                guard let match = line.firstMatch(of: /SCAN (\w+)/) else { return false }
                return names.contains(String(match.1))
            }
        }
    }
#endif
