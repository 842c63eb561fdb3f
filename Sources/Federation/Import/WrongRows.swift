import Server
import Sheets
import Vault
import Web

/// The wrong rows as a workbook, flawed cells painted and commented, ready to be mended and sent again.
func downloadWrongRows(_ visit: OpenVisit<Officer>, _ id: ID<ImportBatch>) async throws -> Answer {
    let (who, ring) = (visit.who, visit.site.ring)
    let files = ImportFiles(folder: visit.site.filesFolder)
    files.prepare()
    let name: ID<ImportBatch> = try await visit.store.read { $0.newID() }
    let path = files.made("\(name).xlsx")
    defer { files.remove(path) }
    try await visit.store.read { tx in
        let batch = try ImportBatch.find(id, as: who, in: tx)
        try WrongRows(batch: batch, ring: ring).write(to: path, in: tx)
    }
    return .response(
        .download(
            .bytes(try ImportFiles.bytes(of: path)), SheetOutput.Format.xlsx.mediaType, plain: "wrong-rows-\(id).xlsx"))
}

/// The rows of a batch that were not imported, as they stood in the file.
struct WrongRows {
    let batch: ImportBatch
    let ring: KeyRing

    func write(to path: String, in tx: Transaction) throws {
        let columns = (batch.titles + ["问题"]).map { Sheets.Column($0, width: 18) }
        let output = try SheetOutput(format: .xlsx, path: path, sheetName: "错误行", columns: columns)
        var places: [RosterColumn: Int] = [:]
        for (index, column) in batch.fields.enumerated() {
            if let column, places[column] == nil { places[column] = index }
        }
        var line = 0
        while true {
            let rows: [ImportRow] = try tx.all(
                """
                SELECT \(ImportRow.columns) FROM import_row
                 WHERE batch_id = \(batch.id) AND line > \(line) AND kind = 'wrong' ORDER BY line LIMIT 500
                """)
            guard let last = rows.last else { break }
            let found: [ImportFinding] = try tx.all(
                """
                SELECT \(ImportFinding.columns) FROM import_finding
                 WHERE batch_id = \(batch.id) AND line > \(line) AND line <= \(last.line) ORDER BY line, seq
                """)
            let findings = Dictionary(grouping: found, by: \.line)
            for row in rows { try output.write(row: cells(of: row, findings[row.line] ?? [], places)) }
            line = last.line
        }
        try output.close()
    }

    private func cells(of row: ImportRow, _ findings: [ImportFinding], _ places: [RosterColumn: Int]) throws -> [Out] {
        let texts = try row.cells(under: batch.fields, ring)
        var cells = batch.titles.indices.map { texts.indices.contains($0) ? Out.text(texts[$0]) : .empty }
        for finding in findings {
            guard let place = places[finding.column], case .text(let text) = cells[place] else { continue }
            cells[place] = .flawed(text, reason: finding.message)
        }
        return cells + [.text(findings.map { "\($0.column.words)：\($0.message)" }.joined(separator: " "))]
    }
}
