/// A picture as it may be kept: a JPEG or PNG of a sensible size, without anything but the picture.
///
/// Where and with what it was taken, thumbnails, remarks and whatever follows its end are left out; of a camera's notes only the
/// turn of the picture stays, or it would lie on its side.
struct Portrait: Equatable, Sendable {
    /// How it is written.
    enum Media: String, Sendable, CaseIterable {
        case jpeg
        case png

        var type: String { "image/\(rawValue)" }
    }

    /// Why a file is not taken, in words for whoever chose it.
    enum Problem: Error, Equatable {
        case notPicture
        case broken
        case tooLarge
        case tooSmall
        case tooWide
        case unusual

        var words: String {
            switch self {
            case .notPicture: "这不是 JPEG 或 PNG 图片，请换一张照片。"
            case .broken: "这张图片不完整或已损坏，请重新选择。"
            case .tooLarge: "图片超过 8 MB，请缩小后再上传。"
            case .tooSmall: "图片太小，长和宽都要在 \(Portrait.sides.lowerBound) 像素以上。"
            case .tooWide: "图片太大，长和宽都不能超过 \(Portrait.sides.upperBound) 像素。"
            case .unusual: "这种 JPEG 格式不支持，请另存为普通 JPEG 或 PNG 再上传。"
            }
        }
    }

    let media: Media
    let width: Int
    let height: Int
    /// The picture alone.
    let bytes: [UInt8]

    /// In bytes, as it is sent.
    static let most = 8 << 20
    /// Of either side, in pixels.
    static let sides = 100...8000

    /// Fails when the file is no such picture, whatever its name says.
    init(_ file: [UInt8]) throws(Problem) {
        guard file.count <= Self.most else { throw .tooLarge }
        if file.starts(with: [0xFF, 0xD8, 0xFF]) {
            var reading = JPEGReading(file)
            bytes = try reading.stripped()
            (media, width, height) = (.jpeg, reading.width, reading.height)
        } else if file.starts(with: PNGReading.signature) {
            var reading = PNGReading(file)
            bytes = try reading.stripped()
            (media, width, height) = (.png, reading.width, reading.height)
        } else {
            throw .notPicture
        }
        let (short, long) = (min(width, height), max(width, height))
        if short < Self.sides.lowerBound { throw .tooSmall }
        if long > Self.sides.upperBound { throw .tooWide }
    }
}

/// Walks the chunks of a PNG and keeps those that draw.
struct PNGReading {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    private static let kept: Set<String> = ["IHDR", "PLTE", "tRNS", "gAMA", "sRGB", "IDAT", "IEND"]

    private let file: [UInt8]
    private(set) var width = 0
    private(set) var height = 0

    init(_ file: [UInt8]) {
        self.file = file
    }

    mutating func stripped() throws(Portrait.Problem) -> [UInt8] {
        var out = Self.signature, at = out.count, hasPicture = false
        while true {
            guard at + 12 <= file.count else { throw .broken }
            let length = Int(number(at))
            guard length <= file.count - at - 12 else { throw .broken }
            let name = String(decoding: file[at + 4..<at + 8], as: UTF8.self)
            let end = at + 12 + length
            guard CRC32.of(file[at + 4..<end - 4]) == number(end - 4) else { throw .broken }
            if name == "IHDR" {
                guard length == 13, width == 0 else { throw .broken }
                (width, height) = (Int(number(at + 8)), Int(number(at + 12)))
            }
            guard width > 0, height > 0 else { throw .broken }
            hasPicture = hasPicture || name == "IDAT"
            if Self.kept.contains(name) { out += file[at..<end] }
            if name == "IEND" { break }
            at = end
        }
        guard hasPicture else { throw .broken }
        return out
    }

    private func number(_ at: Int) -> UInt32 {
        file[at..<at + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
}

/// The check sum of PNG's chunks.
package enum CRC32 {
    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }

    package static func of(_ bytes: some Sequence<UInt8>) -> UInt32 {
        ~bytes.reduce(~0) { sum, byte in table[Int((sum ^ UInt32(byte)) & 0xFF)] ^ sum >> 8 }
    }
}
