/// Turns the records of a sheet into rows.
struct OldRows {
    private(set) var remarks = SheetRemarks()

    private let strings: SharedStrings
    private let styles: NumberStyles
    private let text: OldText
    private let limits: SheetLimits
    private var number = 0
    private var cells: [Cell] = []
    private var hidden: Set<Int> = []
    /// The column of a formula whose text is to follow.
    private var awaited: Int?

    init(strings: SharedStrings, styles: NumberStyles, text: OldText, limits: SheetLimits) {
        (self.strings, self.styles, self.text, self.limits) = (strings, styles, text, limits)
    }

    /// Takes a record; gives the row above when it begins another one.
    mutating func take(_ kind: Int, _ data: [UInt8]) throws(SheetProblem) -> SheetRow? {
        switch kind {
        case OldRecords.Kind.sharedText:
            guard let text = strings[Int(data.long(6))] else { throw .damaged }
            return try put(text.isEmpty ? .empty : .text(text), data)
        case OldRecords.Kind.text, OldRecords.Kind.richText:
            let text = text.read(data, at: 8, count: data.word(6))
            return try put(text.isEmpty ? .empty : .text(text), data)
        case OldRecords.Kind.number: return try put(number(data.double(6), style: data.word(4)), data)
        case OldRecords.Kind.shortNumber:
            return try put(number(Self.short(data.long(6)), style: data.word(4)), data)
        case OldRecords.Kind.manyNumbers: return try putMany(data)
        case OldRecords.Kind.truth:
            guard data.count >= 8 else { throw .damaged }
            return try put(data[7] == 0 ? .bool(data[6] != 0) : .error(Self.error(data[6])), data)
        case OldRecords.Kind.formula:
            let above = try put(result(data), data)
            // Its text follows in a record of its own.
            if data.word(12) == 0xFFFF, data[6] == 0 { awaited = data.word(2) }
            return above
        case OldRecords.Kind.formulaText: fill(data)
        default: note(kind, data)
        }
        return nil
    }

    /// The row that was begun last.
    mutating func last() -> SheetRow? { turned(to: number + 1) }

    /// Hands a row on and counts it.
    mutating func hand(_ row: SheetRow, to body: (SheetRow) throws -> Bool) throws -> Bool {
        remarks.rowCount += 1
        if row.hidden { remarks.hiddenRows += 1 }
        return try body(row)
    }

    private mutating func put(_ cell: Cell, _ data: [UInt8], column: Int? = nil) throws(SheetProblem) -> SheetRow? {
        guard data.count >= 6 else { throw .damaged }
        let row = data.word(0) + 1, column = column ?? data.word(2)
        guard row >= number else { throw .damaged }
        let above = row > number ? turned(to: row) : nil
        if cell == .empty { return above }
        guard column < limits.columns else { throw .tooWide(row: row) }
        while cells.count <= column { cells.append(.empty) }
        cells[column] = cell
        return above
    }

    private mutating func putMany(_ data: [UInt8]) throws(SheetProblem) -> SheetRow? {
        var above: SheetRow?
        for index in 0..<max(0, (data.count - 6) / 6) {
            let place = 4 + index * 6
            let cell = number(Self.short(data.long(place + 2)), style: data.word(place))
            let row = try put(cell, data, column: data.word(2) + index)
            above = above ?? row
        }
        return above
    }

    private mutating func turned(to row: Int) -> SheetRow? {
        defer { (number, cells, awaited) = (row, [], nil) }
        return cells.isEmpty ? nil : SheetRow(number: number, cells: cells, hidden: hidden.contains(number))
    }

    private func number(_ value: Double, style: Int) -> Cell {
        guard value.isFinite else { return .empty }
        return styles.cell(value, text: Self.written(value), style: style)
    }

    /// What a formula came to when the file was saved.
    private func result(_ data: [UInt8]) -> Cell {
        guard data.word(12) == 0xFFFF, data.count > 13 else { return number(data.double(6), style: data.word(4)) }
        switch data[6] {
        case 1: return .bool(data[8] != 0)
        case 2: return .error(Self.error(data[8]))
        default: return .empty
        }
    }

    private mutating func fill(_ data: [UInt8]) {
        guard let column = awaited, column < limits.columns else { return }
        let written = text.read(data, at: 2, count: data.word(0))
        awaited = nil
        guard !written.isEmpty else { return }
        while cells.count <= column { cells.append(.empty) }
        cells[column] = .text(written)
    }

    private mutating func note(_ kind: Int, _ data: [UInt8]) {
        switch kind {
        case OldRecords.Kind.row where data.word(12) & 0x20 != 0: hidden.insert(data.word(0) + 1)
        case OldRecords.Kind.columnLook where data.word(8) & 1 != 0 && data.word(0) <= min(255, data.word(2)):
            remarks.hiddenColumns.append(data.word(0)...min(255, data.word(2)))
        case OldRecords.Kind.merged:
            for place in stride(from: 2, to: data.count - 7, by: 8) where remarks.merged.count < 10_000 {
                let (top, bottom) = (data.word(place) + 1, data.word(place + 2) + 1)
                let (left, right) = (data.word(place + 4), data.word(place + 6))
                guard top <= bottom, left <= right else { continue }
                remarks.merged.append(MergedRange(rows: top...bottom, columns: left...right))
            }
        default: break
        }
    }

    /// Thirty bits of a number, the lowest two of the four bytes saying how they are meant.
    private static func short(_ bits: UInt32) -> Double {
        let value =
            bits & 2 != 0
            ? Double(Int32(bitPattern: bits) >> 2) : Double(bitPattern: UInt64(bits & ~3) << 32)
        return bits & 1 != 0 ? value / 100 : value
    }

    /// As .xlsx would write it.
    private static func written(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)"
    }

    private static func error(_ code: UInt8) -> String {
        switch code {
        case 0x00: "#NULL!"
        case 0x07: "#DIV/0!"
        case 0x0F: "#VALUE!"
        case 0x17: "#REF!"
        case 0x1D: "#NAME?"
        case 0x24: "#NUM!"
        default: "#N/A"
        }
    }
}
