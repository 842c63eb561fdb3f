import CXLSXWriter
import Glibc

/// The same table as `SheetBench`, written by calls of libxlsxwriter and nothing else: what a program in C would reach.
public enum BareSheet {
    /// Writes a head and `rows` rows, and says how long that took.
    public static func write(rows: Int, to path: String) throws -> Duration {
        try ContinuousClock().measure {
            var options = lxw_workbook_options()
            options.constant_memory = 1
            guard let book = workbook_new_opt(path, &options), let sheet = workbook_add_worksheet(book, "会员") else {
                throw SheetFault(step: "workbook", code: 0)
            }
            for (index, column) in SheetBench.columns.enumerated() {
                worksheet_write_string(sheet, 0, lxw_col_t(index), column.title, nil)
            }
            let day = workbook_add_format(book), money = workbook_add_format(book)
            format_set_num_format(day, "yyyy-mm-dd")
            format_set_num_format(money, "#,##0.00")
            var text = [CChar](repeating: 0, count: 128)
            for number in 0..<rows {
                let row = lxw_row_t(number + 1), number32 = Int32(number)
                func put(_ column: lxw_col_t, _ pattern: String, _ value: Int32) {
                    withVaList([value]) { _ = vsnprintf(&text, 128, pattern, $0) }
                    worksheet_write_string(sheet, row, column, text, nil)
                }
                put(0, "T%06d", number32)
                put(1, "陈荷%d", number32 % 997)
                put(2, "11010119900307%04d", number32 % 9_999)
                put(3, "第%d分工会信息工程学院", number32 % 31)
                worksheet_write_number(sheet, row, 4, Double(37_000 + number % 8_000), day)
                worksheet_write_number(sheet, row, 5, Double(number % 100_000) / 100, money)
                worksheet_write_number(sheet, row, 6, Double(number % 50), nil)
                put(7, "138%08d", number32 % 99_999_999)
                worksheet_write_string(sheet, row, 8, "教师", nil)
                put(9, "备注第 %d 条", number32)
            }
            guard workbook_close(book) == LXW_NO_ERROR else { throw SheetFault(step: "close", code: 0) }
        }
    }
}
