import Web

/// A page of A4 as a PDF, the way a union writes a reply: red head, number, title, text, date. Its letters are the standard
/// Song of every reader and not part of the file, which therefore stays small and always the same.
struct PaperDrawing {
    private var content = ""

    init(_ paper: DemoPaper, from mark: String, of union: String) {
        colour("0.76 0.11 0.10")
        write("\(union)文件", size: 30, at: 700)
        content += "0.76 0.11 0.10 RG 1.5 w 70 640 m 525 640 l S\n"
        colour("0 0 0")
        write(paper.number, size: 15, at: 655)
        write(paper.title, size: 20, at: 590)
        for (line, words) in paper.body.enumerated() { write(words, size: 15, at: 530 - line * 30, left: 90) }
        write("自 \(Day(paper.on)?.plain ?? paper.on)起执行。", size: 15, at: 520 - paper.body.count * 30, left: 90)
        write(Day(paper.day)?.plain ?? paper.day, size: 15, at: 320, left: 380)
        colour("0.5 0.5 0.5")
        write(mark, size: 11, at: 60)
    }

    private mutating func colour(_ rgb: String) {
        content += "\(rgb) rg\n"
    }

    /// A line of words, in the middle unless it begins at `left`.
    private mutating func write(_ words: String, size: Int, at height: Int, left: Int? = nil) {
        let half = words.unicodeScalars.reduce(0) { $0 + ($1.isASCII ? 1 : 2) }
        let start = left ?? (595 - half * size / 2) / 2
        let code = words.utf16.map { unit in
            let text = String(unit, radix: 16)
            return String(repeating: "0", count: 4 - text.utf8.count) + text
        }
        content += "BT /F1 \(size) Tf \(start) \(height) Td <\(code.joined())> Tj ET\n"
    }

    /// The whole file.
    var bytes: [UInt8] {
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            """
            << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R
            /Resources << /Font << /F1 5 0 R >> >> >>
            """,
            "<< /Length \(content.utf8.count) >>\nstream\n\(content)endstream",
            "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [6 0 R] >>",
            """
            << /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500]
            /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 7 0 R >>
            """,
            """
            << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0
            /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>
            """,
        ]
        var text = "%PDF-1.4\n", places: [Int] = []
        for (index, object) in objects.enumerated() {
            places.append(text.utf8.count)
            text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        let start = text.utf8.count
        text += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for place in places { text += "\(padded(place, 10)) 00000 n \n" }
        text += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
        return Array(text.utf8)
    }
}
