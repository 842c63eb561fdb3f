import Server
public import Web

/// A file that belongs to a case (附件、证据): a PDF or a picture on the shelf, sealed, with the row that names it.
public struct Paper: Record, Sendable {
    public let id: ID<Paper>
    public let subjectKind: String
    public let subject: Int64
    public let mark: String
    public let name: String
    public let size: Int
    public let media: Media

    /// What it is, by its own first bytes and never by its name.
    public enum Media: String, Sendable, Readable, Bindable {
        case pdf, png, jpeg

        public var type: String {
            switch self {
            case .pdf: "application/pdf"
            case .png: "image/png"
            case .jpeg: "image/jpeg"
            }
        }

        static func of(_ bytes: [UInt8]) -> Media? {
            if bytes.starts(with: Array("%PDF-".utf8)) { return .pdf }
            if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return .png }
            return bytes.starts(with: [0xFF, 0xD8, 0xFF]) ? .jpeg : nil
        }
    }

    public static let columns: SQL = "id, subject_kind, subject, mark, name, size, media"

    public init(_ row: borrowing Row) throws {
        id = try row.read("id")
        subjectKind = try row.read("subject_kind")
        subject = try row.read("subject")
        mark = try row.read("mark")
        name = try row.read("name")
        size = try row.read("size")
        media = try row.read("media")
    }

    /// How many a case takes at once, and how large each may be.
    public static let most = 5
    public static let largest = 10 << 20

    /// One that was put on the shelf and waits for its row.
    public struct Kept: Sendable {
        let mark: String
        let name: String
        let size: Int
        let media: Media
    }

    /// Puts the files that a form sent in a field on the shelf, before the transaction that names them. `wall` says who may share
    /// equal bytes. Fails beside the field, for all files at once.
    public static func keep(_ field: String, of form: Form, on shelf: Shelf, wall: String) throws -> [Kept] {
        let uploads = form.uploads.filter { $0.field == field && $0.size > 0 }
        var flaws = Flaws(), files: [(bytes: [UInt8], name: String, media: Media)] = []
        if uploads.count > most { flaws.add(field, "一次最多 \(most) 个附件，现在选了 \(uploads.count) 个。") }
        for upload in uploads.prefix(most) {
            let name = String(upload.fileName.prefix(120))
            guard upload.size <= largest else {
                flaws.add(field, "“\(name)”有 \(upload.size >> 20) MB，最大 10 MB。")
                continue
            }
            guard let bytes = try? DiskFile(upload.path).bytes(), bytes.count == upload.size else {
                flaws.add(field, "“\(name)”没有收完整，请再选一次。")
                continue
            }
            guard let media = Media.of(bytes) else {
                flaws.add(field, "“\(name)”不是 PDF、PNG 或 JPEG 文件。")
                continue
            }
            files.append((bytes, name, media))
        }
        guard flaws.isEmpty else { throw flaws }
        return try files.map { file in
            Kept(
                mark: try shelf.keep(file.bytes, wall: wall), name: file.name, size: file.bytes.count, media: file.media
            )
        }
    }
}

extension Paper {
    /// Writes the rows of files that were put on the shelf.
    public static func add(
        _ kept: [Kept], to kind: StaticString, _ subject: Int64, by person: ID<Person>?, in tx: Transaction
    ) throws {
        for file in kept {
            let id: ID<Paper> = tx.newID()
            try tx.run(
                """
                INSERT INTO case_paper (id, subject_kind, subject, mark, name, size, media, added_by, added_at)
                VALUES (\(id), \(kind.description), \(subject), \(file.mark), \(file.name), \(file.size), \(file.media),
                    \(person), \(tx.now))
                """)
        }
    }

    /// The files of a case, in order; whoever asks has found the case before.
    public static func all(of kind: StaticString, _ subject: Int64, in tx: Transaction) throws -> [Paper] {
        try tx.all(
            """
            SELECT \(columns) FROM case_paper WHERE subject_kind = \(kind.description) AND subject = \(subject) ORDER BY id
            """)
    }

    static func held(_ marks: [String], in tx: Transaction) throws -> [String] {
        try tx.values("SELECT mark FROM case_paper WHERE mark \(anyOf: marks)")
    }
}

/// The table of files.
let paperMigration = Migration(
    "procedures 003 papers",
    """
    CREATE TABLE case_paper (
        id bigint NOT NULL PRIMARY KEY,
        subject_kind text NOT NULL,
        subject bigint NOT NULL,
        mark text NOT NULL,
        name text NOT NULL,
        size bigint NOT NULL,
        media text NOT NULL CHECK (media IN ('pdf', 'png', 'jpeg')),
        added_by bigint,
        added_at bigint NOT NULL
    );
    CREATE INDEX case_paper_subject ON case_paper (subject_kind, subject, id);
    CREATE INDEX case_paper_mark ON case_paper (mark)
    """)
