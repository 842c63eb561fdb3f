/// Cells joined into one. Only the first holds the value; it counts for all of them.
public struct MergedRange: Hashable, Sendable, CustomStringConvertible {
    /// From 1, as Excel numbers them.
    public let rows: ClosedRange<Int>
    /// From 0.
    public let columns: ClosedRange<Int>

    public init(rows: ClosedRange<Int>, columns: ClosedRange<Int>) {
        (self.rows, self.columns) = (rows, columns)
    }

    /// Reads `A1:C1`; nothing for what is no range of a sheet.
    init?(_ reference: String) {
        let ends = reference.split(separator: ":").compactMap(Self.place)
        guard ends.count == 2, ends[0].row <= ends[1].row, ends[0].column <= ends[1].column else { return nil }
        self.init(rows: ends[0].row...ends[1].row, columns: ends[0].column...ends[1].column)
    }

    /// As Excel writes it, `A1:C1`.
    public var description: String {
        "\(columnName(columns.lowerBound))\(rows.lowerBound):\(columnName(columns.upperBound))\(rows.upperBound)"
    }

    private static func place(_ text: Substring) -> (row: Int, column: Int)? {
        var column = 0, row = 0
        for byte in text.utf8 where byte != 0x24 {
            switch byte {
            case 0x41...0x5A where row == 0: column = column * 26 + Int(byte - 0x40)
            case 0x30...0x39: row = row * 10 + Int(byte - 0x30)
            default: return nil
            }
            guard column <= 16_384, row <= 1_048_576 else { return nil }
        }
        return row > 0 && column > 0 ? (row, column - 1) : nil
    }
}

/// The letters that Excel shows above a column counted from 0: A, B, …, Z, AA.
public func columnName(_ index: Int) -> String {
    var name = "", rest = index + 1
    while rest > 0 {
        name = String(UnicodeScalar(UInt8(0x41 + (rest - 1) % 26))) + name
        rest = (rest - 1) / 26
    }
    return name
}

/// Gives merged cells the value of their first one while rows pass from top to bottom.
public struct MergeFilling: Sendable {
    /// A merged range and, once its first row has passed, its value.
    private struct Standing {
        let range: MergedRange
        var value: Cell?
    }

    /// Ranges not yet reached, the lowest first, so that the next one is the last.
    private var waiting: [MergedRange]
    private var standing: [Standing] = []
    private let downOnly: Bool

    /// `downOnly` fills the first column of each range alone: a remark written across a row is then not taken for its cells.
    public init(_ merged: [MergedRange], downOnly: Bool) {
        waiting = merged.filter { !downOnly || $0.rows.count > 1 }
            .sorted { ($0.rows.lowerBound, $0.columns.lowerBound) > ($1.rows.lowerBound, $1.columns.lowerBound) }
        self.downOnly = downOnly
    }

    /// The next row, its gaps within merged ranges filled. Rows must come in order.
    public mutating func filled(_ row: SheetRow) -> SheetRow {
        while let next = waiting.last, next.rows.lowerBound <= row.number {
            standing.append(Standing(range: next, value: nil))
            waiting.removeLast()
        }
        guard !standing.isEmpty else { return row }
        standing.removeAll { $0.range.rows.upperBound < row.number }
        var cells = row.cells
        for index in standing.indices {
            let range = standing[index].range
            if range.rows.lowerBound == row.number { standing[index].value = row[range.columns.lowerBound] }
            guard let value = standing[index].value, value != .empty else { continue }
            let columns = downOnly ? range.columns.lowerBound...range.columns.lowerBound : range.columns
            while cells.count <= columns.upperBound { cells.append(.empty) }
            for column in columns where cells[column] == .empty { cells[column] = value }
        }
        return SheetRow(number: row.number, cells: cells, hidden: row.hidden)
    }
}
