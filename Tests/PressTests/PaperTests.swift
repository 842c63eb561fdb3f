import Base
import Testing

@testable import Press

@Suite("A paper") struct PaperTests {
    private static func table(_ rows: Int, cell: String = "第一中学工会") -> PaperTable {
        PaperTable(
            [.init("序号", share: 1, alignment: .centre), .init("单位", share: 5), .init("签收", share: 2, alignment: .end)],
            rows: (1...rows).map { ["\($0)", cell, "已签收"] })
    }

    @Test func `brings the heads of a table again on every page and loses no row`() throws {
        let read = try ReadPDF(Paper(title: "签收情况", pieces: [.table(Self.table(120))]))
        #expect(read.pages == 4)
        #expect(read.dense.split(separator: "序号").count == read.pages)
        #expect(read.dense.ranges(of: "已签收").count == 120)
    }

    @Test func `parts a row that is higher than a page`() throws {
        let long = String(repeating: "工会", count: 4_000)
        let read = try ReadPDF(Paper(title: "长", pieces: [.table(Self.table(1, cell: long))]))
        #expect(read.pages > 1)
        #expect(read.dense.ranges(of: "工").count == 4_000)
    }

    @Test func `does not part what belongs together`() throws {
        let filling = Piece.text(PaperText(String(repeating: "\n", count: 19)))
        let pair = Piece.together([.text(PaperText("署名")), .text(PaperText("日期")), .text(PaperText("印章"))])
        let read = try ReadPDF(Paper(title: "题", margins: .official, pieces: [filling, pair]))
        let pages = read.text.split(separator: "\u{0C}")
        #expect(pages.count == 2 && pages[1].contains("署名") && pages[1].contains("印章"))
    }

    @Test func `without pages to turn stays on one, lying, with a code that can be read`() throws {
        let code = try QRCode("https://bj.example.org/public/certificates/7F3K92QDAB")
        let paper = Paper(
            title: "荣誉证书", format: .lying,
            fixtures: [
                .frame(inset: 20, thickness: 1.5, .gold), .code(code, x: 60, y: 400, side: 80),
                .words(PaperText("荣誉证书", .title, size: 40, pitch: 56, alignment: .centre), x: 0, y: 80, width: mm(297)),
            ], isNumbered: false)
        let read = try ReadPDF(paper)
        #expect(read.pages == 1 && read.dense == "荣誉证书")
    }

    @Test func `refuses to grow without end, and pictures that are none`() {
        let endless = Paper(title: "长", pieces: Array(repeating: .pageBreak, count: Paper.mostPages + 1))
        #expect(throws: Paper.Problem.tooLong(pages: Paper.mostPages)) {
            try endless.pdf(made: Instant(microseconds: 0))
        }
        let broken = Paper(title: "图", fixtures: [.picture([1, 2, 3], x: 0, y: 0, width: 100)])
        #expect(throws: Paper.Problem.badPicture) { try broken.pdf(made: Instant(microseconds: 0)) }
    }

    @Test func `is the same file whenever it is set`() throws {
        let paper = Paper(title: "题", pieces: [.text(PaperText("为人师表"))])
        let day = Instant(Day("2025-03-28")!, hour: 10)
        #expect(try paper.pdf(made: day) == paper.pdf(made: day))
    }

    @Test func `is set on several threads at once`() async throws {
        let paper = Paper(title: "题", pieces: [.table(Self.table(60))])
        let day = Instant(Day("2025-03-28")!, hour: 10), one = try paper.pdf(made: day)
        let all = await withTaskGroup { group in
            for _ in 0..<8 { group.addTask { (try? paper.pdf(made: day)) == one } }
            return await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(all == Array(repeating: true, count: 8))
    }
}
