import Base
import Foundation
import Testing

@testable import Rulebook

@Suite("The calendar") struct CalendarTests {
    private let china = WorkingCalendar.china

    private func day(_ text: String) throws -> Day { try #require(Day(text)) }

    @Test func `every line of the data file is read`() {
        #expect(CalendarFile.own.flaws == [])
        #expect(CalendarFile.own.years.map(\.year) == Array(2019...2026))
        #expect(CalendarFile.own.years.allSatisfy { !$0.notices.isEmpty && $0.rests.count >= 6 })
        #expect(!china.version.isEmpty)
    }

    @Test func `it says of each day what the Python package chinesecalendar says`() throws {
        let fixture = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "Fixtures/chinesecalendar.txt")
        var days = 0, wrong: [String] = []
        for line in try String(contentsOf: fixture, encoding: .utf8).split(separator: "\n") {
            let parts = line.split(separator: " ")
            var one = try day(parts[0] + "-01")
            for letter in parts[1] {
                if china.isWorked(one) != (letter == "w") { wrong.append(one.description) }
                one = one.adding(days: 1)
                days += 1
            }
        }
        #expect(wrong == [])
        #expect(days == 2_922)
    }

    @Test(arguments: [(2019, "国办发明电〔2018〕15号"), (2021, "国办发明电〔2020〕27号"), (2026, "国办发明电〔2025〕7号")])
    func `each year names its notice`(year: Int, number: String) throws {
        let announced = try #require(WorkingCalendar.announced.first { $0.year == year })
        #expect(announced.notices.first?.number == number)
    }

    @Test func `a year without a notice is unknown and never guessed`() throws {
        #expect(china.isWorked(try day("2027-03-03")) == nil)
        #expect(china.isWorked(try day("2018-12-28")) == nil)
        let last = try day("2026-12-30")
        #expect(china.deadline(.workingDays(1), after: last) == .on(try day("2026-12-31")))
        #expect(china.deadline(.workingDays(2), after: last) == .unknown(year: 2027))
        #expect(china.deadline(.daysRolling(3), after: last) == .unknown(year: 2027))
        #expect(china.deadline(.days(3), after: last) == .on(try day("2027-01-02")))
        #expect(china.workingDays(after: last, through: try day("2027-01-02")) == .unknown(year: 2027))
        #expect(Deadline.unknown(year: 2027).words == "2027 年放假安排尚未公布，期限待定")
        #expect(Deadline.unknown(year: 2027).hasPassed(on: last) == false)
        #expect(Deadline.unknown(year: 2027).hasPassed(on: try day("2027-02-01")) == nil)
    }

    @Test(arguments: [
        // Five working days of publicity over National Day 2025, which has eight days and a Saturday that is worked.
        (TimeLimit.workingDays(5), "2025-09-30", "2025-10-14"),
        (.workingDays(1), "2025-09-27", "2025-09-28"),
        (.workingDays(0), "2025-10-03", "2025-10-03"),
        (.workingDays(15), "2025-01-24", "2025-02-20"),
        // The extension of 2020: what was due on the 31st of January waited until the 3rd of February.
        (.workingDays(1), "2020-01-23", "2020-02-03"),
        (.days(15), "2025-09-20", "2025-10-05"),
        (.daysRolling(15), "2025-09-20", "2025-10-09"),
        (.months(6), "2025-08-31", "2026-02-28"),
    ])
    func `the day of the event is not counted`(limit: TimeLimit, event: String, due: String) throws {
        #expect(china.deadline(limit, after: try day(event)) == .on(try day(due)))
    }

    @Test func `so many working days before a meeting`() throws {
        let meeting = try day("2025-10-10")
        #expect(china.day(1, workingDaysBefore: meeting) == .on(try day("2025-10-09")))
        #expect(china.day(2, workingDaysBefore: meeting) == .on(try day("2025-09-30")))
    }
}

@Suite("Laws of working days") struct CalendarLaws {
    private let china = WorkingCalendar.china
    private let events = (0..<2_500).map { Day(number: 17_900 + $0) }

    @Test func `more days never end earlier, and a later event never ends earlier`() {
        for event in events {
            let ends = (0...20).compactMap { china.deadline(.workingDays($0), after: event).day }
            #expect(ends == ends.sorted() && Set(ends).count == ends.count)
            let next = china.deadline(.workingDays(7), after: event.adding(days: 1)).day ?? event
            #expect(next >= china.deadline(.workingDays(7), after: event).day ?? event)
        }
    }

    @Test func `waiting twice is waiting once for the sum`() {
        for event in events {
            guard let half = china.deadline(.workingDays(4), after: event).day else { continue }
            #expect(china.deadline(.workingDays(9), after: half) == china.deadline(.workingDays(13), after: event))
        }
    }

    @Test func `days off change nothing: an event on one of them counts as on the last working day`() {
        for event in events where china.isWorked(event) == false {
            var before = event
            while china.isWorked(before) == false { before = before.adding(days: -1) }
            guard china.isWorked(before) == true else { continue }
            #expect(
                china.deadline(.workingDays(5), after: event) == china.deadline(.workingDays(5), after: before))
        }
    }

    @Test func `counting finds what adding gave, and adds over splits`() {
        for event in events {
            guard let end = china.deadline(.workingDays(11), after: event).day else { continue }
            #expect(china.workingDays(after: event, through: end) == .count(11))
            let middle = Day(number: (event.number + end.number) / 2)
            let parts = [
                china.workingDays(after: event, through: middle).count,
                china.workingDays(after: middle, through: end).count,
            ]
            #expect(parts.compactMap(\.self).reduce(0, +) == 11)
        }
    }
}

@Suite("The four years") struct SpanTests {
    private func day(_ text: String) throws -> Day { try #require(Day(text)) }

    @Test(arguments: [
        ("2025-08-31", "2024—2025 学年", "2024—2025 学年第二学期"), ("2025-09-01", "2025—2026 学年", "2025—2026 学年第一学期"),
        ("2026-01-31", "2025—2026 学年", "2025—2026 学年第一学期"), ("2026-02-01", "2025—2026 学年", "2025—2026 学年第二学期"),
    ])
    func `school years and semesters`(text: String, year: String, semester: String) throws {
        let schools = SchoolCalendar()
        #expect(schools.schoolYear(of: try day(text)).words == year)
        #expect(schools.semester(of: try day(text)).words == semester)
    }

    @Test func `two semesters make a school year without a gap`() throws {
        let schools = SchoolCalendar(autumn: 9, spring: 3)
        let year = schools.schoolYear(of: try day("2024-10-01"))
        let first = schools.semester(of: year.from), second = schools.semester(of: year.through)
        #expect(first.days + second.days == year.days)
        #expect(first.through.adding(days: 1) == second.from)
        #expect(year.days == 365)
    }

    @Test func `a committee's term ends the day before its day comes round`() throws {
        let term = Span.committeeTerm(electedOn: try day("2021-11-22"), years: 5)
        let last = try day("2026-11-21")
        #expect(term.through == last)
        #expect(term.contains(last) && !term.contains(last.adding(days: 1)))
        #expect(Span.calendarYear(2024).days == 366)
    }
}
