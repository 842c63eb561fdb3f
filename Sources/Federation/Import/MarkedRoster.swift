import Server
import Sheets
import Vault
import Web

/// The officer's own file again, what is wrong or doubtful marked in its cells, ready to be mended and sent anew.
///
/// Lines above the head, columns that were not imported and the order of all are kept; one column 问题 is added at the end.
struct MarkedRoster {
    let batch: ImportBatch
    /// Whether sound rows are given too.
    let isWhole: Bool

    /// Writes it from the file as it was sent. `findings` gives what is to be said of some lines.
    func write(
        from source: String, to path: String, _ findings: ([Int]) throws -> [Int: [ImportFinding]]
    ) throws {
        let file = try RosterFile(path: source, plan: batch.plan), heading = try file.heading()
        var page = MarkedPage(path: path, width: heading.titles.count + 1, keepsPlaces: isWhole)
        var waiting: [SheetRow] = []
        func flush() throws {
            let found = try findings(waiting.map(\.number))
            for row in waiting {
                let said = found[row.number] ?? []
                if isWhole || !said.isEmpty { try page.put(cells(of: row, said, heading), at: row.number) }
            }
            waiting = []
        }
        try file.file.rows(sheet: file.sheet) { row in
            if row.number < heading.row {
                try page.put(row.cells.map(Out.init), at: row.number)
            } else if row.number == heading.row {
                let gap = max(0, heading.titles.count - row.cells.count)
                let cells = row.cells.map(Out.init) + Array(repeating: .empty, count: gap)
                try page.put(cells + [.text("问题")], at: row.number)
            } else {
                waiting.append(row)
                if waiting.count == 500 { try flush() }
            }
            return true
        }
        try flush()
        try page.close()
    }

    private func cells(of row: SheetRow, _ findings: [ImportFinding], _ heading: RosterHeading) -> [Out] {
        let width = max(heading.titles.count, row.cells.count)
        var cells = (0..<width).map { Out(row[$0]) }
        var left: [String] = []
        for finding in findings where finding.kind.gravity != .mended {
            left.append("\(finding.column.words)：\(finding.message)")
            guard let place = heading.places[finding.column], cells.indices.contains(place) else { continue }
            if case .flawed(let text, let reason) = cells[place] {
                cells[place] = .flawed(text, reason: "\(reason)\n\(finding.message)")
            } else {
                cells[place] = .flawed(cells[place].words, reason: finding.message)
            }
        }
        return cells + [left.isEmpty ? .empty : .text(left.joined(separator: "\n"))]
    }
}

/// The workbook on its way: its first row becomes the head of the sheet, whatever it holds.
private struct MarkedPage {
    let path: String
    let width: Int
    /// Whether each row stands where it stood; otherwise right below the one before.
    let keepsPlaces: Bool
    private var output: SheetOutput?
    private var written = 0

    init(path: String, width: Int, keepsPlaces: Bool) {
        self.path = path
        self.width = width
        self.keepsPlaces = keepsPlaces
    }

    mutating func put(_ cells: [Out], at number: Int) throws {
        guard let sheet = output else {
            let titles = (0..<max(width, cells.count)).map { place in
                Sheets.Column(cells.indices.contains(place) ? cells[place].words : "", width: 16)
            }
            output = try SheetOutput(format: .xlsx, path: path, sheetName: "名册（标出问题）", columns: titles)
            written = 1
            return
        }
        while keepsPlaces, written < number - 1 {
            try sheet.write(row: [])
            written += 1
        }
        try sheet.write(row: cells)
        written += 1
    }

    func close() throws { try output?.close() }
}

extension Out {
    /// A cell as it stood in the file.
    fileprivate init(_ cell: Cell) {
        switch cell {
        case .empty: self = .empty
        case .text(let text): self = .text(text)
        case .number(let value, let text):
            self = value == value.rounded() && abs(value) < 1e15 ? .integer(Int(value)) : .text(text)
        case .date(let day): self = .day(day)
        case .bool, .month: self = .text(cell.written)
        case .error(let words): self = .text(words)
        }
    }

    /// The words in it.
    fileprivate var words: String {
        switch self {
        case .text(let text), .flawed(let text, _): text
        case .integer(let number): String(number)
        case .day(let day): day.description
        default: ""
        }
    }
}

/// Sends the file with its faults marked: only the faulty rows, or with `?rows=all` every row.
func downloadMarkedRoster(_ visit: OpenVisit<Officer>, _ id: ID<ImportBatch>) async throws -> Answer {
    let (who, site) = (visit.who, visit.site)
    let files = ImportFiles(folder: site.filesFolder)
    files.prepare()
    let (batch, name): (ImportBatch, ID<ImportBatch>) = try await visit.store.read { tx in
        (try ImportBatch.find(id, as: who, in: tx), tx.newID())
    }
    guard let mark = batch.mark, batch.destroyedAt == nil else { return try await downloadWrongRows(visit, id) }
    let (source, path) = (files.made("\(name).source"), files.made("\(name).xlsx"))
    defer {
        files.remove(source)
        files.remove(path)
    }
    try ImportFiles.write(try Shelf(site).bytes(of: mark), to: source)
    let isWhole = visit.call.query("rows") == "all"
    try await visit.store.read { tx in
        try MarkedRoster(batch: batch, isWhole: isWhole).write(from: source, to: path) { lines in
            try ImportFinding.all(of: id, lines: lines, in: tx)
        }
    }
    return .response(
        .download(
            .bytes(try ImportFiles.bytes(of: path)), SheetOutput.Format.xlsx.mediaType, plain: "wrong-rows-\(id).xlsx"))
}
