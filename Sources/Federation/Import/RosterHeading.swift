import Sheets
import Web

/// The head of a file: which of its columns are taken over, which are not.
struct RosterHeading: Equatable, Sendable {
    /// The row it stands in.
    let row: Int
    /// All heads, as the file writes them.
    let titles: [String]
    /// Where each known column stands, from 0.
    let places: [RosterColumn: Int]

    /// Fails when there is no column of names, saying which columns there are.
    init(_ row: SheetRow) throws(ImportProblem) {
        titles = row.cells.map { $0.written.trimmingBlanks }
        self.row = row.number
        var places: [RosterColumn: Int] = [:]
        for (index, title) in titles.enumerated() {
            guard let column = RosterColumn(head: title), places[column] == nil else { continue }
            places[column] = index
        }
        self.places = places
        guard places[.name] != nil else { throw .noName(found: titles.filter { !$0.isEmpty }) }
    }

    /// Heads that mean nothing to an import: listed as not imported.
    var unknown: [String] {
        titles.filter { !$0.isEmpty && RosterColumn(head: $0) == nil }
    }

    /// Heads that mean a column which is there already: only the first one counts.
    var findings: [Finding] {
        titles.enumerated().compactMap { index, title in
            guard let column = RosterColumn(head: title), let first = places[column], first != index else { return nil }
            let message = "“\(titles[first])”和“\(title)”是同一栏。只导入第 \(first + 1) 列，第 \(index + 1) 列没有导入。"
            return Finding(
                row: row, column: column, kind: .repeatedColumn, message: message, value: String(title.prefix(40)))
        }
    }
}

/// One row of a file, its cells by the column they belong to.
struct RosterRow: Sendable {
    /// As Excel shows it, from 1.
    let line: Int
    /// All its cells, also those that are not imported.
    let all: [Cell]
    private let heading: RosterHeading

    init(_ row: SheetRow, _ heading: RosterHeading) {
        line = row.number
        all = row.cells
        self.heading = heading
    }

    subscript(column: RosterColumn) -> Cell {
        guard let place = heading.places[column], all.indices.contains(place) else { return .empty }
        return all[place]
    }

    /// What stands in a column, without blanks at its ends; a whole number without a decimal point.
    func text(_ column: RosterColumn) -> String {
        if case .number(let value, _) = self[column], value == value.rounded(), abs(value) < 1e15 {
            return String(Int(value))
        }
        return self[column].written.trimmingBlanks
    }

    /// What stands at a place, as the file writes it; nothing beyond the last cell.
    func written(_ place: Int) -> String { all.indices.contains(place) ? all[place].written : "" }

    /// Whether none of the known columns holds anything: such a row is passed over.
    var isBlank: Bool {
        RosterColumn.allCases.allSatisfy { column in
            if case .error = self[column] { return false }
            return text(column).isEmpty
        }
    }
}
