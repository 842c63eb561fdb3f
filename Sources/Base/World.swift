/// Where time and chance come from: the real ones in `main`, fixed ones in tests.
public struct World: Sendable {
    /// The time now.
    public let now: @Sendable () -> Instant
    /// Fresh dice for one transaction.
    public let dice: @Sendable () -> Dice

    public init(now: @escaping @Sendable () -> Instant, dice: @escaping @Sendable () -> Dice) {
        self.now = now
        self.dice = dice
    }
}

/// A source of chance. Seeded, it rolls the same for ever; unseeded, it asks the system.
public struct Dice: RandomNumberGenerator, Sendable {
    private var state: UInt64?

    /// Dice that repeat themselves (SplitMix64). For demos and tests, never for secrets.
    public init(seed: UInt64) {
        state = seed
    }

    /// Dice of the system's own entropy.
    public static var system: Dice { Dice() }

    private init() {
        state = nil
    }

    public mutating func next() -> UInt64 {
        guard var seed = state else {
            var system = SystemRandomNumberGenerator()
            return system.next()
        }
        seed &+= 0x9E37_79B9_7F4A_7C15
        state = seed
        var z = seed
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
