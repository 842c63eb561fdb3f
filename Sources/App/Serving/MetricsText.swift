import Server
import Synchronization
import Web

/// Numbers in the text format of Prometheus.
struct MetricsText {
    /// What a number does over time.
    enum Shape: String {
        case gauge
        case counter
        case histogram
    }

    private(set) var text = ""

    /// The lines that stand once above all numbers of a name.
    mutating func head(_ name: String, _ shape: Shape, _ words: String) {
        text += "# HELP \(name) \(words)\n# TYPE \(name) \(shape.rawValue)\n"
    }

    mutating func line(_ name: String, _ labels: [(String, String)], _ value: String) {
        let written = labels.map { "\($0.0)=\"\(Self.escaped($0.1))\"" }.joined(separator: ",")
        text += "\(name)\(labels.isEmpty ? "" : "{\(written)}") \(value)\n"
    }

    mutating func add(_ name: String, _ shape: Shape, _ words: String, _ value: Double) {
        head(name, shape, words)
        line(name, [], String(value))
    }

    /// What the server counts.
    mutating func add(_ server: Metrics) {
        add("unionhome_connections", .gauge, "打开的连接", Double(server.connections))
        add("unionhome_requests_in_flight", .gauge, "正在办理的请求", Double(server.inFlight))
        add("unionhome_bytes_out_total", .counter, "发出的正文字节", Double(server.bytesOut))
        head("unionhome_answers_total", .counter, "按状态首位的应答数")
        for (status, count) in server.answers.sorted(by: { $0.key < $1.key }) {
            line("unionhome_answers_total", [("class", "\(status)xx")], String(count))
        }
    }

    /// Visits by route.
    mutating func add(_ visits: VisitCounts) {
        let all = visits.all
        head("unionhome_visit_seconds", .histogram, "访问用时")
        for (kind, count) in all { add(kind, count) }
        head("unionhome_statements_total", .counter, "访问中执行的语句")
        for (kind, count) in all { line("unionhome_statements_total", Self.labels(kind), String(count.statements)) }
    }

    private mutating func add(_ kind: VisitCounts.Kind, _ count: VisitCounts.Count) {
        let labels = Self.labels(kind)
        var sum = 0
        for (bound, within) in zip(VisitCounts.bounds, count.within) {
            sum += within
            line("unionhome_visit_seconds_bucket", labels + [("le", String(Double(bound) / 1_000_000))], String(sum))
        }
        line("unionhome_visit_seconds_bucket", labels + [("le", "+Inf")], String(count.visits))
        line("unionhome_visit_seconds_sum", labels, String(Double(count.microseconds) / 1_000_000))
        line("unionhome_visit_seconds_count", labels, String(count.visits))
    }

    private static func labels(_ kind: VisitCounts.Kind) -> [(String, String)] {
        [
            ("federation", kind.federation), ("route", kind.route), ("method", kind.method),
            ("class", "\(kind.statusClass)xx"),
        ]
    }

    /// What each store did and what waits in it. A store that cannot be read is told by `unionhome_federation_up`.
    mutating func add(_ house: House) async {
        var up: [(String, String)] = []
        var duties: [([(String, String)], Int)] = []
        for wing in house.wings {
            let name = wing.federation.name
            // Counting would wake it; a file that rests has no duty under way.
            if wing.site?.store.isAsleep == true {
                up.append((name, "1"))
                continue
            }
            let counts = try? await wing.site?.store.read { try DutyCount.all(in: $0) }
            up.append((name, counts == nil ? "0" : "1"))
            duties += (counts ?? []).map { ([("federation", name), ("state", $0.state)], $0.duties) }
        }
        head("unionhome_federation_up", .gauge, "联合会是否可用")
        for (name, value) in up { line("unionhome_federation_up", [("federation", name)], value) }
        head("unionhome_duties", .gauge, "等待或失败的后台任务")
        for (labels, count) in duties { line("unionhome_duties", labels, String(count)) }
        let tallies = house.sites.compactMap { site in site.store.tally.map { (site.facts.name, $0) } }
        head("unionhome_store_writes_total", .counter, "确认的写入")
        for (name, tally) in tallies {
            let writes = tally.visits.load(ordering: .relaxed)
            line("unionhome_store_writes_total", [("federation", name)], String(writes))
        }
        head("unionhome_store_commits_total", .counter, "磁盘提交")
        for (name, tally) in tallies {
            let commits = tally.commits.load(ordering: .relaxed)
            line("unionhome_store_commits_total", [("federation", name)], String(commits))
        }
    }

    private static func escaped(_ value: String) -> String {
        value.map { character in
            switch character {
            case "\\": "\\\\"
            case "\"": "\\\""
            case "\n": "\\n"
            default: String(character)
            }
        }.joined()
    }
}

/// How many duties stand where.
private struct DutyCount: Record, Sendable {
    let state: String
    let duties: Int

    static let columns: SQL = "state, count(*) AS duties"

    init(_ row: borrowing Row) throws {
        state = try row.read("state")
        duties = try row.read("duties")
    }

    static func all(in tx: Transaction) throws -> [DutyCount] {
        try tx.all(
            "SELECT \(columns) FROM duty WHERE state IN ('waiting', 'running', 'failed') GROUP BY state ORDER BY state")
    }
}
