public import Base

/// What one cell of a sheet holds.
public enum Cell: Equatable, Sendable {
    case empty
    case text(String)
    /// `text` is the number as the file writes it: an identity number that was typed as a number shows there what is left of it.
    case number(Double, text: String)
    /// A number that the sheet shows as a date; its time of day is dropped.
    case date(Day)
    case bool(Bool)
    /// `#N/A` and its like; `uncalculated` for a formula that was never calculated.
    case error(String)

    /// What stands in place of an error for a formula saved without a result.
    public static let uncalculated = "公式未计算"
}

/// A row that holds at least one value. Rows without any are passed over, so numbers may jump.
public struct SheetRow: Equatable, Sendable {
    /// The row's number as Excel shows it, from 1. In a CSV each record is one row, however many lines it has.
    public let number: Int
    /// From column A to the last value of this row; gaps are `empty`.
    public let cells: [Cell]
    /// Whether the sheet hides the row, by hand or by a filter.
    public let hidden: Bool
}

/// What is known of a sheet once its rows have been read.
public struct SheetRemarks: Equatable, Sendable {
    /// How many rows were handed out.
    public internal(set) var rowCount = 0
    /// Hidden columns, counted from 0.
    public internal(set) var hiddenColumns: [ClosedRange<Int>] = []
    /// Merged ranges such as `A1:C1`, at most 10,000; only the first cell of each holds its value. Unknown when reading was stopped.
    public internal(set) var merged: [String] = []
}
