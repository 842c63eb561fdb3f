/// The tables of a web page, one below the other, as a spreadsheet program would open them.
struct WebTable: Sendable {
    let path: String
    let encoding: TextEncoding
    let limits: SheetLimits

    func rows(_ body: (SheetRow) throws -> Bool) throws -> SheetRemarks {
        let source = try TextSource(path: path, encoding: encoding)
        var tags = TagReader(limits: limits)
        var table = WebRows(limits: limits)
        var handedOut = 0
        while true {
            let chunk = try source.next()
            if chunk.isEmpty { try tags.finish() } else { try tags.take(chunk) }
            for piece in tags.ready { try table.take(piece) }
            tags.ready.removeAll(keepingCapacity: true)
            if chunk.isEmpty { table.finish() }
            for row in table.ready {
                handedOut += 1
                guard try body(row) else { return table.remarks(of: handedOut) }
            }
            table.ready.removeAll(keepingCapacity: true)
            if chunk.isEmpty { break }
        }
        // A page whose tables are in other files, or that has none.
        guard table.hasTable else { throw SheetProblem.webPage }
        return table.remarks(of: handedOut)
    }
}

/// Turns tags and text into rows.
struct WebRows {
    var ready: [SheetRow] = []
    private(set) var hasTable = false
    private var remarks = SheetRemarks()

    private let limits: SheetLimits
    private var number = 0
    private var column = 0
    private var cells: [Cell] = []
    /// Rows still to come under a cell that spans several, by column.
    private var below: [Int: Int] = [:]
    private var span = 1
    private var text = ""
    private var isInCell = false
    private var isInRow = false
    private var isHidden = false
    private var ignored: String?

    init(limits: SheetLimits) {
        self.limits = limits
    }

    /// What is known by now, when so many rows were handed out.
    func remarks(of rows: Int) -> SheetRemarks {
        var all = remarks
        all.rowCount = rows
        return all
    }

    mutating func take(_ piece: WebPiece) throws(SheetProblem) {
        switch piece {
        case .text(let more):
            guard isInCell, ignored == nil else { return }
            text += more
            if text.utf8.count > limits.cellBytes { throw .cellTooLong(row: number) }
        case .open(let tag): try open(tag)
        case .close(let name): try close(name)
        }
    }

    mutating func finish() {
        endCell()
        endRow()
    }

    private mutating func open(_ tag: WebTag) throws(SheetProblem) {
        guard ignored == nil else { return }
        switch tag.name {
        case "script", "style", "title", "xml": ignored = tag.name
        case "tr":
            finish()
            number += 1
            guard number <= limits.rows else { throw .tooManyRows }
            isInRow = true
            isHidden = tag.isHidden
            hasTable = true
        case "td", "th":
            endCell()
            guard isInRow else { return }
            try begin(tag)
        case "br": if isInCell { text += "\n" }
        case "p", "div": if isInCell, !text.isEmpty { text += "\n" }
        default: break
        }
    }

    private mutating func close(_ name: String) throws(SheetProblem) {
        if let open = ignored {
            if open == name { ignored = nil }
            return
        }
        switch name {
        case "td", "th": endCell()
        case "tr", "table": finish()
        default: break
        }
    }

    private mutating func begin(_ tag: WebTag) throws(SheetProblem) {
        while let left = below[column], left > 0 {
            below[column] = left - 1
            column += 1
        }
        span = max(1, min(tag.number("colspan") ?? 1, limits.columns))
        let down = max(1, min(tag.number("rowspan") ?? 1, 65_536))
        guard column + span <= 16_384 else { throw .tooWide(row: number) }
        if span * down > 1, remarks.merged.count < 10_000 {
            let rows = number...min(1_048_576, number + down - 1)
            remarks.merged.append(MergedRange(rows: rows, columns: column...(column + span - 1)))
        }
        if down > 1 { for each in column..<(column + span) { below[each] = down - 1 } }
        if column + span > limits.columns { throw .tooWide(row: number) }
        (isInCell, text) = (true, "")
    }

    private mutating func endCell() {
        guard isInCell else { return }
        isInCell = false
        let lines = text.split(separator: "\n").map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        let written = lines.filter { !$0.isEmpty }.joined(separator: "\n")
        if !written.isEmpty {
            while cells.count < column { cells.append(.empty) }
            cells.append(.text(written))
        }
        column += span
    }

    private mutating func endRow() {
        guard isInRow else { return }
        // Cells of rows above that reach down beyond the last cell of this one.
        for each in below.keys where each >= column { below[each]! -= 1 }
        below = below.filter { $0.value > 0 }
        if !cells.isEmpty {
            if isHidden { remarks.hiddenRows += 1 }
            ready.append(SheetRow(number: number, cells: cells, hidden: isHidden))
        }
        (cells, column, isInRow, span) = ([], 0, false, 1)
    }
}
