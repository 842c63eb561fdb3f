import Sheets
import Web

/// A file at the door: surveyed, its table found, its name and format known. Fails with `Flaws` beside the field of the file.
struct RosterIntake: Sendable {
    let survey: RosterSurvey
    /// Nil when nothing in it looks like a roster: then a person must say where it is.
    let plan: RosterPlan?
    /// Whether nobody need be asked about its columns.
    let isCertain: Bool
    let fileName: String
    let digest: String

    init(path: String, fileName: String, _ finder: TableFinder) throws {
        do {
            survey = try RosterSurvey(of: try SheetFile(path: path))
            digest = try ImportFiles.digest(of: path)
        } catch let problem as any Explained {
            throw Flaws("file", problem.words)
        }
        let found = RosterFinder(survey, finder)
        plan = found.plan()
        isCertain = plan.map(found.isCertain) ?? false
        self.fileName = fileName.isEmpty ? "名册" : String(fileName.prefix(120))
        guard found.candidates.isEmpty || found.candidates.contains(where: \.hasRows) else {
            throw Flaws("file", ImportProblem.noRows.words)
        }
    }

    /// For whom nobody can be asked: fails too when no column of names was found.
    init(path: String, unasked finder: TableFinder) throws {
        try self.init(path: path, fileName: String(path.split(separator: "/").last ?? ""), finder)
        guard let plan, plan.columns.contains(.name) else {
            let found = RosterFinder(survey, finder)
            let titles = plan?.shownTitles.filter { !$0.isEmpty } ?? found.firstWords
            throw Flaws("file", ImportProblem.noName(found: titles).words)
        }
    }

    func draft(_ id: ID<ImportBatch>, of unit: ID<Unit>, by officer: ID<Person>?) -> ImportBatch.Draft {
        ImportBatch.Draft(
            id: id, unit: unit, madeBy: officer, fileName: fileName, digest: digest, format: Self.format(of: fileName),
            titles: plan?.shownTitles ?? [], plan: plan)
    }

    static func format(of fileName: String) -> String {
        let name = fileName.lowercased()
        return name.hasSuffix(".csv") || name.hasSuffix(".txt") ? "csv" : name.hasSuffix(".xls") ? "xls" : "xlsx"
    }
}
