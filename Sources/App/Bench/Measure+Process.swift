import Base
import Glibc
import Vault
import Web

extension Measure {
    /// From starting the program to its first answer, and what it holds in memory then.
    static let startTime = Measure(name: "start", words: "启动用时与占用内存，两个空的联合会") { ground in
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try await makeTwo(in: folder.path("data"), world: ground.world)
        var times: [Double] = []
        var memory = 0.0
        for _ in 0..<5 {
            let (time, held) = try await start(ground, data: folder.path("data"))
            times.append(time)
            memory = max(memory, held)
        }
        return [
            Reading(measure: "start.time", value: times.sorted()[times.count / 2], unit: "ms"),
            Reading(measure: "memory.rest", value: memory, unit: "MiB"),
        ]
    }

    /// How large the program is.
    static let binarySize = Measure(name: "binary.size", words: "程序文件的大小") { _ in
        [Reading(measure: "binary.size", value: Double(Files.size(OwnProcess.binary)) / 1_048_576, unit: "MiB")]
    }
}

/// Starts the program once: milliseconds to its first line, which it says when it listens, and MiB held a moment later.
private func start(_ ground: BenchGround, data: String) async throws -> (time: Double, memory: Double) {
    let begin = ContinuousClock.now
    var arguments = ["serve", "--data", data, "--port", "0", "--access-log", "none"]
    if let assets = ground.assets { arguments += ["--assets", assets] }
    let child = try Child(OwnProcess.binary, arguments)
    let line = await OwnThread.result { child.line() }
    let spent = (ContinuousClock.now - begin).components
    guard line.contains("http://") else { throw StartProblem("服务没有启动：\(line)") }
    try await Task.sleep(for: .milliseconds(300))
    let memory = Double(OwnProcess.memory(of: child.id) ?? 0) / 1_048_576
    child.signal(SIGTERM)
    _ = await OwnThread.result { child.wait() }
    return (Double(spent.seconds) * 1000 + Double(spent.attoseconds) / 1e15, memory)
}

/// An installation with two empty federations.
private func makeTwo(in data: String, world: World) async throws {
    let installation = try await Installation.open(at: data, database: .sqlite, world: world)
    do {
        for name in ["bj", "gx"] {
            try await addFederation(name: name, title: name, hosts: ["\(name).localhost"], to: installation)
        }
    } catch {
        await installation.close()
        throw error
    }
    await installation.close()
}

extension SiteFacts {
    /// A federation that only a bench knows.
    static func bench(_ folder: String, _ joined: Joined, world: World) -> SiteFacts {
        SiteFacts(
            name: "bench", title: "bench", ring: .fresh(on: world.now().day), joined: joined, filesFolder: folder)
    }
}
