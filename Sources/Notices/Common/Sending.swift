import Glibc
import Server
import Sheets
import Vault
import Web

/// The one thread on which papers are set; whoever comes when 32 wait is asked to come later.
let press = Arithmetic(limit: 32)

/// Bytes on their way to somebody under a name. They are never read as a page, whatever is in them.
func fileResponse(_ bytes: [UInt8], named name: String, type: String, isInline: Bool) -> Response {
    // A path's segment is encoded exactly as RFC 8187 wants the value of filename*.
    let encoded = Path(segments: [name]).text.dropFirst()
    let ending = name.split(separator: ".").last.map { $0.filter { $0.isASCII && $0.isLetter } } ?? "bin"
    let headers: Headers = [
        "Content-Type": type,
        "Content-Disposition":
            "\(isInline ? "inline" : "attachment"); filename=\"paper.\(ending)\"; filename*=UTF-8''\(encoded)",
        "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
    ]
    return Response(headers: headers, body: .bytes(bytes))
}

/// A table as a workbook: small, made in one go.
struct NoticeSheet: Sendable {
    /// Of the file and its one sheet.
    let name: String
    let columns: [Sheets.Column]
    let rows: [[Out]]

    /// Writes it and reads it back; nothing stays behind.
    func bytes(at path: String) throws -> [UInt8] {
        defer { unsafe unlink(path) }
        let writer = try SheetWriter(path: path, sheetName: String(name.suffix(30)), columns: columns)
        for row in rows { try writer.write(row: row) }
        try writer.close()
        return try fileBytes(at: path)
    }
}

/// Makes a sheet in a reading transaction, on the connection's own thread, and sends it.
func sheetAnswer(
    _ visit: OpenVisit<Officer>, _ make: @escaping @Sendable (Transaction) throws -> NoticeSheet
) async throws -> Answer {
    unsafe mkdir(visit.site.filesFolder, 0o700)
    let path = "\(visit.site.filesFolder)/notices-\(Secret.token(bytes: 12)).xlsx"
    let (name, bytes) = try await visit.store.read { tx in
        let sheet = try make(tx)
        return (sheet.name, try sheet.bytes(at: path))
    }
    return .response(
        fileResponse(
            bytes, named: "\(name).xlsx",
            type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", isInline: false))
}

extension Request {
    /// Where the house was asked, as the browser called it: `https://bj.example.org`, with its port where it has one.
    var origin: String { "\(isSecure ? "https" : "http")://\(headers["Host"] ?? "localhost")" }
}
