import Base
import Testing

@testable import Press

@Suite("An official paper") struct OfficialPaperTests {
    private static func paper(_ paragraphs: Int, number: String? = "京教工发〔2025〕1号", day: Day? = Day("2025-03-28")!)
        -> OfficialPaper
    {
        OfficialPaper(
            issuer: "北京市教育工会", number: number, title: "关于印发2025年工作要点的通知", addressees: "各区教育工会，各高校工会",
            body: (0..<paragraphs).flatMap { number in
                [
                    "一、加强组织建设",
                    "（一）扩大覆盖面。各单位要把非编教职工、劳务派遣职工纳入工会组织，做到应建尽建、应入尽入，动态掌握底数，第 \(number) 次核对。",
                ]
            }, attachments: ["任务分解表", "台账样式"], day: day, remark: "联系电话：010-12345678", copies: "市总工会",
            office: "北京市教育工会办公室", mark: day == nil ? "草稿" : nil)
    }

    @Test func `says all its parts in their order, and can be searched`() throws {
        let read = try ReadPDF(Self.paper(1).paper)
        let parts = [
            "北京市教育工会文件", "京教工发〔2025〕1号", "关于印发2025年工作要点的通知", "各区教育工会，各高校工会：", "一、加强组织建设",
            "（一）扩大覆盖面。", "附件：1.任务分解表", "2.台账样式", "北京市教育工会", "2025年3月28日", "（联系电话：010-12345678）",
            "抄送：市总工会。", "北京市教育工会办公室2025年3月28日印发",
        ]
        var rest = read.dense[...]
        for part in parts {
            let found = try #require(rest.firstRange(of: part), "\(part) is not in its place")
            rest = rest[found.upperBound...]
        }
        #expect(read.pages == 2)
        #expect(rest.contains("—2—"))
    }

    @Test func `takes with it only the parts of its faces that it uses`() throws {
        let read = try ReadPDF(Self.paper(1).paper)
        let lines = read.fonts.split(separator: "\n").dropFirst(2)
        #expect(!lines.isEmpty)
        // Name, type, encoding, embedded, subset, unicode.
        #expect(lines.allSatisfy { $0.contains(/yes +yes +yes/) }, "\(read.fonts)")
        #expect(read.bytes.count < 200_000)
    }

    @Test func `numbers its pages and puts the list of copies on the last`() throws {
        let read = try ReadPDF(Self.paper(20).paper)
        let pages = read.text.split(separator: "\u{0C}").map { $0.filter { !$0.isWhitespace } }
        #expect(read.pages >= 4 && pages.count == read.pages)
        for (index, page) in pages.enumerated() { #expect(page.hasSuffix("—\(index + 1)—")) }
        #expect(pages.map { $0.contains("抄送：") } == Array(repeating: false, count: pages.count - 1) + [true])
    }

    @Test func `sets twenty-two lines of twenty-eight characters`() throws {
        var full = Self.paper(0)
        full.body = [String(repeating: "工", count: 28 * 60 - 2)]
        let read = try ReadPDF(full.paper)
        let lines = read.text.split(separator: "\u{0C}")[1].split(separator: "\n").map { $0.filter { $0 == "工" }.count }
        #expect(lines.filter { $0 == 28 }.count == 22)
        #expect(lines.allSatisfy { $0 == 28 || $0 == 0 })
    }

    @Test func `that is a draft says so and has neither number nor day`() throws {
        let read = try ReadPDF(Self.paper(1, number: nil, day: nil).paper)
        #expect(read.dense.contains("草稿") && read.dense.contains("（文号在签发时编定）"))
        #expect(!read.dense.contains("印发。") && !read.dense.contains("3月28日"))
    }

    @Test(
        "gives headings the faces of their ranks",
        arguments: [
            ("一、指导思想", Face.hei, nil), ("（二）主要任务", .kai, nil), ("1.建立台账。", .body, nil), ("十二、其他", .hei, nil),
            ("（三）强化责任。各单位要落实。", .body, Face.kai), ("一是加强领导。", .body, nil), ("（一", .body, nil), ("", .body, nil),
        ] as [(String, Face, Face?)])
    func rank(words: String, face: Face, lead: Face?) {
        let text = OfficialPaper.paragraph(words)
        #expect(text.face == face && text.lead?.face == lead)
    }
}
