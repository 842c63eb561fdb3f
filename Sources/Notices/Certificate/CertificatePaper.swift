import Press
import Web

/// A certificate as it is printed: A4, lying, with a code that leads to its page of proof.
struct CertificatePaper: Sendable {
    let certificate: Certificate
    /// Where the house is asked, as `https://bj.example.org`, for the code.
    let origin: String
    let seal: [UInt8]?

    init(_ certificate: Certificate, origin: String, _ seals: SealSource, in tx: Transaction) throws {
        self.certificate = certificate
        self.origin = origin
        seal = certificate.state == .valid ? try seals.picture(certificate.unit, tx) : nil
    }

    /// What it says flows from above; the code and the signature stand below, where nothing that flows comes.
    func paper() throws -> Paper {
        let one = certificate
        let address = origin + Places.publicCertificate(one.code).text
        var fixtures: [Fixture] = [
            .frame(inset: mm(9), thickness: 2.2, .gold), .frame(inset: mm(11.5), thickness: 0.6, .gold),
            .code(try QRCode(address), x: mm(36), y: mm(163), side: mm(24)),
            small("编号 \(one.number)", y: 166), small("核验码 \(one.printedCode)", y: 172),
            small("扫码或在 \(origin)/public/certificates 核验", y: 178, .grey),
            signature(one.unitName, y: 163), signature(Self.chinese(one.issuedOn), y: 173),
        ]
        if let seal { fixtures.append(.picture(seal, x: mm(222), y: mm(148), width: mm(40))) }
        let margins = Paper.Margins(top: mm(24), right: mm(36), bottom: mm(52), left: mm(36))
        return Paper(
            title: "\(one.heading) \(one.number)", author: one.unitName, format: .lying, margins: margins,
            pieces: pieces, fixtures: fixtures, isNumbered: false, mark: one.state == .withdrawn ? "已撤销" : nil)
    }

    private var pieces: [Piece] {
        let one = certificate
        // A long text in smaller type keeps to the page.
        let size: Double = one.body.count > 110 ? 16 : 20
        let award = one.award.map { [Piece.text(centred($0, 34, pitch: 54))] } ?? []
        let body = PaperText(one.body, .kai, size: size, pitch: size * 1.65, indent: 2)
        let end = PaperText("特发此证。", .kai, size: size, pitch: size * 1.65, indent: 2)
        return [
            .text(centred(one.heading, 46, pitch: 69)), .space(mm(4)),
            .text(PaperText("\(one.holder)：", .kai, size: 24, pitch: 38)), .text(body),
        ] + award + [.text(end)]
    }

    private func centred(_ words: String, _ size: Double, pitch: Double) -> PaperText {
        PaperText(words, .title, size: size, pitch: pitch, alignment: .centre, ink: .wine)
    }

    private func small(_ words: String, y: Double, _ ink: Ink = .black) -> Fixture {
        .words(PaperText(words, .hei, size: 9, pitch: 13.5, ink: ink), x: mm(64), y: mm(y), width: mm(110))
    }

    private func signature(_ words: String, y: Double) -> Fixture {
        let text = PaperText(words, .kai, size: 17, pitch: 28, alignment: .end)
        return .words(text, x: mm(150), y: mm(y), width: mm(111))
    }

    /// `二〇二六年一月十三日`
    static func chinese(_ day: Day) -> String {
        let digits = Array("〇一二三四五六七八九")
        let year = String(String(day.year).compactMap { $0.wholeNumberValue.map { digits[$0] } })
        return "\(year)年\(number(day.month))月\(number(day.day))日"
    }

    /// 1 to 31 as days are said.
    private static func number(_ value: Int) -> String {
        let ones = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
        let tens = ["", "十", "二十", "三十"]
        return tens[value / 10] + ones[value % 10]
    }
}
