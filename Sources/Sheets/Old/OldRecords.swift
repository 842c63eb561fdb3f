/// The records of a workbook of Excel 97–2003, one after another.
struct OldRecords {
    /// Kinds of record that are read; all others are passed over.
    enum Kind {
        static let formula = 0x006, end = 0x00A, days1904 = 0x022, password = 0x02F, continued = 0x03C
        static let codePage = 0x042, columnLook = 0x07D, sheet = 0x085, manyNumbers = 0x0BD, richText = 0x0D6
        static let style = 0x0E0, merged = 0x0E5, strings = 0x0FC, sharedText = 0x0FD, number = 0x203
        static let text = 0x204, truth = 0x205, formulaText = 0x207, row = 0x208, shortNumber = 0x27E
        static let format = 0x41E, begin = 0x809
    }

    private let stream: CompoundStream
    private(set) var place: Int

    init(_ stream: CompoundStream, at place: Int) {
        (self.stream, self.place) = (stream, place)
    }

    /// The next record; nothing at the end of the stream.
    mutating func next() throws(SheetProblem) -> (kind: Int, data: [UInt8])? {
        guard place + 4 <= stream.size else { return nil }
        let head = try stream.bytes(at: place, count: 4)
        let data = try stream.bytes(at: place + 4, count: head.word(2))
        place += 4 + data.count
        return (head.word(0), data)
    }

    /// The kind of the record that comes next, without taking it.
    func coming() throws(SheetProblem) -> Int? {
        place + 4 <= stream.size ? try stream.bytes(at: place, count: 2).word(0) : nil
    }
}

/// How the texts of one workbook are written: two bytes a sign since 1997, before that in the code page of its maker.
struct OldText {
    let isUnicode: Bool
    var codePage = 1252

    /// The text of `count` signs at a place, its own byte of options before it when it has two bytes a sign.
    func read(_ data: [UInt8], at place: Int, count: Int) -> String {
        guard isUnicode else { return legacy(data.dropFirst(place).prefix(count)) }
        guard place < data.count else { return "" }
        let options = data[place]
        // Runs of rich text and phonetics announce themselves before the signs.
        let start = place + 1 + (options & 0x08 != 0 ? 2 : 0) + (options & 0x04 != 0 ? 4 : 0)
        let isWide = options & 0x01 != 0
        let most = max(0, (data.count - start) / (isWide ? 2 : 1))
        let units = (0..<min(count, most)).map { index -> UInt16 in
            isWide ? UInt16(data.word(start + index * 2)) : UInt16(data[start + index])
        }
        return String(decoding: units, as: UTF16.self)
    }

    /// Bytes of a code page; what it does not know becomes the mark of the unknown.
    private func legacy(_ bytes: some Collection<UInt8>) -> String {
        let name =
            switch codePage {
            case 936, 54936: "GB18030"
            case 950: "BIG5"
            case 932: "CP932"
            case 65001: "UTF-8"
            default: "CP1252"
            }
        return converted(Array(bytes), from: name)
    }
}
