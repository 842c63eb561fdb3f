public import Web

/// What the State Council said of one year: its notices, the days that are free and the weekend days that are worked.
public struct AnnouncedYear: Equatable, Sendable {
    /// A notice, the later of which changes the earlier.
    public struct Notice: Equatable, Sendable {
        /// `国办发明电〔2024〕12号`
        public let number: String
        public let dated: Day
        public let words: String
    }

    /// Days in a row that are free, weekends among them, with the festival they belong to.
    public struct Rest: Equatable, Sendable {
        public let days: ClosedRange<Day>
        public let words: String
    }

    /// A Saturday or Sunday that is worked in place of another day.
    public struct MakeUp: Equatable, Sendable {
        public let day: Day
        public let words: String
    }

    public let year: Int
    public var notices: [Notice] = []
    public var rests: [Rest] = []
    public var makeUps: [MakeUp] = []

    /// What the day is called if it is free or worked by the notice; nil for an ordinary day.
    public func words(of day: Day) -> String? {
        makeUps.first { $0.day == day }?.words ?? rests.first { $0.days.contains(day) }?.words
    }

    var asYear: WorkingCalendar.Year {
        let free = rests.flatMap { rest in
            (rest.days.lowerBound.number...rest.days.upperBound.number).map { Day(number: $0) }
        }
        return WorkingCalendar.Year(holidays: Set(free.filter { $0.weekday <= 5 }), makeUps: Set(makeUps.map(\.day)))
    }
}

/// The calendar's data file: its version, and the years that were announced, in order.
struct CalendarFile: Sendable {
    var version = ""
    var years: [AnnouncedYear] = []
    /// Lines that could not be read, with their numbers; a test holds that there are none.
    var flaws: [String] = []

    init(_ bytes: [UInt8]) {
        for line in DataLine.all(bytes) where !read(line) { flaws.append("\(line.number): \(line.word) \(line.rest)") }
    }

    private mutating func read(_ line: DataLine) -> Bool {
        let parts = line.parts(3), days = parts.compactMap { Day($0) }, last = years.count - 1
        switch line.word {
        case "version": version = line.rest
        case "year":
            guard let year = Int(line.rest), year > years.last?.year ?? 0 else { return false }
            years.append(AnnouncedYear(year: year))
        case "notice":
            guard last >= 0, parts.count == 3, let dated = days.first else { return false }
            years[last].notices.append(.init(number: parts[0], dated: dated, words: parts[2]))
        case "rest":
            guard last >= 0, days.count == 2, parts.count == 3, days[0] <= days[1],
                days.allSatisfy({ $0.year == years[last].year })
            else { return false }
            years[last].rests.append(.init(days: days[0]...days[1], words: parts[2]))
        case "work":
            guard last >= 0, days.count == 1, let day = days.first, day.weekday > 5, day.year == years[last].year
            else { return false }
            years[last].makeUps.append(.init(day: day, words: parts.dropFirst().joined(separator: " ")))
        default: return false
        }
        return true
    }

    /// The one that is compiled in.
    static let own = CalendarFile(PackageResources.calendar_txt)
}

extension WorkingCalendar {
    /// China's, as the State Council announced it, from 2019 on.
    public static let china = WorkingCalendar(
        version: CalendarFile.own.version,
        years: Dictionary(CalendarFile.own.years.map { ($0.year, $0.asYear) }) { _, last in last })

    /// The years that were announced, the first first.
    public static var announced: [AnnouncedYear] { CalendarFile.own.years }
}
