import Base
import Glibc
import Testing

@testable import Sheets

@Suite("What is written") struct WritingTests {
    let columns = [
        Column("工号", width: 10), Column("姓名"), Column("入会日期", kind: .day), Column("会费", kind: .money),
        Column("人次", kind: .integer), Column("备注", width: 30),
    ]

    /// A path of this test's own; the file is gone after `body`.
    private func atPath(_ name: String, _ body: (String) throws -> Void) throws {
        let path = "/tmp/sheets-\(getpid())-\(name)"
        defer { unlink(path) }
        try body(path)
    }

    private func write(_ format: SheetOutput.Format, _ path: String, _ rows: [[Out]]) throws {
        let output = try SheetOutput(format: format, path: path, sheetName: "会员", columns: columns)
        for row in rows { try output.write(row: row) }
        try output.close()
    }

    @Test func `is a workbook whose cells are what they were`() throws {
        let joined = try #require(Day("2024-02-29"))
        try atPath("kinds.xlsx") { path in
            try write(
                .xlsx, path,
                [
                    [
                        .text("007"), .text("陈荷"), .day(joined), .money(Money(fen: -128_050)), .integer(3),
                        .text("甲\n乙 <&> \u{0}\u{1}_x000D_"),
                    ],
                    [.empty, .text(""), .empty, .empty, .integer(9_007_199_254_740_993), .flawed("x", reason: "不对")],
                    [.text("110101199003070011"), .flawed("", reason: "必填")],
                ])
            let rows = try allRows(path)
            #expect(rows.map(\.number) == [1, 2, 3, 4])
            #expect(rows[0].cells == columns.map { .text($0.title) })
            #expect(
                rows[1].cells == [
                    .text("007"), .text("陈荷"), .date(joined), .number(-1280.5, text: "-1280.5"), .number(3, text: "3"),
                    .text("甲\n乙 <&> \u{1}_x000D_"),
                ])
            #expect(rows[2].cells == [.empty, .empty, .empty, .empty, .text("9007199254740993"), .text("x")])
            #expect(rows[3].cells == [.text("110101199003070011")])
            #expect(try SheetFile(path: path).sheetNames == ["会员"])
            #expect(try Archive(path: path, limits: SheetLimits()).holds("xl/comments1.xml"))
        }
    }

    @Test func `may go on with a second sheet of other columns`() throws {
        try atPath("two.xlsx") { path in
            let writer = try SheetWriter(path: path, sheetName: "教师", columns: [Column("姓名"), Column("工号")])
            try writer.write(row: [.text("陈荷"), .flawed("7", reason: "不对")])
            try writer.begin(sheetName: "职员", columns: [Column("姓名")])
            try writer.write(row: [.text("林静")])
            try writer.close()
            let file = try SheetFile(path: path)
            #expect(file.sheetNames == ["教师", "职员"])
            var rows: [[Cell]] = []
            for sheet in 0...1 {
                try file.rows(sheet: sheet) { row in
                    rows.append(row.cells)
                    return true
                }
            }
            #expect(rows.map { $0.map(\.written) } == [["姓名", "工号"], ["陈荷", "7"], ["姓名"], ["林静"]])
        }
    }

    @Test func `is a CSV with its mark and its quotation marks`() throws {
        let joined = try #require(Day("2024-02-29"))
        try atPath("kinds.csv") { path in
            try write(
                .csv, path,
                [
                    [
                        .text("007"), .text("说\"好\",\n两行"), .day(joined), .money(Money(fen: -5)), .integer(-3),
                        .text("-1"),
                    ],
                    [.empty, .flawed("x", reason: "不对"), .empty],
                ])
            let bytes = try #require(contents(path))
            #expect(
                bytes == """
                    \u{FEFF}工号,姓名,入会日期,会费,人次,备注\r
                    007,"说""好"",\n两行",2024-02-29,-0.05,-3,'-1\r
                    ,x,,不对\r\n
                    """)
        }
    }

    @Test(
        "never becomes a formula, and is read back as it was",
        arguments: [
            "=1+1", "+86 138", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "'=1", "''@", "'x", " =1", "＝1", "＋1", "－1", "＠1",
            "a=1", "'",
            "=cmd|' /C calc'!A0", "\u{FFFE}=", "普通",
        ])
    func formulas(text: String) throws {
        for format in SheetOutput.Format.allCases {
            try atPath("formula-\(text.hashValue).\(format.rawValue)") { path in
                try write(format, path, [[.text(text)]])
                let expected = format == .xlsx ? text.replacing("\u{FFFE}", with: "") : text
                #expect(try allRows(path)[1].cells == [.text(expected)])
            }
        }
    }

    @Test func `that is too long for a cell is cut and says so`() throws {
        try atPath("long.xlsx") { path in
            try write(.xlsx, path, [[.text(String(repeating: "字", count: 40_000))]])
            guard case .text(let text) = try allRows(path)[1].cells[0] else { return #expect(Bool(false)) }
            #expect(text.hasSuffix("字……（内容过长，已截断）"))
        }
    }

    @Test("leaves no file when it is given up", arguments: SheetOutput.Format.allCases)
    func givenUp(format: SheetOutput.Format) throws {
        try atPath("given-up.\(format.rawValue)") { path in
            do {
                let output = try SheetOutput(format: format, path: path, sheetName: "a/b:c", columns: columns)
                try output.write(row: [.text("x")])
            }
            #expect(access(path, F_OK) != 0)
        }
        #expect(throws: SheetFault.self) {
            try SheetOutput(format: format, path: "/nowhere/x", sheetName: "", columns: [])
        }
    }

    private func contents(_ path: String) -> String? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes[..<count], as: UTF8.self)
    }
}
