import Base

/// One thing that is measured.
struct Measure: Sendable {
    /// The beginnings of its readings' names: `http.fixed`; a reading may add words: `http.fixed.p99`.
    let names: [String]
    let run: @Sendable (BenchGround) async throws -> [Reading]

    init(_ names: String..., run: @escaping @Sendable (BenchGround) async throws -> [Reading]) {
        self.names = names
        self.run = run
    }

    /// Whether any of its readings may be among the chosen ones.
    func has(_ chosen: String) -> Bool {
        names.contains { $0.hasPrefix(chosen) || chosen.hasPrefix($0) }
    }
}

/// Where measures are taken and for how long.
struct BenchGround: Sendable {
    let world: World
    /// Seconds of load for each side of a comparison, in each round.
    let seconds: Int
    /// How often both sides of a comparison take turns; the median counts.
    let rounds: Int
    let connections: Int
    /// The assets folder.
    let assets: String?
    /// A PostgreSQL to measure with, as libpq names it.
    let postgres: String?
    /// Whether registers of a million are measured too, and sheets of a million rows.
    let isMillion: Bool
    /// The folder of the sources, when builds are to be measured.
    let sources: String?
    /// A folder where registers stay, so that a million members are made once.
    let kept: String?
    /// What begins so is measured; all when there is none.
    let chosen: [String]

    /// Whether any reading that begins so is asked for.
    func wants(_ name: String) -> Bool {
        chosen.isEmpty || chosen.contains { name.hasPrefix($0) || $0.hasPrefix(name) }
    }

    /// How many members the registers have.
    var sizes: [Int] { isMillion ? [1_000, 20_000, 1_000_000] : [1_000, 20_000] }
}

/// The middle one, the upper of two.
func median(_ numbers: [Double]) -> Double {
    numbers.isEmpty ? 0 : numbers.sorted()[numbers.count / 2]
}

/// What a measure came to.
struct Reading: Equatable, Sendable {
    let measure: String
    let value: Double
    let unit: String
    /// The same of what it is compared with.
    var baseline: Double?
    /// What the ratio must not fall below.
    var floor: Double?
    /// Whether less is better: then the ratio is that of the baseline to the value.
    var isCost = false

    var ratio: Double? {
        guard let baseline, baseline != 0, value != 0 else { return nil }
        return isCost ? baseline / value : value / baseline
    }

    /// Whether the floor is met; true where there is none.
    var isMet: Bool { floor.map { (ratio ?? 0) >= $0 } ?? true }

    var json: JSON {
        [
            "measure": JSON(measure), "value": .number(rounded(value)), "unit": JSON(unit),
            "baseline": baseline.map { .number(rounded($0)) } ?? .null,
            "ratio": ratio.map { .number(rounded($0)) } ?? .null,
            "floor": floor.map { .number($0) } ?? .null,
        ]
    }

    /// The cells of its line in the table.
    var cells: [String] {
        [
            measure, shown(value), unit, baseline.map(shown) ?? "", ratio.map(shown) ?? "", floor.map(shown) ?? "",
            floor == nil ? "" : isMet ? "达到" : "未达到",
        ]
    }
}

private func rounded(_ number: Double) -> Double { (number * 1000).rounded() / 1000 }

/// Large numbers without decimals, small ones with as many as tell something.
private func shown(_ number: Double) -> String {
    number >= 1000 ? String(Int(number.rounded())) : String((number * 100).rounded() / 100)
}

/// The readings as a table for a terminal.
func table(_ readings: [Reading]) -> String {
    let lines = [["项目", "数值", "单位", "基线", "比值", "下限", ""]] + readings.map(\.cells)
    let widths = (0..<7).map { column in lines.map { columns($0[column]) }.max() ?? 0 }
    return lines.map { cells in
        trimmedEnd(zip(cells, widths).map { $0 + String(repeating: " ", count: $1 - columns($0) + 2) }.joined())
    }.joined(separator: "\n")
}

private func trimmedEnd(_ text: String) -> String {
    var rest = Substring(text)
    while rest.last == " " { rest.removeLast() }
    return String(rest)
}
