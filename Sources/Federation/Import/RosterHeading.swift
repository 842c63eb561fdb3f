import Sheets
import Web

/// The heads of a file: which of its columns are taken over, which are not.
struct RosterHeading: Equatable, Sendable {
    /// The row they stand in, of the first sheet; the lower one of two, and 0 for a sheet without.
    let row: Int
    /// All heads, as the file writes them.
    let titles: [String]
    /// Where each known column stands, from 0.
    let places: [RosterColumn: Int]
    /// Columns whose head another one has already, from 0.
    private let repeated: [Int]

    /// The heads in one row, each known by its words alone. Fails when there is no column of names, saying which columns
    /// there are.
    init(_ row: SheetRow) throws(ImportProblem) {
        titles = row.cells.map { $0.written.trimmingBlanks }
        self.row = row.number
        var places: [RosterColumn: Int] = [:], repeated: [Int] = []
        for (index, title) in titles.enumerated() {
            guard let column = RosterColumn(head: title) else { continue }
            if places[column] == nil { places[column] = index } else { repeated.append(index) }
        }
        (self.places, self.repeated) = (places, repeated)
        guard places[.name] != nil else { throw .noName(found: titles.filter { !$0.isEmpty }) }
    }

    /// The heads as a plan has them. Fails as above.
    init(_ plan: RosterPlan) throws(ImportProblem) {
        row = plan.parts.first?.heads?.upperBound ?? 0
        titles = plan.shownTitles
        places = plan.places
        repeated = plan.repeated
        guard places[.name] != nil else { throw .noName(found: titles.filter { !$0.isEmpty }) }
    }

    /// Heads that mean nothing to an import: listed as not imported.
    var unknown: [String] {
        let taken = Set(places.values).union(repeated)
        return titles.indices.filter { !titles[$0].isEmpty && !taken.contains($0) }.map { titles[$0] }
    }

    /// Heads that mean a column which is there already: only the first one counts.
    var findings: [Finding] {
        repeated.compactMap { index in
            let title = titles[index]
            guard let column = RosterColumn(head: title), let first = places[column], first != index else { return nil }
            let message = "“\(titles[first])”和“\(title)”是同一栏。只导入第 \(first + 1) 列，第 \(index + 1) 列没有导入。"
            return Finding(
                row: row, column: column, kind: .repeatedColumn, message: message, value: String(title.prefix(40)))
        }
    }
}

/// One row of a file, its cells by the column they belong to.
struct RosterRow: Sendable {
    /// Its number in the import: as Excel shows it, from 1, where one sheet is read; see `RosterPlan.line`.
    let line: Int
    /// All its cells, also those that are not imported.
    let all: [Cell]
    private let heading: RosterHeading
    /// The department that its sheet is named after, if a row that names none belongs there.
    private let sheetUnit: String?

    init(_ row: SheetRow, _ heading: RosterHeading, line: Int? = nil, sheetUnit: String? = nil) {
        self.line = line ?? row.number
        all = row.cells
        self.heading = heading
        self.sheetUnit = sheetUnit
    }

    subscript(column: RosterColumn) -> Cell {
        if column == .unit, let sheetUnit { return .text(sheetUnit) }
        guard let place = heading.places[column], all.indices.contains(place) else { return .empty }
        return all[place]
    }

    /// What stands in a column, without blanks at its ends; a whole number without a decimal point.
    func text(_ column: RosterColumn) -> String {
        if case .number(let value, let text) = self[column], value == value.rounded(), abs(value) < 1e15 {
            // Zeros that only the format of the cell shows belong to the number.
            return text.first == "0" && text.allSatisfy(\.isNumber) ? text : String(Int(value))
        }
        return self[column].written.trimmingBlanks
    }

    /// What stands at a place, as the file writes it; nothing beyond the last cell.
    func written(_ place: Int) -> String { all.indices.contains(place) ? all[place].written : "" }

    /// Whether none of the known columns holds anything: such a row is passed over.
    var isBlank: Bool {
        heading.places.keys.allSatisfy { column in
            if case .error = self[column] { return false }
            return text(column).isEmpty
        }
    }
}
