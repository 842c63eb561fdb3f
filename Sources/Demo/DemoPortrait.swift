import Federation

/// A drawn picture of nobody: a head and shoulders before a wall, as a PNG.
struct DemoPortrait {
    private let tint: Int
    private static let width = 150
    private static let height = 200

    /// `tint` picks the colour of the wall.
    init(tint: Int) {
        self.tint = tint
    }

    var png: [UInt8] {
        let walls: [[UInt8]] = [[0xBF, 0xDD, 0xD3], [0xE8, 0xD3, 0xA6]]
        let palette = walls[tint % walls.count] + [0x2D, 0x2A, 0x28, 0xE2, 0xB8, 0x98, 0x22, 0x5A, 0x52]
        let head = Self.number(Self.width) + Self.number(Self.height) + [8, 3, 0, 0, 0]
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + Self.chunk("IHDR", head) + Self.chunk("PLTE", palette)
            + Self.chunk("IDAT", Self.stored(lines)) + Self.chunk("IEND", [])
    }

    /// The picture line by line, each behind its filter byte: 0 wall, 1 hair, 2 face, 3 clothes.
    private var lines: [UInt8] {
        var bytes: [UInt8] = []
        for y in 0..<Self.height {
            bytes.append(0)
            for x in 0..<Self.width { bytes.append(colour(x - Self.width / 2, y)) }
        }
        return bytes
    }

    private func colour(_ x: Int, _ y: Int) -> UInt8 {
        func isIn(_ centre: Int, _ across: Int, _ down: Int) -> Bool {
            x * x * down * down + (y - centre) * (y - centre) * across * across < across * across * down * down
        }
        if isIn(92, 30, 38) && y > 72 { return 2 }
        if isIn(86, 38, 46) && y < 104 { return 1 }
        if abs(x) < 12 && (100..<145).contains(y) { return 2 }
        return isIn(205, 66, 68) ? 3 : 0
    }

    private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + content
        return number(content.count) + body + number(Int(CRC32.of(body)))
    }

    private static func number(_ number: Int) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
    }

    /// A zlib stream that is not compressed.
    private static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = [0x78, 0x01], rest = bytes[...]
        while !rest.isEmpty {
            let piece = rest.prefix(65_535), count = piece.count
            rest = rest.dropFirst(count)
            out += [
                rest.isEmpty ? 1 : 0, UInt8(count & 0xFF), UInt8(count >> 8), UInt8(~count & 0xFF),
                UInt8(~count >> 8 & 0xFF),
            ]
            out += piece
        }
        var (low, high) = (1, 0)
        for byte in bytes {
            low = (low + Int(byte)) % 65_521
            high = (high + low) % 65_521
        }
        return out + number(high << 16 | low)
    }
}
