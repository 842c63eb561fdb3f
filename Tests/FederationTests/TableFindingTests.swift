import Base
import Sheets
import Testing
import Web

@testable import Federation

@Suite("A list as offices have it") struct TableFindingTests {
    private func finder(_ name: String, units: Set<String> = ["文学院", "理学院"]) throws -> RosterFinder {
        let survey = try RosterSurvey(of: try SheetFile(path: ImportTown.fixture(name)))
        return RosterFinder(survey, TableFinder(isUnit: { units.contains($0) }))
    }

    private func rows(_ name: String, _ plan: RosterPlan) throws -> (rows: [RosterRow], passed: PassedRows) {
        let file = try RosterFile(path: ImportTown.fixture(name), plan: plan)
        var rows: [RosterRow] = []
        let passed = try file.rows(below: try file.heading()) {
            rows.append($0); return true
        }
        return (rows, passed)
    }

    @Test(
        "has a title, groups over its heads, departments written once, and lines at its foot",
        arguments: ["grouped.xlsx", "grouped.xls"])
    func grouped(name: String) throws {
        let found = try finder(name)
        let plan = try #require(found.plan())
        #expect(plan.parts.map(\.heads) == [3...4] && plan.parts[0].mergesDown)
        #expect(plan.titles[2...7] == ["姓 名", "性别", "身份证号码", "入会\n时间", "手机", "邮箱"])
        #expect(plan.groups[2...7] == ["基本信息", "基本信息", "基本信息", "基本信息", "联系方式", "联系方式"])
        #expect(plan.columns == [nil, .unit, .name, .sex, .identity, .joined, .phone, nil, nil, nil, .note])
        #expect(found.isCertain(plan))
        let reasons = try #require(found.best).table.guesses.map(\.reason)
        #expect(reasons[0] == "是序号。" && reasons[8] == "是“配偶”的内容，不是本人的。" && reasons[7] == "名册里没有这一栏。")
        let (rows, passed) = try rows(name, plan)
        #expect(rows.map { $0.text(.name) }.count == 12 && rows[0].line == 5 && rows[6].line == 12)
        #expect(rows.map { $0.text(.unit) } == Array(repeating: "文学院", count: 6) + Array(repeating: "理学院", count: 6))
        #expect(passed.counts == [.footer: 3])
        #expect(passed.stretches.map(\.lines) == [18...18, 20...20, 21...21])
        #expect(passed.stretches.map(\.words) == ["合计", "填表人：某某　　审核人：某某", "备注：本表一式两份，由分会主席签字后报校工会。"])
        #expect(PassedRows(passed.json.text) == passed && passed.total == 3 && !passed.isCut)
    }

    @Test func `may stand in a sheet for each department, with its heads once more and sums below`() throws {
        let found = try finder("sheets.xlsx")
        let plan = try #require(found.plan())
        #expect(plan.parts.map(\.name) == ["文学院", "理学院"] && plan.parts.map(\.heads) == [2...2, 2...2])
        #expect(plan.columns == [nil, .name, .sex, .identity, .phone] && plan.unitBySheet)
        #expect(!found.isCertain(plan))
        let (all, passed) = try rows("sheets.xlsx", plan)
        #expect(all.map { $0.text(.unit) } == Array(repeating: "文学院", count: 6) + Array(repeating: "理学院", count: 6))
        #expect(all.map { plan.words(line: $0.line) }.suffix(2) == ["8（理学院）", "9（理学院）"])
        #expect(passed.counts == [.heading: 2, .footer: 2])
        var shown = plan
        shown.skipsHidden = true
        let (visible, left) = try rows("sheets.xlsx", shown)
        #expect(visible.count == 11 && left.counts[.hidden] == 1)
        #expect(left.stretches.filter { $0.reason == .hidden }.map(\.words) == [""], "a hidden row is somebody's")
    }

    @Test func `may have no heads at all`() throws {
        let found = try finder("headless.csv")
        let plan = try #require(found.plan())
        #expect(plan.parts[0].heads == nil)
        #expect(plan.columns == [nil, .name, .sex, .identity, .phone, .unit])
        #expect(!found.isCertain(plan))
        #expect(try rows("headless.csv", plan).rows.count == 8)
    }

    @Test func `may have two rows of heads without merged cells`() throws {
        let plan = try #require(try finder("two-rows.csv").plan())
        #expect(plan.parts[0].heads == 1...2)
        #expect(plan.titles == ["编号", "姓名", "手机号码", "邮箱", "工作单位"])
        #expect(plan.groups == ["", "", "联系方式", "联系方式", ""])
        #expect(plan.columns == [nil, .name, .phone, nil, .unit])
    }

    @Test func `survives being kept`() throws {
        for name in ["grouped.xlsx", "sheets.xlsx", "headless.csv", "planted.xlsx"] {
            let found = try finder(name)
            let json = try JSON(parsing: found.survey.json.text)
            #expect(RosterSurvey(json) == found.survey)
            let plan = try #require(found.plan())
            #expect(RosterPlan(plan.json.text) == plan)
        }
    }

