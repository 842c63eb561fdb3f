import Glibc
import Server
import Sheets
import Vault
import Web

/// A table of figures as a workbook: small, made in one go.
struct CoverageSheet: Sendable {
    /// Of the file and its one sheet.
    let name: String
    let columns: [Sheets.Column]
    let rows: [[Out]]

    /// Writes it and reads it back; nothing stays behind.
    fileprivate func bytes(at path: String) throws -> [UInt8] {
        defer { unsafe unlink(path) }
        let writer = try SheetWriter(path: path, sheetName: String(name.suffix(30)), columns: columns)
        for row in rows { try writer.write(row: row) }
        try writer.close()
        return try DiskFile(path).bytes()
    }
}

/// Makes a sheet in a reading transaction, on the connection's own thread, and sends it.
func sheetAnswer<Who: Sendable>(
    _ visit: OpenVisit<Who>, _ make: @escaping @Sendable (Transaction) throws -> CoverageSheet
) async throws -> Answer {
    unsafe mkdir(visit.site.filesFolder, 0o700)
    let path = "\(visit.site.filesFolder)/coverage-\(Secret.token(bytes: 12)).xlsx"
    let (name, bytes) = try await visit.store.read { tx in
        let sheet = try make(tx)
        return (sheet.name, try sheet.bytes(at: path))
    }
    return .response(
        .download(.bytes(bytes), SheetOutput.Format.xlsx.mediaType, plain: "coverage.xlsx", named: "\(name).xlsx"))
}
