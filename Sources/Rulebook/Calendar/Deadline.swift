public import Web

/// When something is due.
public enum Deadline: Equatable, Sendable {
    /// The last day on which it is in time.
    case on(Day)
    /// It runs into a year whose holidays have not been announced; no day is guessed.
    case unknown(year: Int)

    /// The last day; nil while it is not known.
    public var day: Day? { if case .on(let day) = self { day } else { nil } }

    /// Whether it has passed on a day: on the last day itself it has not. Nil while it is not known and may matter: before the
    /// unknown year begins it has certainly not passed.
    public func hasPassed(on today: Day) -> Bool? {
        switch self {
        case .on(let last): today > last
        case .unknown(let year): today.year < year ? false : nil
        }
    }

    /// `2025-10-15`, or why there is no day yet.
    public var words: String {
        switch self {
        case .on(let day): day.description
        case .unknown(let year): "\(year) 年放假安排尚未公布，期限待定"
        }
    }
}

/// How many working days there are; a year without a notice is unknown.
public enum DayTally: Equatable, Sendable {
    case count(Int)
    case unknown(year: Int)

    /// The number; nil while it is not known.
    public var count: Int? { if case .count(let count) = self { count } else { nil } }
}

/// How long somebody has for something. The day of the event is never counted (民法典第二百零一条).
public enum TimeLimit: Equatable, Sendable {
    /// So many days that are worked.
    case workingDays(Int)
    /// So many days one after another. One that ends on a day off ends there: ask for `.daysRolling` where the Civil Code holds.
    case days(Int)
    /// The same, but one that ends on a day off ends on the next day that is worked (民法典第二百零三条).
    case daysRolling(Int)
    /// So many months; where the last one is shorter, on its last day.
    case months(Int)

    /// `15 个工作日`
    public var words: String {
        switch self {
        case .workingDays(let count): "\(count) 个工作日"
        case .days(let count), .daysRolling(let count): "\(count) 日"
        case .months(let count): "\(count) 个月"
        }
    }
}

extension WorkingCalendar {
    /// The last day of a limit that begins with an event. The day of the event is not counted; a limit of nothing ends on it.
    public func deadline(_ limit: TimeLimit, after event: Day) -> Deadline {
        switch limit {
        case .days(let count): return .on(event.adding(days: count))
        case .months(let count): return .on(event.adding(months: count))
        case .daysRolling(let count): return firstWorked(from: event.adding(days: count))
        case .workingDays(let count):
            var left = count, day = event
            while left > 0 {
                day = day.adding(days: 1)
                guard let isWorked = isWorked(day) else { return .unknown(year: day.year) }
                if isWorked { left -= 1 }
            }
            return .on(day)
        }
    }

    /// The day itself where it is worked, else the next that is.
    public func firstWorked(from first: Day) -> Deadline {
        var day = first
        while let isWorked = isWorked(day) {
            if isWorked { return .on(day) }
            day = day.adding(days: 1)
        }
        return .unknown(year: day.year)
    }

    /// The `count`-th working day before an event, whose own day is not counted: the last day for what must be done so many
    /// working days ahead.
    public func day(_ count: Int, workingDaysBefore event: Day) -> Deadline {
        var left = count, day = event
        while left > 0 {
            day = day.adding(days: -1)
            guard let isWorked = isWorked(day) else { return .unknown(year: day.year) }
            if isWorked { left -= 1 }
        }
        return .on(day)
    }

    /// How many days are worked after one day and up to another, the other counted. None where it is not later.
    public func workingDays(after first: Day, through last: Day) -> DayTally {
        var count = 0, day = first
        while day < last {
            day = day.adding(days: 1)
            guard let isWorked = isWorked(day) else { return .unknown(year: day.year) }
            if isWorked { count += 1 }
        }
        return .count(count)
    }
}
