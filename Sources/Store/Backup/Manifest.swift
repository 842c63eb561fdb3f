import Base

/// What a backup holds: every file with its size and digest, and how many rows each table has. Written last, so a
/// folder without one is no backup.
struct Manifest: Equatable, Sendable {
    struct Entry: Equatable, Sendable {
        /// Inside the backup's folder.
        let path: String
        let size: Int
        let digest: String
    }

    static let format = 1

    let federation: String
    let takenAt: Instant
    var entries: [Entry]
    var rows: [String: Int]

    var text: String {
        JSON.object([
            (key: "format", value: JSON(Self.format)), (key: "federation", value: .string(federation)),
            (key: "taken_at", value: .integer(takenAt.microseconds)),
            (key: "rows", value: .object(rows.sorted { $0.key < $1.key }.map { (key: $0.key, value: JSON($0.value)) })),
            (
                key: "files",
                value: .array(
                    entries.map { entry in
                        .object([
                            (key: "path", value: .string(entry.path)), (key: "size", value: JSON(entry.size)),
                            (key: "sha256", value: .string(entry.digest)),
                        ])
                    })
            ),
        ]).text + "\n"
    }

    init(federation: String, takenAt: Instant) {
        self.federation = federation
        self.takenAt = takenAt
        entries = []
        rows = [:]
    }

    /// Reads the one in a folder; fails with `StoreProblem.version` when there is none that this program understands.
    init(in folder: String) throws {
        let path = "\(folder)/manifest.json"
        guard exists(path), let json = try? JSON(parsing: try readFile(path)), json["format"]?.integer == Self.format,
            let federation = json["federation"]?.string, let takenAt = json["taken_at"]?.integer,
            let rows = json["rows"]?.pairs, let files = json["files"]?.array
        else { throw StoreProblem.version("\(folder) holds no finished backup that this program understands") }
        self.federation = federation
        self.takenAt = Instant(microseconds: Int64(takenAt))
        self.rows = Dictionary(rows.map { ($0.key, $0.value.integer ?? 0) }) { _, last in last }
        entries = try files.map { file in
            guard let path = file["path"]?.string, let size = file["size"]?.integer,
                let digest = file["sha256"]?.string,
                !path.split(separator: "/").contains(".."), !path.hasPrefix("/")
            else { throw StoreProblem.version("the manifest of \(folder) is damaged") }
            return Entry(path: path, size: size, digest: digest)
        }
    }
}
