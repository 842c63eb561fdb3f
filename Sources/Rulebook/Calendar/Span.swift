public import Web

/// Days from one to another, both counted, with the name that officers give them: one of the four years of this field.
public struct Span: Hashable, Sendable {
    public let from: Day
    public let through: Day
    /// `2025—2026 学年`
    public let words: String

    public init(from: Day, through: Day, words: String) {
        self.from = from
        self.through = through
        self.words = words
    }

    public func contains(_ day: Day) -> Bool { from <= day && day <= through }

    /// How many days it has.
    public var days: Int { through.number - from.number + 1 }

    /// 自然年: January to December.
    public static func calendarYear(_ year: Int) -> Span {
        Span(
            from: SchoolCalendar.day(year, 1), through: SchoolCalendar.day(year, 12).adding(days: 30),
            words: "\(year) 年")
    }

    /// 届期: a committee elected on a day, for 3 or 5 years; it ends the day before the same day of its last year.
    public static func committeeTerm(electedOn day: Day, years: Int) -> Span {
        Span(from: day, through: day.adding(years: years).adding(days: -1), words: "\(day.year) 年选举，任期 \(years) 年")
    }
}

/// Where school years and semesters begin. Places differ, so it is a value; most begin on the 1st of September and the 1st of
/// February.
public struct SchoolCalendar: Hashable, Sendable {
    /// The month of the first day of a school year.
    public let autumn: Int
    /// The month of the first day of the second semester.
    public let spring: Int

    /// Months 1 to 12, the spring's before the autumn's.
    public init(autumn: Int = 9, spring: Int = 2) {
        self.autumn = autumn
        self.spring = spring
    }

    /// 学年: the one in which a day lies.
    public func schoolYear(of day: Day) -> Span {
        let year = day.month >= autumn ? day.year : day.year - 1
        return Span(
            from: Self.day(year, autumn), through: Self.day(year + 1, autumn).adding(days: -1),
            words: "\(year)—\(year + 1) 学年")
    }

    /// 学期: the one in which a day lies. Two of them make the school year, without a gap.
    public func semester(of day: Day) -> Span {
        let year = schoolYear(of: day), turn = Self.day(year.from.year + 1, spring)
        return day < turn
            ? Span(from: year.from, through: turn.adding(days: -1), words: year.words + "第一学期")
            : Span(from: turn, through: year.through, words: year.words + "第二学期")
    }

    /// The first of a month.
    static func day(_ year: Int, _ month: Int) -> Day { Day(year: year, month: month, day: 1) ?? Day(number: 0) }
}
