import Base
import Testing

@testable import Web

@Suite("A draft") struct CheckTests {
    private enum Sort: String, CaseIterable { case a, b }

    /// All flaws of a form read as a small draft.
    private static func flaws(_ fields: [(name: String, value: String)]) -> [String] {
        var check = Check(Form(fields: fields))
        _ = check.text("name", "姓名", 2...4)
        _ = check.day("day", "日期")
        _ = check.choice("sort", "种类") as Sort
        _ = check.number("count", "人数", 1...9)
        _ = check.id("unit", "单位", Unit.self)
        return check.flaws.all.map { "\($0.field) \($0.words)" }
    }

    private static let sound = [
        (name: "name", value: "陈荷"), (name: "day", value: "2026-03-02"), (name: "sort", value: "b"),
        (name: "count", value: "9"), (name: "unit", value: "5"),
    ]

    @Test func `hears of all that is wanting at once, in the order of the form`() {
        #expect(Self.flaws([]).map { $0.split(separator: " ")[0] } == ["name", "day", "sort", "count", "unit"])
        #expect(Self.flaws(Self.sound) == [])
    }

    @Test(
        "finds fault with",
        arguments: [
            ("name", "陈", "姓名至少 2 个字，现在是 1 个。"), ("name", "阿依古丽买买提", "姓名最多 4 个字，现在是 7 个。"),
            ("name", " \u{3000}\u{200B}\u{FEFF} ", "请填写姓名。"), ("day", "2026-02-30", "日期读不出日期，请写成 2025-03-28 这样。"),
            ("day", "1066-10-14", "日期读不出日期，请写成 2025-03-28 这样。"), ("day", "", "请填写日期。"), ("sort", "c", "请选择种类。"),
            ("count", "0", "人数应为 1 到 9 之间的整数。"), ("count", "1e1", "人数应为 1 到 9 之间的整数。"),
            ("count", "99999999999999999999", "人数应为 1 到 9 之间的整数。"), ("unit", "five", "请选择单位。"),
            ("unit", "-5", "请选择单位。"),
        ])
    func faults(field: String, value: String, words: String) {
        let fields = Self.sound.map { $0.name == field ? (name: field, value: value) : $0 }
        #expect(Self.flaws(fields) == ["\(field) \(words)"])
    }

    @Test func `reads words without blanks at their ends and without control characters`() {
        let check = Check(Form(fields: [("a", "\u{3000} 陈\u{0}\u{8}荷 \n"), ("a", "second")]))
        #expect(check.typed("a") == "陈荷")
        #expect(check.typed("b") == "")
        #expect(Check(Form(fields: [("a", "一行\n两行\t")])).typed("a") == "一行\n两行")
    }

    @Test func `from JSON reads as from a form`() throws {
        let form = Form(
            json: try JSON(parsing: Array(#"{"a": "x", "b": 5, "c": true, "d": ["p", "q"], "e": null, "f": {}}"#.utf8)))
        #expect(form["a"] == "x" && form["b"] == "5" && form["c"] == "yes" && form["e"] == "" && form["f"] == "")
        #expect(form.all("d") == ["p", "q"])
    }
}
