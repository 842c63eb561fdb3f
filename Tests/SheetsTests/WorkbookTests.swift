import Base
import Testing

@testable import Sheets

@Suite("A workbook") struct WorkbookTests {
    @Test(
        "is read as XlsxWriter wrote it, whichever year its days begin with",
        arguments: [
            "members.xlsx", "inline.xlsx",
        ])
    func members(file: String) throws {
        let rows = try allRows(fixture(file))
        #expect(rows.map(\.number) == [1, 2, 4, 5])
        #expect(rows.map(\.hidden) == [false, false, false, true])
        #expect(rows[0].cells.last == .text("备注"))
        #expect(
            rows[1].cells == [
                .text("007"), .text("陈荷"), .text("110101199003070011"), try day("2024-02-29"),
                .number(1280.5, text: "1280.5"), .bool(true), .text("第一行\n第二行 & <三>"),
            ])
        #expect(
            rows[2].cells == [
                .number(12, text: "12"), .empty, .empty, .empty, .number(2561, text: "2561"), .error("#N/A"),
                .text("甲乙"),
            ])
        #expect(rows[3].cells == [.text("合并")])
    }

    @Test func `tells its tabs, its hidden columns and its merged ranges`() throws {
        let file = try SheetFile(path: fixture("members.xlsx"))
        #expect(file.sheetNames == ["会员", "第二张", "藏起来"])
        #expect(file.sheets.map(\.hidden) == [false, false, true])
        let remarks = try file.rows { _ in true }
        #expect(remarks.rowCount == 4 && remarks.hiddenRows == 1 && remarks.hiddenColumns == [7...8])
        #expect(remarks.merged == [MergedRange(rows: 5...5, columns: 0...2)])
        #expect(remarks.merged.map(\.description) == ["A5:C5"])
        #expect(try allRows(fixture("members.xlsx"), sheet: 1).map(\.cells) == [[.text("另一张")]])
        #expect(throws: SheetProblem.missingSheet) { try file.rows(sheet: 3) { _ in true } }
    }

    @Test func `stops when told to, and lets the error of its reader through`() throws {
        let file = try SheetFile(path: fixture("members.xlsx"))
        var seen = 0
        let remarks = try file.rows { _ in
            seen += 1
            return seen < 2
        }
        #expect(seen == 2 && remarks.rowCount == 2)
        #expect(throws: Flaws("", "停")) { try file.rows { _ in throw Flaws("", "停") } }
    }

    @Test func `shows dates where its styles do`() throws {
        let rows = try allRows(fixture("styles.xlsx"))
        #expect(rows[0].cells[0...1] == [try day("1900-01-01"), try day("2025-03-28")])
        #expect(rows[0].cells[3] == .number(45000, text: "45000"))
        guard case .number(let time, _) = rows[0].cells[2] else { return #expect(Bool(false)) }
        #expect(abs(time - 9.5 / 24) < 1e-9)
        #expect(
            rows[1].cells == [
                try day("2023-03-15"), try day("2023-03-15"), .number(45000, text: "45000"), try day("2023-03-15"),
                .number(60, text: "60"), .number(45000, text: "45000"),
            ])
        #expect(rows[2].cells == [.text("会员证"), .error(Cell.uncalculated), .text("\r\t尾")])
        #expect(rows.count == 3)
        let mac = try allRows(fixture("mac1904.xlsx"))
        #expect(mac[0].cells[1] == (try day("2025-03-28")))
        #expect(mac[1].cells[0] == (try day("2027-03-16")))
    }

    @Test func `may leave out references, join rich text and put strings anywhere`() throws {
        let rows = try allRows(fixture("bare.xlsx"))
        #expect(rows.map(\.number) == [1, 2, 9])
        #expect(rows[0].cells == [.number(1, text: "1"), .text("甲 乙")])
        #expect(rows[1].cells == [.text("陈荷"), .empty, .empty, try day("2025-03-28")])
        #expect(rows[2].cells == [.number(1.1010119900307E+17, text: "1.1010119900307E+17"), .bool(false)])
        #expect(try allRows(fixture("prefixed.xlsx")).map(\.cells) == [[.number(7, text: "7")]])
    }

    @Test func `has cells that can be written out, and none where there are none`() throws {
        let row = try allRows(fixture("members.xlsx"))[1]
        #expect(
            (0..<8).map { row[$0].written } == [
                "007", "陈荷", "110101199003070011", "2024-02-29", "1280.5", "是", "第一行\n第二行 & <三>", "",
            ])
    }

    @Test(
        "knows the formats that show a day",
        arguments: [
            ("yyyy-mm-dd", .day), ("m/d", .day), ("[$-804]yyyy年m月", .month), ("h:mm:ss", .plain), ("[h]:mm", .plain),
            ("mm:ss", .plain), ("[DBNum1]m", .month), ("0.00_);[Red]\\(0.00\\)", .plain), ("#,##0\"yd\"", .plain),
            ("General", .plain), ("0\\d", .plain), ("yyyy\"年\"m\"月\"", .month), ("yyyy\"年\"m\"月\"d\"日\"", .day),
            ("mmm", .month), ("[$-F800]dddd", .day), ("@", .plain), ("yy/m/d h:mm;@", .day), ("yyyy", .day),
            ("0000", .zeros(4)), ("0", .plain), ("00.0", .plain), ("yyyy\"年\"m\"月\";@", .month),
        ] as [(String, NumberLook)])
    func formats(code: String, look: NumberLook) {
        #expect(NumberLook(code: code) == look)
    }

    @Test func `tells a month from a day, keeps zeros that a format shows, and knows lost digits`() throws {
        let rows = try allRows(fixture("looks.xlsx"))
        #expect(rows[0].cells[0...1] == [.month(year: 2024, month: 9), try day("2024-09-02")])
        #expect(rows[0].cells.map(\.written) == ["2024-09", "2024-09-02", "007", "1.1010119900307e+17", "0.3", "１２３"])
        #expect(rows[0].cells.map(\.hasLostDigits) == [false, false, false, true, false, false])
    }

    @Test(
        "knows lost digits also in text",
        arguments: [
            ("1.10105E+17", true), ("1.1010119900307e+17", true), ("1.1E+05", false), ("110101199003070011", false),
            ("E+17", false), ("", false), ("陈荷E+17", false),
        ])
    func lostDigits(text: String, isLost: Bool) {
        #expect(Cell.text(text).hasLostDigits == isLost)
    }

    @Test func `may have a million rows that hold nothing but their looks`() throws {
        #expect(try allRows(fixture("formatting-only.xlsx")).map(\.cells) == [[.text("姓名")]])
    }

    @Test func `is read as LibreOffice wrote it`() throws {
        #expect(try allRows(fixture("calc.xlsx")) == allRows(fixture("members.xlsx")))
        #expect(try allRows(fixture("xlsx-as.xls")) == allRows(fixture("members.xlsx")))
        let rows = try allRows(fixture("calc.csv"))
        #expect(
            rows[1].cells.map(\.written) == [
                "007", "陈荷", "110101199003070011", "2024年2月29日", "1280.5", "TRUE", "第一行\n第二行 & <三>",
            ])
    }

    @Test func `gives merged cells the value of their first one`() throws {
        var merged: [MergedRange] = []
        let rows = try {
            var rows: [SheetRow] = []
            merged = try SheetFile(path: fixture("looks.xlsx")).rows {
                rows.append($0); return true
            }.merged
            return rows
        }()
        var down = MergeFilling(merged, downOnly: true), all = MergeFilling(merged, downOnly: false)
        let filledDown = rows.map { down.filled($0).cells }, filled = rows.map { all.filled($0).cells }
        #expect(filledDown[2] == [.text("文学院"), .text("乙")] && filledDown[3] == [.empty, .empty, .text("尾")])
        #expect(filled[2] == filledDown[2] && filled[3] == [.empty, .empty, .text("尾"), .text("尾"), .text("尾")])
    }

    @Test(
        "counts days as spreadsheets do",
        arguments: [
            (1.0, false, "1900-01-01"), (59, false, "1900-02-28"), (60, false, nil), (61, false, "1900-03-01"),
            (45000.99, false, "2023-03-15"), (0.5, false, nil), (-1, false, nil), (2_958_465, false, "9999-12-31"),
            (2_958_466, false, nil), (0, true, "1904-01-01"), (1, true, "1904-01-02"), (0.5, true, nil),
            (2_958_465, true, nil),
        ] as [(Double, Bool, String?)])
    func serials(serial: Double, from1904: Bool, expected: String?) {
        #expect(SerialDay.day(serial, from1904: from1904)?.description == expected)
    }
}
