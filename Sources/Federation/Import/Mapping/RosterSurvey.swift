import Sheets
import Web

/// What can be known of a file before anybody says what it means: the first and last rows of each sheet, and what is
/// hidden and merged in it. One reading of the file, however long; small enough to be kept.
struct RosterSurvey: Equatable, Sendable {
    /// One row that holds anything.
    struct Line: Equatable, Sendable {
        /// As Excel shows it, from 1.
        let number: Int
        let hidden: Bool
        let cells: [Cell]

        subscript(column: Int) -> Cell { cells.indices.contains(column) ? cells[column] : .empty }

        init(number: Int, hidden: Bool, cells: [Cell]) {
            (self.number, self.hidden, self.cells) = (number, hidden, cells)
        }

        /// At most a hundred cells, of long texts the beginning.
        init(_ row: SheetRow) {
            self.init(number: row.number, hidden: row.hidden, cells: row.cells.prefix(mostColumns).map(\.cut))
        }
    }

    /// One sheet.
    struct Sheet: Equatable, Sendable {
        /// Its place among the tabs, from 0.
        let index: Int
        let name: String
        let hidden: Bool
        /// The first rows, as they stand: of merged cells only the first holds a value.
        var top: [Line] = []
        /// The last rows that are not among the first.
        var tail: [Line] = []
        /// How many rows hold anything.
        var rows = 0
        var hiddenRows = 0
        /// Hidden columns that hold something in the first rows, from 0.
        var hiddenColumns: [Int] = []
        /// Merged ranges that begin in the first rows.
        var merged: [MergedRange] = []
        /// Whether cells are merged from one row into the next below the first rows too.
        var mergesDown = false

        /// The number of its last row.
        var last: Int { tail.last?.number ?? top.last?.number ?? 0 }
        /// How many columns the first rows have.
        var width: Int { top.map(\.cells.count).max() ?? 0 }
    }

    let kind: SheetFile.Kind
    let sheets: [Sheet]

    /// How many rows are kept of each end.
    static let topRows = 40, tailRows = 12
    /// Beyond so many sheets the others are not looked at.
    private static let mostSheets = 30
    /// Beyond so many columns the first rows are not kept.
    private static let mostColumns = 100

    init(kind: SheetFile.Kind, sheets: [Sheet]) {
        (self.kind, self.sheets) = (kind, sheets)
    }

    /// Reads the whole file once. Fails with `SheetProblem`.
    init(of file: SheetFile) throws {
        let reading = SheetReading(file)
        var sheets: [Sheet] = []
        for (index, sheet) in file.sheets.enumerated().prefix(Self.mostSheets) {
            sheets.append(try Self.look(at: Sheet(index: index, name: sheet.name, hidden: sheet.hidden), reading))
        }
        self.init(kind: file.kind, sheets: sheets)
        guard sheets.contains(where: { $0.rows > 0 }) else { throw SheetProblem.empty }
    }

    private static func look(at sheet: Sheet, _ reading: SheetReading) throws -> Sheet {
        var sheet = sheet
        var tail: [SheetRow] = []
        let remarks = try reading.rows(sheet: sheet.index) { row in
            guard row.cells.contains(where: { !$0.isBlank }) else { return true }
            sheet.rows += 1
            if row.hidden { sheet.hiddenRows += 1 }
            if sheet.top.count < topRows {
                sheet.top.append(Line(row))
            } else {
                tail.append(row)
                // Seldom, so that a million rows are not moved a million times.
                if tail.count >= 64 { tail.removeFirst(tail.count - tailRows) }
            }
            return true
        }
        sheet.tail = tail.suffix(tailRows).map(Line.init)
        let lastTop = sheet.top.last?.number ?? 0
        sheet.merged = remarks.merged.filter { $0.rows.lowerBound <= lastTop }
        sheet.mergesDown = remarks.merged.contains { $0.rows.count > 1 }
        let used = Set(sheet.top.flatMap { line in line.cells.indices.filter { line.cells[$0] != .empty } })
        sheet.hiddenColumns = remarks.hiddenColumns.flatMap { $0.clamped(to: 0...mostColumns).filter(used.contains) }
        return sheet
    }
}

extension RosterSurvey.Sheet {
    /// The first rows with merged cells filled in every direction: what the heads are read from.
    var filledTop: [RosterSurvey.Line] { filled(downOnly: false) }

    /// The first rows with merged cells filled downwards, as data are read.
    var samples: [RosterSurvey.Line] { filled(downOnly: true) }

    private func filled(downOnly: Bool) -> [RosterSurvey.Line] {
        var filling = MergeFilling(merged, downOnly: downOnly)
        return top.map { line in
            let row = filling.filled(SheetRow(number: line.number, cells: line.cells, hidden: line.hidden))
            return RosterSurvey.Line(number: line.number, hidden: line.hidden, cells: row.cells)
        }
    }
}

extension Cell {
    /// Whether it shows nothing.
    var isBlank: Bool {
        switch self {
        case .empty: true
        case .text(let text): text.allSatisfy(\.isWhitespace)
        default: false
        }
    }

    /// The cell with at most eighty signs of text.
    fileprivate var cut: Cell {
        if case .text(let text) = self, text.utf8.count > 80 { return .text(String(text.prefix(80))) }
        return self
    }
}
