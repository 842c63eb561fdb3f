import Base

extension Command {
    /// Measures the program on this machine and says which floors are met.
    static let bench = Command(
        name: "bench", line: "在本机测量性能，与基线相比", settings: [.assets],
        flags: [
            Flag("json", nil, "每行一个 JSON 对象"), Flag("only", "名称", "只测名称这样开头的项；可给多次", isRepeatable: true),
            Flag("long", nil, "每项测得久一些"), Flag("seconds", "秒", "每一侧每轮的加载时间，默认 2，--long 时 8"),
            Flag("million", nil, "名册和表格也用一百万行测，多花十几分钟"),
            Flag("keep", "目录", "造好的名册留在这里，下次接着用；PostgreSQL 的留在它的数据库里"),
            Flag("connections", "N", "并发连接数，默认 64"), Flag("builds", "目录", "也测量编译用时，给出源代码所在的目录"),
        ]
    ) { order in
        let chosen = order.all("only")
        for name in chosen where !measures.contains(where: { $0.has(name) }) {
            throw StartProblem.order("没有“\(name)”这一项。可选：\(measures.flatMap(\.names).joined(separator: "、"))。")
        }
        let ground = BenchGround(
            world: order.world, seconds: try order.number("seconds", in: 1...600) ?? (order.has("long") ? 8 : 2),
            rounds: 3, connections: try order.number("connections", in: 1...10_000) ?? 64,
            assets: order.settings.assets, postgres: OwnProcess.environment["UNIONHOME_TEST_POSTGRES"],
            isMillion: order.has("million"), sources: order.first("builds"), kept: order.first("keep"),
            chosen: chosen)
        let head = loadLine(at: order.world.now())
        let readings = try await take(chosen, ground, order)
        if !order.has("json") { order.say("\(head)\n\n\(table(readings))") }
        return readings.allSatisfy(\.isMet) ? 0 : 1
    }
}

/// Takes the measures whose names were chosen, all when none was.
private func take(_ chosen: [String], _ ground: BenchGround, _ order: Order) async throws -> [Reading] {
    var readings: [Reading] = []
    for measure in measures where chosen.isEmpty || chosen.contains(where: measure.has) {
        complain("正在测量 \(measure.names.joined(separator: "、"))")
        let taken = try await measure.run(ground).filter { reading in
            chosen.isEmpty || chosen.contains { reading.measure.hasPrefix($0) }
        }
        readings += taken
        if order.has("json") { for reading in taken { order.say(reading.json.text) } }
    }
    return readings
}
