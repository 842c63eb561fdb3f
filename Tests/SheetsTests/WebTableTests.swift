import Sheets
import Testing

@Suite("What systems export under the name of a workbook") struct WebTableTests {
    @Test func `is read when it is a table of a web page, in GBK, with tags left open`() throws {
        let file = try SheetFile(path: fixture("table.xls"))
        #expect(file.kind == .html)
        let rows = try allRows(fixture("table.xls"))
        #expect(rows.map(\.hidden) == [false, false, false, true, false])
        #expect(
            rows.map(\.cells) == [
                [.text("在职会员 <名册>")], [.text("部门"), .text("姓名"), .text("身份证号"), .text("备注")],
                [.text("文学院"), .text("陈荷"), .text("110101199003070011"), .text("第一行\n第二行")],
                [.empty, .text("李 文"), .empty, .text("3 < 5 & 6 中")], [.text("体育部"), .text("王 芳")],
            ])
        let remarks = try file.rows { _ in true }
        #expect(remarks.merged.map(\.description) == ["A1:D1", "A3:A4"])
        #expect(try allRows(fixture("page.xls")).map(\.cells) == [[.text("1")]])
    }

    @Test func `is read when it is the XML of Excel 2003, in GB2312`() throws {
        let file = try SheetFile(path: fixture("excel2003.xls"))
        #expect(file.kind == .xml && file.sheetNames == ["名册", "藏"] && file.sheets.map(\.hidden) == [false, true])
        let rows = try allRows(fixture("excel2003.xls"))
        #expect(rows.map(\.number) == [1, 4] && rows.map(\.hidden) == [false, true])
        #expect(rows[0].cells == [.text("标题"), .empty, .empty, .bool(true)])
        #expect(
            rows[1].cells == [
                .empty, .number(1280.5, text: "1280.5"), try day("2024-02-29"), .error("#N/A"), .text("陈荷"),
            ])
        let remarks = try file.rows { _ in true }
        #expect(remarks.merged.map(\.description) == ["A1:C1"] && remarks.hiddenColumns == [2...2])
        #expect(try allRows(fixture("excel2003.xls"), sheet: 1).map(\.cells) == [[.text("x")]])
    }

    @Test func `is text when it is text in the UTF-16 of either end`() throws {
        #expect(try allRows(fixture("utf16be.csv")).map(\.cells).last == [.text("007"), .text("陈荷")])
    }
}
