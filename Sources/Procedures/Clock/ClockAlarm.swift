public import Web

/// A reminder that a clock gives, always on a day when somebody is there to hear it.
public struct ClockAlarm: Hashable, Sendable {
    /// Why it rings.
    public enum Kind: String, CaseIterable, Sendable {
        /// Little is left.
        case soon
        /// The last day.
        case due
        /// The first day after it.
        case late
    }

    public let kind: Kind
    public let day: Day
}

extension ClockRule {
    /// When a clock that is due on a day rings. What falls on a day off rings on the last working day before it, for then
    /// something can still be done; being late is told on the first working day after. Nothing where a year is not announced.
    public func alarms(dueOn due: Day, by calendar: WorkingCalendar) -> [ClockAlarm] {
        var early = due, left = warning
        while left > 0 {
            early = early.adding(days: -1)
            guard let isCounted = days.counts(early.adding(days: 1), by: calendar) else { return [] }
            if isCounted { left -= 1 }
        }
        guard let soon = calendar.nearestWorked(to: early, step: -1),
            let last = calendar.nearestWorked(to: due, step: -1),
            let late = calendar.nearestWorked(to: due.adding(days: 1), step: 1)
        else { return [] }
        let first = soon < last ? [ClockAlarm(kind: .soon, day: soon)] : []
        return first + [ClockAlarm(kind: .due, day: last), ClockAlarm(kind: .late, day: late)]
    }
}

extension WorkingCalendar {
    /// The day itself where it is worked, else the nearest in one direction; nil when a year is not announced.
    func nearestWorked(to day: Day, step: Int) -> Day? {
        var day = day
        while let isWorked = isWorked(day) {
            if isWorked { return day }
            day = day.adding(days: step)
        }
        return nil
    }
}
