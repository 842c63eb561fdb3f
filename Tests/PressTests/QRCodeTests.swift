import Base
import Testing

@testable import Press

@Suite("A QR code") struct QRCodeTests {
    @Test(
        "is as large as its text needs",
        arguments: [
            ("12351", 21), (String(repeating: "a", count: 14), 21), (String(repeating: "a", count: 15), 25),
            (String(repeating: "教", count: 100), 69),
        ])
    func size(text: String, side: Int) throws {
        #expect(try QRCode(text).size == side)
    }

    @Test func `has its three finders and its timing lines`() throws {
        let code = try QRCode("https://union.example.cn/activities/2025-0317")
        let finder = ["#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######"]
        for (left, top) in [(0, 0), (code.size - 7, 0), (0, code.size - 7)] {
            let drawn = (0..<7).map { row in
                String((0..<7).map { code.isDark(column: left + $0, row: top + row) ? Character("#") : "." })
            }
            #expect(drawn == finder)
        }
        for place in 8..<code.size - 8 {
            #expect(code.isDark(column: place, row: 6) == place.isMultiple(of: 2))
            #expect(code.isDark(column: 6, row: place) == place.isMultiple(of: 2))
        }
        #expect(code.isDark(column: 8, row: code.size - 8))
    }

    @Test func `draws every dark module once and no other`() throws {
        let code = try QRCode("提案已提交")
        var drawn: Set<[Int]> = []
        for piece in code.path.split(separator: "M") {
            let numbers = piece.split { !$0.isNumber }.compactMap { Int($0) }
            for column in numbers[0]..<numbers[0] + numbers[2] {
                #expect(drawn.insert([column - 4, numbers[1] - 4]).inserted)
            }
        }
        let dark = (0..<code.size).flatMap { row in
            (0..<code.size).filter { code.isDark(column: $0, row: row) }.map { [$0, row] }
        }
        #expect(drawn == Set(dark))
    }

    @Test func `puts nothing of its text into the picture`() throws {
        let svg = try QRCode("\"><script>alert(1)</script>").svg
        #expect(svg.hasPrefix("<svg xmlns=") && svg.hasSuffix("</svg>"))
        #expect(!svg.contains("script") && !svg.contains("style"))
        #expect(svg.contains("viewBox=\"0 0 37 37\""))
    }

    @Test func `refuses what does not fit`() {
        #expect(throws: QRCode.Problem()) { try QRCode(String(repeating: "a", count: 2332)) }
        #expect(throws: QRCode.Problem()) { try QRCode("a\0b") }
        #expect(throws: Never.self) { try QRCode(String(repeating: "a", count: 2331)) }
    }
}
