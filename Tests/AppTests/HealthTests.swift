import Server
import Testing
import Web

@testable import App

@Suite("Health") struct HealthTests {
    @Test(arguments: ["", "bj.localhost", "elsewhere"]) func `is told on every host`(host: String) async throws {
        try await withPorter { porter in
            #expect(await porter.answer(Request(.get, "/healthz", host: host)).status == 200)
            let ready = await porter.answer(Request(.get, "/readyz", host: host))
            #expect(ready.status == 200)
            #expect(ready.words.contains(#""bj":"ready""#))
            porter.health.stop()
            #expect(await porter.answer(Request(.get, "/readyz", host: host)).status == 503)
        }
    }

    @Test func `is told in numbers that Prometheus reads`() async throws {
        try await withPorter([noteRoom]) { porter in
            for _ in 0..<3 { _ = await porter.answer(Request(.get, "/notes/secret-words", host: "bj.localhost")) }
            let text = await porter.answer(Request(.get, "/metrics")).words
            var names: Set<Substring> = []
            for line in text.split(separator: "\n") where !line.hasPrefix("#") {
                let blank = try #require(line.lastIndex(of: " "))
                #expect(Double(line[line.index(after: blank)...]) != nil, "\(line)")
                names.insert(line.prefix { $0 != "{" && $0 != " " })
            }
            #expect(names.contains("unionhome_visit_seconds_bucket") && names.contains("unionhome_federation_up"))
            let labels = #"{federation="bj",route="/notes/:id",method="GET",class="2xx"}"#
            #expect(text.contains("unionhome_visit_seconds_count\(labels) 3\n"))
            #expect(text.contains("unionhome_statements_total\(labels) 3\n"))
            #expect(!text.contains("secret-words"))
        }
    }

    @Test func `counts a visit in the first step that holds it`() {
        let counts = VisitCounts()
        let record = VisitRecord(Request(), Response(204), VisitTrace(route: "/x"))
        counts.add(record)
        #expect(counts.all.map(\.count.visits) == [1])
        #expect(counts.all[0].count.within.reduce(0, +) == 1)
        #expect(counts.all[0].kind.statusClass == 2)
    }
}
