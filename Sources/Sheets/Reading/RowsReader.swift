import Glibc

/// Turns the XML of a sheet into rows; those that are complete wait in `ready`.
final class RowsReader: XMLReader, RowReader {
    var ready: [SheetRow] = []
    /// Hidden columns and merged ranges met so far.
    private(set) var remarks = SheetRemarks()

    private let values: CellValues
    private let limits: SheetLimits
    private var number = 0
    private var isHidden = false
    private var cells: [Cell] = []
    private var width = 0
    private var cell = RawCell()
    private var column = 0
    private var isInRow = false
    private var isGathering = false
    private var isInReading = false

    init(values: CellValues, limits: SheetLimits) {
        (self.values, self.limits) = (values, limits)
    }

    override func start(_ tag: Tag, _ attributes: XMLAttributes) {
        if tag == "c" {
            startCell(attributes)
        } else if tag == "v" || tag == "t" {
            isGathering = isInRow
        } else if tag == "f" {
            cell.isFormula = true
        } else if tag == "row" {
            startRow(attributes)
        } else if tag == "rPh" {
            isInReading = true
        } else if tag == "col" {
            noteColumn(attributes)
        } else if tag == "mergeCell", remarks.merged.count < 10_000,
            let range = attributes.string("ref").flatMap({ MergedRange($0) })
        {
            remarks.merged.append(range)
        }
    }

    override func end(_ tag: Tag) {
        if tag == "c" {
            endCell()
        } else if tag == "v" || tag == "t" {
            isGathering = false
        } else if tag == "row" {
            endRow()
        } else if tag == "rPh" {
            isInReading = false
        }
    }

    override func text(_ bytes: UnsafeRawBufferPointer) {
        guard isGathering, !isInReading else { return }
        cell.bytes.append(contentsOf: bytes)
        cell.hasValue = true
        if cell.bytes.count > limits.cellBytes { problem = .cellTooLong(row: number) }
    }

    private func startRow(_ attributes: XMLAttributes) {
        let given = attributes.number("r") ?? number + 1
        guard given > number, given <= 1_048_576, !isInRow else { return problem = .damaged }
        number = given
        isHidden = attributes.isTrue("hidden")
        isInRow = true
        column = -1
    }

    private func endRow() {
        isInRow = false
        guard !cells.isEmpty else { return }
        guard number <= limits.rows else { return problem = .tooManyRows }
        remarks.rowCount += 1
        if isHidden { remarks.hiddenRows += 1 }
        width = max(width, cells.count)
        ready.append(SheetRow(number: number, cells: cells, hidden: isHidden))
        cells = []
        cells.reserveCapacity(width)
    }

    private func startCell(_ attributes: XMLAttributes) {
        cell.clear()
        var place: Int?
        attributes.forEach { name, value in
            if name == "r" {
                place = columnIndex(value)
                if place == nil { problem = .damaged }
            } else if name == "s" {
                cell.style = wholeNumber(value) ?? 0
            } else if name == "t" {
                cell.kind = Tag(value)
            }
        }
        column = place ?? column + 1
    }

    private func endCell() {
        guard isInRow else { return }
        guard let value = values.cell(cell) else { return problem = .damaged }
        if value == .empty { return }
        guard column < limits.columns else { return problem = .tooWide(row: number) }
        if column < cells.count {
            cells[column] = value
            return
        }
        while cells.count < column { cells.append(.empty) }
        cells.append(value)
    }

    private func noteColumn(_ attributes: XMLAttributes) {
        guard attributes.isTrue("hidden"), let from = attributes.number("min"), let to = attributes.number("max"),
            from >= 1, to >= from, remarks.hiddenColumns.count < 16_384
        else { return }
        remarks.hiddenColumns.append((from - 1)...(to - 1))
    }
}

/// The column of a reference like `AB12`, from 0; nothing for what is no reference.
private func columnIndex(_ reference: UnsafePointer<CChar>) -> Int? {
    var value = 0, at = 0
    while true {
        let letter = Int(reference[at] & ~0x20) - 0x40
        guard (1...26).contains(letter) else { break }
        value = value * 26 + letter
        at += 1
        guard value <= 16_384 else { return nil }
    }
    return at > 0 ? value - 1 : nil
}
