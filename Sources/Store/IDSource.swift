public import Base
import Synchronization

/// Makes ids of 63 bits: 41 of milliseconds since 2024, 6 of node, 16 of sequence. Later calls give greater ids, also
/// when the clock stands still or goes back.
public final class IDSource: Sendable {
    private let node: Int64
    private let last: Mutex<Int64>

    /// 2024-01-01T00:00:00Z in milliseconds since 1970.
    static let epoch: Int64 = 1_704_067_200_000

    /// `node` is 0 to 63 and leased from the installation, so that two processes never make the same id.
    public init(node: Int) {
        precondition((0..<64).contains(node))
        self.node = Int64(node)
        last = Mutex(0)
    }

    /// The next number at a time; it never repeats and never falls.
    public func next(at now: Instant) -> Int64 {
        let time = max(0, now.microseconds / 1000 - Self.epoch)
        return last.withLock { last in
            let tick = max(time << 16, last + 1)
            last = tick
            return (tick >> 16) << 22 | node << 16 | tick & 0xFFFF
        }
    }
}
