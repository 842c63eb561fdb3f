import Sheets
import Web

/// A file at the door: its head read, its name and format known. Fails with `Flaws` beside the field of the file.
struct RosterIntake: Sendable {
    let heading: RosterHeading
    let fileName: String
    let digest: String

    init(path: String, fileName: String) throws {
        do {
            heading = try RosterFile(path: path).heading()
            digest = try ImportFiles.digest(of: path)
        } catch let problem as any Explained {
            throw Flaws("file", problem.words)
        }
        self.fileName = fileName.isEmpty ? "名册" : String(fileName.prefix(120))
    }

    func draft(_ id: ID<ImportBatch>, of unit: ID<Unit>, by officer: ID<Person>?) -> ImportBatch.Draft {
        ImportBatch.Draft(
            id: id, unit: unit, madeBy: officer, fileName: fileName, digest: digest,
            format: fileName.lowercased().hasSuffix(".csv") ? "csv" : "xlsx", titles: heading.titles)
    }
}
