/// The table of contents of a workbook of Excel 95 to 2003: its tabs, its shared strings, its styles.
struct OldWorkbook: Sendable {
    let sheets: [SheetFile.Sheet]
    private let path: String
    private let limits: SheetLimits
    private let places: [Int]
    private let styles: NumberStyles
    private let text: OldText

    init(path: String, limits: SheetLimits) throws(SheetProblem) {
        guard try ByteFile(path: path).size <= limits.oldFileBytes else { throw .tooLarge }
        var globals = OldGlobals()
        try globals.read(try Self.stream(of: path))
        guard !globals.sheets.isEmpty else { throw .missingSheet }
        sheets = globals.sheets.map(\.sheet)
        places = globals.sheets.map(\.place)
        styles = NumberStyles(looks: globals.looks, from1904: globals.from1904)
        text = globals.text
        (self.path, self.limits) = (path, limits)
    }

    func rows(sheet: Int, strings: SharedStrings, _ body: (SheetRow) throws -> Bool) throws -> SheetRemarks {
        let stream = try Self.stream(of: path)
        var records = OldRecords(stream, at: places[sheet])
        guard try records.next()?.kind == OldRecords.Kind.begin else { throw SheetProblem.damaged }
        var reader = OldRows(strings: strings, styles: styles, text: text, limits: limits)
        var depth = 1
        while let (kind, data) = try records.next() {
            // A chart within the sheet is a stream within the stream.
            if kind == OldRecords.Kind.begin { depth += 1 }
            if kind == OldRecords.Kind.end { depth -= 1 }
            if depth == 0 { break }
            if depth > 1 { continue }
            if let row = try reader.take(kind, data), try !reader.hand(row, to: body) { return reader.remarks }
        }
        guard depth == 0 else { throw SheetProblem.damaged }
        if let row = reader.last() { _ = try reader.hand(row, to: body) }
        return reader.remarks
    }

    /// The stream of the workbook; if there is none, what the file is instead.
    private static func stream(of path: String) throws(SheetProblem) -> CompoundStream {
        let file = try CompoundFile(path: path)
        if file.holds("EncryptedPackage") { throw .encrypted }
        if let stream = try file.stream("Workbook") { return stream }
        if let stream = try file.stream("Book") { return stream }
        throw .notASheet
    }

    /// Gathers the strings that the sheets share.
    func strings() throws(SheetProblem) -> SharedStrings {
        var records = OldRecords(try Self.stream(of: path), at: 0)
        while let (kind, data) = try records.next() {
            if kind == OldRecords.Kind.end { break }
            guard kind == OldRecords.Kind.strings else { continue }
            var pieces = [data]
            while try records.coming() == OldRecords.Kind.continued, let more = try records.next() {
                pieces.append(more.data)
            }
            var strings = OldStrings(pieces)
            return try strings.read(limits: limits)
        }
        return SharedStrings()
    }
}

/// What the first part of the stream says of the whole workbook.
private struct OldGlobals {
    var sheets: [(sheet: SheetFile.Sheet, place: Int)] = []
    var looks: [NumberLook] = []
    var from1904 = false
    var text = OldText(isUnicode: true)
    private var formats: [Int: NumberLook] = [:]

    mutating func read(_ stream: CompoundStream) throws(SheetProblem) {
        var records = OldRecords(stream, at: 0)
        guard let first = try records.next(), first.kind == OldRecords.Kind.begin else { throw .damaged }
        switch first.data.word(0) {
        case 0x600: text = OldText(isUnicode: true)
        case 0x500: text = OldText(isUnicode: false)
        default: throw .oldExcel
        }
        var isComplete = false
        while let (kind, data) = try records.next() {
            if kind == OldRecords.Kind.end {
                isComplete = true
                break
            }
            try take(kind, data)
        }
        guard isComplete else { throw .damaged }
    }

    private mutating func take(_ kind: Int, _ data: [UInt8]) throws(SheetProblem) {
        switch kind {
        case OldRecords.Kind.password: throw .encrypted
        case OldRecords.Kind.days1904: from1904 = data.word(0) == 1
        case OldRecords.Kind.codePage: text.codePage = data.word(0)
        case OldRecords.Kind.format:
            let code =
                text.isUnicode
                ? text.read(data, at: 4, count: data.word(2)) : text.read(data, at: 3, count: data.word(2) & 0xFF)
            formats[data.word(0)] = NumberLook(code: code)
        case OldRecords.Kind.style:
            let format = data.word(2)
            looks.append(formats[format] ?? NumberLook(builtIn: format))
        case OldRecords.Kind.sheet: note(data)
        default: break
        }
    }

    private mutating func note(_ data: [UInt8]) {
        // Charts and macros have tabs too.
        guard data.count > 7, data[5] == 0, sheets.count < 1_000 else { return }
        let name = text.read(data, at: 7, count: Int(data[6]))
        sheets.append((SheetFile.Sheet(name: name, hidden: data[4] & 3 != 0), Int(data.long(0))))
    }
}
