/// Which days are worked in China: weekdays less public holidays plus make-up days, year by year as the State Council announces them.
///
/// Only the type stands here; its data, with the notice each year comes from, belongs to the Rulebook. A year that has not
/// been announced is unknown and is never guessed.
public struct WorkingCalendar: Sendable {
    /// What a notice says of one year.
    public struct Year: Sendable {
        /// Weekdays that are free.
        public let holidays: Set<Day>
        /// Saturdays and Sundays that are worked.
        public let makeUps: Set<Day>

        public init(holidays: Set<Day>, makeUps: Set<Day>) {
            self.holidays = holidays
            self.makeUps = makeUps
        }
    }

    /// Told apart in every case that used it.
    public let version: String
    private let years: [Int: Year]

    public init(version: String, years: [Int: Year]) {
        self.version = version
        self.years = years
    }

    /// Whether the day is worked; nothing for a year without a notice.
    public func isWorked(_ day: Day) -> Bool? {
        guard let year = years[day.year] else { return nil }
        if year.makeUps.contains(day) { return true }
        return day.weekday <= 5 && !year.holidays.contains(day)
    }

    /// The `count`-th working day after `day`; nothing when a year on the way is unknown.
    public func day(_ count: Int, workingDaysAfter day: Day) -> Day? {
        var left = count, current = day
        while left > 0 {
            current = current.adding(days: 1)
            guard let worked = isWorked(current) else { return nil }
            if worked { left -= 1 }
        }
        return current
    }
}
