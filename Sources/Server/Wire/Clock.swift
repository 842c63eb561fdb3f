import Glibc

/// Nanoseconds since some start, never backwards. Deadlines of connections are counted in it.
func monotonicNow() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC_COARSE, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}

/// The deadlines of the settings in nanoseconds, reckoned once, because each request asks for four of them.
struct Patience: Sendable {
    let head: Int64
    let body: Int64
    let answer: Int64
    let idle: Int64

    init(_ settings: ServerSettings) {
        head = settings.headDeadline.nanoseconds
        body = settings.bodyDeadline.nanoseconds
        answer = settings.answerDeadline.nanoseconds
        idle = settings.idleTimeout.nanoseconds
    }
}

extension Duration {
    var nanoseconds: Int64 {
        let (seconds, rest) = components
        return seconds * 1_000_000_000 + rest / 1_000_000_000
    }
}
