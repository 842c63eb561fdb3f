import Base
import Testing

@Suite("A day") struct DayTests {
    @Test(
        "is read digit for digit",
        arguments: [
            ("2025-03-28", true), ("2024-02-29", true), ("2025-02-29", false), ("1900-02-29", false),
            ("2000-02-29", true),
            ("2025-3-28", false), ("2025-13-01", false), ("2025-00-10", false), ("２０２５-03-28", false), ("", false),
        ])
    func reading(text: String, good: Bool) {
        let day = Day(text)
        #expect(day.map(String.init(describing:)) == (good ? text : nil))
    }

    @Test func `and its number are each other's inverse over four centuries`() {
        var previous: Day?
        for number in stride(from: -80_000, through: 80_000, by: 1) {
            let day = Day(number: number)
            #expect(Day(year: day.year, month: day.month, day: day.day) == day)
            if let previous { #expect(previous.weekday % 7 + 1 == day.weekday) }
            previous = day
        }
    }

    @Test(
        "knows ages",
        arguments: [
            ("1984-01-01", "2024-01-01", 40), ("1984-01-02", "2024-01-01", 39), ("2000-02-29", "2023-02-28", 22),
            ("2000-02-29", "2023-03-01", 23),
        ])
    func age(born: String, on: String, years: Int) throws {
        #expect(try #require(Day(born)).age(on: #require(Day(on))) == years)
    }

    @Test func `begins at midnight in China`() throws {
        let day = try #require(Day("2026-03-01"))
        #expect(Instant(day).day == day)
        #expect(Instant(microseconds: Instant(day).microseconds - 1).day == day.adding(days: -1))
        #expect(Instant(day, hour: 15, minute: 4).minute == "2026-03-01 15:04")
        #expect(Instant(microseconds: -1).day == Day("1970-01-01"))
        #expect(day.long == "2026 年 3 月 1 日 星期日")
    }

    @Test(
        "an id is 1 to 19 digits",
        arguments: [
            ("1", true), ("0", false), ("-1", false), ("1a", false), ("99999999999999999999", false), ("９", false),
        ])
    func ids(text: String, good: Bool) {
        #expect((ID<Person>(text) != nil) == good)
    }

    @Test func `money is grouped and never loses a fen`() {
        #expect("\(Money(fen: 128_000))" == "1,280.00")
        #expect("\(Money(fen: -5))" == "-0.05")
        #expect(grouped(1_234_567) == "1,234,567")
    }
}
