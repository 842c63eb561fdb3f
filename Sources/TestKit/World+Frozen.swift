public import Base
import Synchronization

/// A clock that stands still until a test moves it.
public final class TestClock: Sendable {
    private let time: Mutex<Instant>

    /// `2026-03-01 09:00`, China's time.
    public init(_ text: String) {
        time = Mutex(instant(text))
    }

    public var now: Instant { time.withLock { $0 } }

    /// Lets time pass; negative numbers turn it back, as a bad clock would.
    public func pass(days: Int = 0, hours: Int = 0, minutes: Int = 0, seconds: Int = 0) {
        time.withLock { time in
            time = time.adding(days: days).adding(hours: hours).adding(minutes: minutes).adding(seconds: seconds)
        }
    }

    /// A world that follows this clock and rolls the same dice for the same seed, others for each transaction.
    public func world(seed: UInt64) -> World {
        let seeds = Seeds(seed)
        return World(now: { self.now }, dice: { seeds.next() })
    }
}

extension World {
    /// A world in which it is always this time in China, and chance repeats itself.
    public static func frozen(_ text: String = "2026-03-01 09:00", seed: UInt64 = 7) -> World {
        TestClock(text).world(seed: seed)
    }
}

/// Hands out dice, each seeded by the one before.
private final class Seeds: Sendable {
    private let master: Mutex<Dice>

    init(_ seed: UInt64) {
        master = Mutex(Dice(seed: seed))
    }

    func next() -> Dice {
        master.withLock { Dice(seed: $0.next()) }
    }
}

private func instant(_ text: String) -> Instant {
    let pieces = text.split(separator: " ")
    let clock = pieces.count == 2 ? pieces[1].split(separator: ":").compactMap { Int($0) } : []
    guard pieces.count == 2, let day = Day(pieces[0]), clock.count == 2 else {
        preconditionFailure("a test's time is written 2026-03-01 09:00, not \(text)")
    }
    return Instant(day, hour: clock[0], minute: clock[1])
}
