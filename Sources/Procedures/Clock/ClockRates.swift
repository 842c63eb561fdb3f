import Web

/// 办结率、按时办结率: how a lot of cases did, on a day.
///
/// The denominator is 应办结: cases that are closed or whose last day is over. Those still inside their time are left out, as the
/// Beijing figures of 2021 are counted (4,190 dispatched, 4,028 due, 3,993 closed: 99.13 %; R10).
public struct ClockRates: Equatable, Sendable {
    /// 应办结
    public private(set) var due = 0
    public private(set) var closed = 0
    public private(set) var onTime = 0
    /// Open and inside their time, or standing still.
    public private(set) var inside = 0
    /// Cases whose time is not known, because a year has not been announced. They are in no rate.
    public private(set) var unknown = 0

    public init(_ readings: some Sequence<ClockReading> = []) {
        for reading in readings { add(reading) }
    }

    /// Counts one more case; one that was never set going is none.
    public mutating func add(_ reading: ClockReading) {
        switch reading.state {
        case .notStarted: return
        case .unknown: unknown += 1
        case .running, .soon, .suspended: inside += 1
        case .late: due += 1
        case .met: (due, closed, onTime) = (due + 1, closed + 1, onTime + 1)
        case .metLate: (due, closed) = (due + 1, closed + 1)
        }
    }

    /// Two lots together.
    public static func + (one: ClockRates, other: ClockRates) -> ClockRates {
        var sum = one
        sum.due += other.due
        sum.closed += other.closed
        sum.onTime += other.onTime
        sum.inside += other.inside
        sum.unknown += other.unknown
        return sum
    }

    /// `99.13%`; nil where nothing was due.
    public var closeRate: String? { Self.percent(closed, of: due) }
    public var onTimeRate: String? { Self.percent(onTime, of: due) }

    /// Rounded half up to two decimals, in whole numbers.
    static func percent(_ part: Int, of whole: Int) -> String? {
        guard whole > 0 else { return nil }
        let hundredths = (part * 20_000 + whole) / (whole * 2)
        return "\(hundredths / 100).\(padded(hundredths % 100, 2))%"
    }
}
