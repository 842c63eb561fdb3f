public import Web

/// What a clock shows on a day: derived from events, rule and calendar, and never stored.
public struct ClockReading: Equatable, Sendable {
    /// Where it stands.
    public enum State: Equatable, Sendable {
        /// Nothing has set it going.
        case notStarted
        case running
        /// It runs, and little is left.
        case soon
        case late
        /// It stands still.
        case suspended
        /// It was stopped in time.
        case met
        /// It was stopped too late.
        case metLate
        /// The holidays of a year on the way have not been announced: no day is guessed.
        case unknown
    }

    public let state: State
    public let startedOn: Day?
    public let stoppedOn: Day?
    /// The last day in time; nil while the clock stands or a year is unknown.
    public let dueOn: Day?
    /// Counted days so far, or until it was stopped; nil where they are not known.
    public let used: Int?
    public let allowance: Int
    public let days: ClockRule.Days
    public let ruleVersion: String
    public let calendarVersion: String

    /// Counted days that are left; negative when it is late, nil when it is not known.
    public var left: Int? { used.map { allowance - $0 } }

    public var isLate: Bool { state == .late || state == .metLate }
    public var isStopped: Bool { stoppedOn != nil }

    /// `还有 3 个工作日`, as a page says it.
    public var words: String {
        switch state {
        case .notStarted: "尚未开始计时"
        case .suspended: left.map { "暂停计时，还剩 \($0) \(days.words)" } ?? "暂停计时"
        case .unknown: "放假安排尚未公布，期限待定"
        case .met: "按时办结"
        case .metLate: over.map { "超期 \($0) \(days.words)办结" } ?? "超期办结"
        case .late: over.map { "已超期 \($0) \(days.words)" } ?? "已过期限"
        case .running, .soon: left == 0 ? "今天到期" : "还有 \(left ?? 0) \(days.words)"
        }
    }

    /// Counted days beyond the allowance; nil on the days off right after its end.
    private var over: Int? { used.flatMap { $0 > allowance ? $0 - allowance : nil } }

    /// `自 2026-03-02 的次日起算，限 5 个工作日，2026-03-09 到期`: the arithmetic.
    public var arithmetic: String {
        guard let startedOn else { return "" }
        let due = dueOn.map { "，\($0) 到期" } ?? ""
        return "自 \(startedOn) 的次日起算，限 \(allowance) \(days.words)\(due)"
    }

    public var tone: Tone {
        switch state {
        case .notStarted, .unknown, .running, .suspended: .plain
        case .soon: .due
        case .late: .bad
        case .met: .done
        case .metLate: .care
        }
    }
}

extension ClockRule {
    /// Reads the clock on a day. Events may come in any order; those after the day have not happened yet.
    public func reading(
        of events: [CaseEvent], on today: Day, by calendar: WorkingCalendar
    ) -> ClockReading {
        let past = events.filter { $0.at.day <= today }.sorted(by: CaseEvent.isEarlier)
        guard let start = past.lastIndex(where: { $0.kind == starts }) else {
            return reading(.notStarted, calendar)
        }
        let after = past[(start + 1)...], begun = past[start].at.day
        let end = after.firstIndex { ends.contains($0.kind) }
        let pauses = Pause.all(in: Array(end.map { after[..<$0] } ?? after))
        let stop = end.map { past[$0].at.day }
        let used = days.count(after: begun, through: stop ?? today, without: pauses, by: calendar)
        let isStanding = stop == nil && pauses.last.map { $0.until == nil } ?? false
        let due = due(after: begun, pauses, calendar)
        return ClockReading(
            state: state(used: used, stop: stop, isStanding: isStanding, due, today), startedOn: begun,
            stoppedOn: stop, dueOn: due, used: used, allowance: allowance, days: days, ruleVersion: version,
            calendarVersion: calendar.version)
    }

    /// The last day in time of a clock that was set going on a day and never stood; nil when a year is not announced.
    public func due(after day: Day, by calendar: WorkingCalendar) -> Day? { due(after: day, [], calendar) }

    /// A pause that has not ended leaves no day to be due on, also where the matter was closed in it.
    private func due(after begun: Day, _ pauses: [Pause], _ calendar: WorkingCalendar) -> Day? {
        let end = pauses.last.flatMap { $0.until == nil ? $0.from : nil }
        var left = allowance, day = begun
        while left > 0 {
            day = day.adding(days: 1)
            if let end, day >= end { return nil }
            guard let isCounted = days.counts(day, by: calendar) else { return nil }
            if isCounted, !pauses.contains(where: { $0.covers(day) }) { left -= 1 }
        }
        return day
    }

    /// What has happened is told by counting, so it is known even where the day it is due is not.
    private func state(used: Int?, stop: Day?, isStanding: Bool, _ due: Day?, _ today: Day) -> ClockReading.State {
        guard let used else { return .unknown }
        let isOver = due.map { (stop ?? today) > $0 } ?? (used > allowance)
        if stop != nil { return isOver ? .metLate : .met }
        if isOver { return .late }
        if isStanding { return .suspended }
        guard due != nil else { return .unknown }
        return allowance - used <= warning ? .soon : .running
    }

    private func reading(_ state: ClockReading.State, _ calendar: WorkingCalendar) -> ClockReading {
        ClockReading(
            state: state, startedOn: nil, stoppedOn: nil, dueOn: nil, used: nil, allowance: allowance, days: days,
            ruleVersion: version, calendarVersion: calendar.version)
    }
}
