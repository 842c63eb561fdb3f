/// A text file as a table: comma, tab or semicolon between fields, as RFC 4180 has it, read leniently.
struct TextTable: Sendable {
    let path: String
    let encoding: TextEncoding
    let limits: SheetLimits

    func rows(_ body: (SheetRow) throws -> Bool) throws -> SheetRemarks {
        let source = try TextSource(path: path, encoding: encoding)
        var chunk = try source.next()
        var records = RecordReader(delimiter: Self.delimiter(of: chunk), limits: limits)
        var remarks = SheetRemarks()
        while !chunk.isEmpty {
            try records.take(chunk)
            for row in records.ready {
                remarks.rowCount += 1
                guard try body(row) else { return remarks }
            }
            records.ready.removeAll(keepingCapacity: true)
            chunk = try source.next()
        }
        try records.finish()
        for row in records.ready {
            remarks.rowCount += 1
            guard try body(row) else { return remarks }
        }
        return remarks
    }

    /// The sign that most of the first records hold most evenly; on equal terms tab, comma, semicolon.
    static func delimiter(of sample: [UInt8]) -> UInt8 {
        let signs: [UInt8] = [0x09, 0x2C, 0x3B]
        var counts: [[Int]] = [[0, 0, 0]]
        var isQuoted = false
        for byte in sample.prefix(16 << 10) {
            if byte == 0x22 { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == 0x0A || byte == 0x0D {
                if counts.count == 10 { break }
                if counts[counts.count - 1] != [0, 0, 0] { counts.append([0, 0, 0]) }
            } else if let sign = signs.firstIndex(of: byte) {
                counts[counts.count - 1][sign] += 1
            }
        }
        var best = (sign: UInt8(0x2C), score: 0)
        for (index, sign) in signs.enumerated() {
            let head = counts[0][index]
            let score = counts.reduce(0) { $0 + ($1[index] == head ? head : 0) }
            if score > best.score { best = (sign, score) }
        }
        return best.sign
    }
}
