import Server
import Sheets
import Vault
import Web

/// The officer's own file again, what is wrong or doubtful marked in its cells, ready to be mended and sent anew.
///
/// Every sheet that was read is given under its own name. Lines above the heads, columns that were not imported and the order of all
/// are kept; cells that were merged over several people are filled for each; one column 问题 is added at the end.
struct MarkedRoster {
    let batch: ImportBatch
    /// Whether sound rows are given too.
    let isWhole: Bool

    /// Writes it from the file as it was sent. `findings` gives what is to be said of some lines.
    func write(
        from source: String, to path: String, _ findings: ([Int]) throws -> [Int: [ImportFinding]]
    ) throws {
        let file = try RosterFile(path: source, plan: batch.plan), heading = try file.heading()
        var book = MarkedBook(path: path, width: heading.titles.count + 1, keepsPlaces: isWhole)
        for (index, part) in file.plan.parts.enumerated() {
            book.begin(part.name)
            try write(part, at: index, of: file, heading, into: &book, findings)
        }
        try book.close()
    }

    private func write(
        _ part: RosterPlan.Part, at index: Int, of file: RosterFile, _ heading: RosterHeading,
        into book: inout MarkedBook,
        _ findings: ([Int]) throws -> [Int: [ImportFinding]]
    ) throws {
        let head = part.heads?.upperBound ?? 0
        var filling = MergeFilling(
            try part.mergesDown ? file.merged(part, SheetReading(file.file)) : [], downOnly: true)
        var waiting: [SheetRow] = []
        func flush() throws {
            let found = try findings(waiting.map { RosterPlan.line(part: index, row: $0.number) })
            for row in waiting {
                let said = found[RosterPlan.line(part: index, row: row.number)] ?? []
                if isWhole || !said.isEmpty { try book.put(cells(of: row, said, heading), at: row.number) }
            }
            waiting = []
        }
        try file.file.rows(sheet: part.sheet) { row in
            let filled = filling.filled(row)
            if row.number < head {
                try book.put(row.cells.map(Out.init), at: row.number)
            } else if row.number == head {
                try book.put(heads(row, part, file.plan, heading) + [.text("问题")], at: row.number)
            } else {
                waiting.append(filled)
                if waiting.count == 500 { try flush() }
            }
            return true
        }
        try flush()
    }

    /// The row of heads. A head that was merged over two rows stood in the upper one; now it stands in both.
    private func heads(
        _ row: SheetRow, _ part: RosterPlan.Part, _ plan: RosterPlan, _ heading: RosterHeading
    ) -> [Out] {
        let titles = part.heads.map { $0.count > 1 } == true ? plan.titles : []
        return (0..<max(heading.titles.count, row.cells.count)).map { place in
            let title = titles.indices.contains(place) ? titles[place] : ""
            return row[place].isBlank && !title.isEmpty ? .text(title) : Out(row[place])
        }
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

/// The workbook on its way: the first row of a sheet becomes its head, whatever it holds.
private struct MarkedBook {
    let path: String
    let width: Int
    /// Whether each row stands where it stood; otherwise right below the one before.
    let keepsPlaces: Bool
    private var writer: SheetWriter?
    /// The sheet that begins with the next row; nil once it has begun.
    private var next: String?
    private var written = 0

    init(path: String, width: Int, keepsPlaces: Bool) {
        self.path = path
        self.width = width
        self.keepsPlaces = keepsPlaces
    }

    mutating func begin(_ name: String) { next = name.isEmpty ? "名册（标出问题）" : name }

    mutating func put(_ cells: [Out], at number: Int) throws {
        if let name = next {
            let isFirst = !keepsPlaces || number == 1
            try open(name, isFirst ? cells : [])
            if isFirst { return }
        }
        while keepsPlaces, written < number - 1 {
            try writer?.write(row: [])
            written += 1
        }
        try writer?.write(row: cells)
        written += 1
    }

    private mutating func open(_ name: String, _ head: [Out]) throws {
        let titles = (0..<max(width, head.count)).map { place in
            Sheets.Column(head.indices.contains(place) ? head[place].words : "", width: 16)
        }
        if let writer {
            try writer.begin(sheetName: name, columns: titles)
        } else {
            writer = try SheetWriter(path: path, sheetName: name, columns: titles)
        }
        (next, written) = (nil, 1)
    }

    func close() throws { try writer?.close() }
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
