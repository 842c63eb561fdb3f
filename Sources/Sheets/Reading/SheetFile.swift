/// A file of rows: .xlsx, .xls, a table of a web page or text, told by its bytes and never by its name.
///
/// It holds no open file: each reading opens the path anew, so the file must stay where it is meanwhile.
public struct SheetFile: Sendable {
    /// One sheet of the workbook, in the order of its tabs.
    public struct Sheet: Equatable, Sendable {
        public let name: String
        /// Whether the workbook hides its tab.
        public let hidden: Bool
    }

    /// What it is by its bytes.
    public enum Kind: String, Sendable {
        case xlsx
        /// Excel 95 to 2003.
        case xls
        /// A table of a web page under the name of a workbook, as many systems export it.
        case html
        /// XML as Excel 2003 wrote it.
        case xml
        /// Comma, tab or semicolon between fields.
        case text
    }

    /// A file without tabs has one sheet without a name.
    public let sheets: [Sheet]
    /// The names of the tabs, in order.
    public var sheetNames: [String] { sheets.map(\.name) }
    public let kind: Kind

    private let source: Source

    /// What must be known to read it.
    private enum Source {
        case workbook(Workbook)
        case old(OldWorkbook)
        case xml(XMLWorkbook)
        case web(WebTable)
        case text(TextTable)
    }

    /// Looks at the bytes and reads the table of contents, not yet a row.
    public init(path: String, limits: SheetLimits = SheetLimits()) throws(SheetProblem) {
        let single = [Sheet(name: "", hidden: false)]
        switch try FileKind(path: path, limits: limits) {
        case .archive:
            let workbook = try Workbook(path: path, limits: limits)
            (kind, sheets, source) = (.xlsx, workbook.sheets, .workbook(workbook))
        case .compound:
            let workbook = try OldWorkbook(path: path, limits: limits)
            (kind, sheets, source) = (.xls, workbook.sheets, .old(workbook))
        case .markup(let encoding, isXML: true):
            let workbook = try XMLWorkbook(path: path, encoding: encoding, limits: limits)
            (kind, sheets, source) = (.xml, workbook.sheets, .xml(workbook))
        case .markup(let encoding, isXML: false):
            (kind, sheets) = (.html, single)
            source = .web(WebTable(path: path, encoding: encoding, limits: limits))
        case .text(let encoding):
            (kind, sheets) = (.text, single)
            source = .text(TextTable(path: path, encoding: encoding, limits: limits))
        }
    }

    /// Hands out the rows of a sheet one by one until `body` answers false; memory stays bounded however long it is.
    ///
    /// Throws `SheetProblem` for what is wrong with the file, and whatever `body` throws.
    @discardableResult
    public func rows(sheet: Int = 0, _ body: (SheetRow) throws -> Bool) throws -> SheetRemarks {
        try SheetReading(self).rows(sheet: sheet, body)
    }

    /// One reading after another, of which only the first gathers the strings that all sheets share.
    fileprivate func rows(
        sheet: Int, strings: inout SharedStrings?, _ body: (SheetRow) throws -> Bool
    ) throws -> SheetRemarks {
        guard sheets.indices.contains(sheet) else { throw SheetProblem.missingSheet }
        switch source {
        case .workbook(let workbook):
            let shared = try strings ?? workbook.strings()
            strings = shared
            return try workbook.rows(sheet: sheet, strings: shared, body)
        case .old(let workbook):
            let shared = try strings ?? workbook.strings()
            strings = shared
            return try workbook.rows(sheet: sheet, strings: shared, body)
        case .xml(let workbook): return try workbook.rows(sheet: sheet, body)
        case .web(let table): return try table.rows(body)
        case .text(let table): return try table.rows(body)
        }
    }
}

/// Several sheets of one file read one after another. What they share is read once and let go with this.
public final class SheetReading {
    public let file: SheetFile
    private var strings: SharedStrings?

    public init(_ file: SheetFile) {
        self.file = file
    }

    /// As `SheetFile.rows`.
    @discardableResult
    public func rows(sheet: Int, _ body: (SheetRow) throws -> Bool) throws -> SheetRemarks {
        try file.rows(sheet: sheet, strings: &strings, body)
    }
}
