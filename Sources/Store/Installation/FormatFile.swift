import Glibc

/// What kind of folder this is: `unionhome.json`, written once when an installation is made.
enum FormatFile {
    /// Raised when the layout of the folder changes.
    static let version = 1

    /// Checks the folder, or makes it an installation if it is empty or not there; unless it must be one already.
    static func check(_ folder: String, database: String, isThere: Bool = false) throws {
        let path = "\(folder)/unionhome.json"
        let ours = "{\"format\": \(version), \"database\": \"\(database)\"}\n"
        guard exists(path) else {
            guard !isThere else { throw StoreProblem.version("\(folder) holds no installation") }
            try makeFolder(folder)
            let strangers = try namesIn(folder).filter { $0 != "lock" }
            guard strangers.isEmpty else {
                throw StoreProblem.version("\(folder) is not empty and holds no installation: choose an empty folder")
            }
            return try writeFile(ours, to: path)
        }
        let found = try readFile(path)
        guard found != ours else { return }
        guard found.contains("\"format\": \(version),") else {
            throw StoreProblem.version(
                "\(folder) is of another format than \(version): use the program that made it")
        }
        throw StoreProblem.version(
            "\(folder) was made for another database than \(database): name that one, or another folder")
    }
}
