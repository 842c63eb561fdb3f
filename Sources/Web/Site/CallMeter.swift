import Synchronization

/// How often programs call, in this process: a bucket a token that fills with time, and one an address for calls whose
/// token is not let in, so that nobody can try tokens.
final class CallMeter: Sendable {
    /// Calls that may come at once, and that a minute brings anew.
    static let burst = 120.0
    static let perMinute = 600.0
    /// The same for calls that are not let in, by address.
    static let wrongBurst = 20.0
    static let wrongPerMinute = 20.0

    private struct Bucket {
        var left: Double
        var at: Instant

        mutating func fill(to most: Double, perMinute: Double, at now: Instant) {
            let passed = Double(max(0, now.microseconds - at.microseconds)) / 60_000_000
            left = min(most, left + passed * perMinute)
            at = now
        }
    }

    private struct State {
        var buckets: [String: Bucket] = [:]
        var wrong: [String: Bucket] = [:]
        var uses: [String: TokenUse] = [:]
    }

    private let state = Mutex(State())
    /// Beyond so many the full buckets are forgotten.
    private static let most = 10_000

    /// Takes one call out of the token's bucket; when it is empty, the seconds until there is one again.
    func secondsToWait(_ secret: String?, from address: String, at now: Instant) -> Int? {
        state.withLock { state in
            if var wrong = state.wrong[address] {
                wrong.fill(to: Self.wrongBurst, perMinute: Self.wrongPerMinute, at: now)
                state.wrong[address] = wrong
                if wrong.left < 1 { return Self.wait(wrong.left, perMinute: Self.wrongPerMinute) }
            }
            guard let secret else { return nil }
            if state.buckets.count > Self.most { state.buckets.removeAll() }
            var bucket = state.buckets[secret] ?? Bucket(left: Self.burst, at: now)
            bucket.fill(to: Self.burst, perMinute: Self.perMinute, at: now)
            defer { state.buckets[secret] = bucket }
            guard bucket.left >= 1 else { return Self.wait(bucket.left, perMinute: Self.perMinute) }
            bucket.left -= 1
            return nil
        }
    }

    private static func wait(_ left: Double, perMinute: Double) -> Int {
        max(1, Int(((1 - left) * 60 / perMinute).rounded(.up)))
    }

    func noteFailure(from address: String, at now: Instant) {
        state.withLock { state in
            if state.wrong.count > Self.most { state.wrong.removeAll() }
            var bucket = state.wrong[address] ?? Bucket(left: Self.wrongBurst, at: now)
            bucket.fill(to: Self.wrongBurst, perMinute: Self.wrongPerMinute, at: now)
            bucket.left = max(0, bucket.left - 1)
            state.wrong[address] = bucket
        }
    }

    func noteUse(_ digest: String, from address: String, at now: Instant) {
        state.withLock { state in
            var use = state.uses[digest] ?? TokenUse(digest: digest, calls: 0, at: now, address: address)
            use.calls += 1
            use.at = now
            use.address = address
            state.uses[digest] = use
        }
    }

    func takeUses() -> [TokenUse] {
        state.withLock { state in
            defer { state.uses = [:] }
            return state.uses.values.sorted { $0.digest < $1.digest }
        }
    }
}
