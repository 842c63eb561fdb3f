public import Base
import Glibc

extension World {
    /// The real one: the system's clock and the system's chance.
    public static let system = World(now: systemNow, dice: { .system })
}

@Sendable private func systemNow() -> Instant {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Instant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
}
