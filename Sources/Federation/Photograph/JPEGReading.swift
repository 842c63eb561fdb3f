/// Walks the segments of a JPEG and keeps those that draw.
struct JPEGReading {
    private let file: [UInt8]
    private var at = 2
    private(set) var width = 0
    private(set) var height = 0
    /// How the camera was held: 1 upright, to 8.
    private var turn: UInt8 = 1

    init(_ file: [UInt8]) {
        self.file = file
    }

    mutating func stripped() throws(Portrait.Problem) -> [UInt8] {
        var head: [UInt8] = [], rest: [UInt8] = [], hasScan = false
        while true {
            let marker = try nextMarker()
            if marker == 0xD9 { break }
            let segment = try nextSegment()
            switch marker {
            case 0xE0 where starts(segment, "JFIF\0") && segment.count >= 12:
                head += [0xFF, 0xE0, 0, 16] + segment.prefix(12) + [0, 0]
            case 0xE1: noteTurn(segment)
            case 0xEE where starts(segment, "Adobe") && segment.count >= 12:
                head += [0xFF, 0xEE, 0, 14] + segment.prefix(12)
            case 0xC0, 0xC1, 0xC2:
                guard segment.count >= 6, width == 0 else { throw .broken }
                let bytes = Array(segment.prefix(5))
                (height, width) = (Int(bytes[1]) << 8 | Int(bytes[2]), Int(bytes[3]) << 8 | Int(bytes[4]))
                guard width > 0, height > 0 else { throw .broken }
                append(marker, segment, to: &rest)
            case 0xC4, 0xDB, 0xDD: append(marker, segment, to: &rest)
            case 0xDA:
                guard width > 0 else { throw .broken }
                hasScan = true
                append(marker, segment, to: &rest)
                rest += try scan()
            case 0xC3, 0xC5...0xCF: throw .unusual
            default: break
            }
        }
        guard hasScan else { throw .broken }
        return [0xFF, 0xD8] + head + turnSegment + rest + [0xFF, 0xD9]
    }

    /// The next marker, over the filling before it.
    private mutating func nextMarker() throws(Portrait.Problem) -> UInt8 {
        guard at + 1 < file.count, file[at] == 0xFF else { throw .broken }
        while at + 1 < file.count, file[at + 1] == 0xFF { at += 1 }
        guard at + 1 < file.count else { throw .broken }
        defer { at += 2 }
        return file[at + 1]
    }

    private mutating func nextSegment() throws(Portrait.Problem) -> ArraySlice<UInt8> {
        guard at + 2 <= file.count else { throw .broken }
        let length = Int(file[at]) << 8 | Int(file[at + 1])
        guard length >= 2, at + length <= file.count else { throw .broken }
        defer { at += length }
        return file[at + 2..<at + length]
    }

    /// The coded picture up to the next marker that is not part of it.
    private mutating func scan() throws(Portrait.Problem) -> ArraySlice<UInt8> {
        let start = at
        while at + 1 < file.count {
            let isMarker = file[at] == 0xFF && file[at + 1] != 0 && !(0xD0...0xD7).contains(file[at + 1])
            if isMarker { return file[start..<at] }
            at += 1
        }
        throw .broken
    }

    private func append(_ marker: UInt8, _ segment: ArraySlice<UInt8>, to out: inout [UInt8]) {
        let length = segment.count + 2
        out += [0xFF, marker, UInt8(length >> 8), UInt8(length & 0xFF)] + segment
    }

    private func starts(_ segment: ArraySlice<UInt8>, _ words: String) -> Bool { segment.starts(with: words.utf8) }

    /// Finds how the picture is turned among a camera's notes; whatever else they say is not looked at.
    private mutating func noteTurn(_ segment: ArraySlice<UInt8>) {
        guard starts(segment, "Exif\0\0") else { return }
        let notes = Array(segment.dropFirst(6))
        guard notes.count >= 8 else { return }
        let isLittle = notes[0] == 0x49
        func number(_ at: Int, _ size: Int) -> Int? {
            guard at >= 0, at + size <= notes.count else { return nil }
            let bytes = isLittle ? Array(notes[at..<at + size].reversed()) : Array(notes[at..<at + size])
            return bytes.reduce(0) { $0 << 8 | Int($1) }
        }
        guard let start = number(4, 4), let count = number(start, 2) else { return }
        for entry in 0..<count {
            let at = start + 2 + entry * 12
            guard let tag = number(at, 2) else { return }
            if tag == 0x0112, let value = number(at + 8, 2), (1...8).contains(value) { turn = UInt8(value) }
        }
    }

    /// Notes of our own that say nothing but the turn; none for an upright picture.
    private var turnSegment: [UInt8] {
        guard turn != 1 else { return [] }
        let notes: [UInt8] =
            Array("Exif\0\0".utf8) + [
                0x4D, 0x4D, 0, 0x2A, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turn, 0, 0,
            ]
            + [0, 0, 0, 0]
        return [0xFF, 0xE1, 0, UInt8(notes.count + 2)] + notes
    }
}
