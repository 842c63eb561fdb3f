import Sheets
import Web

/// A file of members: the first sheet that is not hidden, its first row the head.
struct RosterFile: Sendable {
    let file: SheetFile
    let sheet: Int

    init(path: String) throws(SheetProblem) {
        file = try SheetFile(path: path)
        sheet = file.sheets.firstIndex { !$0.hidden } ?? 0
    }

    /// The head alone. Fails with `SheetProblem`, or with `ImportProblem` when it has no column of names.
    func heading() throws -> RosterHeading {
        var heading: RosterHeading?
        try file.rows(sheet: sheet) { row in
            guard row.cells.contains(where: { !$0.written.trimmingBlanks.isEmpty }) else { return true }
            heading = try RosterHeading(row)
            return false
        }
        guard let heading else { throw SheetProblem.empty }
        return heading
    }

    /// Hands out the rows below the head that hold anything, until `body` says no.
    func rows(below heading: RosterHeading, _ body: (RosterRow) throws -> Bool) throws {
        try file.rows(sheet: sheet) { row in
            guard row.number > heading.row else { return true }
            let roster = RosterRow(row, heading)
            return roster.isBlank ? true : try body(roster)
        }
    }

    /// How many rows there are to take in.
    func count(below heading: RosterHeading) throws -> Int {
        var count = 0
        try rows(below: heading) { _ in
            count += 1
            return true
        }
        return count
    }
}
