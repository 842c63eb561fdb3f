public import Web

/// How long something may take: from which event to which, in days of which kind. A value with a version, so that a case can say
/// which one it was counted by.
public struct ClockRule: Hashable, Sendable {
    /// Which days count.
    public enum Days: String, Sendable, Readable, Bindable {
        /// 工作日, by the calendar
        case working
        /// 自然日
        case natural

        public var words: String {
            switch self {
            case .working: "个工作日"
            case .natural: "天"
            }
        }
    }

    /// `答复时限`
    public let words: String
    /// Told apart in every case that was counted by it.
    public let version: String
    /// The latest event of this kind sets it going.
    public let starts: CaseEvent.Kind
    /// The first of these after it stops it.
    public let ends: Set<CaseEvent.Kind>
    /// So many days; the day of the event is not counted (民法典第二百零一条).
    public let allowance: Int
    public let days: Days
    /// So many counted days before the end it is time to say so.
    public let warning: Int

    public init(
        _ words: String, version: String, from starts: CaseEvent.Kind, to ends: Set<CaseEvent.Kind>, _ allowance: Int,
        _ days: Days, warning: Int = 1
    ) {
        precondition(allowance >= 0 && warning >= 0)
        self.words = words
        self.version = version
        self.starts = starts
        self.ends = ends
        self.allowance = allowance
        self.days = days
        self.warning = warning
    }

    /// `5 个工作日`
    public var length: String { "\(allowance) \(days.words)" }
}

extension ClockRule.Days {
    /// How many days count after one day and up to another, the other counted; nil when a year on the way is not announced.
    public func count(after first: Day, through last: Day, by calendar: WorkingCalendar) -> Int? {
        count(after: first, through: last, without: [], by: calendar)
    }

    /// Whether a day counts.
    func counts(_ day: Day, by calendar: WorkingCalendar) -> Bool? {
        self == .natural ? true : calendar.isWorked(day)
    }

    func count(after first: Day, through last: Day, without pauses: [Pause], by calendar: WorkingCalendar) -> Int? {
        if self == .natural, pauses.isEmpty { return max(0, last.number - first.number) }
        var count = 0, day = first
        while day < last {
            day = day.adding(days: 1)
            guard let isCounted = counts(day, by: calendar) else { return nil }
            if isCounted, !pauses.contains(where: { $0.covers(day) }) { count += 1 }
        }
        return count
    }
}
