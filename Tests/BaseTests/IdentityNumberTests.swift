import Testing

@testable import Base

@Suite("An identity number") struct IdentityNumberTests {
    @Test func `tells birth and sex, and shows its mask only`() throws {
        let number = try IdentityNumber(" 11010519491231002ｘ ")
        #expect(number.digits == "11010519491231002X")
        #expect(number.birth == Day("1949-12-31"))
        #expect(number.sex == .female)
        #expect("\(number)" == "1101 **** **** 002X")
        #expect(!number.isResidencePermit)
    }

    @Test(
        "says what is wrong with it",
        arguments: [
            ("", IdentityNumber.Problem.empty), ("1101051949123100", .length(16)), ("110105491231002", .former),
            ("1101051949123100201", .length(19)), ("11010519491231002Y", .character("Y", at: 18)),
            ("1101051949X231002X", .character("X", at: 11)), ("99010519491231002X", .province("99")),
            ("11010519490231002X", .birth("19490231")), ("110105194912310021", .check(expected: "X", found: "1")),
        ])
    func problems(text: String, problem: IdentityNumber.Problem) {
        #expect(throws: problem) { try IdentityNumber(text) }
        #expect(problem.words.hasSuffix("。"))
    }

    @Test func `with a true check digit parses, and no longer after one slip`() throws {
        var dice = Dice(seed: 20260301)
        let provinces = IdentityNumber.provinces.sorted()
        for _ in 0..<300 {
            let day = Day(number: Int.random(in: -25_000...20_000, using: &dice))
            let order = padded(Int.random(in: 0...999, using: &dice), 3)
            let area = provinces[Int.random(in: 0..<provinces.count, using: &dice)]
            let body =
                area + padded(Int.random(in: 0...9999, using: &dice), 4)
                + "\(day)".filter { $0 != "-" } + order
            let digits = body.compactMap(\.wholeNumberValue)
            let good = body + String(IdentityNumber.checkDigit(of: digits))
            let number = try IdentityNumber(good)
            #expect(number.digits == good && number.birth == day)
            #expect(number.isResidencePermit == area.hasPrefix("8"))
            let characters = Array(good)
            for place in 0..<18 {
                for other in "0123456789X" where other != characters[place] {
                    var changed = characters
                    changed[place] = other
                    #expect(throws: IdentityNumber.Problem.self) { try IdentityNumber(String(changed)) }
                }
                guard place < 17, characters[place] != characters[place + 1] else { continue }
                var swapped = characters
                swapped.swapAt(place, place + 1)
                #expect(throws: IdentityNumber.Problem.self) { try IdentityNumber(String(swapped)) }
            }
        }
    }
}

@Suite("A phone") struct PhoneTests {
    @Test(
        "is read however it is written",
        arguments: [
            "13800002046", "138 0000 2046", "138-0000-2046", "+86 138 0000 2046", "008613800002046", "8613800002046",
            "１３８００００２０４６", "＋86-13800002046",
        ])
    func readings(text: String) throws {
        #expect(try Phone(text).digits == "13800002046")
        #expect("\(try Phone(text))" == "138 **** 2046")
    }

    @Test(
        "says what is wrong with it",
        arguments: [
            ("", Phone.Problem.empty), ("1380000204", .length(10)), ("138000020466", .length(12)),
            ("1380000204o", .character("O")),
            ("12345678901", .beginning("12")), ("01062510000", .beginning("01")),
        ])
    func problems(text: String, problem: Phone.Problem) {
        #expect(throws: problem) { try Phone(text) }
        #expect(problem.words.hasSuffix("。"))
    }
}
