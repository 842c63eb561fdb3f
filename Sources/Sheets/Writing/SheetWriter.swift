import Base
import CXLSXWriter
import Glibc

/// Writes a workbook row by row, one sheet after another: a row that is written leaves memory.
///
/// The head of a sheet is bold, stays in view and filters. One that is never closed leaves no file.
public final class SheetWriter {
    private let book: UnsafeMutablePointer<lxw_workbook>
    private var sheet: UnsafeMutablePointer<lxw_worksheet>
    private let path: String
    private var columnCount: Int
    private let formats: Formats
    private var row: lxw_row_t = 0
    private var comments = 0
    private var isOpen = true

    /// The looks a cell may have.
    private struct Formats {
        let text, integer, money, day, flawed, head: UnsafeMutablePointer<lxw_format>?

        init(of book: UnsafeMutablePointer<lxw_workbook>) {
            func made(_ pattern: String?) -> UnsafeMutablePointer<lxw_format>? {
                let format = workbook_add_format(book)
                if let pattern { format_set_num_format(format, pattern) }
                return format
            }
            text = made("@")
            integer = made("0")
            money = made("#,##0.00")
            day = made("yyyy-mm-dd")
            flawed = made("@")
            format_set_bg_color(flawed, 0xFFC7CE)
            head = made("@")
            format_set_bold(head)
        }
    }

    /// How many comments one workbook gets, for they stay in memory; later flaws are only painted.
    static let mostComments = 10_000

    /// Makes the file at once, readable by its owner only, so that a wrong path is known before the first row.
    public init(path: String, sheetName: String, columns: [Column]) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw SheetFault(step: "create", code: Int(errno)) }
        Glibc.close(file)
        var options = lxw_workbook_options()
        options.constant_memory = 1
        guard let book = workbook_new_opt(path, &options) else {
            unlink(path)
            throw SheetFault(step: "workbook", code: 0)
        }
        guard let sheet = workbook_add_worksheet(book, Self.sheetName(sheetName)) else {
            lxw_workbook_free(book)
            unlink(path)
            throw SheetFault(step: "worksheet", code: 0)
        }
        (self.book, self.sheet, self.path) = (book, sheet, path)
        columnCount = columns.count
        formats = Formats(of: book)
        try writeHead(columns)
    }

    deinit {
        guard isOpen else { return }
        workbook_close(book)
        unlink(path)
    }

    /// Ends the sheet at hand and begins the next one. Its name must be unlike the names of those before.
    public func begin(sheetName: String, columns: [Column]) throws {
        precondition(isOpen, "a sheet was begun after the end")
        filterSheet()
        guard let next = workbook_add_worksheet(book, Self.sheetName(sheetName)) else {
            throw SheetFault(step: "worksheet", code: 0)
        }
        (sheet, columnCount) = (next, columns.count)
        try writeHead(columns)
    }

    /// Writes the next row; cells beyond the columns are written too, without a head.
    public func write(row cells: [Out]) throws {
        precondition(isOpen, "a row was written after the end")
        for (index, cell) in cells.enumerated() {
            try check(write(cell, at: lxw_col_t(truncatingIfNeeded: index)), "row \(row + 1)")
        }
        row += 1
    }

    /// Puts the file in its place. Nothing may be written afterwards.
    public func close() throws {
        guard isOpen else { return }
        filterSheet()
        isOpen = false
        let code = workbook_close(book)
        guard code == LXW_NO_ERROR else {
            unlink(path)
            throw SheetFault(step: "close", code: Int(code.rawValue))
        }
    }

    private func filterSheet() {
        guard row > 1, columnCount > 0 else { return }
        worksheet_autofilter(sheet, 0, 0, row - 1, lxw_col_t(columnCount - 1))
    }

    private func writeHead(_ columns: [Column]) throws {
        for (index, column) in columns.enumerated() {
            let format =
                switch column.kind {
                case .text: formats.text
                case .integer: formats.integer
                case .money: formats.money
                case .day: formats.day
                }
            let at = lxw_col_t(index)
            try check(worksheet_set_column(sheet, at, at, column.width, format), "columns")
        }
        for (index, column) in columns.enumerated() {
            let at = lxw_col_t(index)
            try check(worksheet_write_string(sheet, 0, at, sound(column.title), formats.head), "head")
        }
        worksheet_set_comments_author(sheet, "教工之家")
        worksheet_freeze_panes(sheet, 1, 0)
        row = 1
    }

    private func write(_ cell: Out, at column: lxw_col_t) -> lxw_error {
        switch cell {
        case .empty: return LXW_NO_ERROR
        case .text(let text): return write(text, at: column, formats.text)
        case .integer(let number):
            guard number.magnitude < 1_000_000_000_000_000 else {
                return write(String(number), at: column, formats.text)
            }
            return worksheet_write_number(sheet, row, column, Double(number), formats.integer)
        case .money(let amount):
            return worksheet_write_number(sheet, row, column, Double(amount.fen) / 100, formats.money)
        case .day(let day):
            guard let serial = SerialDay.serial(of: day) else { return write("\(day)", at: column, formats.text) }
            return worksheet_write_number(sheet, row, column, Double(serial), formats.day)
        case .flawed(let text, let reason):
            let code =
                text.isEmpty
                ? worksheet_write_blank(sheet, row, column, formats.flawed) : write(text, at: column, formats.flawed)
            guard code == LXW_NO_ERROR, comments < Self.mostComments, !reason.isEmpty else { return code }
            comments += 1
            return worksheet_write_comment(sheet, row, column, sound(reason))
        }
    }

    private func write(
        _ text: String, at column: lxw_col_t, _ format: UnsafeMutablePointer<lxw_format>?
    ) -> lxw_error {
        if text.isEmpty { return LXW_NO_ERROR }
        let code = worksheet_write_string(sheet, row, column, sound(text), format)
        guard code == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED else { return code }
        let cut = String(sound(text).unicodeScalars.prefix(32_000)) + "……（内容过长，已截断）"
        return worksheet_write_string(sheet, row, column, cut, format)
    }

    private func check(_ code: lxw_error, _ step: String) throws {
        guard code == LXW_NO_ERROR else { throw SheetFault(step: step, code: Int(code.rawValue)) }
    }

    /// At most 31 characters, none that Excel forbids in the name of a tab, and never none.
    private static func sheetName(_ name: String) -> String {
        var kept = sound(name).filter { !"[]:*?/\\".contains($0) }
        while kept.hasPrefix("'") { kept.removeFirst() }
        while kept.utf16.count > 31 { kept.removeLast() }
        while kept.hasSuffix("'") { kept.removeLast() }
        return kept.isEmpty ? "Sheet1" : kept
    }
}
