import Base
import Foundation
import TestKit
import Testing

@testable import Markup

@Suite("A still chart")
struct ChartTests {
    private static let bars = BarChart(
        Chart("rate", "各单位入会率", "3 个单位，其中 1 个未上报"),
        [
            ChartBar("甲<校>", 920, "92.0%", to: Path("/units/1")), ChartBar("乙校", 1_040, "104.0%"),
            ChartBar("丙校", nil, "未上报", tone: .gold),
        ], mark: 1_000)

    @Test func `of bars names every bar in words, links it, and breaks off where nothing is known`() {
        let page = "<h1>图</h1>" + Self.bars.drawn(table: "<p>表</p>").text
        #expect(Soundness.flaws(of: page) == [])
        #expect(page.contains("<a href=\"/units/1\">甲&lt;校&gt;</a>"))
        #expect(page.contains("width=\"88.46%\""))
        #expect(page.contains("class=\"ch-bar none\""))
        #expect(page.contains("x1=\"96.15%\""))
        #expect(page.contains("<summary>") && page.contains("<p>表</p>"))
    }

    @Test func `of stacks fills the longest bar and gives each series its pattern`() {
        let chart = StackedBarChart(
            Chart("kinds", "用工形式", "两个单位"), series: ["在编", "聘用", "其他"],
            [ChartStack("甲", [60, 30, 10], "100 人"), ChartStack("乙", [0, 25, 0], "25 人")])
        let page = "<h1>图</h1>" + chart.drawn().text
        #expect(Soundness.flaws(of: page) == [])
        #expect(page.contains("x=\"60%\" y=\"0\" width=\"30%\""))
        #expect(page.contains("fill=\"url(#kinds-c2)\"") && page.contains("id=\"kinds-c3\""))
    }

    @Test func `of lines is broken where a month is unknown, and says what it shows`() {
        let chart = LineChart(
            Chart("trend", "入会率", "从 90% 到 95%"), places: ["2026-01", "2026-02", "2026-03", "2026-04"],
            [ChartLine("入会率", [900, nil, 940, 950], words: ["90%", "", "94%", "95%"])], scale: 800...1_000,
            ticks: [(800, "80%"), (1_000, "100%")])
        let page = "<h1>图</h1>" + chart.drawn().text
        #expect(Soundness.flaws(of: page) == [])
        #expect(page.components(separatedBy: "class=\"ch-s c1\"").count == 2, "one piece of line")
        #expect(page.components(separatedBy: "<circle").count == 4, "three points")
        #expect(page.contains("<title id=\"trend-t\">入会率</title><desc id=\"trend-d\">从 90% 到 95%</desc>"))
        #expect(page.contains("2026-04：95%"))
    }

    @Test func `of several lines tells them apart by a legend, each with its own tone`() {
        let chart = LineChart(
            Chart("two", "入会率", "两个单位"), places: ["2026-01", "2026-02"],
            [
                ChartLine("甲<校>", [900, 910], words: ["90%", "91%"]),
                ChartLine("乙校", [800, 820], words: ["80%", "82%"]),
            ], scale: 800...1_000, ticks: [])
        let page = "<h1>图</h1>" + chart.drawn().text
        #expect(Soundness.flaws(of: page) == [])
        let keys = page.components(separatedBy: "<svg class=\"ch-k\"").dropFirst()
        #expect(keys.count == 2)
        #expect(keys.first?.contains("ch-s c1") == true && keys.first?.contains("甲&lt;校&gt;</li>") == true)
        #expect(keys.last?.contains("ch-s c2") == true && keys.last?.contains("乙校</li>") == true)
    }

    @Test(
        "parts are percents to a hundredth, never beyond the whole",
        arguments: [
            (1, 3, "33.33%"), (1, 1, "100%"), (0, 7, "0%"), (5, 4, "100%"), (-1, 4, "0%"), (1, 0, "0%"), (1, 100, "1%"),
            (2, 39, "5.12%"), (201, 20_000, "1%"),
        ])
    func percent(part: Int, whole: Int, words: String) {
        #expect(chartPercent(part, of: whole) == words)
    }

    @Test func `a sparkline of one value or of none is not drawn, and level values do not divide by nothing`() {
        #expect(sparkline("趋势", [nil, 3]).isEmpty)
        #expect(sparkline("趋势", [3, 3, 3]).text.contains("y1=\"16\""))
    }

    /// Every mark has an outline in its series' second colour; that and the words must stand out in both looks.
    @Test("colours stand out", arguments: ["pine", "gui", "lan", "shi", "zi", "ink-3", "ink-2", "line-2"])
    func contrast(token: String) throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let theme = try String(contentsOf: root.appending(path: "Assets/theme.css"), encoding: .utf8)
        let ink = try Self.pair(token, theme), ground = try Self.pair("surface", theme)
        let least = token.hasPrefix("ink") ? 4.5 : 3.0
        for (look, colours) in [("light", (ink.light, ground.light)), ("dark", (ink.dark, ground.dark))] {
            let found = Self.contrast(colours.0, colours.1)
            #expect(found >= least, "--\(token) in \(look): \(found)")
        }
    }

    private static func pair(_ token: String, _ theme: String) throws -> (light: String, dark: String) {
        let match = theme.firstMatch(
            of: try Regex(
                "--\(token): light-dark\\((#[0-9a-f]+), (#[0-9a-f]+)\\)", as: (Substring, Substring, Substring).self))
        let found = try #require(match, "--\(token) is not in the theme")
        return (String(found.output.1), String(found.output.2))
    }

    private static func contrast(_ a: String, _ b: String) -> Double {
        let (x, y) = (luminance(a), luminance(b))
        return (max(x, y) + 0.05) / (min(x, y) + 0.05)
    }

    private static func luminance(_ colour: String) -> Double {
        var digits = Array(colour.dropFirst())
        if digits.count == 3 { digits = digits.flatMap { [$0, $0] } }
        let parts = [0, 2, 4].map { place -> Double in
            let value = Double(Int(String(digits[place...place + 1]), radix: 16) ?? 0) / 255
            return value <= 0.03928 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
}
