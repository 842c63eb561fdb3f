import Glibc
import Sheets
import Testing

@Suite("A workbook of Excel 97 to 2003") struct OldWorkbookTests {
    @Test func `is read as LibreOffice wrote it`() throws {
        let file = try SheetFile(path: fixture("calc.xls"))
        #expect(file.kind == .xls && file.sheetNames == ["会员", "第二张", "藏起来"])
        #expect(file.sheets.map(\.hidden) == [false, false, true])
        // LibreOffice did not calculate the last formula of the file it was given.
        let rows = try allRows(fixture("calc.xls")), expected = try allRows(fixture("members.xlsx"))
        #expect(rows.map(\.number) == expected.map(\.number) && rows.map(\.hidden) == expected.map(\.hidden))
        #expect(rows[0...1] == expected[0...1] && rows[2].cells.dropLast() == expected[2].cells.dropLast())
        let remarks = try file.rows { _ in true }
        #expect(remarks.hiddenColumns == [7...8] && remarks.merged.map(\.description) == ["A5:C5"])
        #expect(try allRows(fixture("calc.xls"), sheet: 1).map(\.cells) == [[.text("另一张")]])
    }

    @Test func `gives what its formulas came to`() throws {
        #expect(
            try allRows(fixture("formulas.xls")).map(\.cells) == [
                [
                    .text("甲"), .number(1, text: "1"), .number(2, text: "2"), .text("甲乙"), .error("#N/A"), .bool(true),
                    .bool(true),
                ]
            ])
    }

    @Test(arguments: ["xlwt.xls", "xls-as.xlsx"])
    func `is read as xlwt wrote it, days counted from 1904, whatever its name`(name: String) throws {
        let rows = try allRows(fixture(name))
        #expect(rows.map(\.number) == [1, 2, 3, 4, 5, 6])
        #expect(rows[1].cells[0].hasLostDigits)
        #expect(
            rows[1].cells[1...] == [
                try day("2024-09-01"), .month(year: 2024, month: 9), .number(42, text: "0042"),
                .number(13_800_000_000, text: "13800000000"),
            ])
        #expect(rows[2].cells == [.bool(true), .number(0.125, text: "0.125"), .number(-7, text: "-7")])
        let remarks = try SheetFile(path: fixture(name)).rows { _ in true }
        #expect(Set(remarks.merged.map(\.description)) == ["A1:E1", "A4:A6"])
    }

    @Test func `holds strings that run from one record into the next`() throws {
        let rows = try allRows(fixture("long-strings.xls"))
        #expect(
            rows.enumerated().allSatisfy { index, row in
                row.cells == [.text(String(repeating: index % 2 == 1 ? "陈荷" : "ab", count: 15) + String(index))]
            })
        #expect(rows.count == 300)
    }

    @Test func `may be of 1995, in the code page of China`() throws {
        #expect(try SheetFile(path: fixture("excel95.xls")).sheetNames == ["名册"])
        #expect(
            try allRows(fixture("excel95.xls")).map(\.cells) == [
                [.text("陈荷"), try day("2024-09-01")],
                [.text("陈荷"), .number(2.5, text: "2.5"), .error("#N/A")],
            ])
    }

    @Test func `is refused or read, and never stops the house, wherever it was cut or bent`() throws {
        let whole = try bytes(of: fixture("xlwt.xls"))
        let path = "/tmp/sheets-bent-\(getpid()).xls"
        defer { remove(path) }
        for at in stride(from: 0, to: whole.count, by: 37) {
            var bent = whole
            bent[at] = bent[at] &+ 101
            try write(at % 2 == 0 ? bent : Array(whole[..<at]), to: path)
            _ = try problem(path)
        }
    }
}
