import Sheets
import Testing

@Suite("A file that is no good") struct HostileFileTests {
    @Test(
        "is refused with its reason, whatever its name",
        arguments: [
            ("old.xls", .damaged), ("old-renamed.xlsx", .damaged),
            ("password.xlsx", .encrypted), ("locked.xls", .encrypted), ("truncated.xls", .damaged),
            ("circle.xls", .damaged), ("old4.xls", .oldExcel), ("no-table.xls", .webPage), ("mail.xls", .webPage),
            ("other.xml", .webPage), ("nul.csv", .notASheet),
            ("locked-zip.xlsx", .encrypted), ("xlsb.xlsx", .binaryExcel), ("ods.xlsx", .openDocument),
            ("picture.xlsx", .notASheet), ("paper.csv", .notASheet),
            ("plain-zip.xlsx", .notASheet),
            ("letter.xlsx", .notASheet), ("empty.csv", .empty), ("nowhere.csv", .unreadable),
            ("missing-sheet.xlsx", .missingSheet), ("truncated.xlsx", .damaged), ("corrupted.xlsx", .damaged),
            ("broken-xml.xlsx", .damaged), ("missing-string.xlsx", .damaged), ("not-a-number.xlsx", .damaged),
            ("rows-backwards.xlsx", .damaged), ("deep.xlsx", .damaged), ("long-token.xlsx", .damaged),
            ("laughs.xlsx", .forbiddenDeclaration), ("xxe.xlsx", .forbiddenDeclaration),
            ("xxe-workbook.xlsx", .forbiddenDeclaration), ("bomb.xlsx", .tooLarge), ("bomb-strings.xlsx", .tooLarge),
            ("many-entries.xlsx", .tooLarge), ("wide.xlsx", .tooWide(row: 3)), ("long-cell.xlsx", .cellTooLong(row: 1)),
            ("open-quote.csv", .openQuote(row: 2)), ("wrong-bytes.csv", .unknownEncoding),
        ] as [(String, SheetProblem)])
    func refusal(file: String, expected: SheetProblem) throws {
        let found = try problem(fixture(file))
        #expect(found == expected)
        #expect(found?.words.hasSuffix("。") == true)
    }

    @Test func `is refused as soon as it asks for more than the limits allow`() throws {
        var limits = SheetLimits()
        limits.rows = 3
        #expect(try problem(fixture("members.xlsx"), limits: limits) == .tooManyRows)
        #expect(try problem(fixture("utf8.csv"), limits: limits) == .tooManyRows)
        limits = SheetLimits()
        limits.columns = 2
        #expect(try problem(fixture("utf8.csv"), limits: limits) == .tooWide(row: 1))
        limits = SheetLimits()
        limits.sharedBytes = 10
        #expect(try problem(fixture("members.xlsx"), limits: limits) == .tooLarge)
        limits = SheetLimits()
        limits.unpackedBytes = 1000
        #expect(try problem(fixture("members.xlsx"), limits: limits) == .tooLarge)
        limits = SheetLimits()
        limits.fileBytes = 100
        #expect(try problem(fixture("members.xlsx"), limits: limits) == .tooLarge)
    }
}
