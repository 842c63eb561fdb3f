import Base
import Demo
import Glibc
import Threads
import Vault
import Web

extension Measure {
    /// From starting the program to its first answer, what it holds in memory then, and what under load.
    static let starting = Measure("start.time", "memory") { ground in
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let (token, root) = try await makeTwo(in: folder.path("data"), world: ground.world)
        var times: [Double] = []
        var memory: [Double] = []
        for _ in 0..<5 {
            let served = try await serveOnce(ground, data: folder.path("data")) { _, id in held(by: id) }
            times.append(served.time)
            memory.append(served.result)
        }
        let loaded = try await serveOnce(ground, data: folder.path("data")) { address, id in
            let lines = ["wrk.headers[\"Cookie\"] = \"\(cookie(token))\"", "wrk.headers[\"Host\"] = \"bj.localhost\""]
            _ = try await wrk(
                url: "\(address)/units/\(root)/members", ground, script: lines.joined(separator: "\n"))
            return held(by: id)
        }
        return [
            Reading(measure: "start.time", value: median(times), unit: "ms"),
            Reading(measure: "memory.rest", value: median(memory), unit: "MiB"),
            Reading(measure: "memory.load", value: loaded.result, unit: "MiB"),
        ]
    }

    /// How large the program is.
    static let binarySize = Measure("binary.size") { _ in
        [Reading(measure: "binary.size", value: Double(Files.size(OwnProcess.binary)) / 1_048_576, unit: "MiB")]
    }
}

/// Starts the program once: milliseconds to its first line, which it says when it listens, and what `body` found a
/// moment later.
private func serveOnce(
    _ ground: BenchGround, data: String, _ body: (_ address: String, _ id: Int32) async throws -> Double
) async throws -> (time: Double, result: Double) {
    let begin = ContinuousClock.now
    var arguments = ["serve", "--data", data, "--port", "0", "--access-log", "none"]
    if let assets = ground.assets { arguments += ["--assets", assets] }
    let child = try Child(OwnProcess.binary, arguments)
    let line = await onThread(named: "child") { child.line() }
    let spent = seconds(ContinuousClock.now - begin) * 1000
    guard let address = line.firstRange(of: "http://").map({ line[$0.lowerBound...] }) else {
        throw StartProblem("服务没有启动：\(line)")
    }
    try await Task.sleep(for: .milliseconds(300))
    do {
        let result = try await body(String(address.last == "/" ? address.dropLast() : address), child.id)
        await stop(child)
        return (spent, result)
    } catch {
        await stop(child)
        throw error
    }
}

private func stop(_ child: Child) async {
    child.signal(SIGTERM)
    _ = await onThread(named: "child") { child.wait() }
}

/// MiB that a process holds.
private func held(by id: Int32) -> Double { Double(OwnProcess.memory(of: id) ?? 0) / 1_048_576 }

/// An installation with two federations, of which one has 1,000 members: a token of its secretary, and its root.
private func makeTwo(in data: String, world: World) async throws -> (token: String, root: Int64) {
    let installation = try await Installation.open(at: data, database: .sqlite, world: world)
    do {
        try await addFederation(name: "gx", title: "gx", hosts: ["gx.localhost"], to: installation)
        let store = try await addFederation(name: "bj", title: "bj", hosts: ["bj.localhost"], to: installation)
        let ring = try KeyRing.load(from: keyFile(of: "bj", in: installation))
        try await Demo(.beijing(members: 1_000), ring: ring).build(in: store, cost: .interactive)
        let made = try await store.write { tx in
            let root: Int64? = try tx.value("SELECT id FROM unit ORDER BY length(path), id LIMIT 1")
            return (token: try signIn("liwen", in: tx), root: root ?? 0)
        }
        await installation.close()
        return made
    } catch {
        await installation.close()
        throw error
    }
}
