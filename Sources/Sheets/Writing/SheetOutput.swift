/// The same rows, to a workbook or to a CSV: whoever writes need not know which.
public enum SheetOutput {
    /// What a visitor may ask for.
    public enum Format: String, CaseIterable, Sendable {
        case xlsx, csv

        /// As a header names it.
        public var mediaType: String {
            switch self {
            case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            case .csv: "text/csv; charset=utf-8"
            }
        }
    }

    case workbook(SheetWriter)
    case csv(CSVWriter)

    public init(format: Format, path: String, sheetName: String, columns: [Column]) throws {
        switch format {
        case .xlsx: self = .workbook(try SheetWriter(path: path, sheetName: sheetName, columns: columns))
        case .csv: self = .csv(try CSVWriter(path: path, columns: columns))
        }
    }

    public func write(row: [Out]) throws {
        switch self {
        case .workbook(let writer): try writer.write(row: row)
        case .csv(let writer): try writer.write(row: row)
        }
    }

    /// Finishes the file; without it there is none.
    public func close() throws {
        switch self {
        case .workbook(let writer): try writer.close()
        case .csv(let writer): try writer.close()
        }
    }
}
