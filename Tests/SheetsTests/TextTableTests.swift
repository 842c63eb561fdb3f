import Testing

@testable import Sheets

@Suite("A text table") struct TextTableTests {
    @Test(
        "is read in any encoding, with any delimiter and line end",
        arguments: [
            "utf8.csv", "utf8-bom.csv", "gb18030.csv", "tabs.txt", "semicolons.csv", "utf16.txt",
        ])
    func reading(file: String) throws {
        let rows = try allRows(fixture(file))
        #expect(rows.map(\.number) == [1, 2, 4])
        #expect(rows[0].cells == [.text("工号"), .text("姓名"), .text("备注")])
        #expect(rows[1].cells == [.text("007"), .text("陈荷"), .text("说\"好\"，\r\n两行")])
        #expect(rows[2].cells == [.text("008"), .empty, .text("尾")])
    }

    @Test("is the same wherever a chunk ends", arguments: [1, 2, 3, 7])
    func chunks(size: Int) throws {
        let text = Array("a,\"b\"\"c\r\nd\",\r\n\r\r\n,'=1,''+2,'x\n\"\",z\"q\"\u{1A}".utf8)
        var reader = RecordReader(delimiter: 0x2C, limits: SheetLimits())
        for start in stride(from: 0, to: text.count, by: size) {
            try reader.take(Array(text[start..<min(text.count, start + size)]))
        }
        try reader.finish()
        #expect(reader.ready.map(\.number) == [1, 4, 5])
        #expect(reader.ready[0].cells == [.text("a"), .text("b\"c\r\nd")])
        #expect(reader.ready[1].cells == [.empty, .text("=1"), .text("'+2"), .text("'x")])
        #expect(reader.ready[2].cells == [.empty, .text("z\"q\"\u{1A}")])
    }

    @Test(
        "finds its delimiter",
        arguments: [
            ("a,b;c,d\n1,2;3,4", ","), ("a\tb\n1,5\t2,5\n", "\t"), ("甲;乙\n1,5;2\n", ";"), ("甲\n乙\n", ","),
            ("\"a;b;c\",d\n1,2", ","),
        ])
    func delimiters(text: String, sign: String) {
        #expect(TextTable.delimiter(of: Array(text.utf8)) == sign.utf8.first)
    }

    @Test func `that was UTF-8 and is damaged is not taken for anything else`() {
        var check = UTF8Check()
        check.take(Array("教工之家会员登记名册".utf8) + [0xFF])
        #expect(!check.isSound && check.isMeantAsUTF8)
    }

    @Test(
        "is UTF-8 only if all of it is",
        arguments: [
            ([0x61, 0xE9, 0x99, 0x88], true), ([0xE9, 0x99], false), ([0xC0, 0x80], false),
            ([0xED, 0xA0, 0x80], false),
            ([0xF4, 0x90, 0x80, 0x80], false), ([0xF0, 0x9F, 0x98, 0x80], true), ([0xB3, 0xC2], false),
        ] as [([UInt8], Bool)])
    func utf8(bytes: [UInt8], isSound: Bool) {
        var whole = UTF8Check(), pieces = UTF8Check()
        whole.take(bytes)
        for byte in bytes { pieces.take([byte]) }
        #expect(whole.isSound == isSound && pieces.isSound == isSound)
    }
}
