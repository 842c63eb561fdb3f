import Base

/// A table of any length for `unionhome bench`: ten columns such as a register of members has.
public enum SheetBench {
    public static let columns = [
        Column("工号"), Column("姓名"), Column("身份证号", width: 22), Column("部门", width: 24),
        Column("入会日期", kind: .day), Column("会费", kind: .money), Column("人次", kind: .integer),
        Column("手机"), Column("职务"), Column("备注", width: 30),
    ]

    /// The row of that number, always the same.
    public static func row(_ number: Int) -> [Out] {
        [
            .text("T\(padded(number, 6))"), .text("陈荷\(number % 997)"),
            .text("11010119900307\(padded(number % 9_999, 4))"),
            .text("第\(number % 31)分工会信息工程学院"), .day(Day(number: 12_000 + number % 8_000)),
            .money(Money(fen: Int64(number % 100_000))), .integer(number % 50),
            .text("138\(padded(number % 99_999_999, 8))"), .text("教师"), .text("备注第 \(number) 条"),
        ]
    }

    /// Writes a head and `rows` rows, and says how long that took.
    public static func write(rows: Int, to path: String, format: SheetOutput.Format = .xlsx) throws -> Duration {
        try ContinuousClock().measure {
            let output = try SheetOutput(format: format, path: path, sheetName: "会员", columns: columns)
            for number in 0..<rows { try output.write(row: row(number)) }
            try output.close()
        }
    }

    /// Reads the first sheet through, and says how many rows and cells it had and how long that took.
    public static func read(_ path: String) throws -> (rows: Int, cells: Int, time: Duration) {
        var rows = 0, cells = 0
        let time = try ContinuousClock().measure {
            try SheetFile(path: path).rows { row in
                rows += 1
                cells += row.cells.count
                return true
            }
        }
        return (rows, cells, time)
    }
}
