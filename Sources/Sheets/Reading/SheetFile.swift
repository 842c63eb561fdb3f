/// A file of rows, .xlsx or text, told by its bytes and never by its name.
///
/// It holds no open file: each reading opens the path anew, so the file must stay where it is meanwhile.
public struct SheetFile: Sendable {
    /// One sheet of the workbook, in the order of its tabs.
    public struct Sheet: Equatable, Sendable {
        public let name: String
        /// Whether the workbook hides its tab.
        public let hidden: Bool
    }

    /// A text file has one sheet without a name.
    public let sheets: [Sheet]
    /// The names of the tabs, in order.
    public var sheetNames: [String] { sheets.map(\.name) }

    private let source: Source

    /// What kind of file it is, with what must be known to read it.
    private enum Source {
        case workbook(Workbook)
        case text(TextTable)
    }

    /// Looks at the bytes and reads the table of contents, not yet a row.
    public init(path: String, limits: SheetLimits = SheetLimits()) throws(SheetProblem) {
        switch try FileKind(path: path, limits: limits) {
        case .archive:
            let workbook = try Workbook(path: path, limits: limits)
            sheets = workbook.sheets
            source = .workbook(workbook)
        case .text(let encoding):
            sheets = [Sheet(name: "", hidden: false)]
            source = .text(TextTable(path: path, encoding: encoding, limits: limits))
        }
    }

    /// Hands out the rows of a sheet one by one until `body` answers false; memory stays bounded however long it is.
    ///
    /// Throws `SheetProblem` for what is wrong with the file, and whatever `body` throws.
    @discardableResult
    public func rows(sheet: Int = 0, _ body: (SheetRow) throws -> Bool) throws -> SheetRemarks {
        guard sheets.indices.contains(sheet) else { throw SheetProblem.missingSheet }
        switch source {
        case .workbook(let workbook): return try workbook.rows(sheet: sheet, body)
        case .text(let table): return try table.rows(body)
        }
    }
}
