import CXLSXWriter
import Glibc

/// An empty table for people to fill in: heads with remarks, lists to choose from, an example, and a sheet that explains.
///
/// Its columns are text, so that a spreadsheet keeps every digit and every leading zero that is typed.
public struct TemplateWriter {
    /// One column.
    public struct Column: Sendable {
        public let title: String
        public let width: Double
        /// Shown when a cell of the column is chosen; at most 255 signs.
        public let hint: String
        /// What may be chosen; none for free text.
        public let choices: [String]
        /// What stands in the example row.
        public let example: String
        public let isRequired: Bool

        public init(
            _ title: String, width: Double, hint: String, choices: [String] = [], example: String,
            isRequired: Bool = false
        ) {
            (self.title, self.width, self.hint, self.choices) = (title, width, hint, choices)
            (self.example, self.isRequired) = (example, isRequired)
        }
    }

    /// Rows that choose from lists.
    public static let rows = 5_000

    private let book: UnsafeMutablePointer<lxw_workbook>
    private let columns: [Column]

    /// Writes the whole file, readable by its owner only. Fails with `SheetFault`.
    public static func write(
        path: String, sheetName: String, columns: [Column], notesName: String, notes: [String]
    ) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw SheetFault(step: "create", code: Int(errno)) }
        Glibc.close(file)
        guard let book = workbook_new(path) else { throw SheetFault(step: "workbook", code: 0) }
        let writer = TemplateWriter(book: book, columns: columns)
        let table = workbook_add_worksheet(book, sheetName)
        let explained = workbook_add_worksheet(book, notesName)
        let lists = workbook_add_worksheet(book, "选项")
        writer.writeHeads(table)
        writer.writeNotes(explained, notes)
        writer.writeLists(lists, table)
        worksheet_hide(lists)
        let code = workbook_close(book)
        guard code == LXW_NO_ERROR else {
            unlink(path)
            throw SheetFault(step: "close", code: Int(code.rawValue))
        }
    }

    private func writeHeads(_ sheet: UnsafeMutablePointer<lxw_worksheet>?) {
        let text = workbook_add_format(book)
        format_set_num_format(text, "@")
        let head = workbook_add_format(book), required = workbook_add_format(book)
        for (format, colour) in [(head, 0xE7EFEC as UInt32), (required, 0xF6E3B4)] {
            format_set_num_format(format, "@")
            format_set_bold(format)
            format_set_bg_color(format, colour)
            format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue))
        }
        for (index, column) in columns.enumerated() {
            let at = lxw_col_t(index)
            worksheet_set_column(sheet, at, at, column.width, text)
            worksheet_write_string(sheet, 0, at, sound(column.title), column.isRequired ? required : head)
        }
        worksheet_freeze_panes(sheet, 1, 0)
    }

    private func writeNotes(_ sheet: UnsafeMutablePointer<lxw_worksheet>?, _ notes: [String]) {
        let wrapped = workbook_add_format(book), bold = workbook_add_format(book), text = workbook_add_format(book)
        format_set_text_wrap(wrapped)
        format_set_bold(bold)
        format_set_num_format(text, "@")
        worksheet_set_column(sheet, 0, 0, 18, nil)
        worksheet_set_column(sheet, 1, 1, 70, wrapped)
        worksheet_set_column(sheet, 2, 2, 26, text)
        var row: lxw_row_t = 0
        for note in notes {
            worksheet_write_string(sheet, row, 1, sound(note), wrapped)
            row += 1
        }
        row += 1
        for (index, words) in ["列", "怎么填", "例"].enumerated() {
            worksheet_write_string(sheet, row, lxw_col_t(index), words, bold)
        }
        for column in columns {
            row += 1
            worksheet_write_string(sheet, row, 0, sound(column.title), column.isRequired ? bold : nil)
            worksheet_write_string(sheet, row, 1, sound(column.hint), wrapped)
            worksheet_write_string(sheet, row, 2, sound(column.example), text)
        }
    }

    /// The choices stand on a sheet of their own that is hidden, because a list within a cell's rule may have 255 signs only.
    private func writeLists(
        _ lists: UnsafeMutablePointer<lxw_worksheet>?, _ table: UnsafeMutablePointer<lxw_worksheet>?
    ) {
        for (index, column) in columns.enumerated() {
            let at = lxw_col_t(index)
            worksheet_write_string(lists, 0, at, sound(column.title), nil)
            for (row, choice) in column.choices.enumerated() {
                worksheet_write_string(lists, lxw_row_t(row + 1), at, sound(choice), nil)
            }
            let letters = columnName(index)
            validate(table, at, column, from: "='选项'!$\(letters)$2:$\(letters)$\(column.choices.count + 1)")
        }
    }

    /// A list to choose from, which may be overruled, and the hint that shows when a cell is chosen.
    private func validate(
        _ sheet: UnsafeMutablePointer<lxw_worksheet>?, _ at: lxw_col_t, _ column: Column, from list: String
    ) {
        var rule = lxw_data_validation()
        let isList = !column.choices.isEmpty
        rule.validate = UInt8((isList ? LXW_VALIDATION_TYPE_LIST_FORMULA : LXW_VALIDATION_TYPE_ANY).rawValue)
        rule.error_type = UInt8(LXW_VALIDATION_ERROR_TYPE_WARNING.rawValue)
        let texts = [
            list, String(column.title.prefix(16)), String(column.hint.prefix(120)), "没有这一项", "请从下拉列表里选。仍要这样填吗？",
        ]
        let copies = texts.map { strdup($0) }
        defer { copies.forEach { free($0) } }
        if isList { rule.value_formula = copies[0] }
        (rule.input_title, rule.input_message) = (copies[1], copies[2])
        (rule.error_title, rule.error_message) = (copies[3], copies[4])
        worksheet_data_validation_range(sheet, 1, at, lxw_row_t(Self.rows), at, &rule)
    }
}