    @Test(
        "tells its columns, how surely and why",
        arguments: [
            ("教师姓名", ["陈荷", "林静", "王芳"], .name, .certain), ("本单位人员姓名", ["陈荷", "林静", "王芳"], .name, .likely),
            ("手机", ["110108198503120024", "110108198503120024", "110108198503120024"], .phone, .likely),
            ("编号", ["1", "2", "3"], nil, .none), ("职工编号", ["00071", "00072", "00073"], .number, .certain),
            ("编号", ["0017", "0203", "0204"], .number, .certain),
            ("", ["13800000001", "13800000002", "13800000003"], .phone, .guessed),
            ("姓名", ["柏青禾", "柏知远", "柏乐"], .name, .certain), ("职称", ["教授", "讲师", "教授"], nil, .none),
            ("紧急联系人电话", ["13800000001", "13800000002", "13800000003"], nil, .none),
            ("编制类型（在编/聘用）", ["在编", "聘用", "在编"], .employment, .certain), ("所属工会名称", [], .unit, .likely),
        ] as [(String, [String], RosterColumn?, ColumnGuess.Confidence)])
    func guesses(title: String, cells: [String], column: RosterColumn?, confidence: ColumnGuess.Confidence) {
        let samples = ColumnSamples(cells.map { .text($0) }, isUnit: { $0 == "文学院" })
        let guess = ColumnGuess(title: title, group: "", samples)
        #expect(guess.column == column && guess.confidence == confidence && guess.reason.hasSuffix("。"), "\(guess)")
    }

    @Test func `has sums beside a count, rows numbered in advance, and many of both`() throws {
        var plan = try #require(try finder("two-rows.csv").plan())
        plan.columns = [nil, .name, .phone, nil, .unit]
        func passed(_ cells: [String]) -> PassedRow? { PassedRow(cells.map { $0.isEmpty ? .empty : .text($0) }, plan) }
        #expect(
            passed(["合计", "5 人"]) == .footer && passed(["", "合计", "5"]) == .footer && passed(["小计", "１２人"]) == .footer)
        #expect(passed(["7", "总计安", "139"]) == nil && passed(["合计", "林静"]) == nil)
        var rows = PassedRows()
        for line in 5...9 { rows.add(.blank, line: line, [.number(Double(line), text: String(line))]) }
        for line in 10...200 { rows.add(.footer, line: line, [.text("合计：13800000000 人")]) }
        #expect(rows.total == 196 && rows.stretches.count == 100 && rows.isCut)
        #expect(rows.stretches[0].lines == 5...9 && rows.stretches[1].words == "合计：138 **** 00 人")
        #expect(PassedRows("") == PassedRows() && PassedRows(rows.json.text) == rows)
    }

    @Test(
        "has dates in many spellings",
        arguments: [
            (.text("2024-9-1"), "2024-09-01"), (.text("2024/09/01"), "2024-09-01"), (.text("2024.9.1"), "2024-09-01"),
            (.text("2024年9月1日"), "2024-09-01"), (.text("20240901"), "2024-09-01"), (.text("45536"), "2024-09-01"),
            (.number(45_536, text: "45536"), "2024-09-01"), (.number(45_536.5, text: "45536.5"), "2024-09-01"),
            (.number(20_240_901, text: "20240901"), "2024-09-01"), (.text("２０２４－９－１"), "2024-09-01"),
            (.text("2024-09-01 08:30:00"), "2024-09-01"), (.text("2024-09-01T08:30"), "2024-09-01"),
            (.text(" 2024 年 9 月 1 日 "), "2024-09-01"), (.text("九八年七月"), nil), (.text("98-7-1"), nil),
            (.text("9/1/2024"), nil),
            (.text("2024"), nil), (.number(1990.1, text: "1990.1"), nil), (.bool(true), nil),
        ] as [(Cell, String?)])
    func days(cell: Cell, expected: String?) {
        let day = expected.flatMap { Day($0) }
        #expect(WrittenDay(cell) == (day.map(WrittenDay.day) ?? .unreadable))
    }

    @Test(
        "has months, and dates that no calendar has",
        arguments: [
            (.text("2024年9月"), .month(year: 2024, month: 9)), (.text("2024.09"), .month(year: 2024, month: 9)),
            (.number(1990.07, text: "1990.07"), .month(year: 1990, month: 7)),
            (.month(year: 2024, month: 9), .month(year: 2024, month: 9)),
            (.text("202409"), .month(year: 2024, month: 9)),
            (.text("2023-2-29"), .impossible(year: 2023, month: 2, day: 29)),
            (.text("20241301"), .impossible(year: 2024, month: 13, day: 1)),
            (.text("2024年13月"), .impossible(year: 2024, month: 13, day: nil)),
        ] as [(Cell, WrittenDay)])
    func months(cell: Cell, expected: WrittenDay) {
        #expect(WrittenDay(cell) == expected)
        #expect(
            (expected.impossibility != nil)
                == (expected != .month(year: 2024, month: 9) && expected != .month(year: 1990, month: 7)))
    }
}
