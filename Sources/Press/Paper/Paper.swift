public import Base

/// A paper to be printed or kept: what stands on it and in which form, as a value. `pdf` typesets it.
///
/// Lengths are points (1/72 inch); `mm` turns millimetres into them. Type is set in characters of the paragraph's own size
/// where Chinese typesetting counts so: indents and the blanks at an end.
public struct Paper: Sendable {
    /// A4, as GB/T 148 cuts it: 210 by 297 millimetres.
    public enum Format: Sendable {
        case upright
        case lying
    }

    /// The blank edges around what is set.
    public struct Margins: Equatable, Sendable {
        public let top, right, bottom, left: Double

        public init(top: Double, right: Double, bottom: Double, left: Double) {
            (self.top, self.right, self.bottom, self.left) = (top, right, bottom, left)
        }
    }

    /// Of the file, as a reader shows it above the page.
    public var title: String
    /// Who it is from; of the file too.
    public var author: String
    public var format: Format
    public var margins: Margins
    public var pieces: [Piece]
    /// What stands at a fixed place of the first page.
    public var fixtures: [Fixture]
    /// Whether every page bears its number, — 1 —, outside on both sides of a leaf.
    public var isNumbered: Bool
    /// Small grey words at the top of every page, such as 草稿; nil for none.
    public var mark: String?

    public init(
        title: String, author: String = "", format: Format = .upright, margins: Margins = .usual, pieces: [Piece] = [],
        fixtures: [Fixture] = [], isNumbered: Bool = true, mark: String? = nil
    ) {
        self.title = title
        self.author = author
        self.format = format
        self.margins = margins
        self.pieces = pieces
        self.fixtures = fixtures
        self.isNumbered = isNumbered
        self.mark = mark
    }

    /// Why no file was made.
    public enum Problem: Explained, Equatable {
        case tooLong(pages: Int)
        case badPicture
        /// The library says so; its words are for the log.
        case broken(String)

        public var words: String {
            switch self {
            case .tooLong(let pages): "这份材料超过 \(pages) 页，请分成几份。"
            case .badPicture: "图片读不出来，请换一张 PNG 图片。"
            case .broken: "版式文件没有生成，请稍后再试。"
            }
        }
    }

    /// Pages at most, so that no paper takes the machine's memory.
    public static let mostPages = 400

    /// Width and height.
    var size: (width: Double, height: Double) {
        switch format {
        case .upright: (mm(210), mm(297))
        case .lying: (mm(297), mm(210))
        }
    }
}

extension Paper.Margins {
    /// Those of an ordinary list.
    public static let usual = Self(top: mm(22), right: mm(20), bottom: mm(22), left: mm(20))
    /// Those of an official paper (GB/T 9704-2012, 5.2): 37 above and 28 at the binding leave 156 by 225.
    public static let official = Self(top: mm(37), right: mm(26), bottom: mm(35), left: mm(28))
}

/// Points of a length in millimetres.
public func mm(_ millimetres: Double) -> Double { millimetres * 72 / 25.4 }
