/// Cuts UTF-8 text into records and fields, wherever a chunk ends.
struct RecordReader {
    /// Where in a field we are.
    private enum Place { case start, plain, quoted, quoteInQuoted }

    /// Records that are complete and wait to be handed out.
    var ready: [SheetRow] = []

    private let delimiter: UInt8
    private let limits: SheetLimits
    private var place = Place.start
    private var field: [UInt8] = []
    private var cells: [Cell] = []
    private var column = 0
    private var number = 1
    private var skipsLineFeed = false

    init(delimiter: UInt8, limits: SheetLimits) {
        self.delimiter = delimiter
        self.limits = limits
    }

    mutating func take(_ chunk: [UInt8]) throws(SheetProblem) {
        for byte in chunk {
            if skipsLineFeed {
                skipsLineFeed = false
                if byte == 0x0A { continue }
            }
            switch place {
            case .quoted:
                if byte == 0x22 { place = .quoteInQuoted } else { try append(byte) }
            case .start where byte == 0x22: place = .quoted
            case .quoteInQuoted where byte == 0x22:
                try append(byte)
                place = .quoted
            default: try takePlain(byte)
            }
        }
    }

    /// Ends the last record, which may lack its line end.
    mutating func finish() throws(SheetProblem) {
        if place == .quoted { throw .openQuote(row: number) }
        if field == [0x1A] { field = [] }
        try endRecord()
    }

    private mutating func takePlain(_ byte: UInt8) throws(SheetProblem) {
        switch byte {
        case delimiter: try endField()
        case 0x0D, 0x0A:
            skipsLineFeed = byte == 0x0D
            try endRecord()
        default:
            try append(byte)
            place = .plain
        }
    }

    private mutating func append(_ byte: UInt8) throws(SheetProblem) {
        guard field.count < limits.cellBytes else {
            if place == .quoted { throw .openQuote(row: number) }
            throw .cellTooLong(row: number)
        }
        field.append(byte)
    }

    private mutating func endField() throws(SheetProblem) {
        if !field.isEmpty {
            guard column < limits.columns else { throw .tooWide(row: number) }
            while cells.count < column { cells.append(.empty) }
            let text = field.withUnsafeBufferPointer {
                String(decoding: FormulaGuard.removed(from: $0), as: UTF8.self)
            }
            cells.append(.text(text))
            field.removeAll(keepingCapacity: true)
        }
        column += 1
        place = .start
    }

    private mutating func endRecord() throws(SheetProblem) {
        try endField()
        if !cells.isEmpty {
            guard number <= limits.rows else { throw .tooManyRows }
            ready.append(SheetRow(number: number, cells: cells))
            cells = []
            cells.reserveCapacity(column)
        }
        column = 0
        number += 1
    }
}
