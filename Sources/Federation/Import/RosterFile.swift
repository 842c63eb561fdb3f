import Sheets
import Web

/// A file of members and the plan by which it is read.
struct RosterFile: Sendable {
    let plan: RosterPlan
    let file: SheetFile

    /// The sheet that is read first.
    var sheet: Int { plan.parts.first?.sheet ?? 0 }

    /// Without a plan the file makes its own: the sheet that looks most like a roster. Fails with `SheetProblem`, or with
    /// `ImportProblem` when nothing in it looks like one.
    init(path: String, plan: RosterPlan? = nil) throws {
        file = try SheetFile(path: path)
        self.plan = try plan ?? Self.found(in: file)
    }

    private static func found(in file: SheetFile) throws -> RosterPlan {
        let finder = RosterFinder(try RosterSurvey(of: file), TableFinder(isUnit: { _ in false }))
        guard let plan = finder.plan() else { throw ImportProblem.noName(found: finder.firstWords) }
        return plan
    }

    /// The heads. Fails with `ImportProblem` when there is no column of names.
    func heading() throws(ImportProblem) -> RosterHeading { try RosterHeading(plan) }

    /// Hands out the rows below the heads that are somebody's, sheet by sheet, until `body` says no. Gives how many rows
    /// were passed over, which, and why.
    @discardableResult
    func rows(below heading: RosterHeading, _ body: (RosterRow) throws -> Bool) throws -> PassedRows {
        let reading = SheetReading(file)
        var passed = PassedRows()
        for (index, part) in plan.parts.enumerated() {
            var filling = MergeFilling(try part.mergesDown ? merged(part, reading) : [], downOnly: true)
            var goesOn = true
            try reading.rows(sheet: part.sheet) { row in
                guard row.number > part.heads?.upperBound ?? 0 else {
                    _ = filling.filled(row)
                    return true
                }
                guard row.number <= part.last ?? .max else { return false }
                let row = filling.filled(row), line = RosterPlan.line(part: index, row: row.number)
                if let reason = passing(row, heading) {
                    // A row in which nothing stands at all is no news.
                    if row.cells.contains(where: { !$0.isBlank }) { passed.add(reason, line: line, row.cells) }
                    return true
                }
                let isHome = plan.unitBySheet && heading.places[.unit] == nil
                goesOn = try body(RosterRow(row, heading, line: line, sheetUnit: isHome ? part.name : nil))
                return goesOn
            }
            guard goesOn else { break }
        }
        return passed
    }

    /// Why a row is nobody's; nil for somebody's.
    private func passing(_ row: SheetRow, _ heading: RosterHeading) -> PassedRow? {
        if plan.skipsHidden, row.hidden { return .hidden }
        let reason = PassedRow(row.cells, plan)
        return RosterRow(row, heading).isBlank ? reason ?? .blank : reason
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

    /// The merged ranges of a sheet, which stand behind its rows.
    func merged(_ part: RosterPlan.Part, _ reading: SheetReading) throws -> [MergedRange] {
        try reading.rows(sheet: part.sheet) { _ in true }.merged
    }
}
