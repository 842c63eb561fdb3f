/// Something on a paper that follows what stands before it.
public indirect enum Piece: Sendable {
    case text(PaperText)
    /// Two texts on one line, one at each end.
    case ends(PaperText, PaperText)
    /// A line from edge to edge.
    case rule(thickness: Double, Ink)
    case table(PaperTable)
    /// Blank height; it vanishes at the top of a page.
    case space(Double)
    case pageBreak
    /// A PNG picture over what stands around here, such as that of a seal over signature and day; its middle is `right` from
    /// the right edge. It takes no height.
    case stamp([UInt8], width: Double, right: Double)
    /// Never parted by the end of a page, as long as it fits on one.
    case together([Piece])
    /// At the foot of the last page: the list of copies and who printed it (版记).
    case foot([Piece])
}

/// Something at a fixed place of the first page, counted from its upper left corner.
public enum Fixture: Sendable {
    /// A rectangle all around, `inset` from the edges.
    case frame(inset: Double, thickness: Double, Ink)
    case code(QRCode, x: Double, y: Double, side: Double)
    /// A PNG picture, such as that of a seal; its height follows from its own form.
    case picture([UInt8], x: Double, y: Double, width: Double)
    case words(PaperText, x: Double, y: Double, width: Double)
}

/// The colour of ink.
public struct Ink: Equatable, Sendable {
    let red, green, blue: Double

    public static let black = Ink(red: 0.07, green: 0.09, blue: 0.09)
    /// The red of an official paper's head and rules.
    public static let red = Ink(red: 0.83, green: 0.06, blue: 0.09)
    public static let grey = Ink(red: 0.45, green: 0.47, blue: 0.46)
    public static let gold = Ink(red: 0.73, green: 0.54, blue: 0.11)
    public static let wine = Ink(red: 0.49, green: 0.09, blue: 0.13)
}

/// The faces of an official paper. Each names the faces that offices have first and one that every Debian has last, so that a
/// paper is right wherever they are installed and readable wherever they are not.
public enum Face: String, Sendable {
    /// 小标宋: heads and titles.
    case title
    /// 仿宋: the body.
    case body
    /// 黑体: headings of the first rank.
    case hei
    /// 楷体: headings of the second rank, names of signers.
    case kai

    var families: String {
        switch self {
        case .title: "Noto Serif CJK SC"
        case .body: "FangSong,FangSong_GB2312,STFangsong,Noto Serif CJK SC"
        case .hei: "SimHei,Noto Sans CJK SC"
        case .kai: "KaiTi,KaiTi_GB2312,AR PL UKai CN,LXGW WenKai,Noto Serif CJK SC"
        }
    }

    /// 小标宋 is Song in bold where it is not installed.
    var isBold: Bool { self == .title }
}
