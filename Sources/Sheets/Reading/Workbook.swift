/// The table of contents of an .xlsx.
struct Workbook: Sendable {
    let sheets: [SheetFile.Sheet]

    init(path: String, limits: SheetLimits) throws(SheetProblem) {
        throw .damaged
    }

    func rows(sheet: Int, _ body: (SheetRow) throws -> Bool) throws -> SheetRemarks {
        throw SheetProblem.missingSheet
    }
}
