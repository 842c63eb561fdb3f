public import Base
import Synchronization

/// Makes ids of 63 bits: 41 of milliseconds since 2024, 6 of node, 16 of sequence. Later calls give greater ids, also
/// when the clock stands still or goes back.
public final class IDSource: Sendable {
    private let node: Int64
    private let last: Mutex<Int64>

    /// 2024-01-01T00:00:00Z in milliseconds since 1970.
    static let epoch: Int64 = 1_704_067_200_000

    /// `node` is 0 to 63 and leased from the installation, so that two processes never make the same id. No id is of the
    /// millisecond `mark` or earlier, so that none repeats which the node's last holder made, whatever the clock says now.
    public init(node: Int, after mark: Instant? = nil) {
        precondition((0..<64).contains(node))
        self.node = Int64(node)
        last = Mutex(mark.map { (Self.milliseconds($0) + 1) << 16 - 1 } ?? 0)
    }

    /// The next number at a time; it never repeats and never falls.
    public func next(at now: Instant) -> Int64 {
        let time = Self.milliseconds(now)
        return last.withLock { last in
            let tick = max(time << 16, last + 1)
            last = tick
            return (tick >> 16) << 22 | node << 16 | tick & 0xFFFF
        }
    }

    /// The millisecond of the last id. It may be ahead of the clock.
    var reached: Instant {
        Instant(microseconds: (last.withLock { $0 >> 16 } + Self.epoch) * 1000)
    }

    private static func milliseconds(_ time: Instant) -> Int64 { max(0, time.microseconds / 1000 - epoch) }
}
