public import Base
import CQREncode

/// A QR code (GB/T 18284) that any phone reads: error level M, so that a seventh of it may be soiled.
public struct QRCode: Equatable, Sendable {
    /// The text does not fit into the largest code, or holds a zero byte.
    public struct Problem: Explained, Equatable {
        public var words: String { "内容过长，放不进一个二维码。" }
    }

    /// Modules on a side, quiet zone not counted: 21, 25, 29 and so on to 177.
    public let size: Int
    private let dark: [Bool]

    /// The smallest code that holds the text's UTF-8.
    public init(_ text: String) throws(Problem) {
        guard !text.utf8.contains(0), let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { throw Problem() }
        defer { QRcode_free(code) }
        size = Int(code.pointee.width)
        // The lowest bit of each byte is the module; the others tell what it is part of.
        dark = (0..<size * size).map { index in code.pointee.data[index] & 1 == 1 }
    }

    /// Whether the module is dark; columns go right and rows down, from 0.
    public func isDark(column: Int, row: Int) -> Bool { dark[row * size + column] }

    /// The picture as SVG: one path in `currentColor`, four modules of quiet around it, no style, no script, no id.
    ///
    /// It holds digits and letters of our own only, never the text, so it may stand in a page raw. The page says
    /// beside it what it is, and sees to a light ground under it in the dark theme too.
    public var svg: String {
        let side = size + 2 * Self.quiet
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(side) \(side)" role="img" aria-label="二维码" \
            shape-rendering="crispEdges"><path fill="currentColor" d="\(path)"/></svg>
            """
    }

    /// The width of the picture in modules, with the quiet zone.
    public var side: Int { size + 2 * Self.quiet }

    /// The dark modules as the data of one SVG path, a rectangle for each run in a row.
    public var path: String {
        var out = ""
        for row in 0..<size {
            var column = 0
            while column < size {
                let start = column
                while column < size, isDark(column: column, row: row) { column += 1 }
                if column > start {
                    let length = column - start
                    out += "M\(start + Self.quiet) \(row + Self.quiet)h\(length)v1h-\(length)z"
                } else {
                    column += 1
                }
            }
        }
        return out
    }

    private static let quiet = 4
}
