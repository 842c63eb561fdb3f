import Base
import Store
import Synchronization
import TestKit
import Testing
import Web

@testable import App

#if DEBUG
    /// What the statements of every page and of the main writes keep, asked of the statements themselves.
    @Suite("The statements", .serialized) struct StatementsAreSound {
        @Test func `keep what Citus needs`() async throws {
            let texts = Mutex<Set<String>>([])
            let tally = StatementTally { sql in texts.withLock { _ = $0.insert(sql.text(for: .postgres)) } }
            try await StatementTally.$current.withValue(tally) {
                try await House.open { site in
                    let things = try await House.things("zhaoqian", site)
                    for caller in [House.Caller.member, .university, .auditor, .federation] {
                        let browser = try await House.browser(caller, site)
                        for route in joined.routes where route.method == .get {
                            await browser.get(House.address(route.pattern, things), isFollowing: false)
                        }
                        for query in ["?q=wang", "?q=王", "?employment=contract&sex=male&below=yes", "?after=1~1~1"] {
                            await browser.get("/units/\(things.unit)/members\(query)")
                        }
                        await browser.get("/search?q=li")
                        await browser.get("/units/\(things.unit)/audit?below=yes&act=person&before=9")
                    }
                    for name in Deed.names {
                        let deed = try await Deed.find(name, site)
                        let cookies = try await House.browser(deed.caller, site).cookies
                        let status = await site.answer(deed.request(cookies)).status
                        #expect(status == 303, "\(name)")
                    }
                }
            }
            let all = texts.withLock { $0 }
            #expect(all.count > 100)
            for text in all {
                // What only SQLite or only a test asks is not the house's.
                guard !text.contains("pragma_"), !text.contains("sqlite_master") else { continue }
                let findings = citusFindings(statement: text)
                #expect(findings == [], "\(text)")
            }
        }
    }
#endif
