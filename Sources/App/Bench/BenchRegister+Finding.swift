import Federation
import Store
import Web

extension BenchRegister {
    /// The first two characters of people's names, one search after the other: in the federation, and in one university.
    func searches() async throws -> [Reading] {
        guard ground.wants(name("search.name")) else { return [] }
        let names: [String] = try await store.read { tx in
            try tx.values("SELECT substr(name, 1, 2) FROM person WHERE id % 1009 < 7 ORDER BY id % 1009, id LIMIT 300")
        }
        let university: ID<Unit> = try await store.read { tx in
            try tx.value("SELECT id FROM unit WHERE kind = 'university' ORDER BY path LIMIT 1") ?? ID(0)
        }
        let token = try await store.write { tx in try signIn("liwen", in: tx) }
        var readings: [Reading] = []
        for (place, unit) in [("all", root), ("unit", university)] {
            let times = try await times(of: names.count) { number in
                try await visit("/units/\(unit)/members", query: [("q", names[number])], token)
            }
            let measure = name("search.name") + ".\(place)"
            readings += [
                Reading(measure: measure + ".p50", value: median(times), unit: "ms"),
                Reading(
                    measure: measure + ".p99", value: times[times.count * 99 / 100], unit: "ms", baseline: 20, floor: 1,
                    isCost: true),
            ]
        }
        return readings
    }

    /// The pass of the night that looks for people entered twice, over all base unions; then the page of what it found.
    func doubles() async throws -> [Reading] {
        guard ground.wants(name("doubles")) else { return [] }
        let pass = "federation.doubles"
        let kinds = Module.federation.duties.filter { $0.name == pass }
        try await store.write { tx in try tx.laterUnlessWaiting(pass) }
        let begin = ContinuousClock.now
        try await DutyRunner(store, kinds: kinds, holder: "bench").runOnce()
        let time = seconds(ContinuousClock.now - begin)
        let token = try await store.write { tx in try signIn("liwen", in: tx) }
        let times = try await times(of: 100) { _ in try await visit("/units/\(root)/doubles", query: [], token) }
        return [
            Reading(measure: name("doubles") + ".pass", value: Double(members) / time, unit: "人/s"),
            Reading(measure: name("doubles") + ".page.p50", value: median(times), unit: "ms"),
            Reading(measure: name("doubles") + ".page.p99", value: times[times.count * 99 / 100], unit: "ms"),
        ]
    }

    /// Milliseconds of each of so many visits, the shortest first.
    private func times(of count: Int, _ body: (Int) async throws -> Void) async throws -> [Double] {
        var times: [Double] = []
        for number in 0..<count {
            let begin = ContinuousClock.now
            try await body(number)
            times.append(seconds(ContinuousClock.now - begin) * 1000)
        }
        return times.sorted()
    }
}
