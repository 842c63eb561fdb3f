import Base

extension Command {
    /// Measures the program on this machine and says which floors are met.
    static let bench = Command(
        name: "bench", line: "在本机测量性能，与基线相比", settings: [.assets],
        flags: [
            Flag("json", nil, "每行一个 JSON 对象"), Flag("measure", "名称", "只测这一项；可给多次", isRepeatable: true),
            Flag("seconds", "秒", "每一侧的加载时间，默认 5"), Flag("connections", "N", "并发连接数，默认 64"),
        ]
    ) { order in
        let chosen = order.all("measure")
        for name in chosen where !measures.contains(where: { $0.name == name }) {
            throw StartProblem.order("没有“\(name)”这一项。可选：\(measures.map(\.name).joined(separator: "、"))。")
        }
        let ground = BenchGround(
            world: order.world, seconds: try order.number("seconds", in: 1...600) ?? 5,
            connections: try order.number("connections", in: 1...10_000) ?? 64, assets: order.settings.assets)
        var readings: [Reading] = []
        for measure in measures where chosen.isEmpty || chosen.contains(measure.name) {
            let taken = try await measure.run(ground)
            readings += taken
            if order.has("json") { for reading in taken { order.say(reading.json.text) } }
        }
        if !order.has("json") { order.say(table(readings)) }
        return readings.allSatisfy(\.isMet) ? 0 : 1
    }
}
