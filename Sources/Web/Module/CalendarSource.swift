public import Base
public import Markup
public import Store

/// Something with a day or an hour that stands in a person's own calendar.
public struct CalendarEntry: Equatable, Sendable {
    /// When it is.
    public enum Time: Equatable, Sendable {
        /// Whole days, the last one too.
        case days(Day, through: Day)
        case hours(Instant, until: Instant)
    }

    /// Names it for ever, unlike every other entry: a kind and a number, such as `notice-123`.
    public let key: String
    public let title: String
    public let time: Time
    public let place: String?
    public let words: String
    /// Its page; nil when it has none.
    public let path: Path?
    /// Told to the calendar, which strikes it through.
    public let isCancelled: Bool

    public init(
        key: String, title: String, time: Time, place: String? = nil, words: String = "", path: Path? = nil,
        isCancelled: Bool = false
    ) {
        self.key = key
        self.title = title
        self.time = time
        self.place = place
        self.words = words
        self.path = path
        self.isCancelled = isCancelled
    }
}

/// What a room puts into the calendar that a person subscribes to: entries from a day on, a few hundred at most.
///
/// The feed is read without signing in, by whoever has its address, so an entry says no more than its owner would leave on a
/// desk: no counselling, no aid, no numbers.
public struct CalendarSource: Sendable {
    public let name: String
    public let entries: @Sendable (ID<Person>, _ from: Day, Transaction) throws -> [CalendarEntry]

    public init(
        _ name: String, _ entries: @escaping @Sendable (ID<Person>, Day, Transaction) throws -> [CalendarEntry]
    ) {
        self.name = name
        self.entries = entries
    }
}
