import Base
import Server
import Store
import Synchronization
import TestKit
import Testing
import Web

@testable import App

#if DEBUG
    /// Each main write fails at its first statement, then at its second, and so on until it succeeds; nothing is left behind.
    @Suite("A write that fails on its way", .serialized) struct NothingIsLeftBehind {
        @Test func `leaves every table as it was`() async throws {
            try await House.open { loud in
                // The faults are ours here.
                let site = Site(facts: loud.facts, store: loud.store) { _ in }
                for name in Deed.names {
                    let deed = try await Deed.find(name, site)
                    let browser = try await House.browser(deed.caller, site)
                    let request = deed.request(browser.cookies)
                    let before = try await Self.digest(site.store)
                    for statement in 1... {
                        let response = await Self.answer(site, request, failingAt: statement)
                        if response.status == 303 {
                            #expect(statement > 6, "\(name) ran but \(statement - 1) statements")
                            break
                        }
                        #expect(response.status == 500, "\(name) at \(statement)")
                        let after = try await Self.digest(site.store)
                        #expect(after == before, "\(name), failed at statement \(statement)")
                        guard response.status == 500, after == before, statement < 400 else { break }
                    }
                    let written = try await Self.digest(site.store)
                    #expect(written != before, "\(name) wrote nothing")
                }
                for check in joined.checks {
                    let flaws = try await site.store.read { try check.flaws($0) }
                    #expect(flaws == [], "\(check.name)")
                }
            }
        }

        /// The answer to a request whose statement of this number fails.
        private static func answer(_ site: Site, _ request: Request, failingAt number: Int) async -> Response {
            let count = Atomic(0)
            let tally = StatementTally { _ in
                guard count.add(1, ordering: .relaxed).newValue == number else { return }
                throw StoreProblem.engine("made to fail at statement \(number)")
            }
            return await StatementTally.$current.withValue(tally) { await site.answer(request) }
        }

        /// Every row of every table, table by table.
        private static func digest(_ store: Store) async throws -> [String: String] {
            try await store.read { tx in
                var digests: [String: String] = [:]
                for table in try tables(tx) {
                    let rows: SQL =
                        tx.engine == .postgres
                        ? SQL(raw: "SELECT md5(string_agg(t::text, ' ' ORDER BY t::text)) FROM \(table) t")
                        : SQL(
                            raw:
                                "SELECT group_concat(r, ' ') FROM (SELECT \(try columns(table, tx)) AS r FROM \(table) ORDER BY 1)"
                        )
                    let found: String?? = try tx.value(rows)
                    digests[table] = found ?? ""
                }
                return digests
            }
        }

        private static func tables(_ tx: Transaction) throws -> [String] {
            guard tx.engine == .sqlite else {
                return try tx.values("SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()")
            }
            return try tx.values(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'")
        }

        private static func columns(_ table: String, _ tx: Transaction) throws -> String {
            let names: [String] = try tx.values("SELECT name FROM pragma_table_info(\(table))")
            return names.map { "quote(\"\($0)\")" }.joined(separator: " || ',' || ")
        }
    }
#endif
