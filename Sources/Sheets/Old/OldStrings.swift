/// Reads the table of shared strings, which goes on in continuation records, even in the middle of a text.
struct OldStrings {
    private let pieces: [[UInt8]]
    private var piece = 0
    private var at = 8

    /// `pieces` are the record and its continuations.
    init(_ pieces: [[UInt8]]) {
        self.pieces = pieces
    }

    /// All strings, in order. Fails as damaged when they are cut off.
    mutating func read(limits: SheetLimits) throws(SheetProblem) -> SharedStrings {
        let strings = SharedStrings()
        let count = Int(pieces[0].long(4))
        var units: [UInt16] = []
        for _ in 0..<count {
            try gather(&units)
            let text = String(decoding: units, as: UTF16.self)
            Array(text.utf8).withUnsafeBytes(strings.append)
            strings.endString()
            guard strings.byteCount <= limits.sharedBytes else { throw .tooLarge }
        }
        return strings
    }

    private mutating func gather(_ units: inout [UInt16]) throws(SheetProblem) {
        units.removeAll(keepingCapacity: true)
        let count = try word()
        var options = try byte()
        let runs = options & 0x08 != 0 ? try word() : 0
        let phonetics = options & 0x04 != 0 ? try word() | word() << 16 : 0
        while units.count < count {
            if at >= pieces[piece].count {
                try turn()
                options = try byte()
            }
            let bytes = pieces[piece]
            if options & 0x01 != 0 {
                guard at + 1 < bytes.count else { throw .damaged }
                let more = min(count - units.count, (bytes.count - at) / 2)
                for index in 0..<more { units.append(UInt16(bytes.word(at + index * 2))) }
                at += more * 2
            } else {
                let more = min(count - units.count, bytes.count - at)
                for index in 0..<more { units.append(UInt16(bytes[at + index])) }
                at += more
            }
        }
        try skip(runs * 4 + phonetics)
    }

    private mutating func byte() throws(SheetProblem) -> UInt8 {
        while at >= pieces[piece].count { try turn() }
        defer { at += 1 }
        return pieces[piece][at]
    }

    private mutating func word() throws(SheetProblem) -> Int { Int(try byte()) | Int(try byte()) << 8 }

    private mutating func skip(_ count: Int) throws(SheetProblem) {
        var left = count
        while left > 0 {
            if at >= pieces[piece].count { try turn() }
            let step = min(left, pieces[piece].count - at)
            at += step
            left -= step
        }
    }

    private mutating func turn() throws(SheetProblem) {
        guard piece + 1 < pieces.count else { throw .damaged }
        piece += 1
        at = 0
    }
}
