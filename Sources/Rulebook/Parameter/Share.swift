public import Web

/// An exact part of a whole: two thirds, 60 %, 5 ‰. Never a floating-point number.
public struct Share: Hashable, Sendable {
    public let numerator: Int
    public let denominator: Int

    /// In lowest terms. Both above nothing, or the numerator nothing.
    public init(_ numerator: Int, _ denominator: Int) {
        precondition(numerator >= 0 && denominator > 0, "a share is no debt")
        var (a, b) = (numerator, denominator)
        while b != 0 { (a, b) = (b, a % b) }
        self.numerator = numerator / max(a, 1)
        self.denominator = denominator / max(a, 1)
    }

    /// The least whole number that is at least this part of `whole`: of 120, two thirds are 80.
    public func least(of whole: Int) -> Int { (numerator * whole + denominator - 1) / denominator }

    /// The greatest whole number that is at most this part of `whole`.
    public func most(of whole: Int) -> Int { numerator * whole / denominator }

    /// How a part of a whole stands to this share: below it, exactly it, above it. Exact in every case.
    public func compare(_ part: Int, of whole: Int) -> ShareOrder {
        let (mine, theirs) = (part * denominator, whole * numerator)
        return mine < theirs ? .below : mine == theirs ? .exactly : .above
    }

    /// This part of an amount, rounded to the fen, half a fen upwards.
    public func of(_ amount: Money) -> Money {
        let exact = Int128(amount.fen) * Int128(numerator), whole = Int128(denominator)
        let doubled = exact * 2 + whole
        let rounded = doubled >= 0 ? doubled / (whole * 2) : -((-doubled + whole * 2 - 1) / (whole * 2))
        return Money(fen: Int64(rounded))
    }
}

/// How a part stands to the share that is asked for.
public enum ShareOrder: Sendable {
    case below, exactly, above
}
