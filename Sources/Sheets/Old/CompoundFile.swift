/// A compound file: a little file system of sectors, in which Excel 97–2003 keeps a workbook as one stream.
struct CompoundFile {
    /// A stream by its directory entry.
    private struct Entry {
        let name: String
        let start: UInt32
        let size: Int
    }

    private let file: ByteFile
    private let sectorSize: Int
    private let table: [UInt32]
    private let entries: [Entry]
    private let root: Entry
    private let miniTableStart: UInt32
    /// Streams smaller than this lie in the root's own stream, in sectors of 64 bytes.
    private let miniLimit: Int

    private static let end: UInt32 = 0xFFFF_FFFA

    init(path: String) throws(SheetProblem) {
        let file = try ByteFile(path: path)
        guard let head = file.bytes(at: 0, count: 512) else { throw .damaged }
        let shift = head.word(30)
        guard shift == 9 || shift == 12 else { throw .damaged }
        let size = 1 << shift
        let table = try Self.table(of: file, head, size)
        var directory: [UInt8] = []
        for sector in try Self.chain(from: head.long(48), table) {
            directory += try Self.sector(sector, of: file, size)
        }
        let all = stride(from: 0, to: directory.count - 127, by: 128).compactMap { Self.entry(directory, at: $0, size) }
        guard let root = all.first else { throw .damaged }
        (self.file, sectorSize, self.table, self.root) = (file, size, table, root)
        entries = Array(all.dropFirst())
        (miniTableStart, miniLimit) = (head.long(60), Int(head.long(56)))
    }

    /// Whether a stream of that name lies in it, whatever folder it is in.
    func holds(_ name: String) -> Bool { entries.contains { $0.name == name } }

    /// A stream by name; nothing when there is none.
    func stream(_ name: String) throws(SheetProblem) -> CompoundStream? {
        guard let entry = entries.first(where: { $0.name == name }) else { return nil }
        guard entry.size < miniLimit else {
            let sectors = try Self.chain(from: entry.start, table)
            return CompoundStream(file: file, sectors: sectors, sectorSize: sectorSize, size: entry.size)
        }
        return CompoundStream(small: try small(entry))
    }

    private func small(_ entry: Entry) throws(SheetProblem) -> [UInt8] {
        var links: [UInt32] = []
        for sector in try Self.chain(from: miniTableStart, table) {
            links += try Self.sector(sector, of: file, sectorSize).longs
        }
        let home = try Self.chain(from: root.start, table)
        var bytes: [UInt8] = []
        for mini in try Self.chain(from: entry.start, links) {
            let place = Int(mini) * 64
            guard place / sectorSize < home.count else { throw .damaged }
            let sector = try Self.sector(home[place / sectorSize], of: file, sectorSize)
            bytes += sector[(place % sectorSize)..<(place % sectorSize + 64)]
        }
        return Array(bytes.prefix(entry.size))
    }

    /// Which sector follows each.
    private static func table(of file: ByteFile, _ head: [UInt8], _ size: Int) throws(SheetProblem) -> [UInt32] {
        var places = stride(from: 76, to: 512, by: 4).map { head.long($0) }
        var next = head.long(68), left = file.size / size + 1
        while next < end {
            left -= 1
            guard left > 0 else { throw .damaged }
            let more = try sector(next, of: file, size).longs
            places += more.dropLast()
            next = more.last ?? end
        }
        var table: [UInt32] = []
        for place in places where place < end {
            guard table.count <= file.size / size + 1024 else { throw .damaged }
            table += try sector(place, of: file, size).longs
        }
        return table
    }

    /// The sectors of a stream in order. A chain that runs in a circle or out of the file is damage.
    private static func chain(from start: UInt32, _ table: [UInt32]) throws(SheetProblem) -> [UInt32] {
        var sectors: [UInt32] = [], next = start
        while next < end {
            guard Int(next) < table.count, sectors.count < table.count else { throw .damaged }
            sectors.append(next)
            next = table[Int(next)]
        }
        return sectors
    }

    private static func sector(_ number: UInt32, of file: ByteFile, _ size: Int) throws(SheetProblem) -> [UInt8] {
        let place = (Int(number) + 1) * size
        // The last sector of a file may be cut short.
        let count = min(size, max(0, file.size - place))
        guard count > 0, let bytes = file.bytes(at: place, count: count) else { throw .damaged }
        return bytes + [UInt8](repeating: 0, count: size - count)
    }

    private static func entry(_ bytes: [UInt8], at place: Int, _ sectorSize: Int) -> Entry? {
        let length = bytes.word(place + 64)
        guard length >= 2, length <= 64 else { return nil }
        let units = stride(from: place, to: place + length - 2, by: 2).map { UInt16(bytes.word($0)) }
        return Entry(
            name: String(decoding: units, as: UTF16.self), start: bytes.long(place + 116),
            size: Int(bytes.long(place + 120)))
    }
}

/// A stream of a compound file, read from any place.
final class CompoundStream {
    let size: Int
    private let file: ByteFile?
    private let sectors: [UInt32]
    private let sectorSize: Int
    /// The stretch read last, and where it begins.
    private var window: [UInt8] = []
    private var windowStart = 0

    init(file: ByteFile, sectors: [UInt32], sectorSize: Int, size: Int) {
        (self.file, self.sectors, self.sectorSize) = (file, sectors, sectorSize)
        self.size = min(size, sectors.count * sectorSize)
    }

    init(small bytes: [UInt8]) {
        (file, sectors, sectorSize, size, window) = (nil, [], 0, bytes.count, bytes)
    }

    /// Exactly `count` bytes; beyond the end is damage.
    func bytes(at place: Int, count: Int) throws(SheetProblem) -> [UInt8] {
        guard place >= 0, count >= 0, place <= size, count <= size - place else { throw .damaged }
        var got: [UInt8] = []
        got.reserveCapacity(count)
        var at = place
        while got.count < count {
            if at < windowStart || at >= windowStart + window.count { try fill(at) }
            let from = at - windowStart
            let piece = window[from..<min(window.count, from + count - got.count)]
            got += piece
            at += piece.count
        }
        return got
    }

    /// Reads the sectors that follow one another on the disk, at most 64 kB.
    private func fill(_ place: Int) throws(SheetProblem) {
        guard let file else { throw .damaged }
        let first = place / sectorSize
        var last = first
        while last + 1 < sectors.count, (last - first + 2) * sectorSize <= 64 << 10,
            sectors[last + 1] == sectors[last] + 1
        {
            last += 1
        }
        let start = (Int(sectors[first]) + 1) * sectorSize
        let count = min((last - first + 1) * sectorSize, file.size - start)
        guard let bytes = file.bytes(at: start, count: count), place - first * sectorSize < bytes.count else {
            throw .damaged
        }
        (window, windowStart) = (bytes, first * sectorSize)
    }
}

extension Array where Element == UInt8 {
    /// Two bytes, the lower first; 0 beyond the end.
    func word(_ at: Int) -> Int { at >= 0 && at + 1 < count ? Int(self[at]) | Int(self[at + 1]) << 8 : 0 }

    /// Four bytes, the lowest first; 0 beyond the end.
    func long(_ at: Int) -> UInt32 { UInt32(word(at)) | UInt32(word(at + 2)) << 16 }

    /// Eight bytes, the lowest first, as a number with a point.
    func double(_ at: Int) -> Double {
        Double(bitPattern: UInt64(long(at)) | UInt64(long(at + 4)) << 32)
    }

    /// All of it in fours.
    fileprivate var longs: [UInt32] { stride(from: 0, to: count - 3, by: 4).map(long) }
}
