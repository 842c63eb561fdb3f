import Base

/// A workbook in the XML of Excel 2003, which many systems still export as .xls.
struct XMLWorkbook: Sendable {
    let sheets: [SheetFile.Sheet]
    private let path: String
    private let encoding: TextEncoding
    private let limits: SheetLimits

    init(path: String, encoding: TextEncoding, limits: SheetLimits) throws(SheetProblem) {
        (self.path, self.encoding, self.limits) = (path, encoding, limits)
        let reader = XMLWorkbookReader(sheet: -1, limits: limits)
        do {
            try Self.read(path, encoding, limits, into: reader) { true }
        } catch let problem as SheetProblem {
            throw problem
        } catch {
            throw .damaged
        }
        guard !reader.names.isEmpty else { throw .missingSheet }
        sheets = reader.names.enumerated().map { index, name in
            SheetFile.Sheet(name: name, hidden: reader.hiddenSheets.contains(index))
        }
    }

    func rows(sheet: Int, _ body: (SheetRow) throws -> Bool) throws -> SheetRemarks {
        let reader = XMLWorkbookReader(sheet: sheet, limits: limits)
        try Self.read(path, encoding, limits, into: reader) { try reader.handOut(to: body) }
        return reader.told
    }

    /// Feeds the file to a reader as UTF-8, whatever it says of itself.
    private static func read(
        _ path: String, _ encoding: TextEncoding, _ limits: SheetLimits, into reader: XMLReader,
        afterChunk: () throws -> Bool
    ) throws {
        let source = try TextSource(path: path, encoding: encoding)
        let parser = try XMLParser(reader, encoding: "UTF-8")
        while true {
            let chunk = try source.next()
            try parser.parse(chunk)
            guard try afterChunk(), !chunk.isEmpty else { return }
        }
    }
}

/// Turns the XML into the rows of one sheet, and gathers the names of all.
final class XMLWorkbookReader: XMLReader, RowReader {
    var ready: [SheetRow] = []
    private(set) var remarks = SheetRemarks()
    private(set) var names: [String] = []
    private(set) var hiddenSheets: Set<Int> = []

    private let sheet: Int
    private let limits: SheetLimits
    private var number = 0
    private var isHidden = false
    private var cells: [Cell] = []
    private var column = -1
    private var columnLook = 0
    private var across = 0
    private var type = ""
    private var text: [UInt8] = []
    private var isInData = false
    private var isInState = false

    /// `sheet` is -1 for the names alone.
    init(sheet: Int, limits: SheetLimits) {
        (self.sheet, self.limits) = (sheet, limits)
    }

    private var isHere: Bool { names.count - 1 == sheet }

    override func start(_ tag: Tag, _ attributes: XMLAttributes) {
        if tag == "Worksheet" {
            guard names.count < 1_000 else { return problem = .damaged }
            names.append(attributes.string("Name") ?? "")
            (number, columnLook) = (0, 0)
        } else if tag == "Visible" {
            isInState = true
            text.removeAll(keepingCapacity: true)
        } else if isHere {
            startWithin(tag, attributes)
        }
    }

    private func startWithin(_ tag: Tag, _ attributes: XMLAttributes) {
        if tag == "Column" {
            noteColumn(attributes)
        } else if tag == "Row" {
            let given = attributes.number("Index") ?? number + 1
            guard given > number, given <= limits.rows else { return problem = .damaged }
            (number, column, isHidden) = (given, -1, attributes.isTrue("Hidden"))
            cells = []
        } else if tag == "Cell" {
            startCell(attributes)
        } else if tag == "Data" {
            isInData = true
            type = attributes.string("Type") ?? "String"
            text.removeAll(keepingCapacity: true)
        }
    }

    private func startCell(_ attributes: XMLAttributes) {
        let given = attributes.number("Index").map { $0 - 1 } ?? column + across + 1
        guard given > column, given < 16_384 else { return problem = .damaged }
        column = given
        across = attributes.number("MergeAcross") ?? 0
        let down = attributes.number("MergeDown") ?? 0
        guard across + down > 0, across < 16_384, down <= 1_048_576, remarks.merged.count < 10_000 else { return }
        remarks.merged.append(
            MergedRange(rows: number...min(1_048_576, number + down), columns: column...min(16_383, column + across)))
    }

    private func noteColumn(_ attributes: XMLAttributes) {
        let first = (attributes.number("Index") ?? columnLook + 1) - 1
        let last = first + (attributes.number("Span") ?? 0)
        guard first >= 0, last < 16_384 else { return problem = .damaged }
        columnLook = last + 1
        if attributes.isTrue("Hidden"), remarks.hiddenColumns.count < 16_384 {
            remarks.hiddenColumns.append(first...last)
        }
    }

    override func text(_ bytes: UnsafeRawBufferPointer) {
        guard isInData || isInState else { return }
        text.append(contentsOf: bytes)
        if text.count > limits.cellBytes { problem = .cellTooLong(row: number) }
    }

    override func end(_ tag: Tag) {
        if tag == "Visible" {
            isInState = false
            if String(decoding: text, as: UTF8.self) != "SheetVisible" { hiddenSheets.insert(names.count - 1) }
        } else if !isHere {
            return
        } else if tag == "Data" {
            isInData = false
            endData()
        } else if tag == "Cell" {
            column += across
            across = 0
        } else if tag == "Row", !cells.isEmpty {
            remarks.rowCount += 1
            if isHidden { remarks.hiddenRows += 1 }
            ready.append(SheetRow(number: number, cells: cells, hidden: isHidden))
            cells = []
        }
    }

    private func endData() {
        let written = String(decoding: text, as: UTF8.self)
        guard !written.isEmpty else { return }
        guard column < limits.columns else { return problem = .tooWide(row: number) }
        while cells.count <= column { cells.append(.empty) }
        cells[column] = cell(written)
    }

    private func cell(_ written: String) -> Cell {
        switch type {
        case "Number": Double(written).map { .number($0, text: written) } ?? .text(written)
        case "DateTime": Day(written.prefix(10)).map(Cell.date) ?? .text(written)
        case "Boolean": .bool(written == "1")
        case "Error": .error(written)
        default: .text(written)
        }
    }
}
