import Threads

/// What a load generator saw.
struct Load: Equatable, Sendable {
    var requestsPerSecond = 0.0
    /// Microseconds that a share of answers did not exceed.
    var p50 = 0.0
    var p90 = 0.0
    var p99 = 0.0
    /// Answers that were no success, and connections that failed.
    var errors = 0
}

/// Drives an address with `wrk` for some seconds. `script` is Lua, kept in a file of its own while it runs.
func wrk(
    url: String, connections: Int, seconds: Int, script: String? = nil, threads: Int = 1
) async throws(StartProblem) -> Load {
    var arguments = ["-t\(threads)", "-c\(connections)", "-d\(seconds)s", "--latency"]
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    if let script {
        try folder.write(script, to: "load.lua")
        arguments += ["-s", folder.path("load.lua")]
    }
    let child = try Child("wrk", arguments + [url])
    let (text, status) = await onThread(named: "child") { (child.text(), child.wait()) }
    guard status == 0, let load = Load(wrk: text) else { throw StartProblem("wrk 没有给出结果：\(text)") }
    return load
}

extension Load {
    /// Reads what `wrk --latency` prints.
    init?(wrk text: String) {
        var isComplete = false
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count >= 2 else { continue }
            switch words[0] {
            case "50%": p50 = Self.microseconds(words[1])
            case "90%": p90 = Self.microseconds(words[1])
            case "99%": p99 = Self.microseconds(words[1])
            case "Requests/sec:":
                guard let rate = Double(words[1]) else { return nil }
                requestsPerSecond = rate
                isComplete = true
            case "Non-2xx": errors += Int(words.last ?? "") ?? 0
            case "Socket": errors += words.compactMap { Int($0.filter { $0 != "," }) }.reduce(0, +)
            default: continue
            }
        }
        guard isComplete else { return nil }
    }

    private static func microseconds(_ text: Substring) -> Double {
        let number = Double(text.prefix { $0.isNumber || $0 == "." }) ?? 0
        if text.hasSuffix("us") { return number }
        if text.hasSuffix("ms") { return number * 1000 }
        return number * (text.hasSuffix("m") ? 60_000_000 : 1_000_000)
    }
}

/// The same for as long and with as many connections as the ground says. Answers that were no success are a fault.
func wrk(url: String, _ ground: BenchGround, script: String? = nil) async throws(StartProblem) -> Load {
    let load = try await wrk(url: url, connections: ground.connections, seconds: ground.seconds, script: script)
    guard load.errors == 0 else { throw StartProblem("\(url)：\(load.errors) 个请求没有成功，这次测量无效。") }
    return load
}
