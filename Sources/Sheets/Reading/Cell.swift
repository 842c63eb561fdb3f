public import Base

/// What one cell of a sheet holds.
public enum Cell: Equatable, Sendable {
    case empty
    case text(String)
    /// `text` is the number as the file writes it: an identity number typed as a number shows there what is left of it.
    case number(Double, text: String)
    /// A number that the sheet shows as a date; its time of day is dropped.
    case date(Day)
    /// A date whose cell shows no day and which stands for none: who types 2024年9月 gets the first of the month.
    case month(year: Int, month: Int)
    case bool(Bool)
    /// `#N/A` and its like; `uncalculated` for a formula that was never calculated.
    case error(String)

    /// What stands in place of an error for a formula saved without a result.
    public static let uncalculated = "公式未计算"

    /// The cell as text for a field that may be typed in any way: numbers as the file writes them, dates as
    /// `YYYY-MM-DD`, truth as 是 or 否; nothing for an empty cell and for an error.
    public var written: String {
        switch self {
        case .empty, .error: ""
        case .text(let text): text
        case .number(let value, let text): Self.written(value, text)
        case .date(let day): day.description
        case .month(let year, let month): "\(year)-\(month < 10 ? "0" : "")\(month)"
        case .bool(let value): value ? "是" : "否"
        }
    }

    /// Whether it holds more digits than a spreadsheet keeps, so that its last ones are gone: a number of sixteen digits
    /// or more, also one that a text file writes as `1.10105E+17`.
    public var hasLostDigits: Bool {
        switch self {
        case .number(let value, _): abs(value) >= 1e15
        case .text(let text): Self.isScientific(text)
        default: false
        }
    }

    /// `0.1` where the file writes `0.10000000000000001`; else as the file writes it.
    private static func written(_ value: Double, _ text: String) -> String {
        text.utf8.count > 16 && abs(value) < 1e15 && abs(value) >= 1e-4 ? "\(value)" : text
    }

    private static func isScientific(_ text: String) -> Bool {
        guard (5...30).contains(text.utf8.count), let value = Double(text), abs(value) >= 1e15 else { return false }
        return text.contains("E+") || text.contains("e+")
    }
}

/// A row that holds at least one value. Rows without any are passed over, so numbers may jump.
public struct SheetRow: Equatable, Sendable {
    /// The row's number as Excel shows it, from 1. In a CSV each record is one row, however many lines it has.
    public let number: Int
    /// From column A to the last value of this row; gaps are `empty`.
    public let cells: [Cell]
    /// Whether the sheet hides the row, by hand or by a filter.
    public let hidden: Bool

    public init(number: Int, cells: [Cell], hidden: Bool = false) {
        self.number = number
        self.cells = cells
        self.hidden = hidden
    }

    /// The cell of a column, from 0; empty beyond the last one.
    public subscript(column: Int) -> Cell { cells.indices.contains(column) ? cells[column] : .empty }
}

/// What is known of a sheet once its rows have been read.
public struct SheetRemarks: Equatable, Sendable {
    /// How many rows were handed out.
    public internal(set) var rowCount = 0
    /// How many of these the sheet hides.
    public internal(set) var hiddenRows = 0
    /// Hidden columns, counted from 0.
    public internal(set) var hiddenColumns: [ClosedRange<Int>] = []
    /// At most 10,000; only the first cell of each holds its value. Unknown when reading was stopped.
    public internal(set) var merged: [MergedRange] = []

    public init() {}
}
