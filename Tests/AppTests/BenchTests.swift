import Testing
import Web

@testable import App

@Suite("The load generator") struct WrkTests {
    private let text = """
        Running 2s test @ http://127.0.0.1:9300/
          1 threads and 64 connections
          Thread Stats   Avg      Stdev     Max   +/- Stdev
            Latency     1.09ms  500.00us  20.00ms   90.00%
          Latency Distribution
             50%    1.02ms
             75%    1.20ms
             90%  950.00us
             99%    1.50s
          82468 requests in 2.00s, 20.00MB read
          Socket errors: connect 1, read 2, write 0, timeout 3
          Non-2xx or 3xx responses: 12
        Requests/sec:  41234.12
        Transfer/sec:     10.00MB
        """

    @Test func `is read in microseconds and with its errors`() {
        #expect(
            Load(wrk: text) == Load(requestsPerSecond: 41234.12, p50: 1020, p90: 950, p99: 1_500_000, errors: 18))
    }

    @Test func `is not believed without a rate`() {
        #expect(Load(wrk: "unable to connect") == nil)
    }
}

@Suite("A reading") struct ReadingTests {
    @Test func `has its ratio and says whether the floor is met`() {
        let reading = Reading(measure: "http.fixed", value: 30, unit: "req/s", baseline: 40, floor: 0.8)
        #expect(reading.ratio == 0.75 && !reading.isMet)
        #expect(
            reading.json.text
                == #"{"measure":"http.fixed","value":30.0,"unit":"req/s","baseline":40.0,"ratio":0.75,"floor":0.8}"#)
        #expect(Reading(measure: "start.time", value: 30, unit: "ms").isMet)
    }
}

@Suite("The document of the interface") struct OpenAPITests {
    private let document = OpenAPI(joined: Joined(rooms + [noteRoom]), version: "1").document

    @Test func `has every route with its parameters and who may come`() {
        let operation = document["paths"]?["/notes/{id}"]?["get"]
        #expect(operation?["x-access"] == "anyone")
        #expect(operation?["parameters"]?.array?.first?["name"] == "id")
        #expect(operation?["responses"]?["404"]?["content"]?["application/problem+json"] != nil)
        #expect(document["openapi"] == "3.1.0")
    }

    @Test func `names each operation once`() {
        var names: [String] = []
        for (_, path) in document["paths"]?.pairs ?? [] {
            for (_, operation) in path.pairs ?? [] { names.append(operation["operationId"]?.string ?? "") }
        }
        #expect(Set(names).count == names.count && !names.contains(""))
        #expect(names.count == rooms.flatMap(\.routes).count + 1)
    }
}
