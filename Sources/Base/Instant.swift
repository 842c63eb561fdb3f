/// A point in time: microseconds since 1970 in UTC.
public struct Instant: Hashable, Comparable, Sendable {
    public let microseconds: Int64

    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// A wall-clock time in China, which is UTC+8 all year.
    public init(_ day: Day, hour: Int = 0, minute: Int = 0, second: Int = 0) {
        let seconds = Int64(day.number) * 86_400 + Int64(hour * 3600 + minute * 60 + second) - Self.zone
        microseconds = seconds * 1_000_000
    }

    /// Seconds by which China is ahead of UTC.
    static let zone: Int64 = 8 * 3600

    private var localSeconds: Int64 {
        let seconds = microseconds >= 0 ? microseconds / 1_000_000 : (microseconds - 999_999) / 1_000_000
        return seconds + Self.zone
    }

    /// The civil date in China.
    public var day: Day {
        let local = localSeconds
        return Day(number: Int(local >= 0 ? local / 86_400 : (local - 86_399) / 86_400))
    }

    /// Seconds since midnight in China, 0 to 86,399.
    public var secondOfDay: Int {
        let rest = localSeconds % 86_400
        return Int(rest >= 0 ? rest : rest + 86_400)
    }

    /// `15:04` in China.
    public var clock: String {
        let second = secondOfDay
        return "\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2))"
    }

    /// `2025-03-28 15:04` in China, as tables show it.
    public var minute: String { "\(day) \(clock)" }

    /// `2025-03-28T15:04:05+08:00`, for `<time datetime>` and JSON.
    public var iso: String { "\(day)T\(clock):\(padded(secondOfDay % 60, 2))+08:00" }

    public func adding(seconds: Int) -> Instant { Instant(microseconds: microseconds + Int64(seconds) * 1_000_000) }
    public func adding(minutes: Int) -> Instant { adding(seconds: minutes * 60) }
    public func adding(hours: Int) -> Instant { adding(seconds: hours * 3600) }
    public func adding(days: Int) -> Instant { adding(seconds: days * 86_400) }

    /// Whole seconds from `other` to this one; negative when this one is earlier.
    public func seconds(since other: Instant) -> Int { Int((microseconds - other.microseconds) / 1_000_000) }

    public static func < (a: Self, b: Self) -> Bool { a.microseconds < b.microseconds }
}

/// A number with leading zeros.
public func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
