public import Base

/// An official paper (公文) in the form of GB/T 9704-2012: 22 lines of 28 characters, the issuer in red above, the number and a
/// red rule, the title, whom it is for, the body, the signature with its day, and at the foot who gets copies.
public struct OfficialPaper: Sendable {
    /// `北京市教育工会`
    public var issuer: String
    /// `京教工发〔2025〕1号`; nil while it has none.
    public var number: String?
    /// Who signed it, for papers to a higher union; nil for others.
    public var signer: String?
    public var title: String
    /// Whom it is for (主送), without the colon; nil for none.
    public var addressees: String?
    /// Paragraph by paragraph.
    public var body: [String]
    public var attachments: [String]
    /// The day it was issued; nil while it is a draft.
    public var day: Day?
    /// A remark in brackets (附注), such as whom to call.
    public var remark: String?
    /// Who gets copies (抄送); nil for none.
    public var copies: String?
    /// Who printed it, and so keeps its original.
    public var office: String
    /// Small words at the top of every page: 草稿, 已撤回; nil for none.
    public var mark: String?
    /// The picture of the issuer's seal, when somebody who may gave one; a place is left for it otherwise.
    public var seal: [UInt8]?

    public init(
        issuer: String, number: String?, signer: String? = nil, title: String, addressees: String?, body: [String],
        attachments: [String] = [], day: Day?, remark: String? = nil, copies: String? = nil, office: String,
        mark: String? = nil, seal: [UInt8]? = nil
    ) {
        self.issuer = issuer
        self.number = number
        self.signer = signer
        self.title = title
        self.addressees = addressees
        self.body = body
        self.attachments = attachments
        self.day = day
        self.remark = remark
        self.copies = copies
        self.office = office
        self.mark = mark
        self.seal = seal
    }

    /// Points from line to line: 22 lines fill the page.
    static let line = 28.9
    static let type = 15.75

    /// The paper as it is set.
    public var paper: Paper {
        Paper(
            title: title, author: issuer, margins: .official,
            pieces: head + [.space(Self.line * 2)] + titles + main + closing + [.foot(foot)], mark: mark)
    }

    /// The issuer in red, the number, the red rule.
    private var head: [Piece] {
        // At most 16 millimetres high, and on one line.
        let words = issuer + "文件"
        let size = min(45.0, mm(156) / Double(max(words.count, 1)))
        let above = PaperText(words, .title, size: size, pitch: size * 1.3, alignment: .centre, ink: .red)
        let number = self.number ?? "（文号在签发时编定）"
        let line =
            signer.map { PaperText("\(number)　　　　签发人：\($0)", .body, alignment: .centre) }
            ?? PaperText(number, .body, alignment: .centre)
        return [
            .text(above), .space(Self.line), .text(line), .space(mm(4)), .rule(thickness: 1.4, .red),
        ]
    }

    private var titles: [Piece] {
        // Lines of about one length, so that none holds the last two characters alone.
        let most = 20, count = title.count, lines = (count + most - 1) / most
        let side = lines > 1 ? max(0, Double(most - (count + lines - 1) / lines - 1) / 2) : 0
        let title = PaperText(title, .title, size: 22, pitch: 33, alignment: .centre, left: side, right: side)
        return [.text(title), .space(Self.line)]
    }

    private var main: [Piece] {
        let to = addressees.map { [Piece.text(PaperText($0 + "："))] } ?? []
        let paragraphs = body.filter { !$0.isEmpty }.map { Piece.text(Self.paragraph($0)) }
        return to + paragraphs + list
    }

    /// The list of attachments, below the body.
    private var list: [Piece] {
        guard !attachments.isEmpty else { return [] }
        let isOne = attachments.count == 1
        let lines = attachments.enumerated().map { index, name in
            let number = isOne ? "" : "\(index + 1)."
            // What follows the first stands under its name.
            return Piece.text(PaperText((index == 0 ? "附件：" : "") + number + name, left: index == 0 ? 2 : 5))
        }
        return [.space(Self.line)] + lines
    }

    /// The signature, centred over the day, which ends four characters from the edge; room above it for the seal.
    private var closing: [Piece] {
        let remark = self.remark.map { [Piece.text(PaperText("（\($0)）", left: 2))] } ?? []
        guard let day else { return remark }
        let words = Self.chinese(day)
        // Digits are half as wide as characters.
        let wide = words.reduce(0.0) { $0 + ($1.isASCII ? 0.55 : 1) }
        let right = max(1, 4 + wide / 2 - Double(issuer.count) / 2)
        let stamp = seal.map { [Piece.stamp($0, width: mm(42), right: (4 + wide / 2) * Self.type)] } ?? []
        let signature: [Piece] = [
            .space(Self.line * 2), .text(PaperText(issuer, alignment: .end, right: right, staysWithNext: true)),
        ]
        return [.together(signature + stamp + [.text(PaperText(words, alignment: .end, right: 4))])] + remark
    }

    /// Between rules at the foot: copies, and who printed it when (版记).
    private var foot: [Piece] {
        var pieces: [Piece] = [.rule(thickness: 1, .black)]
        let small = { (words: String) in PaperText(words, size: 14, pitch: 24, left: 1, right: 1) }
        if let copies {
            pieces += [.text(small("抄送：\(copies)。")), .rule(thickness: 0.7, .black)]
        }
        var printed = small(day.map { "\(Self.chinese($0))印发" } ?? "")
        printed.alignment = .end
        return pieces + [.ends(small(office), printed), .rule(thickness: 1, .black)]
    }

    /// `2025年3月28日`, as papers write it: without blanks.
    public static func chinese(_ day: Day) -> String { "\(day.year)年\(day.month)月\(day.day)日" }
}
