import Server
import Web

/// A file that goes with a paper (附件), as it was sent: kept sealed, handed out under its own name, never run as a page.
struct Attachment: Equatable, Sendable, Record {
    /// What a file is, by its own first bytes and, among those that are packed, its ending.
    enum Media: String, CaseIterable, Sendable, Readable, Bindable {
        case pdf, png, jpeg, zip, docx, xlsx, doc, xls

        /// What a file is; nil for what is not taken.
        init?(_ bytes: [UInt8], named name: String) {
            let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
            if bytes.starts(with: Array("%PDF-".utf8)) {
                self = .pdf
            } else if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) {
                self = .png
            } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
                self = .jpeg
            } else if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
                self = ending == "docx" ? .docx : ending == "xlsx" ? .xlsx : .zip
            } else if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
                self = ending == "xls" || ending == "et" ? .xls : .doc
            } else {
                return nil
            }
        }
    }

    let id: ID<Attachment>
    let document: ID<OfficialDocument>
    let name: String
    let media: Media
    let size: Int
    let mark: String

    /// The largest that is taken: 20 MB.
    static let most = 20 << 20
    static let mostOfOne = 20

    static let columns: SQL = "id, document_id, name, media, size, mark"

    init(_ row: borrowing Row) throws {
        id = try row.read("id")
        document = try row.read("document_id")
        name = try row.read("name")
        media = try row.read("media")
        size = try row.read("size")
        mark = try row.read("mark")
    }

    /// `1.2 MB`
    var weight: String {
        if size < 1 << 20 { return "\(max(1, size >> 10)) KB" }
        let tenths = size * 10 >> 20
        return "\(tenths / 10).\(tenths % 10) MB"
    }

    /// Its name without the ending, as the list of attachments in the paper says it.
    var title: String {
        let pieces = name.split(separator: ".")
        return pieces.count > 1 ? pieces.dropLast().joined(separator: ".") : name
    }

    /// Nobody else's row names the same file, so that it is destroyed when it is taken off.
    static func wall(_ document: ID<OfficialDocument>) -> String { "document \(document)" }

    static func all(of document: ID<OfficialDocument>, in tx: Transaction) throws -> [Attachment] {
        try tx.all("SELECT \(columns) FROM document_attachment WHERE document_id = \(document) ORDER BY id")
    }

    static func find(_ id: ID<Attachment>, of document: ID<OfficialDocument>, in tx: Transaction) throws -> Attachment {
        let found: Attachment? = try tx.first(
            "SELECT \(columns) FROM document_attachment WHERE id = \(id) AND document_id = \(document)")
        guard let found else { throw Refusal.missing }
        return found
    }

    static func insert(
        _ name: String, _ media: Media, size: Int, mark: String, to document: ID<OfficialDocument>, _ tx: Transaction
    ) throws {
        let id: ID<Attachment> = tx.newID()
        try tx.run(
            """
            INSERT INTO document_attachment (id, document_id, name, media, size, mark)
            VALUES (\(id), \(document), \(name), \(media), \(size), \(mark))
            """)
    }

    /// Which of these marks are still held.
    static func held(_ marks: [String], in tx: Transaction) throws -> [String] {
        try tx.values("SELECT mark FROM document_attachment WHERE mark \(anyOf: marks)")
    }

    /// The file on its way to somebody.
    func response(_ site: SiteFacts) throws -> Response {
        fileResponse(try Shelf(site).bytes(of: mark), named: name, type: "application/octet-stream", isInline: false)
    }
}
