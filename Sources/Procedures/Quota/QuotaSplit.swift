public import Base

/// By which rule a number of places is split among units (名额分配).
public enum QuotaRule: String, CaseIterable, Sendable {
    /// 按人数，最大余数法: every place is given, nobody is more than one away from the exact share.
    case largestRemainder = "largest_remainder"
    /// 按人数，四舍五入: the sum may differ from the number of places.
    case rounding
    /// 每若干人一个
    case perHeads = "per_heads"
    /// 每单位固定
    case fixed
    /// 按上一次的数
    case carried

    public var words: String {
        switch self {
        case .largestRemainder: "按人数比例（最大余数法）"
        case .rounding: "按人数比例（四舍五入）"
        case .perHeads: "每若干人一个"
        case .fixed: "每单位固定名额"
        case .carried: "沿用现有名额的比例"
        }
    }
}

/// One unit's claim to places.
public struct QuotaClaim: Equatable, Sendable {
    /// People it is counted by; never negative.
    public let heads: Int
    /// What it had before.
    public let before: Int

    public init(heads: Int, before: Int = 0) {
        self.heads = max(0, heads)
        self.before = max(0, before)
    }
}

/// How places are split among claims: pure, so that anybody can recompute it from the sheet.
public struct QuotaSplit: Equatable, Sendable {
    /// In the order of the claims.
    public let places: [Int]
    /// What is left over; negative where rounding gives more than there is.
    public let left: Int

    public var sum: Int { places.reduce(0, +) }

    /// What stands in the way of a split.
    public enum Problem: Explained, Equatable {
        case nobody
        case notEnough(needed: Int, there: Int)

        public var words: String {
            switch self {
            case .nobody: "这些单位都没有可以计算的人数。"
            case .notEnough(let needed, let there): "要 \(needed) 个名额，现在只有 \(there) 个。"
            }
        }
    }

    /// Splits `total` by a rule. `number` is heads a place for `perHeads` and places a unit for `fixed`; `least` is what every
    /// unit with anybody in it gets at least (用于“至少 1 个”), by `largestRemainder` and `carried`.
    public init(
        _ total: Int, among claims: [QuotaClaim], by rule: QuotaRule, number: Int = 1, least: Int = 0
    ) throws(Problem) {
        precondition(total >= 0 && number >= 1 && least >= 0)
        let heads = claims.map(\.heads)
        switch rule {
        case .largestRemainder: places = try Self.proportional(total, heads, least: least)
        case .carried: places = try Self.proportional(total, claims.map(\.before), least: least)
        case .rounding:
            let sum = heads.reduce(0, +)
            guard sum > 0 else { throw .nobody }
            places = heads.map { (total * $0 * 2 + sum) / (sum * 2) }
        case .perHeads: places = heads.map { ($0 + number - 1) / number }
        case .fixed: places = claims.map { _ in number }
        }
        left = total - places.reduce(0, +)
    }

    /// The largest remainder with a floor: who would get less than the floor gets it, and the others share the rest.
    private static func proportional(_ total: Int, _ weights: [Int], least: Int) throws(Problem) -> [Int] {
        guard weights.contains(where: { $0 > 0 }) else { throw .nobody }
        let needed = weights.count { $0 > 0 } * least
        guard needed <= total else { throw .notEnough(needed: needed, there: total) }
        var isLifted = [Bool](repeating: false, count: weights.count)
        while true {
            let open = weights.indices.filter { !isLifted[$0] && weights[$0] > 0 }
            let rest = total - isLifted.count { $0 } * least
            let shares = largestRemainder(rest, open.map { weights[$0] })
            let low = zip(open, shares).filter { $0.1 < least }.map(\.0)
            guard low.isEmpty else {
                for index in low { isLifted[index] = true }
                continue
            }
            var places = isLifted.map { $0 ? least : 0 }
            for (index, share) in zip(open, shares) { places[index] = share }
            return places
        }
    }

    /// 最大余数法. Equal remainders go to the larger, then to the earlier.
    private static func largestRemainder(_ total: Int, _ weights: [Int]) -> [Int] {
        let sum = weights.reduce(0, +)
        guard sum > 0 else { return weights.map { _ in 0 } }
        var places = weights.map { total * $0 / sum }
        let rests = weights.map { total * $0 % sum }
        let order = weights.indices.sorted {
            (rests[$0], weights[$0], $1) > (rests[$1], weights[$1], $0)
        }
        for index in order.prefix(total - places.reduce(0, +)) { places[index] += 1 }
        return places
    }
}
